"""An index on disk: plain arrays under one generation, and a pointer to the present one.

`<directory>/<generation>/` holds `.npy` arrays and `manifest.json` with the size and the SHA-256 of
each. A generation is named after the hash of its manifest, so it says itself whether it is whole,
and nothing in it ever changes. `<directory>/CURRENT` names the generation in use and is swapped in
one step: a reader sees the old index or the new one. Files are readable by their owner only, since
an index may hold what the public may not see. Nothing is pickled.

Arrays are mapped, not read: the processes of a machine share them, and opening takes milliseconds.
So `load` checks sizes and that no number leads out of an array; `verify` reads all and compares
the hashes.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from matchmaker.engine import ENGINE_VERSION
from matchmaker.engine.index import Index
from matchmaker.engine.snapshot import ARRAYS, assemble, disassemble

FORMAT = 3
MADE_BY = f"{ENGINE_VERSION}/{FORMAT}"
"""Who can read an index: the same engine and the same format of files."""

POINTER = "CURRENT"
MANIFEST = "manifest.json"
_NAME_LENGTH = 32


class ArtifactError(Exception):
    """The directory holds no index, a damaged one, or one of another format or engine."""


def save(index: Index, directory: Path) -> str:
    """Write an index, make it the current one, and return its generation.

    The generation before it stays for processes that are about to open it; older ones go.
    """
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=directory))
    try:
        generation = _write_all(index, draft)
        _publish(draft, directory / generation)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    before = current(directory)
    _write(directory / f".{generation}", lambda file: file.write(generation.encode()))
    (directory / f".{generation}").replace(directory / POINTER)
    _sync(directory)
    _prune(directory, {generation, before})
    return generation


def current(directory: Path) -> str | None:
    """The generation in use, None where there is none."""
    try:
        return (directory / POINTER).read_text("ascii").strip() or None
    except (OSError, UnicodeDecodeError):
        return None


def load(directory: Path, generation: str | None = None) -> Index:
    """Open the current index, or a given generation. Raises ArtifactError."""
    while True:
        wanted = generation or current(directory)
        folder = _folder(directory, wanted)
        try:
            _check_sizes(folder)
            return assemble({name: _mapped(folder / f"{name}.npy") for name in ARRAYS})
        except ArtifactError:
            if not _has_moved_on(directory, wanted, generation):
                raise
        except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError) as error:
            if not _has_moved_on(directory, wanted, generation):
                raise ArtifactError(f"index {wanted} cannot be read: {error}") from error


def verify(directory: Path, generation: str | None = None) -> None:
    """Read every file of the current index, or of a given generation. Raises ArtifactError."""
    folder = _folder(directory, generation or current(directory))
    try:
        for name, (_size, digest) in _check_sizes(folder).items():
            if _digest(folder / name) != digest:
                raise ArtifactError(f"{name} of index {folder.name} is damaged")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ArtifactError(f"index {folder.name} cannot be read: {error}") from error


def _folder(directory: Path, generation: str | None) -> Path:
    if not generation or Path(generation).name != generation:
        raise ArtifactError(f"no index in {directory}")
    return directory / generation


def _has_moved_on(directory: Path, tried: str | None, generation: str | None) -> bool:
    """Whether a failure to open is due to newer generations, which made room for themselves."""
    return generation is None and current(directory) != tried


def _mapped(path: Path) -> NDArray[Any]:
    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))


def _write_all(index: Index, folder: Path) -> str:
    """All files of a generation, flushed to disk; returns its name."""
    for name, array in disassemble(index).items():
        _write(folder / f"{name}.npy", partial(np.save, arr=array, allow_pickle=False))
    files = {path.name: [path.stat().st_size, _digest(path)] for path in sorted(folder.iterdir())}
    manifest = {"format": FORMAT, "engine": ENGINE_VERSION, "files": files}
    _write_json(folder / MANIFEST, manifest)
    _sync(folder)
    return _digest(folder / MANIFEST)[:_NAME_LENGTH]


def _publish(draft: Path, folder: Path) -> None:
    """Give a finished draft its name, unless the same index is there already and whole."""
    try:
        draft.rename(folder)
    except OSError:
        if not folder.is_dir():
            raise
        if not _is_whole(folder):
            aside = draft.with_name(f"{draft.name}-damaged")
            folder.rename(aside)
            draft.rename(folder)
            shutil.rmtree(aside, ignore_errors=True)


def _is_whole(folder: Path) -> bool:
    try:
        verify(folder.parent, folder.name)
    except ArtifactError:
        return False
    return True


def _check_sizes(folder: Path) -> dict[str, tuple[int, str]]:
    """Sizes and hashes by file name, from a whole manifest.

    Raises ArtifactError unless every file is there in its size and of this format and engine.
    """
    if _digest(folder / MANIFEST)[:_NAME_LENGTH] != folder.name:
        raise ArtifactError(f"the manifest of index {folder.name} was changed")
    manifest = json.loads((folder / MANIFEST).read_bytes())
    if (manifest["format"], manifest["engine"]) != (FORMAT, ENGINE_VERSION):
        raise ArtifactError(f"index {folder.name} was made by another version")
    files: dict[str, tuple[int, str]] = manifest["files"]
    if set(files) != {f"{name}.npy" for name in ARRAYS}:
        raise ArtifactError(f"index {folder.name} is not complete")
    for name, (size, _digest_of_it) in files.items():
        if (folder / name).stat().st_size != size:
            raise ArtifactError(f"{name} of index {folder.name} is damaged")
    return files


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_json(path: Path, value: object) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=0, sort_keys=True)
    _write(path, lambda file: file.write(text.encode()))


def _write(path: Path, fill: Callable[[BinaryIO], object]) -> None:
    """A file that only its owner may read, on the disk before this returns."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        fill(file)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Make the names in a folder outlive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _prune(directory: Path, keep: set[str | None]) -> None:
    """Remove generations nobody will open; drafts of other writers are not touched."""
    for folder in directory.iterdir():
        if folder.is_dir() and not folder.name.startswith(".") and folder.name not in keep:
            shutil.rmtree(folder, ignore_errors=True)
