"""A link in a mail is good for its own choice, its own address, and nothing else."""

from matchmaker.accounts import mail_links
from matchmaker.accounts.topics import Topic

SECRET = "a key that is long enough to sign with"


def test_a_link_says_what_it_is_good_for() -> None:
    token = mail_links.signed(SECRET, 7, "wen@unit.example", [Topic.DEALS, Topic.DUTIES])
    link = mail_links.read(SECRET, token)
    assert link is not None
    assert (link.user_id, link.topics) == (7, (Topic.DUTIES, Topic.DEALS))
    assert link.fits("WEN@unit.example")
    assert not link.fits("other@unit.example")
    assert not link.fits(None)
    assert "wen" not in token


def test_a_link_cannot_be_made_up_or_changed() -> None:
    token = mail_links.signed(SECRET, 7, "wen@unit.example", [Topic.DEALS])
    for forged in ("", "invented", token[:-1], f"x{token}", token.replace(".", ".x"), "x" * 10_000):
        assert mail_links.read(SECRET, forged) is None
    assert mail_links.read("another key", token) is None
