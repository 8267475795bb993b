"""The blueprint of the integrity register, and what its pages share."""

from __future__ import annotations

from flask import Blueprint

from matchmaker.organizations.integrity.models import IntegrityEntry, IntegrityState
from matchmaker.organizations.integrity.policies import PERMISSIONS, Permission
from matchmaker.web.loaders import load

blueprint = Blueprint("integrity", __name__)
UNPROCESSABLE = 422
TONES = {
    IntegrityState.NOTIFIED: "progress",
    IntegrityState.ENTERED: "bad",
    IntegrityState.DISMISSED: "neutral",
    IntegrityState.REMOVED: "neutral",
}


def load_entry(entry_id: int, permission: Permission) -> IntegrityEntry:
    """The entry if the present actor has ``permission`` over it; NotFound or Forbidden."""
    return load(IntegrityEntry, entry_id, permission, PERMISSIONS)
