import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.engine.documents import Document
from matchmaker.engine.index import Index
from matchmaker.engine.learn import FEWEST_NEEDS, Decision, learn, read_case
from matchmaker.engine.tuning import Tuning
from tests.unit.engine.samples import NEED, corpora

_SUBJECTS = "轴承齿轮陶粒铝箔油墨硅胶隔膜焊丝涂料树脂玻璃水泵阀门刀具模具纤维酵母疫苗饲料秸秆"
_TROUBLES = "开裂漏油变形磨损发黄结块脱落起泡偏心过热生锈打滑堵塞断裂失活变质霉变异响渗漏鼓包"
SUBJECTS = [_SUBJECTS[i : i + 2] for i in range(0, 40, 2)]
TROUBLES = [_TROUBLES[i : i + 2] for i in range(0, 40, 2)]
ACHIEVEMENTS = [
    Document(100 * i + j, f"{subject}{trouble}处理", "")
    for i, subject in enumerate(SUBJECTS)
    for j, trouble in enumerate(TROUBLES)
]
MANY = range(FEWEST_NEEDS + 4)


def needs() -> list[Document]:
    """Titles name one subject, bodies another with its trouble."""
    return [
        Document(9000 + i, f"{SUBJECTS[i % 20]}改进", f"{SUBJECTS[(i + 7) % 20]}总是{TROUBLES[(i + 3) % 20]}")
        for i in MANY
    ]


def decisions_by(half: str) -> list[Decision]:
    """Accepted is what agrees with one half of the need, rejected what agrees with the other."""
    decided = []
    for i, need in enumerate(needs()):
        titled, bodied = 100 * (i % 20) + (i + 5) % 20, 100 * ((i + 7) % 20) + (i + 5) % 20
        decided += [Decision(need, titled, half == "title"), Decision(need, bodied, half == "body")]
    return decided


INDEX = Index.build(ACHIEVEMENTS, needs())


@pytest.mark.parametrize(("half", "present"), [("title", 0.4), ("body", 0.6)])
def test_the_half_that_decides_comes_to_count_more(half: str, present: float) -> None:
    learned = learn(decisions_by(half), INDEX.pinned(Tuning.of(title_share=present)))
    assert learned is not None
    assert learned.title_share > present if half == "title" else learned.title_share < present
    assert (learned.decisions, learned.needs) == (2 * len(MANY), len(MANY))


def test_a_word_by_which_the_rejected_agree_comes_to_count_less() -> None:
    """Every firm writes 数字孪生; what has it and nothing else in common is turned down."""
    fashion = [Document(50_000 + i, f"数字孪生{TROUBLES[i % 20]}", "") for i in MANY]
    asked = [Document(9000 + i, f"{SUBJECTS[i % 20]}数字孪生", "") for i in MANY]
    index = Index.build([*ACHIEVEMENTS, *fashion])
    decided = [
        decision
        for i, need in enumerate(asked)
        for decision in (Decision(need, 100 * (i % 20) + 2, accepted=True), Decision(need, 50_000 + i, accepted=False))
    ]
    learned = learn(decided, index)
    assert learned is not None
    assert any(factor < 1 and word in "数字孪生" for word, factor in learned.factors.items())
    tuned = index.pinned(Tuning.of(learned.title_share, learned.factors))
    better = [tuned.score_keys(need, [100 * (i % 20) + 2, 50_000 + i]) for i, need in enumerate(asked)]
    assert np.mean([good > bad for good, bad in better]) > 0.9


def test_nothing_is_learned_from_few_from_one_kind_or_from_chance() -> None:
    decided = decisions_by("body")
    assert learn([], INDEX) is None
    assert learn(decided[: 2 * (FEWEST_NEEDS - 1)], INDEX) is None
    assert learn([each for each in decided if each.accepted], INDEX) is None
    chance = np.random.default_rng(7)
    drawn = [Decision(need, each.key, chance.random() < 0.5) for need in needs() for each in INDEX.search(need, 8)]
    assert learn(drawn, INDEX) is None


def test_an_achievement_that_is_not_there_cannot_be_learned_from() -> None:
    decided = decisions_by("body")
    with pytest.raises(KeyError):
        learn([*decided, Decision(decided[0].need, 77_777, accepted=True)], INDEX)
    shown = [Decision(each.need, Document(1, ACHIEVEMENTS[0].title, ""), each.accepted) for each in decided]
    assert learn(shown, INDEX) is None


@given(corpora(), NEED, st.data())
def test_what_a_word_would_gain_is_what_the_score_gains(
    achievements: list[Document], need: Document, data: st.DataObject
) -> None:
    index, step = Index.build(achievements), 1e-6
    keys = [each.key for each in achievements]
    case = read_case([Decision(need, key, accepted=True) for key in keys], index)
    share = index.tuning.title_share
    if case.cosines.any():
        assert case.scores(share) == pytest.approx(index.score_keys(need, keys), abs=1e-9)
    if case.gains:
        word = data.draw(st.sampled_from(sorted(case.gains)))
        tuned = index.pinned(Tuning.of(factors={word: 1 + step})).score_keys(need, keys)
        assert (tuned - index.score_keys(need, keys)) / step == pytest.approx(case.gain(word, share), abs=1e-4)
