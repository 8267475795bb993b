"""Every role at every address: who may come in does, who may not is told the same as everybody.

What is expected follows from the declared policies alone, as ``matchmaker policy --json`` prints
them: not signed in, to sign-in; wrong role, 403; somebody else's object, 404 exactly as a missing
one. After a refusal nothing has changed but what notes it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from enum import StrEnum
from itertools import groupby
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from matchmaker.core.authz import Ownership
from matchmaker.core.idempotency import new_key
from tests.support.matrix import Person, Question, World, build, questions
from tests.support.pages import lasting
from tests.support.snapshot import changed, snapshot

# Refusals may be noted; asking renews a session; wrong passwords count.
NOTED = ("security_event", "user_session", "throttle")
# Who carries a list away leaves a trace of it.
TRACE = {"audit_entry", "audit_head"}
SIGN_IN = "/sign-in"
# Objects of signed-in people that belong to one person, whatever the role.
PERSONAL = {
    "accounts.read_notice",
    "catalog.open_search",
    "catalog.edit_search",
    "catalog.remove_search",
}
# Whoever comes first takes away what the others ask for.
TAKES_AWAY = {
    "catalog.remove_file_achievement",
    "catalog.remove_file_need",
    "contracts.remove_line",
    "organizations.remove",
    "pricing.remove_evidence_file",
    "subsidies.remove_paper",
}
# The permission is about what will be made; the object in the address may be anybody's.
NOT_ABOUT = {"scouting.new_contact_for", "scouting.visit_list"}
# Pages about something that not everybody has, or that is not out yet: who has none is told so with 404.
MAY_HAVE_NONE = {
    "organizations.mine",
    "challenges.ask",
    "challenges.bid",
    "challenges.intention",
    "challenges.object_to",
    "challenges.open_draft",
    "challenges.withdraw_bid",
    "pricing.begin",
}


class Answer(StrEnum):
    OPEN = "open"
    SIGN_IN = "sign in"
    FORBIDDEN = "403"
    MISSING = "404"


def expected(question: Question, person: Person) -> Answer:
    """What the policy says this person must get."""
    policy, actor = question.policy, person.actor
    if policy.rule == "public":
        return Answer.OPEN
    if not actor.is_signed_in:
        return Answer.SIGN_IN
    if policy.permission is not None and policy.table is not None:
        if not policy.table.holds(actor, policy.permission):
            return Answer.FORBIDDEN
        is_judged = question.row is not None and question.endpoint not in NOT_ABOUT
        if is_judged and not policy.table.allows(actor, policy.permission, question.row):
            return Answer.MISSING
    elif question.endpoint in PERSONAL and question.row is not None and actor.user_id not in question.row.scope.users:
        return Answer.MISSING
    return Answer.MISSING if question.is_missing else Answer.OPEN


def given(response: TestResponse) -> Answer:
    """What the person got."""
    if response.status_code == 302 and urlsplit(response.headers["Location"]).path == SIGN_IN:
        return Answer.SIGN_IN
    return {403: Answer.FORBIDDEN, 404: Answer.MISSING}.get(response.status_code, Answer.OPEN)


def ask(question: Question, person: Person) -> TestResponse:
    """Ask with everything a browser would send, so that only the rights can be missing."""
    with person.client.raw.session_transaction() as kept:
        kept.pop("_flashes", None)  # what an earlier question had to say stands on no later page
    if question.method == "GET":
        return person.client.raw.get(question.path)
    fields = {"csrf_token": person.token, "idempotency_key": new_key()}
    return person.client.raw.open(question.path, method=question.method, data=fields)


@pytest.fixture
def world(app: Flask, session: Session) -> World:
    return build(app, session)


def by_route(app: Flask, world: World) -> Iterator[tuple[str, list[Question]]]:
    for name, group in groupby(questions(app, world), key=lambda each: f"{each.method} {each.endpoint}"):
        yield name, list(group)


def test_every_answer_is_as_declared(app: Flask, world: World, engine: Engine) -> None:
    """Pages are asked by everybody, forms by whom they are closed to; neither changes anything."""
    deviations: list[str] = []
    before = snapshot(engine, without=NOTED)
    for name, group in by_route(app, world):
        bodies: dict[str, set[str]] = defaultdict(set)
        for question, person, wanted in _asked(group, world):
            response = ask(question, person)
            if not _is_as(wanted, question, response):
                deviations.append(f"{name} {question.path} {person.name}: {response.status_code}, not {wanted}")
            if wanted is Answer.MISSING:
                bodies[person.name].add(_comparable(response))
        deviations += [f"{name} {each}: a missing object looks different" for each in bodies if len(bodies[each]) > 1]
        after = snapshot(engine, without=NOTED)
        moved = set(changed(before, after)) - (TRACE if group[0].endpoint.split(".")[1].startswith("export") else set())
        if moved:
            deviations.append(f"{name}: something changed: {sorted(moved)}")
        before = after
    assert not deviations, "\n" + "\n".join(deviations)


def _asked(group: list[Question], world: World) -> Iterator[tuple[Question, Person, Answer]]:
    for question in group:
        for person in world.people:
            wanted = expected(question, person)
            judged_by_role = wanted in {Answer.SIGN_IN, Answer.FORBIDDEN}
            if judged_by_role and not question.is_first:
                continue  # refused before any object is looked at
            if question.method == "GET" or wanted is not Answer.OPEN:
                yield question, person, wanted


def _is_as(wanted: Answer, question: Question, response: TestResponse) -> bool:
    got = given(response)
    if wanted is not Answer.OPEN:
        return got is wanted
    # what is public may still hide an object; what one has a right to may not
    may_be_missing = question.policy.rule == "public" or question.endpoint in MAY_HAVE_NONE
    return response.status_code < 500 and (got is Answer.OPEN or (may_be_missing and got is Answer.MISSING))


def _comparable(response: TestResponse) -> str:
    return lasting(response.text, response.headers)


def test_every_form_is_taken_from_whom_it_is_declared(app: Flask, world: World) -> None:
    """Empty forms: they may be refused for what they say (422, 409), never for who says it."""
    deviations: list[str] = []
    for name, group in sorted(by_route(app, world), key=lambda each: each[0].startswith("POST accounts.")):
        for question in group:
            if question.method == "GET" or question.is_missing:
                continue
            for person in world.people:
                if expected(question, person) is Answer.OPEN and not _leaves(question):
                    response = ask(question, person)
                    if not _is_as(Answer.OPEN, question, response):
                        deviations.append(f"{name} {question.path} {person.name}: {response.status_code}")
                    if question.endpoint in TAKES_AWAY:
                        break
    assert not deviations, "\n" + "\n".join(deviations)


def _leaves(question: Question) -> bool:
    """Whether the form ends the session that the rest of the test needs."""
    return question.endpoint in {"accounts.sign_out", "accounts.erase_account", "accounts.sign_in"}


def test_every_ownership_is_met_by_an_object_of_ones_own_and_of_others(app: Flask, world: World) -> None:
    """A matrix in which nobody owns anything would find nothing."""
    unmet: list[str] = []
    for name, group in by_route(app, world):
        policy = group[0].policy
        about_objects = [question for question in group if question.row is not None]
        if policy.permission is None or policy.table is None or not about_objects:
            continue
        if group[0].endpoint in NOT_ABOUT:
            continue
        if all(line.ownership is Ownership.NONE for line in policy.table.grants(policy.permission)):
            continue
        met = {expected(question, person) for question in about_objects for person in world.people}
        unmet += [f"{name}: nobody gets {answer}" for answer in (Answer.OPEN, Answer.MISSING) if answer not in met]
    assert not unmet, "\n" + "\n".join(unmet)
