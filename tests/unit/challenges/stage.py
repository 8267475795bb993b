"""A city with an issuer, teams, experts and officers, and a challenge on its way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.challenges import keys as house_keys
from matchmaker.challenges import unsealing
from matchmaker.challenges.bid_content import BidContent
from matchmaker.challenges.e_seal import Sealed
from matchmaker.challenges.models import (
    Background,
    Bid,
    BidState,
    Challenge,
    EqualPoints,
    Mode,
    Opinion,
    PanelSeat,
    Party,
    Pledge,
    PledgeMilestone,
    Profile,
    ReviewWay,
    Stage,
    Verdict,
    WinnerRule,
)
from matchmaker.challenges.pledge_content import PledgeTerms, parties_of
from matchmaker.challenges.queries import bids_of, seats_of
from matchmaker.challenges.sealing import officers
from matchmaker.challenges.services import (
    approve,
    argue,
    form_panel,
    make_keys,
    milestone,
    open_bids,
    place,
    pledge,
    post,
    prepare,
    promote_need,
    qualify,
    race_rule,
    score,
    seal_bid,
    sealed_acts,
    sign_pledge,
)
from matchmaker.core import blobs, clock
from matchmaker.core.authz import Actor, Role
from matchmaker.core.unit_of_work import transact
from matchmaker.organizations.models import Organization
from tests.factories.accounts import CITY, make_member, make_officer, make_user
from tests.factories.base import MAKER
from tests.factories.catalog import make_need
from tests.factories.organizations import make_enterprise, make_university
from tests.support import checkpoints
from tests.support.checkpoints import checkpointed
from tests.unit.challenges.cast import PAPER, PLAN, STAGES, TERMS, WAN, Cast, content
from tests.unit.challenges.ceremony import CHEAP

__all__ = ["PLAN", "STAGES", "TERMS", "WAN", "Way", "content", "make_way", "sealed"]

KEY_FILES: dict[str, bytes] = {}


@dataclass
class Way(Cast):
    """Steps that take a challenge further; each commits."""

    @checkpointed
    def drafted(self, profile: Profile = Profile.GOVERNMENT) -> Way:
        row = self.do(promote_need.promote_need, self.need, profile=profile, actor=self.actor(self.officer))
        self.challenge_id = row.id
        values = {
            "goal": "固化温度不高于 120 ℃。",
            "problem": "现有固化温度高，能耗大，良率低。",
            "ownership": "共有",
            "conditions": "有同类业绩。",
            "months": 18,
            "reward": 300 * WAN,
            "funding_kind": "matched",
            "own_funds": 400 * WAN,
            "public_funds": 100 * WAN,
            "solver_share": 40 * WAN,
            "criteria": [{"name": "方案", "weight": 60}, {"name": "团队", "weight": 40}],
            "indicators": [{"name": "固化温度", "target": "120", "unit": "℃", "method": "DSC"}],
        }
        self.do(prepare.fill_challenge, Challenge, values, actor=self.actor(self.member))
        return self

    @checkpointed
    def argued(self, profile: Profile = Profile.GOVERNMENT) -> Way:
        self.drafted(profile)
        self.do(prepare.submit_challenge, Challenge, actor=self.actor(self.member))
        self.do(prepare.prescreen, Challenge, actor=self.actor(self.county))
        if profile is not Profile.ENTERPRISE:
            self.seat(Stage.ARGUMENT, 3)
            for seat in self.seats(Stage.ARGUMENT):
                self.opine(seat)
            self.do(argue.conclude_argument, Challenge, actor=self.actor(self.county))
        return self

    def seat(self, stage: Stage, count: int) -> None:
        places = [Background.ENTERPRISE, Background.FINAL_USER, *[Background.RESEARCH] * (count - 2)]
        people = {expert.id: place for expert, place in zip(self.experts, places, strict=False)}
        self.do(form_panel.form_panel, Challenge, stage, people, actor=self.actor(self.county))
        for seat in self.seats(stage):
            self.do(form_panel.declare_conflict, seat, conflict=False, actor=self.expert(seat))

    def seats(self, stage: Stage) -> list[PanelSeat]:
        return seats_of(self.session, self.challenge, stage)

    def expert(self, seat: PanelSeat) -> Actor:
        return self.actor(self.session.get_one(User, seat.user_id))

    def opine(self, seat: PanelSeat, opinion: Opinion = Opinion.PASS) -> None:
        given: dict[str, Any] = {"on_need": opinion, "on_funds": opinion, "comment": "必要且可行。"}
        self.do(argue.give_opinion, seat, **given, actor=self.expert(seat))

    @checkpointed
    def approved(self, profile: Profile = Profile.GOVERNMENT, mode: Mode = Mode.SINGLE, places: int = 1) -> Way:
        self.argued(profile)
        given = {"mode": mode, "places": places, "race_reason": "难度大，风险大。" if mode is Mode.RACE else ""}
        self.do(approve.approve, Challenge, **given, actor=self.actor(self.officer))
        return self

    def make_keys(self) -> None:
        made = officers.make(self.challenge_id, self.words(*range(len(self.holders))), CHEAP)
        self.shares = made.document
        given: dict[str, Any] = {"officers": [each.id for each in self.holders], "public_key": made.public}
        self.do(make_keys.adopt_key, self.challenge_id, **given, actor=MAKER)

    def post(self) -> None:
        now = clock.now()
        dates = {"receiving_from": now, "closes_at": now + timedelta(days=20)}
        self.do(post.post, self.challenge_id, **dates, keys=self.keys, actor=self.actor(self.officer))
        self.do(post.start_receiving, self.challenge_id, actor=MAKER)

    @checkpointed
    def receiving(self, profile: Profile = Profile.GOVERNMENT, mode: Mode = Mode.SINGLE, places: int = 1) -> Way:
        self.approved(profile, mode, places)
        self.make_keys()
        self.post()
        return self

    def package(
        self, bid: BidContent | None = None, files: Sequence[tuple[str, list[bytes]]] = (PAPER,)
    ) -> seal_bid.SealedPackage:
        return seal_bid.seal_bid(self.folder, bid or content(), files, reward=300 * WAN)

    def bid(self, team: int, bid: BidContent | None = None, act: Any = sealed_acts.submit_bid) -> sealed_acts.Receipt:
        given: dict[str, Any] = {"organization_id": self.teams[team].id, "keys": self.keys}
        actor = self.actor(self.members[team])
        return self.do(act, self.challenge_id, self.package(bid), **given, actor=actor)

    def withdraw(self, team: int) -> sealed_acts.Receipt:
        given: dict[str, Any] = {"organization_id": self.teams[team].id, "keys": self.keys}
        return self.do(sealed_acts.withdraw_bid, self.challenge_id, **given, actor=self.actor(self.members[team]))

    def close_at(self, moment: datetime) -> None:
        """Let the deadline be ``moment``, whatever the rules say about moving it."""
        row = update(Challenge).where(Challenge.id == self.challenge_id)
        dates = {"closes_at": moment, "receiving_from": moment - timedelta(days=20)}
        transact(self.session, lambda inner: inner.execute(row.values(**dates)))

    def close(self) -> None:
        """The time passes, and the clock's job takes notice."""
        with clock.frozen(self.challenge.closes_at or clock.now()):
            self.do(open_bids.close_receiving, self.challenge_id, actor=MAKER)

    def authorize(self, *places: int) -> None:
        for each in places:
            self.do(open_bids.authorize_opening, self.challenge_id, actor=self.actor(self.holders[each]))

    def read(self, *places: int) -> unsealing.Unsealed:
        words = self.words(*places)
        self.session.rollback()
        sealed = open_bids.read_sealed(self.session, self.challenge_id, frozenset(words))
        return unsealing.unseal(
            sealed.rows,
            officers.unlock(self.shares, words),
            context=sealed.context,
            folder=self.folder,
            verifier=self.keys.signing.public_key(),
        )

    def open(self, first: int = 0, second: int = 1) -> list[Bid]:
        self.authorize(first, second)
        given: dict[str, Any] = {"officers": frozenset(self.words(first, second)), "actor": MAKER}
        return self.do(open_bids.record_opening, self.challenge_id, self.read(first, second), **given)

    @checkpointed
    def opened(self, bids: int = 2, **kind: Any) -> list[Bid]:
        """Bids of the first teams, opened."""
        self.receiving(**kind)
        for team in range(bids):
            self.bid(team)
        self.close()
        return self.open()

    @checkpointed
    def qualified(self, bids: int = 2, **kind: Any) -> list[Bid]:
        rows = self.opened(bids, **kind)
        self.qualify(rows)
        return rows

    def qualify(self, bids: Sequence[Bid]) -> None:
        for bid in bids:
            self.do(qualify.qualify, bid, actor=self.actor(self.county))

    @checkpointed
    def reviewing(self, bids: int = 2, **kind: Any) -> list[Bid]:
        rows = self.qualified(bids, **kind)
        self.start_review()
        return rows

    def start_review(self) -> None:
        """Five experts without a conflict begin."""
        self.seat(Stage.REVIEW, 5)
        self.do(score.start_review, Challenge, actor=self.actor(self.county))

    def sheet(self, points: int) -> dict[int, tuple[int, str]]:
        return {line.id: (points, "有依据。") for line in self.challenge.criteria}

    def score(self, bid: Bid, points: int, seats: slice = slice(None)) -> None:
        for seat in self.seats(Stage.REVIEW)[seats]:
            self.do(score.score, seat, bid, self.sheet(points), keys=self.keys, actor=self.expert(seat))

    @checkpointed
    def publicised(self, bids: int = 2, **kind: Any) -> list[Bid]:
        """The first opened has the most points."""
        self.reviewing(bids, **kind)
        return self.publicise()

    def rank(self) -> list[Bid]:
        return self.do(score.rank, Challenge, keys=self.keys, actor=self.actor(self.county))

    def publicise(self) -> list[Bid]:
        """All sheets come in, and the result goes out."""
        rows = bids_of(self.session, self.challenge, [BidState.QUALIFIED])
        for number, bid in enumerate(rows):
            self.score(bid, 90 - number)
        self.rank()
        self.do(place.publicise, Challenge, actor=self.actor(self.officer))
        return rows

    @checkpointed
    def signing(self, bids: int = 2, **kind: Any) -> list[Bid]:
        rows = self.publicised(bids, **kind)
        with clock.frozen(clock.now() + timedelta(days=7)):
            self.do(place.end_publicity, Challenge, actor=self.actor(self.officer))
        return rows

    def draw(self, bid: Bid, **values: Any) -> Pledge:
        terms = PledgeTerms(**{"amount": 200 * WAN, "milestones": STAGES, **TERMS, **values})
        return self.do(pledge.draw_pledge, bid, terms, actor=self.actor(self.officer))

    def confirm(self, row: Pledge) -> None:
        """Every party agrees to the text that stands."""
        self.session.rollback()
        self.session.refresh(row)
        bid, text_hash = row.bid, row.text_hash
        people = {Party.ISSUER: self.member, Party.TEAM: self.member_of(bid), Party.BUREAU: self.officer}
        for party in parties_of(self.challenge.profile):
            self.do(sign_pledge.confirm_pledge, row, text_hash=text_hash, actor=self.actor(people[party]))

    def sign(self, bid: Bid, **values: Any) -> Pledge:
        row = self.draw(bid, **values)
        self.confirm(row)
        self.do(sign_pledge.sign_pledge, row, sealed(self), actor=self.actor(self.officer))
        return row

    def review(self, row: PledgeMilestone, verdict: Verdict = Verdict.PASSED, finding: str = "见检测报告。") -> None:
        """An officer's review on site."""
        found = milestone.Review(ReviewWay.ON_SITE, "孙测试（检测中心）", "李测试（生产部）", verdict, finding)
        self.do(milestone.review_milestone, row, found, actor=self.actor(self.officer))

    def rule(self, winner: WinnerRule = WinnerRule.BEST, equal: EqualPoints = EqualPoints.CHEAPER) -> None:
        """By what the race is won, if it is one."""
        if self.challenge.is_race:
            given: dict[str, Any] = {"winner": winner, "equal_points": equal, "actor": self.actor(self.officer)}
            self.do(race_rule.fix_rule, Challenge, **given)

    @checkpointed
    def working(self, bids: int = 2, winner: WinnerRule = WinnerRule.BEST, **kind: Any) -> list[Bid]:
        """The placed have signed and work; the rest are out."""
        rows = self.signing(bids, **kind)
        self.rule(winner)
        placed = self.challenge.places
        for bid in rows[:placed]:
            self.sign(bid)
        self.do(pledge.start_work, Challenge, actor=self.actor(self.officer))
        return rows[:placed]

    @checkpointed
    def paying(self) -> Bid:
        """One team at work under a lump sum, its first milestone passed and not yet paid."""
        [bid] = self.signing(bids=1)
        self.sign(bid, lump_sum=True, excluded_spending="罚款、捐款")
        self.do(pledge.start_work, Challenge, actor=self.actor(self.officer))
        first = self.milestones()[0]
        self.do(milestone.report, first, "三批样品固化温度 118 ℃。", actor=self.team_of(first))
        self.review(first)
        return bid


def sealed(way: Way, day: date | None = None) -> Sealed:
    """A stamped scan, stored."""
    file = blobs.store(way.folder.parent / "blobs", BytesIO(b"%PDF-1.7\n%%EOF\n"), "盖章件.pdf")
    return Sealed(day or clock.today(), file)


def make_way(
    session: Session,
    data_dir: Path,
    teams: int = 4,
    *,
    issued_by: Organization | None = None,
    first_team: Organization | None = None,
) -> Way:
    """Everybody, and a published need whose firm agrees to a challenge; issuer and first team may be given."""

    def build(inner: Session) -> Way:
        issuer = issued_by or make_enterprise(inner)
        need = make_need(inner, organization=issuer, open_to_challenge=True)
        others = [make_university(inner) for _number in range(teams - (first_team is not None))]
        firms = [first_team, *others] if first_team else others
        return Way(
            session=inner,
            folder=data_dir / "sealed",
            keys=keys,
            need=need,
            issuer=issuer,
            member=make_member(inner, issuer),
            officer=make_officer(inner),
            county=make_officer(inner, need.region_code),
            holders=[make_officer(inner, CITY) for _number in range(4)],
            teams=firms,
            members=[make_member(inner, firm) for firm in firms],
            experts=[make_user(inner, Role.EXPERT, region_code=CITY) for _number in range(5)],
        )

    starts_here = checkpoints.is_pristine(session) and not (data_dir / "keys").exists()
    keys = (_known_keys if starts_here else house_keys.load)(data_dir / "keys")
    way = transact(session, build)
    if starts_here:
        checkpoints.set_out(way)
    return way


def _known_keys(folder: Path) -> house_keys.HouseKeys:
    """The same in every new installation of this process, so that what they sealed can be put back."""
    if KEY_FILES:
        folder.mkdir(parents=True, mode=0o700)
    for name, kept in KEY_FILES.items():
        (folder / name).write_bytes(kept)
        (folder / name).chmod(0o600)
    keys = house_keys.load(folder)
    KEY_FILES.update((each.name, each.read_bytes()) for each in folder.iterdir() if each.is_file())
    return keys
