"""What holds where nobody decided: a region's own document, else the default."""

from matchmaker.core.regions import lineage
from matchmaker.organizations.defaults import RULES, default_for


def test_the_nearest_regions_own_document_counts() -> None:
    key = "challenge.council_share"
    assert default_for(key, [*lineage("340304"), None]) == "1/2"
    assert default_for(key, [*lineage("341600-Z1"), None]) == "1/3"
    assert default_for(key, [*lineage("340600"), None]) == "0"
    assert default_for(key, [None]) == "0"


def test_every_value_of_a_region_has_its_source_and_is_one_of_the_choices() -> None:
    for rule in RULES.values():
        for value, source in rule.regional.values():
            assert source
            assert not rule.choices or value in dict(rule.choices)
