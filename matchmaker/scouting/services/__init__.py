"""What scouts, units and officers do; see each module's function."""

from matchmaker.scouting.services.answer_confirmation import (
    CHANNEL_LABELS,
    Channel,
    add_authorisation,
    answer_by_link,
    answer_confirmation,
    cancel_confirmation,
)
from matchmaker.scouting.services.contacts import change_contact, home_region, log_contact, unit_from
from matchmaker.scouting.services.expire_confirmations import drop_pointless, expire_confirmation
from matchmaker.scouting.services.leads import drop_lead, note_lead, register_lead, reopen_lead
from matchmaker.scouting.services.request_confirmation import (
    Asked,
    fresh_link,
    renew_confirmation,
    request_confirmation,
)
from matchmaker.scouting.services.roster import assign_unit, change_profile, end_assignment, enrol
from matchmaker.scouting.services.route_need import (
    begin_routing,
    close_task,
    end_obsolete,
    report_task,
    route_need,
)

__all__ = [
    "CHANNEL_LABELS",
    "Asked",
    "Channel",
    "add_authorisation",
    "answer_by_link",
    "answer_confirmation",
    "assign_unit",
    "begin_routing",
    "cancel_confirmation",
    "change_contact",
    "change_profile",
    "close_task",
    "drop_lead",
    "drop_pointless",
    "end_assignment",
    "end_obsolete",
    "enrol",
    "expire_confirmation",
    "fresh_link",
    "home_region",
    "log_contact",
    "note_lead",
    "register_lead",
    "renew_confirmation",
    "reopen_lead",
    "report_task",
    "request_confirmation",
    "route_need",
    "unit_from",
]
