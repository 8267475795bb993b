"""By what a data set's present content is known without reading it: counts and last changes of what it is made of."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, case, cast, func, literal, null, select, union_all
from sqlalchemy.orm import Session

from matchmaker.catalog.disclosure import listed, opened
from matchmaker.catalog.models import Achievement, Attachment, IpRight, Need
from matchmaker.catalog.public_queries import TRL_EVIDENCE
from matchmaker.challenges.models import Challenge
from matchmaker.challenges.queries.public import is_posted
from matchmaker.deals.contracts.models import Contract, Ledger
from matchmaker.organizations.models import Organization, Region
from matchmaker.statistics.open_data.schema import Dataset

EDITION = "1"
"""Raise it when the files' form changes, so that kept ones are written anew."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """``tag`` differs whenever the content may; ``changed_at`` is None for what only a new program changes."""

    tag: str
    changed_at: datetime | None


def stamps(session: Session) -> Mapping[str, tuple[Any, ...]]:
    """What each kind of row that data sets are made of amounts to now. One statement."""
    parts: list[Any] = [
        _part(model.__tablename__, model, *more).where(condition)
        for model, condition, more in (
            (Achievement, listed(Achievement), (_count_if(opened(Achievement)),)),
            (Need, listed(Need), (_count_if(opened(Need)),)),
            (Challenge, is_posted(), (func.sum(Challenge.posted_version),)),
            (Contract, Contract.ledger == Ledger.REGISTERED, ()),
            (Organization, literal(1) == 1, ()),
        )
    ]
    evidence = select(
        literal("attachment"), func.count(), func.coalesce(func.sum(Attachment.id), 0), *_nothing(2), null()
    )
    parts.append(evidence.where(Attachment.purpose == TRL_EVIDENCE))
    numbers = (func.count(), func.coalesce(func.sum(IpRight.id), 0))
    parts.append(select(literal("ip_right"), *numbers, *_nothing(2), null()).select_from(IpRight))
    parts.append(select(literal("region"), func.count(), *_nothing(3), null()).select_from(Region))
    return {row[0]: tuple(row[1:]) for row in session.execute(union_all(*parts))}


def stamp(dataset: Dataset, found: Mapping[str, tuple[Any, ...]]) -> Stamp:
    """The stamp of one data set, of what ``stamps`` found."""
    watched = [found[name] for name in dataset.watches]
    text = "|".join([EDITION, dataset.name, *(column.name for column in dataset.columns), *map(repr, watched)])
    moments = [row[-1] for row in watched if row[-1] is not None]
    return Stamp(hashlib.sha256(text.encode()).hexdigest()[:32], max(moments, default=None))


def _part(name: str, model: Any, *more: Any) -> Any:
    versions = func.coalesce(func.sum(model.version), 0)
    extra = [func.coalesce(each, 0) for each in more] or _nothing(1)
    return select(
        literal(name), func.count(), func.coalesce(func.sum(model.id), 0), versions, *extra, func.max(model.updated_at)
    )


def _count_if(condition: Any) -> Any:
    return func.sum(case((condition, 1), else_=0))


def _nothing(number: int) -> list[Any]:
    return [cast(literal(0), Integer) for _each in range(number)]
