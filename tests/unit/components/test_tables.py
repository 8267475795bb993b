"""Tables name their columns, to screen readers and on phones."""

from tests.support.pages import words
from tests.unit.components.conftest import Render

COLUMNS = [{"label": "需求"}, {"label": "预算", "num": True, "sort_href": "?sort=budget", "sorted": "ascending"}]
BODY = """{% call(row) table(rows, columns) %}<th scope="row">{{ row[0] }}</th>
{% call cell('预算', true) %}{{ row[1] }}{% endcall %}{% endcall %}"""


def test_each_row_is_written_by_the_caller(render: Render) -> None:
    page = render("tables", "table, cell", BODY, rows=[("甲", 1), ("乙", 2)], columns=COLUMNS)

    [body] = page.all("tbody")
    assert [words(each) for each in body.iter("tr")] == ["甲 1", "乙 2"]


def test_the_sorted_column_says_so(render: Render) -> None:
    page = render("tables", "table, cell", BODY, rows=[], columns=COLUMNS)

    assert [each.get("aria-sort") for each in page.all("th", scope="col")] == [None, "ascending"]


def test_a_cell_repeats_its_column_for_phones(render: Render) -> None:
    page = render("tables", "table, cell", BODY, rows=[("甲", 1)], columns=COLUMNS)

    [cell] = page.all("td")
    assert cell.get("data-label") == "预算"
