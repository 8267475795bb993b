"""A lexicon as typed or pasted, line by line; and as text that can be pasted elsewhere.

In a line, words are separated by 、，；or a tab; only in a line without any of
these do blanks separate, so that a term of several Latin words can be entered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from matchmaker.core.i18n import N_
from matchmaker.engine.text import normalise, word_runs
from matchmaker.engine.tuning import FEWEST
from matchmaker.matching.tuning.lexicon import COUNTS, MOST_GROUPS, MOST_WORDS, Counts, Group, Lexicon

SYNONYMS = "synonyms"
LONGEST = 30
COMPLAINTS_SHOWN = 8
WORDS_A_LINE = 20
MARK = "同义"
_MARKS: dict[str, str] = {MARK: SYNONYMS, **{label: code.value for code, label in COUNTS.items()}}
_STRONG = re.compile(r"[、，,；;\t]+")
_BLANK = re.compile(r"\s+")
_MARKED = re.compile(rf"\s*({'|'.join(_MARKS)})\s*[：:、，,\t](.*)")


@dataclass
class Typed:
    """What was made of the lines, and what is wrong with them: complaints by field."""

    words: dict[str, Counts] = field(default_factory=dict)
    groups: list[Group] = field(default_factory=list)
    complaints: dict[str, list[str]] = field(default_factory=dict)
    _places: dict[str, str] = field(default_factory=dict)

    @property
    def lexicon(self) -> Lexicon:
        """What can be used of it; all of it when there are no complaints."""
        return Lexicon(self.words, tuple(self.groups))

    def complain(self, name: str, message: str) -> None:
        """Say at a field what is wrong."""
        self.complaints.setdefault(name, []).append(message)

    def take(self, name: str, place: str, word: str, kind: str) -> bool:
        """Whether the word can be used and stands nowhere else in lists of this kind."""
        spelled = normalise(word)
        if not word_runs(spelled):
            self.complain(name, N_("第 {} 行：“{}”里没有文字").format(place, word[:LONGEST]))
        elif len(word) > LONGEST:
            self.complain(name, N_("第 {} 行：“{}…”太长，一个词最多 {} 字").format(place, word[:LONGEST], LONGEST))
        elif (known := self._places.setdefault(f"{kind}:{spelled}", f"{name}:{place}")) != f"{name}:{place}":
            self.complain(name, _twice(place, word, known))
        else:
            return True
        return False


def _twice(place: str, word: str, known: str) -> str:
    name, _colon, line = known.partition(":")
    if name == SYNONYMS:
        return N_("第 {} 行：“{}”已在第 {} 行的同义词组里，一个词只能在一组").format(place, word, line)
    where = COUNTS[Counts(name)]
    return N_("第 {} 行：“{}”已写在“{}”第 {} 行，一个词只能有一种计法").format(place, word, where, line)


def read(fields: Mapping[str, str]) -> Typed:
    """Read one text for each of ``Counts`` and one for ``SYNONYMS``; a word twice in one text counts once."""
    typed = Typed()
    for counts in Counts:
        _read_words(typed, counts, fields.get(counts, ""))
    _read_groups(typed, fields.get(SYNONYMS, ""))
    if len(typed.words) > MOST_WORDS:
        longest = max(Counts, key=lambda each: list(typed.words.values()).count(each))
        typed.complain(longest, N_("词语共 {} 个，最多 {} 个").format(len(typed.words), MOST_WORDS))
    if len(typed.groups) > MOST_GROUPS:
        typed.complain(SYNONYMS, N_("同义词共 {} 组，最多 {} 组").format(len(typed.groups), MOST_GROUPS))
    typed.complaints = {name: _shortened(each) for name, each in typed.complaints.items()}
    return typed


def _read_words(typed: Typed, counts: Counts, text: str) -> None:
    seen = set()
    for number, words in _lines(text):
        for word in words:
            if normalise(word) not in seen and typed.take(counts, str(number), word, "word"):
                typed.words[word] = counts
            seen.add(normalise(word))


def _read_groups(typed: Typed, text: str) -> None:
    for number, words in _lines(text):
        distinct = {normalise(word): word for word in reversed(words)}
        if len(distinct) < FEWEST:
            typed.complain(
                SYNONYMS, N_("第 {} 行：“{}”只有一个词，同义词组至少两个").format(number, words[0][:LONGEST])
            )
            continue
        usable = [word for word in distinct.values() if typed.take(SYNONYMS, str(number), word, "group")]
        if len(usable) == len(distinct):
            typed.groups.append(tuple(dict.fromkeys(distinct[normalise(word)] for word in words)))


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Lines that hold something, with their numbers from 1."""
    for number, line in enumerate(text.split("\n"), 1):
        if words := split(line):
            yield number, words


def split(line: str) -> list[str]:
    """The words of a line."""
    separator = _STRONG if _STRONG.search(line) else _BLANK
    return [word for piece in separator.split(line) if (word := piece.strip())]


def _shortened(complaints: list[str]) -> list[str]:
    more = len(complaints) - COMPLAINTS_SHOWN
    return [*complaints[:COMPLAINTS_SHOWN], N_("另有 {} 处问题").format(more)] if more > 0 else complaints


def written(lexicon: Lexicon) -> dict[str, str]:
    """One text for each field, as ``read`` takes them."""
    fields = {counts.value: "\n".join(_rows(lexicon.counting(counts))) for counts in Counts}
    return {**fields, SYNONYMS: "\n".join("、".join(group) for group in lexicon.groups)}


def _rows(words: list[str]) -> Iterator[str]:
    for at in range(0, len(words), WORDS_A_LINE):
        line = "、".join(words[at : at + WORDS_A_LINE])
        yield line if split(line) == words[at : at + WORDS_A_LINE] else f"{line}、"  # one term with blanks


def exported(lexicon: Lexicon) -> str:
    """All of it as text: each line begins with how its words count, or 同义."""
    labels = {code: label for label, code in _MARKS.items()}
    lines = (f"{labels[name]}：{line}" for name, text in written(lexicon).items() for line in text.split("\n") if line)
    return "".join(f"{line}\n" for line in lines)


def imported(text: str, fields: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """``fields`` with the lines of an export added, and what is wrong with lines that are none."""
    added: dict[str, list[str]] = {name: [value] if value.strip() else [] for name, value in fields.items()}
    complaints = []
    for number, line in _numbered(text.lstrip("\ufeff").split("\n")):
        found = _MARKED.match(line)
        if found is None:
            message = N_("第 {} 行：开头应写明 多计、照常、少计、不计 或 同义，再加冒号")
            complaints.append(message.format(number))
        elif (rest := found[2].strip()) and rest not in added.setdefault(_MARKS[found[1]], []):
            added[_MARKS[found[1]]].append(rest)
    return {name: "\n".join(lines) for name, lines in added.items()}, _shortened(complaints)


def _numbered(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    return ((number, line) for number, line in enumerate(lines, 1) if line.strip())
