"""Papers as PDF."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from matchmaker.core.errors import Unavailable
from matchmaker.web import pdf

SOURCE = """
#let data = json(bytes(sys.inputs.data))
#set text(font: data.font)
#data.text
#for name in data.names { pdf.attach("/" + name, read(name, encoding: none)) }
"""


def test_chinese_text_stays_text_and_typed_signs_are_no_commands() -> None:
    typed = "微孔陶瓷膜 #let x = 1 *b* [c] \\ $x$ <i> ㎡"
    made = pdf.render(SOURCE, {"text": typed, "names": []})
    text = PdfReader(BytesIO(made)).pages[0].extract_text()
    assert text.split() == typed.split()


def test_files_are_embedded_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "原件").write_bytes(bytes(range(256)) * 50)
    made = pdf.render(SOURCE, {"text": "附", "names": ["一.bin"]}, {"一.bin": tmp_path / "原件"})
    [found] = PdfReader(BytesIO(made)).attachment_list
    assert (found.alternative_name, found.content) == ("一.bin", bytes(range(256)) * 50)


def test_the_same_data_give_the_same_bytes() -> None:
    assert pdf.render(SOURCE, {"text": "甲", "names": []}) == pdf.render(SOURCE, {"text": "甲", "names": []})


def test_without_a_chinese_font_there_is_no_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "CHINESE_FONTS", ("A family nobody has",))
    pdf.chinese_font.cache_clear()
    with pytest.raises(Unavailable):
        pdf.render(SOURCE, {"text": "甲", "names": []})
    pdf.chinese_font.cache_clear()
