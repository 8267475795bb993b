"""What a telephone number and a mail address look like, wherever one is typed or read."""

from __future__ import annotations

import re

from email_validator import EmailNotValidError, validate_email

PHONE = r"\+?[0-9(][0-9 ()\-]{4,24}(转[0-9]{1,6})?"
LONGEST_EMAIL = 254


def is_phone(text: str) -> bool:
    """Whether ``text`` is a mobile or landline number, as people write it."""
    return re.fullmatch(PHONE, text, re.ASCII) is not None


def is_email(text: str) -> bool:
    """Whether ``text`` is a mail address; nothing is asked of the network."""
    try:
        validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        return False
    return len(text) <= LONGEST_EMAIL
