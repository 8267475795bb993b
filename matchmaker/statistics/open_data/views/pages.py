"""What there is, and what its columns mean."""

from __future__ import annotations

from flask import render_template

from matchmaker.statistics.open_data.datasets import DATASETS
from matchmaker.statistics.open_data.files import Form
from matchmaker.statistics.open_data.schema import TYPE_LABELS
from matchmaker.statistics.open_data.stamps import stamp, stamps
from matchmaker.statistics.open_data.views.blueprint import NAME, blueprint
from matchmaker.statistics.open_data.views.files import files_of
from matchmaker.web.extensions import db
from matchmaker.web.policy import public, require


@blueprint.get("/open-data")
@require(GET=public())
def index() -> str:
    """All data sets, their last change, rows and files."""
    found = stamps(db.session)
    sets = [(each, stamp(each, found).changed_at, files_of(each, found)) for each in DATASETS.values()]
    return render_template("statistics/open_data.html", sets=sets, forms=tuple(Form))


@blueprint.get(f"/open-data/{NAME}")
@require(GET=public())
def dataset(name: str) -> str:
    """One data set: its files and its dictionary."""
    shown, found = DATASETS[name], stamps(db.session)
    return render_template(
        "statistics/open_dataset.html",
        dataset=shown,
        changed_at=stamp(shown, found).changed_at,
        files=files_of(shown, found),
        types=TYPE_LABELS,
    )
