"""The pages about oneself: signing in, password, profile, inbox."""

from matchmaker.accounts.views import notices, password, profile, sign_in
from matchmaker.accounts.views.blueprint import blueprint

__all__ = ["blueprint", "notices", "password", "profile", "sign_in"]
