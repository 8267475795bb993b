import json
import pickle
from pathlib import Path

import pytest

from matchmaker.engine import artifacts
from matchmaker.engine.artifacts import ArtifactError, current, load, save, verify
from matchmaker.engine.documents import Document
from matchmaker.engine.index import Index
from matchmaker.engine.snapshot import ARRAYS
from tests.unit.engine.samples import ACHIEVEMENTS, NEEDS


@pytest.fixture
def index() -> Index:
    index = Index.build(ACHIEVEMENTS[1:])
    index.add(ACHIEVEMENTS[:1])
    index.remove([18])
    return index


def test_a_saved_index_answers_the_same(index: Index, tmp_path: Path) -> None:
    generation = save(index, tmp_path / "index")
    again = load(tmp_path / "index")
    assert current(tmp_path / "index") == generation
    for need in NEEDS:
        matches = index.search(need, 10)
        assert again.search(need, 10) == matches
        assert again.explain(need, matches[0].key) == index.explain(need, matches[0].key)


def test_an_empty_index_can_be_saved(tmp_path: Path) -> None:
    save(Index.build([]), tmp_path)
    index = load(tmp_path)
    index.add(ACHIEVEMENTS)
    assert index.search(NEEDS[1], 1)[0].key == 12


def test_an_opened_index_still_takes_changes(index: Index, tmp_path: Path) -> None:
    save(index, tmp_path)
    again = load(tmp_path)
    again.add([Document(50, "氢燃料电池催化剂", "")])
    again.remove([12])
    assert again.search(Document(1, "氢燃料", ""), 1)[0].key == 50
    assert 12 not in again


def test_a_new_index_takes_the_place_of_the_old_and_older_ones_go(index: Index, tmp_path: Path) -> None:
    generations = [save(index, tmp_path)]
    for key in (60, 61):
        index.add([Document(key, "桥梁拉索检测", "")])
        generations.append(save(index, tmp_path))
    assert 61 in load(tmp_path)
    assert 61 not in load(tmp_path, generations[1])
    assert {path.name for path in tmp_path.iterdir()} == {"CURRENT", *generations[1:]}


def test_saving_the_same_index_again_changes_nothing(index: Index, tmp_path: Path) -> None:
    assert save(index, tmp_path) == save(index, tmp_path)
    assert load(tmp_path).search(NEEDS[0], 3) == index.search(NEEDS[0], 3)


def test_saving_mends_a_damaged_index_of_the_same_content(index: Index, tmp_path: Path) -> None:
    harmed(tmp_path / save(index, tmp_path) / "lists_low.npy", "flip")
    generation = save(index, tmp_path)
    verify(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"CURRENT", generation}


def test_only_the_owner_may_read_an_index(index: Index, tmp_path: Path) -> None:
    folder = tmp_path / save(index, tmp_path)
    assert folder.stat().st_mode & 0o077 == 0
    assert all(file.stat().st_mode & 0o077 == 0 for file in folder.iterdir())


def test_a_folder_without_an_index_is_told(tmp_path: Path) -> None:
    assert current(tmp_path) is None
    with pytest.raises(ArtifactError, match="no index"):
        load(tmp_path)
    with pytest.raises(ArtifactError):
        load(tmp_path / "nowhere")


FILES = ["lists_low.npy", "codes.npy", "titles.npy", "late_codes.npy", "manifest.json"]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("harm", ["flip", "cut", "remove"])
def test_damage_to_any_file_is_found_by_reading_all(index: Index, tmp_path: Path, name: str, harm: str) -> None:
    harmed(tmp_path / save(index, tmp_path) / name, harm)
    with pytest.raises(ArtifactError):
        verify(tmp_path)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("harm", ["cut", "remove"])
def test_a_file_that_is_not_whole_is_found_at_once(index: Index, tmp_path: Path, name: str, harm: str) -> None:
    harmed(tmp_path / save(index, tmp_path) / name, harm)
    with pytest.raises(ArtifactError):
        load(tmp_path)


@pytest.mark.parametrize("name", ARRAYS)
def test_an_opened_index_with_any_wrong_bytes_is_refused_or_answers(index: Index, tmp_path: Path, name: str) -> None:
    file = tmp_path / save(index, tmp_path) / f"{name}.npy"
    content = file.read_bytes()
    file.write_bytes(content[:128] + b"\xff" * (len(content) - 128))
    try:
        opened = load(tmp_path)
        for need in NEEDS:
            opened.search(need, 10)
    except (ArtifactError, IndexError, UnicodeDecodeError):
        pass  # what must not happen is that a kernel writes outside its arrays and the process dies
    if file.read_bytes() != content:
        with pytest.raises(ArtifactError):
            verify(tmp_path)


def harmed(file: Path, harm: str) -> None:
    content = bytearray(file.read_bytes())
    content[-2] ^= 1
    if harm == "remove":
        file.unlink()
    else:
        file.write_bytes(content if harm == "flip" else content[:-3])


def test_a_whole_index_passes(index: Index, tmp_path: Path) -> None:
    save(index, tmp_path)
    verify(tmp_path)


def test_a_reader_that_was_overtaken_opens_the_newer_index(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = "0" * 32, save(index, tmp_path)
    answers = iter([old, new, new])
    monkeypatch.setattr(artifacts, "current", lambda _directory: next(answers))
    assert len(load(tmp_path)) == len(index)


def test_a_pickle_is_never_opened(index: Index, tmp_path: Path) -> None:
    folder = tmp_path / save(index, tmp_path)
    (folder / "keys.npy").write_bytes(pickle.dumps([1]))
    rename_after_manifest(tmp_path, folder)
    with pytest.raises(ArtifactError, match="cannot be read"):
        load(tmp_path)


@pytest.mark.parametrize("change", [{"format": 99}, {"engine": "other"}, {"files": {}}])
def test_an_index_of_another_make_is_refused(index: Index, tmp_path: Path, change: dict[str, object]) -> None:
    folder = tmp_path / save(index, tmp_path)
    rename_after_manifest(tmp_path, folder, **change)
    with pytest.raises(ArtifactError, match=r"another version|not complete"):
        load(tmp_path)


@pytest.mark.parametrize("pointer", ["../elsewhere", "", "/", "..", "missing"])
def test_a_pointer_leads_nowhere_but_into_its_folder(index: Index, tmp_path: Path, pointer: str) -> None:
    save(index, tmp_path)
    (tmp_path / "CURRENT").write_text(pointer)
    with pytest.raises(ArtifactError):
        load(tmp_path)


def test_a_failed_save_leaves_the_old_index_in_use(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    generation = save(index, tmp_path)
    index.add([Document(70, "氢能", "")])

    def full_disk(path: Path, value: object) -> None:
        raise OSError(28, f"No space left on device for {type(value)}", str(path))

    monkeypatch.setattr(artifacts, "_write_json", full_disk)
    with pytest.raises(OSError, match="No space"):
        save(index, tmp_path)
    assert current(tmp_path) == generation
    assert 70 not in load(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"CURRENT", generation}


def rename_after_manifest(directory: Path, folder: Path, **change: object) -> None:
    """Make a changed folder look whole again: new hashes, new manifest, new name."""
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"] = {
        name: [(folder / name).stat().st_size, artifacts._digest(folder / name)] for name in manifest["files"]
    }
    (folder / "manifest.json").write_text(json.dumps({**manifest, **change}))
    generation = artifacts._digest(folder / "manifest.json")[: len(folder.name)]
    folder.rename(directory / generation)
    (directory / "CURRENT").write_text(generation)
