from flask import Flask
from werkzeug.datastructures import MultiDict

from matchmaker.matching.forms import LARGEST_BATCH, BatchForm


def test_ticks_are_read_as_pair_and_version_and_bad_ones_left_out(app: Flask) -> None:
    with app.test_request_context():
        form = BatchForm(MultiDict([("decision", "hold"), ("ticked", "7:2"), ("ticked", "x:1"), ("ticked", "9")]))
        assert form.pairs() == [(7, 2)]


def test_a_batch_is_bounded(app: Flask) -> None:
    with app.test_request_context():
        form = BatchForm(MultiDict([("ticked", f"{number}:1") for number in range(1, 2 * LARGEST_BATCH)]))
        assert len(form.pairs()) == LARGEST_BATCH
