"""The one blueprint whose routes the modules beside it add, and what they all need."""

from __future__ import annotations

from flask import Blueprint, current_app

from matchmaker.config import Settings
from matchmaker.matching.keeper import Keeper, keeper_for
from matchmaker.matching.tuning.policies import PERMISSIONS, Permission
from matchmaker.web.policy import needs

blueprint = Blueprint("tuning", __name__)
MANAGE = needs(Permission.MANAGE, PERMISSIONS)
UNPROCESSABLE = 422
SETTINGS_KEY = "matchmaker_settings"


def keeper() -> Keeper:
    """This process's indexes."""
    settings: Settings = current_app.extensions[SETTINGS_KEY]
    return keeper_for(settings)
