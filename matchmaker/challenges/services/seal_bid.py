"""Sealing a complete bid into a file: before, and outside of, any transaction."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from matchmaker.challenges.bid_content import BidContent, require_complete
from matchmaker.challenges.sealing import container, stream
from matchmaker.core import blobs
from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_

MOST_FILES = 20


@dataclass(frozen=True, slots=True)
class SealedPackage:
    """A ciphertext on disk that no row speaks of yet; ``content_key`` is to be sealed at once."""

    blob: str
    ciphertext_hash: str
    content_key: bytes


def seal_bid(
    folder: Path, content: BidContent, files: Iterable[container.NamedContent] = (), *, reward: int | None
) -> SealedPackage:
    """Encrypt ``content`` and ``files`` (name, pieces) as they come, and sync them to disk.

    Raises Invalid when the bid is incomplete or too large; nothing is left
    behind then. Nothing is ever written in the clear.
    """
    require_complete(content, reward=reward)
    blob, key = blobs.reserve(folder), stream.new_key()
    path = blobs.path_of(folder, blob)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            writer = stream.SealingWriter(file, key)
            container.write(writer, content.as_json(), _few(files))
            writer.finish()
            file.flush()
            os.fsync(file.fileno())
    except container.TooLarge as error:
        path.unlink(missing_ok=True)
        raise Invalid(fields={"file": [N_("揭榜书连同附件不能超过 64 MB。")]}) from error
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return SealedPackage(blob, writer.digest, key)


def _few(files: Iterable[container.NamedContent]) -> Iterable[container.NamedContent]:
    for number, named in enumerate(files):
        if number == MOST_FILES:
            raise Invalid(fields={"file": [N_("附件最多 20 个。")]})
        yield named
