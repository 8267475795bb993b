"""What may seal a contract today: a scan that a person can look at."""

from __future__ import annotations

import pytest

from matchmaker.challenges.e_seal import StampedScan
from matchmaker.core.errors import Invalid
from tests.unit.challenges.stage import sealed


@pytest.mark.parametrize("media_type", ["application/pdf", "image/jpeg", "image/png"])
def test_pictures_and_pdf_are_taken_as_they_are(media_type: str) -> None:
    handed_in = sealed(media_type=media_type)
    assert StampedScan().accept("0" * 64, ("甲", "乙"), handed_in) is handed_in


def test_a_document_that_can_still_be_changed_is_no_scan() -> None:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    with pytest.raises(Invalid) as caught:
        StampedScan().accept("0" * 64, ("甲", "乙"), sealed(media_type=word))
    assert list(caught.value.fields) == ["file"]
