"""Files sent and fetched."""

from matchmaker.web.blob_files import size_words


def test_sizes_are_told_in_words() -> None:
    assert [size_words(size) for size in (10, 20_480, 1_300_000)] == ["1 KB", "20 KB", "1.2 MB"]
