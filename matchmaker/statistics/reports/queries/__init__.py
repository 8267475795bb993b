"""Reading for reports."""
