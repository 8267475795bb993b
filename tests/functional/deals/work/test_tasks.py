"""Tasks on the deal's page and on the workbench."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from matchmaker.core import clock
from matchmaker.deals.work.models import DealTask
from tests.support.page_client import PageClient
from tests.unit.deals.conftest import Stage


def test_a_task_lies_on_its_owner_s_workbench_until_it_is_done(
    stage: Stage, enterprise: PageClient, university: PageClient, officer: PageClient
) -> None:
    deal = stage.introduced()
    path = f"/deals/{deal.id}/tasks"
    page = enterprise.post(path, {"title": "寄样品", "due_on": "2020-01-01", "owner": "need"}, 422)
    assert "完成期限不能早于今天" in page.error_summary
    assert "寄样品" in page.source
    day = (clock.today() + timedelta(days=3)).isoformat()
    enterprise.post(path, {"title": "寄样品两套", "due_on": day, "owner": "achievement"})
    assert "待办 1 项" in enterprise.get(f"/deals/{deal.id}", max_statements=9).text
    assert "寄样品两套" in university.get("/workbench").text
    assert "寄样品两套" not in enterprise.get("/workbench").text
    task = stage.session.scalars(select(DealTask.id)).one()
    university.post(f"{path}/{task}", form=path, button="办完了")
    assert "已记为办完" in university.follow().messages
    assert "寄样品两套" not in university.get("/workbench").text
    officer.post(f"{path}/{task}", form=path, button="重新打开")
    assert "寄样品两套" in university.get("/workbench").text
    officer.forge(f"/deals/{deal.id}/tasks/987654", {"done": "1"}, 404)
