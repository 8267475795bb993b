"""Files are written before anybody asks for them."""

from __future__ import annotations

from functools import partial

from sqlalchemy.orm import Session

from matchmaker.core.jobs import JobRegistry, JobRun
from matchmaker.statistics.open_data.datasets import DATASETS
from matchmaker.statistics.open_data.files import Form, ready
from matchmaker.statistics.open_data.schema import Dataset

HOURLY = 3600


def write_files(run: JobRun) -> None:
    """Write those files whose content has changed."""
    for dataset in DATASETS.values():
        for form in Form:
            run.read(partial(_write, run=run, dataset=dataset, form=form))


def _write(session: Session, run: JobRun, dataset: Dataset, form: Form) -> None:
    ready(session, run.settings.open_data_dir, dataset, form, run.settings.base_url)


def register(registry: JobRegistry) -> None:
    """The kinds of job this feature does."""
    registry.register("statistics.open_data", write_files, every_seconds=HOURLY)
