"""Chinese by its sound: the order of names, the same on every database, and what people type for it.

Databases order Chinese each in their own way; we order by a stored key that
is plain ASCII, in a column that compares bytes (``db.sort_key``).
"""

from __future__ import annotations

import unicodedata

from pypinyin import Style, lazy_pinyin


def pinyin_key(text: str, length: int = 300) -> str:
    """A key of at most ``length`` ASCII characters by which ``text`` is put in pinyin order.

    Syllables carry their tone as a digit, so that 山西 (shan1 xi1) stands
    before 陕西 (shan3 xi1); other scripts keep their letters in lower case.
    """
    plain = unicodedata.normalize("NFKC", text)
    parts = lazy_pinyin(plain, style=Style.TONE3, neutral_tone_with_five=True)
    letters = " ".join(part.strip().lower() for part in parts if part.strip())
    return letters.encode("ascii", "ignore").decode()[:length]


def typed_as(text: str) -> tuple[list[str], list[str]]:
    """What is typed for each character of ``text``: its whole syllable, and the first letter of that.

    As input methods take them: no tones, v for ü; other letters and digits stand for themselves,
    anything else for nothing. 陶瓷膜 gives tao ci mo and t c m.
    """
    whole: list[str] = []
    for part in lazy_pinyin(text):
        # What is not Chinese comes back as it stands, a whole stretch at a time.
        whole += part if text.startswith(part, len(whole)) else [part]
    letters = ["".join(each for each in part.lower() if each.isascii() and each.isalnum()) for part in whole]
    return letters, [part[:1] for part in letters]
