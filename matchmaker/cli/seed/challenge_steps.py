"""The steps of a demo challenge, in order: one table, walked as far as the data says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Need
from matchmaker.challenges import keys as house_keys
from matchmaker.challenges import unsealing
from matchmaker.challenges.models import Background, Challenge, Mode, Opinion, Profile, Stage, Tie
from matchmaker.challenges.queries import seats_of
from matchmaker.challenges.sealing import officers
from matchmaker.challenges.services import (
    approve,
    argue,
    council,
    county_check,
    form_panel,
    make_keys,
    open_bids,
    place,
    post,
    prepare,
    promote_need,
    qualify,
    question,
    score,
    seal_bid,
    sealed_acts,
)
from matchmaker.cli.seed.challenge_works import WORKS
from matchmaker.cli.seed.challenges import CITY_OFFICER, OPEN_DAYS, Tale, content_of, criteria_points
from matchmaker.cli.seed.people import SEEDER, City
from matchmaker.core import clock
from matchmaker.core.money import from_wan
from matchmaker.organizations.models import Organization

TEXTS = ("background", "problem", "goal", "ownership", "conditions", "months", "funding_kind", "indicators", "criteria")
AMOUNTS = ("reward", "own_funds", "public_funds", "solver_share")
ARGUERS = ("expert-machinery", "expert-bioprocess", "expert-herbs")
COUNCIL = {
    **dict.fromkeys(ARGUERS, Background.ENTERPRISE),
    **dict.fromkeys(("expert-glass", "expert-sensor"), Background.RESEARCH),
}
TERM, SEATED_AGO = timedelta(days=3 * 365), timedelta(days=200)
SPREAD = (3, 0, -2, 1, -3)
# The officers' words lie in a file beside the keys: there is nothing to protect by slowness.
QUICK = officers.Cost(passes=1, memory=1024, lanes=1)


def seat_council(session: Session, city: City) -> None:
    """Five experts advise the city, three of them from enterprises."""
    with clock.frozen(clock.now() - SEATED_AGO):
        officer, day = city.actor(session, CITY_OFFICER), clock.today()
        [region] = officer.region_codes
        for login, background in COUNCIL.items():
            council.seat_member(session, region, city.users[login], background, day, day + TERM, actor=officer)


def draft(tale: Tale) -> None:
    """Of a need that the council found worth it, or without one; the issuer vouches for its credit."""
    row, profile = tale.row, Profile(tale.row["profile"])
    with tale.on(-40):
        if row["need"]:
            need = tale.session.scalars(select(Need).where(Need.external_id == f"demo:{row['need']}")).one()
            word = row["council_word"]
            promote_need.list_bottleneck(tale.session, need, reason=word, actor=tale.actor(CITY_OFFICER))
            challenge = promote_need.promote_need(tale.session, need, profile=profile, actor=SEEDER)
        else:
            unit = tale.session.get_one(Organization, tale.city.organizations[row["organization"]])
            given = {"organization_id": unit.id, "region_code": unit.region_code, "title": row["title"]}
            challenge = prepare.draft_challenge(tale.session, actor=tale.issuer(), profile=profile, **given)
        tale.challenge_id = challenge.id
        values = {name: row[name] for name in TEXTS if name in row}
        money = {name: from_wan(str(row[f"{name.split('_')[0]}_wan"])) for name in AMOUNTS}
        prepare.fill_challenge(tale.session, challenge, values | money, actor=tale.issuer())
        county_check.declare_credit(tale.session, challenge, clean=True, actor=tale.issuer())
        invited = [tale.city.organizations[key] for key in row.get("invited", ())]
        if invited:
            prepare.set_ties(tale.session, challenge, Tie.INVITED, invited, actor=tale.issuer())


def submit(tale: Tale) -> None:
    """By the issuer."""
    with tale.on(-36):
        prepare.submit_challenge(tale.session, tale.challenge, actor=tale.issuer())


def argue_need(tale: Tale) -> None:
    """The county's check; three experts on need and money, where the city pays."""
    with tale.on(-33):
        prepare.prescreen(tale.session, tale.challenge, actor=tale.county())
    if tale.row["profile"] == Profile.ENTERPRISE:
        return
    people = {tale.city.users[login]: Background.ENTERPRISE for login in ARGUERS}
    with tale.on(-26):
        form_panel.form_panel(tale.session, tale.challenge, Stage.ARGUMENT, people, actor=tale.county())
        for seat in seats_of(tale.session, tale.challenge, Stage.ARGUMENT):
            expert = tale.person(seat.user_id)
            form_panel.declare_conflict(tale.session, seat, conflict=False, actor=expert)
            words = {"on_need": Opinion.PASS, "on_funds": Opinion.PASS}
            comment = "问题真实，指标可以检测，企业配套资金有安排。"
            argue.give_opinion(tale.session, seat, **words, comment=comment, actor=expert)
    with tale.on(-24):
        argue.conclude_argument(tale.session, tale.challenge, actor=tale.county())


def approve_it(tale: Tale) -> None:
    """With its mode, and the reason for a race."""
    row = tale.row
    with tale.on(-12):
        given = {"mode": Mode(row["mode"]), "places": row["places"], "race_reason": row["race_reason"]}
        approve.approve(tale.session, tale.challenge, **given, actor=tale.officer())


def post_it(tale: Tale) -> None:
    """The key is made as the command makes it; then the time to bid begins."""
    made = officers.make(tale.challenge_id, tale.words, QUICK)
    path = house_keys.shares_path(tale.settings.key_dir, tale.challenge_id, made.public.hex())
    house_keys.keep_shares(path, made.document)
    tale.shares = made.document
    with tale.on(-3):
        make_keys.adopt_key(
            tale.session, tale.challenge_id, officers=list(tale.words), public_key=made.public, actor=SEEDER
        )
    with tale.on(0, 9):
        post.post(
            tale.session,
            tale.challenge_id,
            receiving_from=clock.now(),
            closes_at=tale.moment(OPEN_DAYS, 17),
            keys=tale.keys,
            actor=tale.officer(),
        )
        post.start_receiving(tale.session, tale.challenge_id, actor=SEEDER)


def receive(tale: Tale) -> None:
    """Questions, their answers, and bids that are sealed at once."""
    asker = tale.actor("university-demo")
    for body, answered in tale.row["questions"]:
        with tale.on(1):
            asked = question.ask(tale.session, tale.challenge, body, actor=asker)
        if answered:
            with tale.on(2):
                question.answer(tale.session, tale.challenge, asked, answered, actor=tale.issuer())
    reward = from_wan(str(tale.row["reward_wan"]))
    for number, bid in enumerate(tale.row["bids"]):
        package = seal_bid.seal_bid(tale.settings.sealed_dir, content_of(bid, tale.today), [], reward=reward)
        with tale.on(3, 9 + number):
            sealed_acts.submit_bid(
                tale.session,
                tale.challenge_id,
                package,
                organization_id=tale.city.organizations[bid["organization"]],
                keys=tale.keys,
                actor=tale.team(bid),
            )


def close(tale: Tale) -> None:
    """The time to bid ends."""
    with tale.on(OPEN_DAYS, 18):
        open_bids.close_receiving(tale.session, tale.challenge_id, actor=SEEDER)


def open_it(tale: Tale) -> None:
    """Two officers release the opening; the envelopes are read with their words."""
    first, second = list(tale.words)[:2]
    with tale.on(OPEN_DAYS + 1):
        for user in (first, second):
            open_bids.authorize_opening(tale.session, tale.challenge_id, actor=tale.person(user))
        named = frozenset((first, second))
        sealed = open_bids.read_sealed(tale.session, tale.challenge_id, named)
        private = officers.unlock(tale.shares, {user: tale.words[user] for user in (first, second)})
        read = unsealing.unseal(
            sealed.rows,
            private,
            context=sealed.context,
            folder=tale.settings.sealed_dir,
            verifier=tale.keys.signing.public_key(),
        )
        open_bids.record_opening(tale.session, tale.challenge_id, read, officers=named, actor=SEEDER)


def judge_forms(tale: Tale) -> None:
    """Supplements that are asked for; the rest qualifies unless the data leaves it open."""
    later = tale.row["state"] != "qualifying"
    with tale.on(OPEN_DAYS + 3):
        for bid in tale.row["bids"]:
            if bid["fate"] == "supplement":
                qualify.ask_supplement(tale.session, tale.bid_of(bid), bid["reason"], actor=tale.county())
            elif later or bid["fate"] == "qualified":
                qualify.qualify(tale.session, tale.bid_of(bid), actor=tale.county())


def seat_panel(tale: Tale) -> None:
    """Four experts, and one of the demo's enterprise as final user."""
    if "panel" not in tale.row:
        return
    people = {tale.city.users[login]: Background.RESEARCH for login in tale.row["panel"]}
    people[tale.city.users["enterprise-demo"]] = Background.FINAL_USER
    with tale.on(OPEN_DAYS + 4):
        form_panel.form_panel(tale.session, tale.challenge, Stage.REVIEW, people, actor=tale.county())


def begin_review(tale: Tale) -> None:
    """Nobody has a conflict."""
    with tale.on(OPEN_DAYS + 5):
        for seat in seats_of(tale.session, tale.challenge, Stage.REVIEW):
            form_panel.declare_conflict(tale.session, seat, conflict=False, actor=tale.person(seat.user_id))
    with tale.on(OPEN_DAYS + 6):
        score.start_review(tale.session, tale.challenge, actor=tale.county())


def score_bids(tale: Tale) -> None:
    """Everybody hands in, but for those the data calls late."""
    late = {tale.city.users[login] for login in tale.row.get("late", ())}
    with tale.on(OPEN_DAYS + 8):
        for number, seat in enumerate(seats_of(tale.session, tale.challenge, Stage.REVIEW)):
            for bid in tale.row["bids"] if seat.user_id not in late else ():
                sheet = criteria_points(tale.challenge, bid["points"], SPREAD[number % len(SPREAD)])
                actor = tale.person(seat.user_id)
                score.score(tale.session, seat, tale.bid_of(bid), sheet, keys=tale.keys, actor=actor)


def publicise(tale: Tale) -> None:
    """The sheets are put together and the result goes out; somebody may object."""
    with tale.on(OPEN_DAYS + 10):
        score.rank(tale.session, tale.challenge, keys=tale.keys, actor=tale.county())
    with tale.on(OPEN_DAYS + 11):
        place.publicise(tale.session, tale.challenge, actor=tale.officer())
    if "objection" in tale.row:
        with tale.on(OPEN_DAYS + 12):
            objector = tale.team(tale.row["bids"][1])
            place.raise_objection(tale.session, tale.challenge, tale.row["objection"], actor=objector)


def end_publicity(tale: Tale) -> None:
    """Nothing stands against it."""
    with tale.on(OPEN_DAYS + 18):
        place.end_publicity(tale.session, tale.challenge, actor=tale.officer())


Step = Callable[[Tale], None]
# State of the data → what brings a challenge there from the state before.
WAY: tuple[tuple[str, tuple[Step, ...]], ...] = (
    ("collecting", (draft, submit)),
    ("argued", (argue_need,)),
    ("receiving", (approve_it, post_it, receive)),
    ("sealed", (close,)),
    ("qualifying", (open_it, judge_forms, seat_panel)),
    ("reviewing", (begin_review, score_bids)),
    ("publicised", (publicise,)),
    ("signing", (end_publicity,)),
)
UNFILLED = (*(step for _state, steps in WAY[:4] for step in steps), open_it)


def steps_to(state: str) -> tuple[Step, ...]:
    """All steps that bring a challenge to ``state``, one of the data's."""
    if state == "unfilled":
        return UNFILLED
    names = [name for name, _steps in WAY]
    reached = names.index("signing" if state in WORKS else state) + 1
    return (*(step for _name, steps in WAY[:reached] for step in steps), *WORKS.get(state, ()))


def tell_challenge(tale: Tale) -> Challenge:
    """Walk one challenge of the data to its state."""
    for step in steps_to(tale.row["state"]):
        step(tale)
    return tale.challenge
