"""The kernels can be compiled ahead, on a small index of made-up texts."""

from matchmaker.engine.warm import warm


def test_every_way_to_ask_answers() -> None:
    warm()
