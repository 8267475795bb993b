"""The pictures of docs/guide, taken from the running demo city.

``make demo`` in one window, ``python -m tests.guide_pictures`` in another: each role signs in with its own
account and walks to the pages its guide speaks of. Nothing is sent, so the demo stays as it was.
"""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from matchmaker.cli.demo import ACCOUNTS
from matchmaker.config import from_environment
from tests.support.album import shoot
from tests.support.browser import DESK, HEIGHT, PHONE

FOLDER = Path(__file__).parents[1] / "docs/guide/images"
TALLEST = 900


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: the page at ``path``, or the one that its first link ``follow`` (a CSS selector) leads to."""

    name: str
    path: str
    follow: str = ""
    width: int = DESK
    fill: tuple[str, str] | None = None
    """Label and text of a field to be filled first; the button of its form is pressed."""
    chart: int | None = None
    """Only the page's chart of this number, with its table unfolded."""


PASTED = (
    "白芍鲜切片烘干后翘片多、颜色发黄，每批要人工挑掉一成多，烘房一天只能出两批，煤改电以后费用又涨了三成。"
    "希望把翘片率降到 3% 以下，每公斤电耗不超过 1.2 度，水分和芍药苷含量合格。"
)
SHOTS: dict[str, tuple[Shot, ...]] = {
    "": (
        Shot("public-landing", "/"),
        Shot("public-found", "/find", fill=("要解决的问题", PASTED)),
        Shot("public-search", "/achievements?q=陶瓷"),
        Shot("public-phone", "/needs", width=PHONE),
    ),
    "scout": (Shot("scout-workbench", "/workbench"), Shot("scout-visit", "/contacts/new", width=PHONE)),
    "university_office": (
        Shot("university-workbench", "/workbench"),
        Shot("university-achievements", "/my/achievements"),
        Shot("university-import", "/my/achievements/import"),
    ),
    "researcher": (Shot("researcher-workbench", "/workbench"), Shot("researcher-form", "/achievements/new")),
    "enterprise": (Shot("enterprise-workbench", "/workbench"), Shot("enterprise-need", "/needs/new")),
    "officer": (
        Shot("officer-workbench", "/workbench"),
        Shot("officer-queue", "/suggestions"),
        Shot("officer-pair", "/suggestions", follow="main form h2 a"),
        Shot("officer-deals", "/deals"),
        Shot("officer-dossier", "/pricing-dossiers/1"),
        Shot("officer-reconcile", "/contracts/reconcile"),
        Shot("officer-reconcile-pair", "/contracts/reconcile?part=differing"),
        Shot("officer-claim", "/claims", follow="main table th a, main .item-list a"),
    ),
    "leader": (
        Shot("leader-workbench", "/workbench"),
        Shot("leader-figures", "/statistics"),
        Shot("leader-months", "/statistics", chart=0),
        Shot("leader-counties", "/statistics", chart=1),
        Shot("leader-funnel", "/statistics/funnel", chart=0),
        Shot("leader-gap", "/statistics/gap", chart=0),
        Shot("leader-figure-rows", "/statistics", follow="main .figures a"),
    ),
    "expert": (Shot("expert-workbench", "/workbench"),),
    "system_admin": (Shot("admin-workbench", "/workbench"), Shot("admin-users", "/admin/users")),
}


def take(browser: Browser, site: str, accounts: dict[str, tuple[str, str]]) -> None:
    """Every picture of ``SHOTS`` into the guide's folder."""
    for role, shots in SHOTS.items():
        context = browser.new_context(base_url=site, locale="zh-CN", timezone_id="Asia/Shanghai")
        page = context.new_page()
        if role:
            _sign_in(page, *accounts[role])
        for shot in shots:
            _take_one(page, shot)
        context.close()


def _sign_in(page: Page, login: str, password: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("登录名").fill(login)
    page.get_by_label("密码").fill(password)
    page.keyboard.press("Enter")
    page.wait_for_url("**/workbench")


def _take_one(page: Page, shot: Shot) -> None:
    page.set_viewport_size({"width": shot.width, "height": HEIGHT})
    page.goto(shot.path)
    if shot.fill:
        label, text = shot.fill
        page.get_by_label(label).fill(text)
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_load_state()
    if shot.follow:
        page.locator(shot.follow).first.click()
        page.wait_for_load_state()
    if shot.chart is None:
        shoot(page, FOLDER / f"{shot.name}.png", TALLEST)
    else:
        _take_chart(page.locator("figure.chart").nth(shot.chart), FOLDER / f"{shot.name}.png")


def _take_chart(figure: Locator, file: Path) -> None:
    figure.locator("svg").wait_for()
    if figure.locator("summary").count():
        figure.locator("summary").click()
    figure.screenshot(path=file)


def main() -> None:
    """Read the demo's accounts and take all pictures; the address may be given."""
    site = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    told = json.loads((from_environment().data_dir / ACCOUNTS).read_text(encoding="utf-8"))["users"]
    accounts = {
        each["role"]: (each["login"], each["password"]) for each in reversed(told)
    }  # the first of a role has most to do
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        take(browser, site, accounts)
        browser.close()


if __name__ == "__main__":
    main()
