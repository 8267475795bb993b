"""Rules from a file into the database, as the shipped ones come; loading twice changes nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.core.authz import Actor
from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_
from matchmaker.deals.subsidies.models import SubsidyRule
from matchmaker.deals.subsidies.queries import newest_version
from matchmaker.deals.subsidies.services.revise_rule import activate, add_version, try_vectors
from matchmaker.organizations.models import Region

WORDS = ("title", "card", "source", "clause")
Row = Mapping[str, Any]


@dataclass
class Loaded:
    """How many rules came of a file; ``kept`` were changed on the site and stay as they are."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: int = 0
    rejected: list[str] = field(default_factory=list)


def shipped() -> list[Row]:
    """The rules that come with the product."""
    text = files("matchmaker.deals.subsidies").joinpath("data/rules.json").read_text(encoding="utf-8")
    return list(json.loads(text))


def load_rules(session: Session, rows: Sequence[Row], *, actor: Actor, put_into_use: bool) -> Loaded:
    """Take each of ``rows``; with ``put_into_use`` what passes its own vectors is active at once.

    A rule that people have changed on the site is not touched. What cannot be
    taken is told in ``rejected`` and keeps no other from being taken.
    """
    done = Loaded()
    for row in rows:
        try:
            with session.begin_nested():
                _take(session, row, done, actor=actor, put_into_use=put_into_use)
        except Invalid as error:
            said = "；".join(text for texts in error.fields.values() for text in texts) or error.message
            done.rejected.append(f"{row.get('region')}/{row.get('code')}：{said}")
    return done


def _take(session: Session, row: Row, done: Loaded, *, actor: Actor, put_into_use: bool) -> None:
    rule = _rule(session, row)
    newest = newest_version(session, rule.id)
    if newest is not None and newest.entered_by is not None:
        done.kept += 1
        return
    values = _values(row)
    if newest is not None and all(getattr(newest, name) == value for name, value in values.items()):
        done.unchanged += 1
        return
    version = add_version(session, rule, values, actor=actor)
    trials = try_vectors(session, version, actor=actor)
    wrong = [trial.vector.note for trial in trials if not trial.passes]
    if wrong or not trials:
        raise Invalid(N_("样例没有全部通过：{}").format("、".join(wrong)))
    if put_into_use:
        activate(session, version, actor=actor)
    done.created += newest is None
    done.updated += newest is not None


def _rule(session: Session, row: Row) -> SubsidyRule:
    region, code = str(row.get("region", "")), str(row.get("code", ""))
    found = session.scalars(
        select(SubsidyRule).where(SubsidyRule.region_code == region, SubsidyRule.code == code)
    ).one_or_none()
    if found is None:
        if session.get(Region, region) is None or not code:
            raise Invalid(N_("没有这个地区，或没有写规则代码。"))
        found = SubsidyRule(region_code=region, code=code)
        session.add(found)
        session.flush()
    return found


def _values(row: Row) -> dict[str, Any]:
    try:
        days = {name: date.fromisoformat(row[name]) if row.get(name) else None for name in ("valid_from", "valid_to")}
        words = {name: str(row[name]).strip() for name in WORDS}
        return {**words, **days, "definition": row["definition"], "vectors": row["vectors"]}
    except (KeyError, TypeError, ValueError) as error:
        raise Invalid(N_("缺少内容或写得不对：{}").format(error)) from error
