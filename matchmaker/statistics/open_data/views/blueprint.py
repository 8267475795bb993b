"""The one blueprint whose routes the modules beside it add, and where files lie ready."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, current_app, url_for

from matchmaker.config import Settings
from matchmaker.statistics.open_data.datasets import DATASETS
from matchmaker.statistics.open_data.files import Form
from matchmaker.statistics.open_data.schema import Dataset

blueprint = Blueprint("open_data", __name__)
NAME = f"<any({', '.join(DATASETS)}):name>"


def deployment() -> Settings:
    """Where this site stands and keeps its files."""
    settings: Settings = current_app.extensions["matchmaker_settings"]
    return settings


def folder() -> Path:
    """Where written files are kept."""
    return deployment().open_data_dir


def href(dataset: Dataset, form: Form) -> str:
    """The complete address of a file, which stays the same."""
    return deployment().base_url + url_for("open_data.file", name=dataset.name, form=form.value)
