"""The frame of a page: links by role and place, the site's words, what waits unread."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask, g, render_template_string

from matchmaker.core.authz import ANONYMOUS, Actor, Role
from matchmaker.web import context
from matchmaker.web.extensions import install_database
from matchmaker.web.feature import LEDGERS, NavigationItem

ITEMS = [
    NavigationItem("需求", "needs", order=20),
    NavigationItem("审核", "review", roles=frozenset({Role.OFFICER}), order=10),
    NavigationItem("使用帮助", "help", place="footer"),
    NavigationItem("合同", "ledger", roles=frozenset({Role.LEADER}), order=12, group=LEDGERS),
    NavigationItem("申领", "claims", roles=frozenset({Role.LEADER, Role.ENTERPRISE}), order=13, group=LEDGERS),
]
OFFICER = Actor(kind="user", user_id=1, name="联络员甲", roles=frozenset({Role.OFFICER}))
Show = Callable[[str, Actor], str]


@pytest.fixture
def show() -> Show:
    """Render a line of template as somebody, on the page of the needs."""
    app = Flask("frame")
    app.config["SQLALCHEMY_ENGINES"] = {"default": "sqlite://"}
    install_database(app)
    for name in ("needs", "review", "help", "ledger", "claims"):
        app.add_url_rule(f"/{name}", name, lambda: "")
    context.install(app, ITEMS, lambda _session, _actor: 4, lambda _session: {"sponsor": "某市科技局"})

    def show(source: str, actor: Actor) -> str:
        with app.test_request_context("/needs"):
            g.actor = actor
            return render_template_string(source)

    return show


def labels(show: Show, name: str, actor: Actor) -> list[str]:
    return show(f"{{{{ {name}|map(attribute='label')|join(' ') }}}}", actor).split()


@pytest.mark.parametrize(("actor", "expected"), [(ANONYMOUS, ["需求"]), (OFFICER, ["审核", "需求"])])
def test_links_are_shown_to_their_roles_in_order(show: Show, actor: Actor, expected: list[str]) -> None:
    assert labels(show, "navigation", actor) == expected


def test_links_of_a_group_fold_at_its_place_where_there_are_several(show: Show) -> None:
    source = (
        "{% for link in navigation %}{{ link.label }}:{{ link.inside|map(attribute='href')|join('+') }} {% endfor %}"
    )
    roles = ((Role.LEADER, "需求: 台账:/ledger+/claims"), (Role.ENTERPRISE, "申领: 需求:"))
    for role, expected in roles:
        actor = Actor(kind="user", user_id=1, name="某人", roles=frozenset({role}))
        assert show(source, actor).strip() == expected


def test_links_of_the_footer_stand_apart(show: Show) -> None:
    assert labels(show, "footer_links", ANONYMOUS) == ["使用帮助"]


def test_the_page_one_is_at_is_active(show: Show) -> None:
    active: Any = show("{{ navigation|selectattr('active')|map(attribute='href')|join }}", ANONYMOUS)

    assert active == "/needs"


@pytest.mark.parametrize(("actor", "count"), [(ANONYMOUS, "0"), (OFFICER, "4")])
def test_only_somebody_signed_in_has_unread_messages(show: Show, actor: Actor, count: str) -> None:
    assert show("{{ unread_count }}", actor) == count


def test_settings_of_the_site_replace_the_defaults(show: Show) -> None:
    assert show("{{ site.sponsor }} {{ site.site_name }}", ANONYMOUS) == "某市科技局 科技成果供需对接平台"


def test_links_to_pages_that_do_not_exist_are_left_out(show: Show) -> None:
    assert show("{{ search_href is defined }}", ANONYMOUS) == "False"
