"""All open data sets by their stable names, and the machine-readable description of them all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _

from matchmaker.statistics.open_data.challenges import CHALLENGES
from matchmaker.statistics.open_data.county_figures import FIGURES
from matchmaker.statistics.open_data.dictionaries import DICTIONARIES
from matchmaker.statistics.open_data.files import MEDIA_TYPES, Form, Kept
from matchmaker.statistics.open_data.listings import LISTINGS
from matchmaker.statistics.open_data.rights import RIGHTS
from matchmaker.statistics.open_data.schema import Dataset

DATASETS: dict[str, Dataset] = {each.name: each for each in (*LISTINGS, *RIGHTS, *CHALLENGES, *FIGURES, *DICTIONARIES)}
PROFILE = "data-package"


def package(title: str, note: str, href: Callable[[Dataset, Form], str], files: Mapping[Any, Kept]) -> dict[str, Any]:
    """The descriptor of the Data Package. ``files``: (name, form) → the file that lies ready; others have no hash."""
    return {
        "profile": PROFILE,
        "name": "open-data",
        "title": title,
        "description": note,
        "licenses": [{"name": "custom", "title": note}],
        "resources": [
            _resource(dataset, form, href(dataset, form), files.get((dataset.name, form)))
            for dataset in DATASETS.values()
            for form in Form
        ],
    }


def _resource(dataset: Dataset, form: Form, href: str, file: Kept | None) -> dict[str, Any]:
    about = {} if file is None else {"bytes": file.size, "hash": f"sha256:{file.sha256}", "rows": file.rows}
    return {
        "profile": "tabular-data-resource",
        "name": f"{dataset.name}-{form}",
        "title": _(dataset.title),
        "description": _(dataset.about),
        "path": href,
        "format": form.value,
        "mediatype": MEDIA_TYPES[form],
        "encoding": "utf-8",
        "schema": {
            "fields": [column.descriptor() for column in dataset.columns],
            "primaryKey": list(dataset.key),
            "missingValues": [""],
        },
        **about,
    }
