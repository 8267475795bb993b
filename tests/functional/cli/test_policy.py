"""`matchmaker policy`: who may do what at which address, for everybody to read."""

from tests.support.command import Command

KEYS = {"endpoint", "method", "rule", "permission", "roles", "ownership", "csrf"}
RULES = {"public", "signed_in", "permission"}
OWNERSHIPS = {"none", "self", "organization", "region", "party", "assigned"}


def test_every_row_says_all_there_is_to_know(command: Command) -> None:
    rows = command.json("policy")
    assert [row for row in rows if not set(row) >= KEYS] == []
    assert {row["rule"] for row in rows} <= RULES
    assert {row["ownership"] for row in rows} <= OWNERSHIPS
    open_to_programs = {"accounts.stop_mail"}  # mail programs' one click: the signed address is the proof
    unsafe = [row for row in rows if row["method"] not in {"GET", "HEAD"}]
    assert {row["endpoint"] for row in unsafe if not row["csrf"]} == open_to_programs
    assert not [row for row in rows if row["csrf"] and row not in unsafe]


def test_a_permission_names_who_holds_it(command: Command) -> None:
    rows = command.json("policy")
    assert [row for row in rows if (row["rule"] == "permission") != bool(row["permission"] and row["roles"])] == []


def test_people_can_read_it_too(command: Command) -> None:
    assert "/sign-in" in command("policy").stdout
