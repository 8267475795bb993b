from matchmaker.scouting.models import RoutingTask


def test_a_task_belongs_to_its_region_and_to_who_was_given_it() -> None:
    open_task = RoutingTask(region_code="340302", assignee_id=None).scope
    given = RoutingTask(region_code="340302", assignee_id=7).scope
    assert (open_task.regions, open_task.assigned) == (frozenset({"340302"}), frozenset())
    assert given.assigned == frozenset({7})
