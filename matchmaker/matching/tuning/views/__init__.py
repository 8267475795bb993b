"""The lexicon, the versions, and what was learned."""

from matchmaker.matching.tuning.views import learned, lexicon, versions
from matchmaker.matching.tuning.views.blueprint import blueprint

__all__ = ["blueprint", "learned", "lexicon", "versions"]
