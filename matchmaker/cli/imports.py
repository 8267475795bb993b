"""``matchmaker import``: needs and achievements from a file of JSON lines.

A line is {"id", "title", "content"}; id and title suffice. Good lines are kept
when others are rejected. A record is known by (source, external id), so the
same file twice changes nothing. With ``--publish`` records take the
workflow's own steps, and one job refreshes the suggestions of the whole import.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Achievement, Need, RecordKind
from matchmaker.catalog.services import create_draft, publish, reopen, save_draft, submit
from matchmaker.catalog.services.known_record import CLAIMING_UNIT, claiming_unit, differing, known_records
from matchmaker.cli.context import Console, emit, explain, fail, pass_console, plain_errors
from matchmaker.cli.import_lines import Line, read_lines
from matchmaker.core.authz import Actor
from matchmaker.core.errors import DomainError, Invalid
from matchmaker.core.jobs import enqueue
from matchmaker.core.unit_of_work import transact
from matchmaker.organizations.models import Organization

SOURCE = "import"
BATCH = 200
PARTIAL = 3
TEXTS = {RecordKind.NEED: "problem", RecordKind.ACHIEVEMENT: "summary"}


@dataclass
class Report:
    """Counts of an import; ``rejected`` lists {"row", "id", "reason"}."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[dict[str, Any]] = field(default_factory=list)

    def refuse(self, number: int, external_id: str, reason: str) -> None:
        """Note why a line was not taken."""
        self.rejected.append({"row": number, "id": external_id, "reason": reason})


class _DryRun(Exception):
    """Rolls a trial back."""


@click.command("import")
@click.argument("kind", type=click.Choice(["achievements", "needs"]))
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--publish", "publishes", is_flag=True, help="导入后按流程发布")
@click.option("--dry-run", is_flag=True, help="只检查，不写入")
@click.option("--organization", default=CLAIMING_UNIT, show_default=True, help="归属单位名称")
@click.option("--as", "login", help="以这个登录名的权限导入")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@pass_console
@plain_errors
def import_records(
    console: Console,
    kind: str,
    file: Path,
    *,
    publishes: bool,
    dry_run: bool,
    organization: str,
    login: str | None,
    as_json: bool,
) -> None:
    """导入成果（achievements）或需求（needs）。"""
    if file.suffix != ".jsonl":
        fail("只接受 .jsonl 文件，每行一条 JSON。")
    record_kind = RecordKind(kind.removesuffix("s"))
    actor, report = console.actor(login), Report()
    with console.session() as session:
        try:
            _import(session, file, partial(_Import, record_kind, actor, publishes, dry_run), organization, report)
        except _DryRun:
            session.rollback()
    document = {**asdict(report), "rejected_count": len(report.rejected), "dry_run": dry_run}
    lines = [f"{_place(each)}：{each['reason']}" for each in report.rejected]
    counts = f"新增 {report.created} 条，更新 {report.updated} 条，不变 {report.unchanged} 条，拒绝 {len(lines)} 条。"
    emit(document, as_json=as_json, text="\n".join([*lines, counts]))
    if report.rejected:
        raise SystemExit(PARTIAL)


def _place(rejected: dict[str, Any]) -> str:
    named = f"（{rejected['id']}）" if rejected["id"] else ""
    return f"第 {rejected['row']} 行{named}"


@dataclass(frozen=True)
class _Import:
    """What holds for every line of one import."""

    kind: RecordKind
    actor: Actor
    publishes: bool
    dry_run: bool
    organization_id: int

    def batch(self, session: Session, lines: list[Line], report: Report) -> Report:
        """Take a batch of lines in one transaction; raises _DryRun after a trial."""
        found = Report()
        known = known_records(session, self.kind, SOURCE, [line.external_id for line in lines])
        for line in lines:
            try:
                with session.begin_nested():
                    self._take(session, line, known.get(line.external_id), found)
            except DomainError as error:
                found.refuse(line.number, line.external_id, explain(error))
        if self.publishes and (found.created or found.updated):
            enqueue(session, "matching.refresh_all", dedup_key="all")
        if self.dry_run:
            _merge(report, found)
            raise _DryRun
        return found

    def _take(self, session: Session, line: Line, row: Need | Achievement | None, report: Report) -> None:
        values = {"title": line.title, TEXTS[self.kind]: line.content, "disclosure": "public"}
        if row is None:
            row = create_draft(
                session,
                self.kind,
                actor=self.actor,
                organization_id=self.organization_id,
                values=values,
                source=SOURCE,
                external_id=line.external_id,
            )
            self._publish(session, row)
            report.created += 1
        elif differing(row, values):
            self._update(session, row, values)
            report.updated += 1
        elif self.publishes and row.state == "draft":
            self._publish(session, row)
            report.updated += 1
        else:
            report.unchanged += 1

    def _update(self, session: Session, row: Need | Achievement, values: dict[str, Any]) -> None:
        was_public = row.state == "published"
        if was_public:
            publish_again = True
            _withdraw(session, row, self.actor)
        else:
            publish_again = self.publishes
        save_draft(session, row, values, actor=self.actor)
        if publish_again:
            self._publish(session, row, wanted=True)

    def _publish(self, session: Session, row: Need | Achievement, *, wanted: bool | None = None) -> None:
        if not (self.publishes if wanted is None else wanted):
            return
        submit(session, row, actor=self.actor)
        publish(session, row, actor=self.actor, tell=False)


def _withdraw(session: Session, row: Need | Achievement, actor: Actor) -> None:
    """Take a published record back to draft, by the workflow's own steps."""
    reopen(session, row, actor=actor)


def _import(session: Session, file: Path, make: Any, organization: str, report: Report) -> None:
    owner = transact(session, lambda inner: _owner(inner, organization))
    task: _Import = make(owner)
    lines = read_lines(file, report.refuse)
    while batch := list(islice(lines, BATCH)):
        if task.dry_run:
            try:
                transact(session, partial(task.batch, lines=batch, report=report))
            except _DryRun:
                continue
        else:
            _merge(report, transact(session, partial(task.batch, lines=batch, report=report)))


def _owner(session: Session, name: str) -> int:
    """The id of the unit that owns the import; the default one is made when missing."""
    if name == CLAIMING_UNIT:
        return claiming_unit(session)
    found = session.scalars(select(Organization.id).where(Organization.name == name).order_by(Organization.id)).first()
    if found is None:
        raise Invalid(f"没有名为“{name}”的单位。")
    return found


def _merge(report: Report, found: Report) -> None:
    report.created += found.created
    report.updated += found.updated
    report.unchanged += found.unchanged
    report.rejected += found.rejected
