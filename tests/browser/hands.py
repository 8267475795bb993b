"""One person's hands on one page: what is clicked and pressed, counted."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.browser.walker import Walker

MOST_STEPS_TO_A_FIELD = 80


class Hands:
    """Every click and every key counts one; a text counts one however long, for people paste or type it at a stretch.

    With ``mouse=False`` nothing is ever clicked: each field, link and button is reached by Tab and
    used by keys, and must be seen to have the focus.
    """

    def __init__(self, walker: Walker, *, mouse: bool = True) -> None:
        self.walker, self.page, self.mouse, self.count = walker, walker.page, mouse, 0

    def sign_in(self, login: str, password: str) -> None:
        """From the landing page to the workbench."""
        self.page.goto("/")
        self.count += 2 if self.walker.is_on_a_phone else 1  # a phone keeps the link in its menu
        self.walker.follows_in_head("登录")
        self.write("登录名", login)
        self.write("密码", password)
        self.use("button", "登录", leaves=True)

    def press(self, key: str) -> None:
        """Press a key wherever the focus is."""
        self.count += 1
        self.page.keyboard.press(key)

    def use(self, role: str, name: str, *, leaves: bool = False) -> None:
        """Click a link or button of the page, or reach it and press Enter; ``leaves`` waits for the next page."""
        target = self.walker.main.get_by_role(role, name=name).filter(visible=True).first  # type: ignore[arg-type]  # a plain name of a role
        if not leaves:
            self._use(target)
            return
        with self.page.expect_navigation():
            self._use(target)

    def _use(self, target: Locator) -> None:
        if self.mouse:
            self.count += 1
            target.click()
        else:
            self.reach(target)
            self.press("Enter")

    def write(self, label: str, text: str) -> None:
        """Go to a field and write or choose there."""
        field = self.walker.field(label)
        self.go_to(field)
        self.count += 1
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(label=text)
        else:
            self.page.keyboard.press("ControlOrMeta+a")
            self.page.keyboard.insert_text(text)

    def tick(self, label: str) -> None:
        """Tick a box or choose a radio button."""
        box = self.walker.field(label)
        if self.mouse:
            self.count += 1
            box.check()
        elif box.get_attribute("type") == "radio":
            self._choose_among_radio_buttons(box)
        else:
            self.reach(box)
            self.press("Space")
        expect(box).to_be_checked()

    def _choose_among_radio_buttons(self, box: Locator) -> None:
        """A group is one stop of Tab; arrows choose within it."""
        group = self.page.locator(f"input[type=radio][name={box.get_attribute('name')}]")
        chosen = group.and_(self.page.locator(":checked"))
        self.reach(chosen if chosen.count() else group.first)
        for _each in range(group.count()):
            if box.is_checked():
                return
            self.press("ArrowDown")

    def choose_file(self, label: str, file: Path) -> None:
        """Two actions: the field, and the file in the system's own window."""
        self.count += 2
        self.page.get_by_label(label).set_input_files(file)

    def go_to(self, target: Locator) -> None:
        """Put the cursor there, unless it is there already."""
        if self.mouse and target.evaluate(HAS_FOCUS):
            return
        if self.mouse:
            self.count += 1
            target.click() if target.evaluate("field => field.tagName") != "SELECT" else target.focus()
        else:
            self.reach(target)

    def reach(self, target: Locator) -> None:
        """Press Tab until ``target`` has the focus, and see that it shows."""
        for _step in range(MOST_STEPS_TO_A_FIELD):
            if target.evaluate(HAS_FOCUS):
                break
            self.press("Tab")
        expect(target).to_be_focused()
        assert target.evaluate(FOCUS_IS_SEEN), f"the focus is not seen on {target}"


HAS_FOCUS = "node => node === document.activeElement"
FOCUS_IS_SEEN = """node => [node, node.nextElementSibling, node.parentElement].filter(Boolean).some(each => {
  const style = getComputedStyle(each);
  return (style.outlineStyle !== "none" && style.outlineWidth !== "0px") || style.boxShadow !== "none";
})"""
