"""What can be done with achievements and needs; see each module's function."""

from matchmaker.catalog.services.attach_file import attach, detach
from matchmaker.catalog.services.close_record import archive, give_up, solve, take_down, withdraw
from matchmaker.catalog.services.confirm_record import approve_masked, propose, unit_confirm, unit_decline
from matchmaker.catalog.services.draft_record import create_draft, reopen, save_draft
from matchmaker.catalog.services.freshen_record import confirm_fresh, expire, renew
from matchmaker.catalog.services.publish_record import classify, publish, publish_own
from matchmaker.catalog.services.refine_need import (
    answer_refinement,
    end_refining,
    offer_refinement,
    start_refining,
)
from matchmaker.catalog.services.return_record import return_record
from matchmaker.catalog.services.submit_record import submit
from matchmaker.catalog.services.vouch_unit import vouch_unit

__all__ = [
    "answer_refinement",
    "approve_masked",
    "archive",
    "attach",
    "classify",
    "confirm_fresh",
    "create_draft",
    "detach",
    "end_refining",
    "expire",
    "give_up",
    "offer_refinement",
    "propose",
    "publish",
    "publish_own",
    "renew",
    "reopen",
    "return_record",
    "save_draft",
    "solve",
    "start_refining",
    "submit",
    "take_down",
    "unit_confirm",
    "unit_decline",
    "vouch_unit",
    "withdraw",
]
