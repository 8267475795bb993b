"""What may seal a contract today: a scan that a person can look at."""

from __future__ import annotations

from datetime import date

import pytest

from matchmaker.challenges.e_seal import Sealed, StampedScan
from matchmaker.core.blobs import TYPES, StoredBlob
from matchmaker.core.errors import Invalid


def handed_in(ending: str) -> Sealed:
    file = StoredBlob(f"盖章件.{ending}", TYPES[ending], 10, "a" * 64, f"aa/{ending}")
    return Sealed(date(2026, 11, 26), file)


@pytest.mark.parametrize("ending", ["pdf", "jpg", "png"])
def test_pictures_and_pdf_are_taken_as_they_are(ending: str) -> None:
    given = handed_in(ending)
    assert StampedScan().accept("0" * 64, ("甲", "乙"), given) is given


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_a_document_that_can_still_be_changed_is_no_scan(ending: str) -> None:
    with pytest.raises(Invalid) as caught:
        StampedScan().accept("0" * 64, ("甲", "乙"), handed_in(ending))
    assert list(caught.value.fields) == ["file"]
