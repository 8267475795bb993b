"""Verbs of deals: open, answer, move on, end, note."""

from matchmaker.deals.services.answer_link import answer_by_link
from matchmaker.deals.services.close import close
from matchmaker.deals.services.invitations import fresh_link
from matchmaker.deals.services.open_deal import open_deal
from matchmaker.deals.services.progress import add_log, add_milestone, advance
from matchmaker.deals.services.reply import reply

__all__ = ["add_log", "add_milestone", "advance", "answer_by_link", "close", "fresh_link", "open_deal", "reply"]
