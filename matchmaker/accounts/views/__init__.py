"""The pages about oneself: signing in, password, profile, inbox, mail."""

from matchmaker.accounts.views import mail, notices, password, profile, sign_in
from matchmaker.accounts.views.blueprint import blueprint

__all__ = ["blueprint", "mail", "notices", "password", "profile", "sign_in"]
