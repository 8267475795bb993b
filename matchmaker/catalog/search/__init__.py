"""Full-text search over what the public may see of published listings."""

from matchmaker.catalog.search.entries import index_record, unindex_record

__all__ = ["index_record", "unindex_record"]
