"""What a person does at a page, counted: clicks or taps, chosen files, keys."""

from __future__ import annotations

from pathlib import Path

from tests.browser.walker import Walker


class Actions:
    """``count``: clicks and chosen files; ``keys``: characters typed."""

    def __init__(self, walker: Walker) -> None:
        self.walker, self.count, self.keys = walker, 0, 0

    def click(self, role: str, name: str) -> None:
        self.count += 1
        found = self.walker.page.get_by_role("main").get_by_role(role, name=name)  # type: ignore[arg-type]  # a plain name of a role
        found.first.click()

    def choose(self, label: str, file: Path) -> None:
        self.count += 2  # the field, the file
        self.walker.page.get_by_label(label).set_input_files(file)

    def type(self, label: str, text: str) -> None:
        self.count += 1
        self.keys += len(text)
        self.walker.page.get_by_label(label).press_sequentially(text)
