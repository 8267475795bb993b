"""The pages of the work on a deal: importing it adds their routes to the deals' own."""

from matchmaker.deals.views import blueprint
from matchmaker.deals.work.views import files, follow_ups, tasks

__all__ = ["blueprint", "files", "follow_ups", "tasks"]
