"""How region codes nest: GB/T 2260, and zones written under their parent.

``340000`` province, ``340300`` city, ``340304`` county; ``340300-Z1`` is a
zone (开发区, 园区) of the city 340300. The hierarchy is read off the code, so
rights need no look-up.
"""

from __future__ import annotations

PROVINCE_DIGITS, CITY_DIGITS, COUNTY_DIGITS = 2, 4, 6


def prefix(code: str) -> str:
    """The leading characters shared by ``code`` and all that lies under it; nothing lies under a zone."""
    if "-" in code:
        return code
    if code.endswith("0000"):
        return code[:PROVINCE_DIGITS]
    if code.endswith("00"):
        return code[:CITY_DIGITS]
    return code


def covers(outer: str, inner: str) -> bool:
    """Whether ``inner`` is ``outer`` or lies under it."""
    return inner == outer if "-" in outer else inner.startswith(prefix(outer))


def city_of(code: str) -> str:
    """The city's code for a county's, zone's or the city's own code."""
    return code[:CITY_DIGITS] + "00"


def lineage(code: str) -> tuple[str, ...]:
    """``code`` and its ancestors, nearest first, for inherited settings."""
    base = code.split("-", 1)[0]
    chain = (code, base, base[:CITY_DIGITS] + "00", base[:PROVINCE_DIGITS] + "0000")
    return tuple(dict.fromkeys(chain))
