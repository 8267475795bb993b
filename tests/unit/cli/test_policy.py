from tests.support.commands import Commands


def test_every_route_and_method_is_listed_with_its_rule(commands: Commands) -> None:
    rows = commands.json("policy")
    keys = {"endpoint", "method", "rule", "permission", "roles", "ownership", "csrf"}
    assert all(keys <= row.keys() for row in rows)
    assert {row["rule"] for row in rows} == {"public", "signed_in", "permission"}
    sign_in = [row for row in rows if row["endpoint"] == "accounts.sign_in"]
    assert {(row["method"], row["csrf"]) for row in sign_in} == {("GET", False), ("POST", True)}


def test_the_list_is_readable_without_json(commands: Commands) -> None:
    assert "/suggestions" in commands.run("policy").stdout
