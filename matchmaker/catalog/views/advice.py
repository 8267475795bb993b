"""The panel beside a form: score, near-duplicates, words to check, what submission does."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from matchmaker.catalog import disclosure, quality, security_words
from matchmaker.catalog.contents import Contents, Record
from matchmaker.catalog.models import Achievement, Disclosure, RecordKind
from matchmaker.catalog.policies import PERMISSIONS, Permission
from matchmaker.catalog.ports import (
    DUPLICATE_FINDER,
    LOCAL_NEEDS,
    NEED_PREVIEW,
    DuplicateFinder,
    Hit,
    LocalNeed,
    LocalNeeds,
    NeedPreview,
    NoLocalNeeds,
    NothingFound,
    NothingSimilar,
)
from matchmaker.catalog.queries import MODELS, sees_all, visible
from matchmaker.catalog.services.lane import reasons_for_review, waits_for_unit
from matchmaker.catalog.views.sides import Side, side_of
from matchmaker.core.authz import Actor
from matchmaker.engine.differences import differences, marked
from matchmaker.organizations.queries import setting
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db

SHORTEST_TITLE = 4
MOST_SHOWN = 3
BODY = ("one_liner", "problem", "background", "problem_solved", "advantage", "summary")


def similar_to(kind: RecordKind, said: Contents, exclude_id: int | None) -> Sequence[Hit]:
    """What the finder knows that resembles ``said``."""
    title = str(said.get("title") or "")
    if len(title) < SHORTEST_TITLE:
        return ()
    finder: DuplicateFinder = current_app.extensions.get(DUPLICATE_FINDER) or NothingSimilar()
    body = "\n".join(str(said[name]) for name in BODY if said.get(name))
    return finder.similar(kind.value, title, body, exclude_id)


def shown_duplicates(kind: RecordKind, said: Contents, hits: Sequence[Hit]) -> list[dict[str, Any]]:
    """The similar records that the reader may know of, by what the reader may read of them.

    The words by which a title differs from that of ``said`` are marked.
    """
    if not hits:
        return []
    scores, actor = {hit.id: hit.score for hit in hits}, current_actor()
    model: Any = MODELS[kind]
    rows = db.session.scalars(select(model).where(model.id.in_(scores))).unique().all()
    known = sorted((row for row in rows if visible(actor, row)), key=lambda row: -scores[row.id])
    own = str(said.get("title") or "")
    items = [_duplicate(row, actor, scores[row.id], own) for row in known]
    return [item for item in items if item["words"]][:MOST_SHOWN]


def _duplicate(row: Record, actor: Actor, score: float, own: str) -> dict[str, Any]:
    whole = sees_all(actor, row)
    side = side_of(row)
    named = whole or disclosure.is_open(row)
    pieces = differences(own, row.title if whole else disclosure.public_title(row))
    return {
        "words": marked(pieces, "right"),
        "own": [text.strip() for text, differs in marked(pieces, "left") if differs],
        "href": side.href("manage", record_id=row.id) if whole else url_for(f"catalog.{side.kind}", record_id=row.id),
        "organization": row.organization.name if named else _("单位不公开"),
        "percent": round(score * 100),
    }


def preview(said: Contents) -> dict[str, Any]:
    """What a need's text finds among the public achievements, for ``catalog/preview.html``."""
    finder: NeedPreview = current_app.extensions.get(NEED_PREVIEW) or NothingFound()
    items = [
        {
            "title": found.title,
            "href": url_for("catalog.achievement", record_id=found.id),
            "organization": found.organization,
            "level": found.level,
            "words": found.words,
        }
        for found in finder.best(said)
    ]
    return {"asked": True, "items": items}


def local_needs(said: Sequence[Contents], region_codes: Collection[str]) -> Sequence[Sequence[LocalNeed]]:
    """For each achievement's text the open needs of these regions that it could serve."""
    finder: LocalNeeds = current_app.extensions.get(LOCAL_NEEDS) or NoLocalNeeds()
    return finder.best(said, current_actor(), region_codes) or [()] * len(said)


def panel(kind: RecordKind, said: Contents, hits: Sequence[Hit] = (), *, looks: bool = False) -> dict[str, Any]:
    """score, missing, duplicates, warnings and preview for the templates.

    ``looks``: whether to see what a need finds; an achievement's form has no preview.
    """
    found = quality.score(kind, said)
    return {
        "score": found.value,
        "missing": advised(found),
        "duplicates": shown_duplicates(kind, said, hits),
        "warnings": _warnings(kind, said),
        "preview": _preview(said, looks=looks) if kind is RecordKind.NEED else None,
    }


def _preview(said: Contents, *, looks: bool) -> dict[str, Any]:
    return preview(said) if looks else {"asked": False, "items": []}


def advised(score: quality.Score, page: str | None = "") -> list[dict[str, Any]]:
    """What would raise the score, each with the way to its field on ``page`` ("" this one, None: no way)."""
    return [
        {"text": _(each.text), "points": each.points, "href": "" if page is None else f"{page}#{each.field}"}
        for each in score.missing
    ]


def _warnings(kind: RecordKind, said: Contents) -> list[str]:
    found = [_("“%(word)s”：%(note)s", word=word.word, note=word.note) for word in security_words.found_in(said)]
    if said.get("disclosure") == Disclosure.MASKED and said.get("title") and not said.get("masked_text"):
        found.append(_("选了“脱敏公开”但还没有脱敏文字：发布后公众看不到这条记录，只用于匹配。"))
    if kind is RecordKind.ACHIEVEMENT and _is_unprotected(said):
        found.append(_("没有专利申请号：公开技术内容可能丧失新颖性，建议先申请再公开，或选“脱敏公开”。"))
    return found


def _is_unprotected(said: Contents) -> bool:
    """Whether a text is to be public in full though nothing was filed that keeps it new."""
    numbered = any(row.get("number") for row in said.get("ip_rights") or ())
    protected = numbered or said.get("ip_status") == "granted"
    return bool(said.get("title")) and said.get("disclosure") == "public" and not protected


def consequence(side: Side, row: Record | None) -> list[str]:
    """What pressing 提交 does, in words, one sentence each."""
    actor = current_actor()
    if row is None:
        return _of_a_new_record(side, actor)
    if waits_for_unit(row, actor):
        return [_("存好后请在记录页送单位确认，单位确认后再由对接联络员审核。")]
    reasons = reasons_for_review(db.session, row, actor=actor)
    if not reasons:
        return [_("提交后立即公开，并开始匹配；对接联络员会抽查。发现相似记录或保密词语时先审后发。")]
    days = int(setting(db.session, "clock.review_days", row.region_code))
    told = [] if side.kind is RecordKind.NEED else [_(reason) for reason in reasons]
    return [_("提交后由对接联络员在 %(n)d 个工作日内审核，审核通过才公开。", n=days), *told]


def _of_a_new_record(side: Side, actor: Actor) -> list[str]:
    own = bool(actor.organization_ids)
    if not own:
        return [_("先存草稿，再在记录页送单位确认。单位确认前不会公开。")]
    if side.model is Achievement and PERMISSIONS.holds(actor, Permission.ACHIEVEMENT_PUBLISH_OWN):
        return [_("已核验的高校院所提交后立即公开，对接联络员抽查；有相似记录、保密词语或缺领域、权属的先审后发。")]
    return [_("提交后由对接联络员审核，审核通过才公开。单位还没有核验也可以提交。")]
