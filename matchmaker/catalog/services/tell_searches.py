"""Telling people what is new in the searches they keep: each listing once, and only what is still public."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from functools import partial

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User, UserState
from matchmaker.accounts.services.notices import Message, notify
from matchmaker.catalog import disclosure, public_queries
from matchmaker.catalog.asked import newest_meeting, read_asked
from matchmaker.catalog.contents import Record
from matchmaker.catalog.models import Need, RecordKind, Rhythm, SavedSearch, SavedSearchHit, SearchPage
from matchmaker.catalog.ports import Synonyms
from matchmaker.catalog.public_queries import Candidate
from matchmaker.catalog.rhythm import next_due
from matchmaker.core import clock
from matchmaker.core.i18n import N_
from matchmaker.core.jobs import JobRun

MOST_LINES = 20
MOST_FOUND = 1000
OVERLAP = timedelta(days=1)
"""A publication takes its date before it can be seen: so much is looked at again."""

KINDS = {SearchPage.ACHIEVEMENTS: RecordKind.ACHIEVEMENT, SearchPage.NEEDS: RecordKind.NEED}
SynonymsOf = Callable[[Callable[[], Session]], Synonyms]


def tell_searches(run: JobRun, synonyms: SynonymsOf) -> None:
    """Tell of every search that is due. What is found is read first; only the telling takes a write transaction."""
    run.transact(_forget_erased)
    for key in run.read(_due):
        found = run.read(partial(_news, key=key, synonyms=synonyms))
        run.transact(partial(_tell, key=key, found=found, base_url=run.settings.base_url))


def _forget_erased(session: Session) -> None:
    """What somebody looked for goes with the account."""
    erased = select(User.id).where(User.state == UserState.ERASED)
    session.execute(delete(SavedSearch).where(SavedSearch.user_id.in_(erased)))


def _due(session: Session) -> list[int]:
    query = select(SavedSearch.id).where(SavedSearch.due_at <= clock.now())
    return list(session.scalars(query.order_by(SavedSearch.due_at, SavedSearch.id)))


def _news(session: Session, key: int, synonyms: SynonymsOf) -> list[Candidate]:
    """What was published since and was never told, the newest first."""
    row = session.get(SavedSearch, key)
    if row is None:
        return []
    asked = read_asked(row.asked, KINDS.get(SearchPage(row.page)), synonyms(lambda: session).meanings)
    found = newest_meeting(session, asked, since=row.since, most=MOST_FOUND)
    told = _told(session, key)
    return [each for each in found if (each.kind, each.id) not in told]


def _told(session: Session, key: int) -> set[tuple[str, int]]:
    query = select(SavedSearchHit.record_kind, SavedSearchHit.record_id).where(SavedSearchHit.search_id == key)
    return {(row[0], row[1]) for row in session.execute(query)}


def _tell(session: Session, key: int, found: Sequence[Candidate], base_url: str) -> None:
    row, moment = session.get(SavedSearch, key), clock.now()
    if row is None or row.due_at is None or row.due_at > moment:
        return  # changed meanwhile, or told by another worker
    user = session.get_one(User, row.user_id)
    public = [each.row for each in public_queries.rows(session, found)] if found else []
    if public and user.state == UserState.ACTIVE:
        occasion = f"search.news:{row.id}:{row.due_at.isoformat()}"
        notify(session, [user.id], _message(row, public, base_url), dedup_key=occasion)
        session.execute(insert(SavedSearchHit), [_hit(row.id, each) for each in public])
    row.since = max(row.since, moment - OVERLAP)
    row.due_at = next_due(Rhythm(row.rhythm), moment)


def _hit(search_id: int, record: Record) -> dict[str, int | str]:
    return {"search_id": search_id, "record_kind": _kind(record).value, "record_id": record.id}


def _kind(record: Record) -> RecordKind:
    return RecordKind.NEED if isinstance(record, Need) else RecordKind.ACHIEVEMENT


def _message(row: SavedSearch, public: Sequence[Record], base_url: str) -> Message:
    """The list in words, of what everybody may read."""
    parts = [
        N_("您保存的搜索“{name}”有 {n} 条新公开的记录：").format(name=row.name, n=len(public)),
        *_lines(public[:MOST_LINES], base_url),
    ]
    if len(public) > MOST_LINES:
        parts.append(N_("另有 {n} 条，请打开搜索查看。").format(n=len(public) - MOST_LINES))
    parts.append(N_("打开搜索，或在“我的搜索”里改为不提醒："))
    title = N_("“{name}”有 {n} 条新记录").format(name=row.name, n=len(public))
    return Message("search.news", title, "\n\n".join(parts), f"/my/searches/{row.id}")


def _lines(public: Iterable[Record], base_url: str) -> Iterable[str]:
    for number, each in enumerate(public, 1):
        kind = N_("需求") if isinstance(each, Need) else N_("成果")
        title = disclosure.public_title(each) or N_("脱敏公开的记录")
        unit = f"（{each.organization.name}）" if disclosure.is_open(each) else ""
        yield f"{number}. {kind}：{title}{unit}\n{base_url}/{_kind(each)}s/{each.id}"
