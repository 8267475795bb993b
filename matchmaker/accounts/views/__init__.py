"""The pages about oneself: signing in and out."""

from matchmaker.accounts.views import sign_in
from matchmaker.accounts.views.blueprint import blueprint

__all__ = ["blueprint", "sign_in"]
