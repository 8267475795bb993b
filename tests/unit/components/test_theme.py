"""The colours of the theme can be read, and the style sheet asks for nothing from outside."""

import re
from itertools import product
from pathlib import Path

import pytest

THEME = Path("static/css/theme.css").read_text(encoding="utf-8")
COLOURS = dict(re.findall(r"^  --([\w-]+): (#[0-9a-f]{3,6});", THEME, re.MULTILINE))
AA_TEXT, AA_PARTS = 4.5, 3.0


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(each * 2 for each in digits) if len(digits) == 3 else digits
    parts = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio of two colours of the palette."""
    light, dark = sorted((luminance(COLOURS[one]), luminance(COLOURS[other])), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TEXTS = [*product(("ink", "muted", "brand", "accent", "bad"), ("surface", "ground"))]
TONES = [(tone, f"{tone}-wash") for tone in ("info", "good", "warn", "bad")] + [("brand", "brand-wash")]
LABELS = [("surface", "accent"), ("surface", "accent-deep"), ("surface", "brand"), ("surface", "brand-deep")]


@pytest.mark.parametrize(("text", "behind"), [*TEXTS, *TONES, *LABELS])
def test_text_stands_out_from_what_is_behind_it(text: str, behind: str) -> None:
    assert contrast(text, behind) >= AA_TEXT


def test_the_edges_of_controls_can_be_seen() -> None:
    assert contrast("line-strong", "surface") >= AA_PARTS


def test_nothing_is_fetched_from_elsewhere() -> None:
    assert not re.findall(r"@import|url\(", THEME)
