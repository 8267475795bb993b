"""The guide's page on the process says what the program does."""

from pathlib import Path

from matchmaker.challenges.models import ChallengeState
from matchmaker.challenges.process import document
from matchmaker.challenges.profiles import PROFILES, walks
from matchmaker.challenges.services.guards import CHECKS
from matchmaker.challenges.workflow import CHALLENGE, GUARD_WORDS, GUARDS

PAGE = Path("docs/guide/揭榜流程.md")


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == document(), "matchmaker challenge process > docs/guide/揭榜流程.md"


def test_every_guard_has_its_words_and_its_check() -> None:
    used = {name for names in GUARDS.values() for name in names}
    assert used == GUARD_WORDS.keys() == CHECKS.keys()
    assert GUARDS.keys() <= {step.action for step in CHALLENGE.transitions}


def test_every_profile_can_be_walked_from_the_draft_to_the_last_payment() -> None:
    for profile in PROFILES:
        reached, grown = {CHALLENGE.initial}, True
        while grown:
            steps = [step for step in CHALLENGE.transitions if walks(profile, step.action) and step.sources & reached]
            grown = not {step.target for step in steps} <= reached
            reached |= {step.target for step in steps}
        assert ChallengeState.SETTLED in reached
        assert all(step.target in reached for step in CHALLENGE.transitions if walks(profile, step.action))
