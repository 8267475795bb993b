"""Every step the platform can take has Chinese words."""

import ast
from collections.abc import Iterator

from matchmaker.admin import words
from matchmaker.admin.words import ACTIONS, STATES, WORKFLOWS, action_words, detail_words
from matchmaker.app.wiring import FEATURES, job_registry
from matchmaker.catalog.models import RecordKind
from tests.support import tree


def test_every_workflow_of_every_feature_is_known() -> None:
    declared = {workflow.name for feature in FEATURES for workflow in feature.workflows}
    assert declared == {workflow.name for workflow in WORKFLOWS}


def test_every_step_has_words() -> None:
    for workflow in WORKFLOWS:
        for step in workflow.transitions:
            assert ACTIONS[f"{workflow.name}.{step.action}"] == step.label
        assert workflow.name in words.SUBJECTS


def test_every_kind_of_job_has_words() -> None:
    assert set(job_registry().handlers) <= set(words.JOBS)


def recorded() -> Iterator[tuple[str, str]]:
    """Action and subject of every audit entry that the source spells out; both kinds of record where it says kind."""
    for file in tree.files("matchmaker/*.py"):
        for node in ast.walk(ast.parse((tree.ROOT / file).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.record":
                action, subject = (ast.unparse(each).removeprefix("f").strip("'") for each in node.args[2:4])
                kinds = RecordKind if action.startswith("{kind}") else ["{kind}"]
                yield from ((action.replace("{kind}", kind), subject) for kind in kinds if "." in action)


def test_every_audited_action_has_words() -> None:
    found = [each for each in recorded() if "{" not in each[0]]
    assert ("need.saved", "kind.value") in found
    assert ("list.exported", "slug") in found
    assert {action for action, _subject in found} <= set(ACTIONS)
    assert {subject for _action, subject in found if "." not in subject and "_kind" not in subject} <= {
        *words.SUBJECTS,
        "slug",
    }


def test_what_is_unknown_shows_its_code() -> None:
    assert action_words("something.new") == "something.new"


def test_states_stand_in_words() -> None:
    detail = {"before": "unverified", "after": "verified", "reason": "执照相符", "note": None}
    assert detail_words("organization", detail) == "待核验 → 已核验；理由：执照相符"
    assert detail_words("setting", {"value": 4}) == "值：4"
    given = {"role": "officer", "region": "340300", "fields": ["name", "phone"]}
    assert detail_words("account", given) == "角色：对接联络员；地区：340300；改动项：name、phone"
    assert STATES["organization"]["verified"] == "已核验"
