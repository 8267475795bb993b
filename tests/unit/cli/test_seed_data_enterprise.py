"""The enterprise half of the demo city: people meet every line of it, so its shape is held."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import matchmaker

PACKAGE = Path(matchmaker.__file__).parent
SEED = PACKAGE / "cli" / "seed" / "data"

FIELDS = {row["code"] for row in json.loads((PACKAGE / "catalog/data/fields.json").read_text("utf-8"))}
INDUSTRIES = {row["code"] for row in json.loads((PACKAGE / "catalog/data/industries.json").read_text("utf-8"))}
LOCAL_INDUSTRIES = {
    row["code"] for row in json.loads((PACKAGE / "catalog/data/local_industries.json").read_text("utf-8"))
}
REGIONS = {row["code"] for row in json.loads((PACKAGE / "organizations/data/regions.json").read_text("utf-8"))}

NEED_TYPES = {
    "breakthrough",
    "process_improvement",
    "new_product",
    "testing",
    "equipment_upgrade",
    "introduce_achievement",
    "talent_team",
    "joint_platform",
}
COOPERATION_MODES = {
    "entrusted_development",
    "joint_development",
    "assignment",
    "license",
    "equity",
    "technical_service",
    "consulting",
    "joint_platform",
}
# Upper edges in 万元; a band reaches to its edge, "negotiable" is for what has no number.
BUDGET_BANDS = {"under_10": 10, "10_50": 50, "50_100": 100, "100_500": 500, "over_500": 10**6}
ROLES = {
    "researcher",
    "university_office",
    "enterprise",
    "scout",
    "officer",
    "expert",
    "leader",
    "system_admin",
    "security_admin",
    "audit_admin",
}
REASONS = {
    "wrong_field",
    "indicator_missed",
    "too_early",
    "advantage_unclear",
    "cost_market",
    "too_vague",
    "ip_problem",
    "solved_already",
    "timing_money",
    "duplicate",
    "credit_risk",
    "other",
}
STAGES = {"invited", "introduced", "negotiating", "about_to_sign", "signed", "closed"}
MILESTONES = {
    "first_talk",
    "nda",
    "trial",
    "letter_of_intent",
    "pricing",
    "notice",
    "registration",
    "payment",
    "production",
}
NEED_TEXTS = (
    "title",
    "one_liner",
    "background",
    "problem",
    "tried_before",
    "solver_requirements",
    "existing_conditions",
    "masked_text",
)
# GB 32100-2015: the alphabet without I, O, S, V, Z; weights are powers of three modulo 31.
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def load(name: str) -> Any:
    return json.loads((SEED / name).read_text("utf-8"))


ORGANIZATIONS: list[dict[str, Any]] = load("organizations_enterprise.json")
PEOPLE: list[dict[str, Any]] = load("people.json")
NEEDS: list[dict[str, Any]] = load("needs.json")
STORIES: dict[str, list[dict[str, Any]]] = load("stories.json")
WORDS: list[dict[str, str]] = json.loads((PACKAGE / "catalog/data/security_words.json").read_text("utf-8"))

ACHIEVEMENTS: dict[str, dict[str, Any]] = {row["key"]: row for row in load("achievements.json")}
RESEARCH: set[str] = {row["key"] for row in load("organizations_research.json")}
ENTERPRISES = {row["key"]: row for row in ORGANIZATIONS if row["kind"] == "enterprise"}
NEED_BY_KEY = {row["key"]: row for row in NEEDS}
LOGINS = {row["login"]: row["role"] for row in PEOPLE}
PUBLISHED = [row for row in NEEDS if row["state_hint"] == "published"]


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"[。；！？]", text) if len(part) >= 8]


def repeated(values: list[str]) -> list[str]:
    return [value for value, times in Counter(values).items() if times > 1]


def test_keys_and_names_are_unique() -> None:
    for values in (
        [row["key"] for row in ORGANIZATIONS],
        [row["name"] for row in ORGANIZATIONS],
        [row["short_name"] for row in ORGANIZATIONS],
        [row["credit_code"] for row in ORGANIZATIONS],
        [row["contact_phone"] for row in ORGANIZATIONS],
        [row["login"] for row in PEOPLE],
        [row["name"] for row in PEOPLE],
        [row["email"] for row in PEOPLE],
        [row["key"] for row in NEEDS],
        [row["title"] for row in NEEDS],
        [row["key"] for row in STORIES["leads"]],
        [row["key"] for row in STORIES["deals"]],
        [row["word"] for row in WORDS],
    ):
        assert repeated(values) == []


def test_the_city_has_its_organisations() -> None:
    kinds = Counter(row["kind"] for row in ORGANIZATIONS)
    assert kinds["enterprise"] == 27
    assert [row["kind"] for row in ORGANIZATIONS if row["name"] == "批量导入待认领"] == ["bureau"]
    assert kinds["bureau"] == 5 + 1
    assert sum(not row["verified"] for row in ORGANIZATIONS) == 3
    assert set(ENTERPRISES).isdisjoint(RESEARCH)


@pytest.mark.parametrize("row", ORGANIZATIONS, ids=lambda row: str(row["key"]))
def test_an_organisation_is_well_formed(row: dict[str, Any]) -> None:
    code = row["credit_code"]
    values = [CREDIT_ALPHABET.index(character) for character in code]
    weighted = sum(value * pow(3, place, 31) for place, value in enumerate(values[:17]))
    assert len(code) == 18
    assert values[17] == (31 - weighted % 31) % 31
    assert code[2:8] == row["region_code"][:6]
    assert row["region_code"] in REGIONS
    assert row["scale"] in ({"large", "medium", "small", "micro"} if row["key"] in ENTERPRISES else {None})
    assert set(row["qualifications"]) <= {"high_tech", "tech_sme", "specialized"}
    assert re.fullmatch(r"05\d\d-00000\d\d", row["contact_phone"])
    assert row["contact_email"].endswith(".example")
    assert len(row["introduction"]) >= 20


@pytest.mark.parametrize("row", PEOPLE, ids=lambda row: str(row["login"]))
def test_a_person_points_to_what_exists(row: dict[str, Any]) -> None:
    organizations = {item["key"] for item in ORGANIZATIONS} | RESEARCH
    assert row["role"] in ROLES
    assert row["organization"] is None or row["organization"] in organizations
    assert row["region_code"] is None or row["region_code"] in REGIONS
    assert (row["region_code"] is not None) == (row["role"] in {"officer", "scout", "leader"})
    assert set(row["platforms"]) <= RESEARCH
    assert row["deputy_of"] is None or LOGINS[row["deputy_of"]] == row["role"]
    assert row["email"].endswith(".example")
    assert (row["term_start"] or "") <= (row["term_end"] or "")


def test_each_role_shows_one_person_first() -> None:
    assert Counter(row["role"] for row in PEOPLE if row["primary"]) == dict.fromkeys(ROLES, 1)


def test_every_published_need_has_an_officer_for_its_region() -> None:
    covered = {row["region_code"] for row in PEOPLE if row["role"] == "officer"}
    for need in PUBLISHED:
        region = ENTERPRISES[need["organization"]]["region_code"]
        assert region in covered or f"{region[:4]}00" in covered


def test_there_are_needs_for_every_topic_and_state() -> None:
    states = {row["state_hint"] for row in NEEDS}
    assert len(NEEDS) >= 44
    assert len(PUBLISHED) >= 34
    assert {row["topic"] for row in NEEDS} == set(range(1, 39))
    assert states >= {"draft", "proposed", "submitted", "returned", "refining", "published"}
    assert states >= {"solved", "unsolved", "expired", "withdrawn"}


@pytest.mark.parametrize("need", NEEDS, ids=lambda need: str(need["key"]))
def test_a_need_uses_the_codes_of_the_catalogue(need: dict[str, Any]) -> None:
    assert need["organization"] in ENTERPRISES
    assert need["field"] in FIELDS
    assert need["industry"] in INDUSTRIES
    assert need["local_industry"] is None or need["local_industry"] in LOCAL_INDUSTRIES
    assert need["need_type"] in NEED_TYPES
    assert need["cooperation_modes"]
    assert set(need["cooperation_modes"]) <= COOPERATION_MODES
    assert need["disclosure"] in {"public", "masked", "officers_only"}
    assert need["source"] in {"self_reported", "visit", "task_force", "chain_specialist", "envoy"}
    assert 1 <= need["deadline_months"] <= 36
    assert need["not_quantifiable"] == (not need["indicators"])


@pytest.mark.parametrize("need", NEEDS, ids=lambda need: str(need["key"]))
def test_a_budget_lies_in_its_band(need: dict[str, Any]) -> None:
    if need["budget_wan"] is None:
        assert need["budget_band"] in {"negotiable", "under_10"}
        return
    fitting = [band for band, edge in BUDGET_BANDS.items() if need["budget_wan"] <= edge]
    assert need["budget_band"] == fitting[0]


@pytest.mark.parametrize("need", PUBLISHED, ids=lambda need: str(need["key"]))
def test_a_published_need_could_have_been_submitted(need: dict[str, Any]) -> None:
    assert ENTERPRISES[need["organization"]]["verified"]
    assert len(need["one_liner"]) <= 60
    assert len(need["problem"]) >= 80
    assert len(need["background"]) <= 300
    assert 0 <= need["published_days_ago"] < 365


def test_most_published_needs_tell_their_background_and_figures() -> None:
    told = [row for row in PUBLISHED if len(row["background"]) >= 120 and len(row["indicators"]) >= 2]
    assert len(told) >= 34


@pytest.mark.parametrize(
    "need", [row for row in NEEDS if row["disclosure"] == "masked"], ids=lambda need: str(need["key"])
)
def test_a_masked_text_hides_the_firm(need: dict[str, Any]) -> None:
    owner = ENTERPRISES[need["organization"]]
    assert need["masked_text"]
    for name in (owner["name"], owner["short_name"], owner["short_name"][:3]):
        assert name not in need["masked_text"]
    assert not set(sentences(need["masked_text"])) & set(sentences(need["background"] + need["problem"]))


def test_public_texts_do_not_name_their_firm() -> None:
    for need in NEEDS:
        owner = ENTERPRISES[need["organization"]]
        assert owner["short_name"] not in "".join(need[field] or "" for field in NEED_TEXTS)


def test_scout_entered_needs_know_their_scout() -> None:
    for need in NEEDS:
        if need["entered_by_scout"]:
            assert LOGINS[need["scout"]] == "scout"
        else:
            assert need["scout"] is None


def test_no_sentence_is_said_twice() -> None:
    said: list[str] = []
    for need in NEEDS:
        own = {sentence for field in NEED_TEXTS for sentence in sentences(need[field] or "")}
        refined = sentences(need["refinement"]["problem"]) if need["refinement"] else []
        said += [*own, *refined]
    said += [sentence for row in ORGANIZATIONS for sentence in sentences(row["introduction"])]
    for log in STORIES["contact_logs"]:
        said += sentences(log["learnt"])
    for entry in STORIES["decisions"] + STORIES["leads"]:
        said += sentences(entry["note"])
    for deal in STORIES["deals"]:
        said += [part for step in deal["milestones"] for part in sentences(step["note"])]
    assert repeated(said) == []


def test_contact_logs_and_leads_point_to_what_exists() -> None:
    organizations = set(ENTERPRISES) | RESEARCH
    assert len(STORIES["contact_logs"]) >= 25
    assert len(STORIES["leads"]) >= 10
    for log in STORIES["contact_logs"]:
        assert LOGINS[log["scout"]] == "scout"
        assert log["organization"] in organizations
        assert log["method"] in {"visit", "phone", "meeting"}
    for lead in STORIES["leads"]:
        assert LOGINS[lead["scout"]] == "scout"
        assert (lead["organization"] in organizations) != bool(lead["organization_name"])
        assert (lead["state"] == "converted") == (lead["converted_to"] is not None)
        assert (lead["state"] == "dropped") == (lead["drop_reason"] is not None)


def test_a_converted_lead_became_a_record_of_its_scout() -> None:
    for lead in STORIES["leads"]:
        if lead["converted_to"] is None:
            continue
        if lead["kind"] == "need":
            assert NEED_BY_KEY[lead["converted_to"]]["scout"] == lead["scout"]
        else:
            assert ACHIEVEMENTS[lead["converted_to"]]["scout_found"]


def test_decisions_follow_the_rules_for_reasons() -> None:
    assert len(STORIES["decisions"]) >= 15
    for row in STORIES["decisions"]:
        assert NEED_BY_KEY[row["need"]]["topic"] == row["topic"]
        assert LOGINS[row["officer"]] == "officer"
        assert (row["decision"] == "approve") == (row["reason"] is None)
        assert row["reason"] is None or row["reason"] in REASONS
        assert not (row["reason"] == "credit_risk" and row["share_with_other_side"])
    assert repeated([f"{row['need']} {row['achievement']}" for row in STORIES["decisions"]]) == []


def test_a_pair_is_decided_after_both_sides_are_published() -> None:
    for row in STORIES["decisions"]:
        need, achievement = NEED_BY_KEY[row["need"]], ACHIEVEMENTS[row["achievement"]]
        assert row["days_ago"] <= min(need["published_days_ago"], achievement["published_days_ago"])


def test_deals_stand_at_every_stage_and_follow_an_approval() -> None:
    approved = {
        (row["need"], row["achievement"]): row["days_ago"]
        for row in STORIES["decisions"]
        if row["decision"] == "approve"
    }
    assert {row["stage"] for row in STORIES["deals"]} == STAGES
    assert {(row["need"], row["achievement"]) for row in STORIES["deals"]} == set(approved)
    for row in STORIES["deals"]:
        days = [step["day"] for step in row["milestones"]]
        assert approved[row["need"], row["achievement"]] >= row["opened_days_ago"] >= max(days, default=0)
        assert days == sorted(days)
        assert {step["kind"] for step in row["milestones"]} <= MILESTONES
        assert row["mode"] in NEED_BY_KEY[row["need"]]["cooperation_modes"]
        assert (row["stage"] == "closed") == (row["closing_reason"] is not None)
        assert row["closing_reason"] in REASONS | {None, "completed"}
        assert (row["amount_wan"] or 0) >= 0


def test_words_that_warn_say_why() -> None:
    assert len(WORDS) >= 25
    assert all(len(row["note"]) >= 10 for row in WORDS)


def test_demo_texts_raise_no_security_warning() -> None:
    texts = json.dumps([NEEDS, ORGANIZATIONS, STORIES], ensure_ascii=False)
    assert [row["word"] for row in WORDS if row["word"] in texts] == []
