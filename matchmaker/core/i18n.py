"""Marking of Chinese source strings in code that knows no Flask.

``N_("…")`` is collected for the catalogue and returned as it is; the page
that shows it passes it through ``_()``.
"""


def N_(message: str) -> str:  # noqa: N802 - the customary gettext name
    """Mark ``message`` for translation and return it unchanged."""
    return message
