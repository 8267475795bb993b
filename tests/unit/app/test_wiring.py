from matchmaker.app.wiring import FEATURES, all_invariants, job_registry
from matchmaker.core.authz import merge
from matchmaker.core.outbox import DELIVER


def test_no_two_features_declare_the_same_permission() -> None:
    assert merge(feature.permissions for feature in FEATURES).rules


def test_every_invariant_has_a_name_of_its_own() -> None:
    names = [rule.name for rule in all_invariants()]
    assert len(names) == len(set(names))


def test_what_features_enqueue_has_a_handler() -> None:
    handled = job_registry().handlers
    assert {DELIVER, "record.published", "record.unpublished", "matching.refresh_all", "audit.anchor"} <= set(handled)
