"""The pages of an uploaded table; importing it adds their routes."""

from matchmaker.sheets.views import sheet_files, sheets, uploading
from matchmaker.sheets.views.blueprint import blueprint

__all__ = ["blueprint", "sheet_files", "sheets", "uploading"]
