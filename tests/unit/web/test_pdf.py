"""PDF from a template: data is text and nothing else."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pypdf
import pytest
import typst

from matchmaker.core.errors import Invalid
from matchmaker.web.pdf import make_pdf

TEMPLATE = b'#set text(font: "Noto Serif CJK SC")\n#json(bytes(sys.inputs.data)).said'
CREATED = datetime(2026, 11, 26, tzinfo=UTC)


def read(said: str, template: bytes = TEMPLATE) -> str:
    made = make_pdf(template, {"said": said}, created=CREATED)
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)


@pytest.mark.parametrize("said", ['#read("OFL.txt")', "$x$ *y* _z_ <a> @b", '"\\"', "甲、乙：丙"])
def test_what_people_typed_is_never_read_as_markup(said: str) -> None:
    assert read(said).strip() == said


def test_characters_without_a_glyph_are_named_once_each() -> None:
    with pytest.raises(Invalid, match="😀"):
        read("好😀好😀")


def test_a_broken_template_is_our_own_mistake() -> None:
    with pytest.raises(typst.TypstError):
        read("甲", b"#nonsense")


def test_a_template_reads_nothing_outside_its_folder() -> None:
    with pytest.raises(typst.TypstError):
        read("甲", b'#read("../../../../pyproject.toml")')


def test_files_are_embedded_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "原件").write_bytes(bytes(range(256)) * 50)
    attached = b'"/one.bin", read("/one.bin", encoding: none), relationship: "data"'
    template = TEMPLATE + b"\n#pdf.attach(" + attached + b', mime-type: "application/octet-stream", description: "one")'
    embedded = {"one.bin": tmp_path / "原件"}
    made = make_pdf(template, {"said": "附"}, created=CREATED, embedded=embedded)
    [found] = pypdf.PdfReader(io.BytesIO(made)).attachment_list
    assert (found.alternative_name, found.content) == ("one.bin", bytes(range(256)) * 50)


def test_the_same_data_give_the_same_bytes() -> None:
    assert make_pdf(TEMPLATE, {"said": "甲"}, created=CREATED) == make_pdf(TEMPLATE, {"said": "甲"}, created=CREATED)
