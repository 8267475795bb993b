"""The demo's research organisations and achievements: complete, consistent and each in its own words."""

import json
import re
from collections import Counter
from datetime import date
from importlib.resources import files
from typing import Any

import pytest

Row = dict[str, Any]


def _read(package: str, name: str) -> list[Row]:
    rows: list[Row] = json.loads((files(package) / "data" / name).read_text(encoding="utf-8"))
    return rows


ORGANIZATIONS = _read("matchmaker.cli.seed", "organizations_research.json")
ACHIEVEMENTS = _read("matchmaker.cli.seed", "achievements.json")
PEOPLE = {row["login"]: row for row in _read("matchmaker.cli.seed", "people.json")}
REGIONS = {row["code"] for row in _read("matchmaker.organizations", "regions.json")}
FIELDS = {row["code"] for row in _read("matchmaker.catalog", "fields.json")}
DIVISIONS = {row["code"] for row in _read("matchmaker.catalog", "industries.json") if row["parent"]}
LOCAL = {row["code"] for row in _read("matchmaker.catalog", "local_industries.json")}

# GB 32100-2015, annex: the alphabet leaves out I, O, S, V and Z.
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
FORMS = {
    "新技术",
    "新工艺",
    "新产品",
    "新材料",
    "新装备",
    "农业·生物新品种",
    "矿产新品种",
    "计算机软件",
    "标准",
    "其他",
}
ORIGINS = {"原始性创新", "国外引进消化吸收创新", "国内技术二次开发"}
OWNERSHIPS = {"单位所有", "共有", "赋权", "企业所有", "存在争议"}
IP_KINDS = {
    "发明专利",
    "实用新型",
    "外观设计",
    "软件著作权",
    "集成电路布图设计",
    "植物新品种",
    "技术秘密",
    "其他",
}
IP_STATES = {"申请中", "有效", "失效", "许可中"}
PRICING = {None, "negotiated", "listed", "auctioned"}
TRANSFER = {
    "assignment",
    "license_exclusive",
    "license_sole",
    "license_ordinary",
    "equity",
    "joint_development",
    "technical_service",
    "consulting",
    "self_implementation",
    "free_trial",
    "negotiable",
}
STATES = {"published", "draft", "proposed", "submitted", "returned", "expired", "withdrawn"}
TEXTS = ("one_liner", "summary", "problem_solved", "advantage")

each_achievement = pytest.mark.parametrize("row", ACHIEVEMENTS, ids=lambda row: row["key"])
each_organization = pytest.mark.parametrize("row", ORGANIZATIONS, ids=lambda row: row["key"])


def _credit_check(code: str) -> str:
    total = sum(CREDIT_ALPHABET.index(sign) * pow(3, place, 31) for place, sign in enumerate(code[:17]))
    return CREDIT_ALPHABET[-total % 31]


def _patent_check(number: str) -> str:
    digits = re.sub(r"\D", "", number)
    total = sum(int(digit) * weight for digit, weight in zip(digits, (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5), strict=True))
    return "0123456789X"[total % 11]


@pytest.mark.parametrize("rows", [ORGANIZATIONS, ACHIEVEMENTS], ids=["organizations", "achievements"])
def test_keys_are_unique(rows: list[Row]) -> None:
    assert not [key for key, count in Counter(row["key"] for row in rows).items() if count > 1]


@each_organization
def test_an_organization_is_one_that_could_register(row: Row) -> None:
    assert row["kind"] in {"university", "institute", "platform", "agency"}
    assert row["region_code"] in REGIONS
    assert len(row["credit_code"]) == 18
    assert row["credit_code"][17] == _credit_check(row["credit_code"])


@each_organization
def test_an_organization_cannot_be_reached_by_accident(row: Row) -> None:
    assert re.fullmatch(r"0\d{2,3}-0{4,5}\d{3}", row["contact_phone"])
    assert row["contact_email"].endswith(".example")


def test_both_verified_and_unverified_organizations_are_shown() -> None:
    assert {row["verified"] for row in ORGANIZATIONS} == {True, False}
    assert {row["kind"] for row in ORGANIZATIONS} == {"university", "institute", "platform", "agency"}


@each_achievement
def test_an_achievement_points_at_what_exists(row: Row) -> None:
    assert row["organization"] in {each["key"] for each in ORGANIZATIONS}
    assert row["field"] in FIELDS
    assert row["industry"] in DIVISIONS
    assert row["local_industry"] in LOCAL | {None}


@each_achievement
def test_an_achievement_uses_the_terms_of_the_registration_form(row: Row) -> None:
    assert row["form"] in FORMS
    assert row["origin_kind"] in ORIGINS
    assert row["ownership"] in OWNERSHIPS
    assert row["pricing_method"] in PRICING
    assert set(row["transfer_modes"]) <= TRANSFER
    assert row["transfer_modes"]
    assert row["state_hint"] in STATES


@each_achievement
def test_texts_have_the_length_of_a_real_entry(row: Row) -> None:
    assert 8 <= len(row["title"]) <= 40
    assert 10 <= len(row["one_liner"]) <= 60
    assert 180 <= len(row["summary"]) <= 400
    assert len(row["problem_solved"]) >= 20
    assert re.search(r"\d|一|二|两|三|四|五|六|七|八|九|十|半|无", row["advantage"])
    assert 1 <= len(row["keywords"]) <= 3


@each_achievement
def test_indicators_are_named_and_carry_values(row: Row) -> None:
    assert 2 <= len(row["indicators"]) <= 5
    assert all(indicator["name"] and re.search(r"\d", indicator["value"]) for indicator in row["indicators"])
    assert len({indicator["name"] for indicator in row["indicators"]}) == len(row["indicators"])


@each_achievement
def test_rights_are_dated_and_no_patent_number_can_be_real(row: Row) -> None:
    assert row["ip_rights"]
    for right in row["ip_rights"]:
        assert right["kind"] in IP_KINDS
        assert right["status"] in IP_STATES
        if right["kind"] in {"发明专利", "实用新型", "外观设计"}:
            assert right["number"][-1] == "X" != _patent_check(right["number"])
            assert (right["expires_on"] is None) == (right["status"] == "申请中")


@each_achievement
def test_price_and_maturity_are_possible(row: Row) -> None:
    low, high = row["price_min_wan"], row["price_max_wan"]
    assert (low is None and high is None) or 0 < low <= high
    assert 1 <= row["trl"] <= 9
    # From a pilot on, a claim without evidence would stay 自评 for good.
    assert row["trl"] < 7 or row["trl_evidence"]


@each_achievement
def test_what_is_not_public_has_its_masked_text(row: Row) -> None:
    assert row["disclosure"] in {"public", "masked", "officers_only"}
    assert (row["disclosure"] == "masked") == bool(row["masked_text"])
    assert not row["masked_text"] or row["title"] not in row["masked_text"]


@each_achievement
def test_a_found_achievement_names_its_scout_within_the_term(row: Row) -> None:
    assert row["scout_found"] == bool(row["captured_on"]) == bool(row["scout"])
    if row["scout_found"]:
        scout = PEOPLE[row["scout"]]
        assert scout["term_start"] <= row["captured_on"] <= scout["term_end"]
        assert date.fromisoformat(row["captured_on"]).isoformat() == row["captured_on"]


@each_achievement
def test_only_what_was_published_has_a_date_of_publication(row: Row) -> None:
    days = row["published_days_ago"]
    assert row["state_hint"] != "published" or 0 < days < 365
    assert row["state_hint"] != "expired" or days > 365
    assert row["state_hint"] not in {"draft", "proposed", "submitted"} or days is None


def test_the_city_has_enough_to_show() -> None:
    assert len(ACHIEVEMENTS) >= 64
    assert sum(row["state_hint"] == "published" for row in ACHIEVEMENTS) >= 52
    assert {row["state_hint"] for row in ACHIEVEMENTS} == STATES


def test_no_sentence_stands_in_two_records() -> None:
    seen: dict[str, str] = {}
    for row in ACHIEVEMENTS:
        for sentence in re.split(r"[。；]", "。".join(row[name] for name in TEXTS)):
            if len(sentence) >= 10:
                assert seen.setdefault(sentence, row["key"]) == row["key"], sentence
