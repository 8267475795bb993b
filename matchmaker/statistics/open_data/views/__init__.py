"""The pages and files of open data, for everybody."""

from matchmaker.statistics.open_data.views import files, pages
from matchmaker.statistics.open_data.views.blueprint import blueprint

__all__ = ["blueprint", "files", "pages"]
