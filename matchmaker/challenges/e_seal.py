"""What seals a contract: the stamped scan today, an e-seal service where a city has one.

``SealService`` is the contract of an adapter. Shipped is ``StampedScan``:
people stamp paper and upload what they stamped. Another adapter hands the PDF
to the city's seal platform (统一电子印章) and brings back the sealed file; it
is set with ``use``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from matchmaker.core.blobs import StoredBlob
from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_

SCANNED_TYPES = frozenset({"application/pdf", "image/jpeg", "image/png"})
SCAN_TYPES_WORDS = N_("扫描件只能是 PDF、JPG 或 PNG。")


@dataclass(frozen=True, slots=True)
class Sealed:
    """Proof that all parties sealed one text: the day, and the file of which the hash is kept."""

    signed_on: date
    file: StoredBlob


class SealService(Protocol):
    """Judges what is to count as sealed.

    ``accept`` gets the text's hash, the parties' names in the contract's order, and what was handed in. It
    returns the proof to be kept, or raises Invalid with a message at ``file`` or ``signed_on``. It may ask
    another system, so it is called outside any transaction, and may be asked twice about one file.
    """

    def accept(self, text_hash: str, parties: tuple[str, ...], handed_in: Sealed) -> Sealed: ...


class StampedScan:
    """Paper with stamps, scanned: a person judges the stamps, the platform the kind of file and its hash."""

    def accept(self, text_hash: str, parties: tuple[str, ...], handed_in: Sealed) -> Sealed:  # noqa: ARG002 - a scan shows neither
        if handed_in.file.media_type not in SCANNED_TYPES:
            raise Invalid(fields={"file": [SCAN_TYPES_WORDS]})
        return handed_in
