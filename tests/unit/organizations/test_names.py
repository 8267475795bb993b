"""One spelling for one unit."""

import pytest

from matchmaker.organizations.names import normalize


@pytest.mark.parametrize(
    "typed",
    [
        "淮滨智造(蚌埠)有限公司",
        "淮滨智造（蚌埠）有限公司",
        "  淮滨智造 （蚌埠） 有限公司 ",
        "淮滨智造（蚌埠）\u3000有限公司",
    ],
)
def test_one_unit_has_one_spelling(typed: str) -> None:
    assert normalize(typed) == "淮滨智造（蚌埠）有限公司"


def test_blanks_between_latin_words_stay() -> None:
    assert normalize("ＡＢＣ  Sensors 研究院") == "ABC Sensors研究院"
