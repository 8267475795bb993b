"""The demo city's texts, and how their words become columns."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any

from matchmaker.catalog import vocabulary
from matchmaker.core.money import from_wan

Row = dict[str, Any]
RENAMED_MODES = {"self_implementation": "self_invest"}
NEED_COLUMNS = (
    "title",
    "one_liner",
    "background",
    "problem",
    "tried_before",
    "not_quantifiable",
    "need_type",
    "local_industry",
    "deadline_months",
    "budget_band",
    "funding_source",
    "cooperation_modes",
    "solver_requirements",
    "existing_conditions",
    "is_bottleneck",
    "open_to_challenge",
    "disclosure",
    "masked_text",
)
ACHIEVEMENT_COLUMNS = (
    "title",
    "one_liner",
    "summary",
    "problem_solved",
    "advantage",
    "keywords",
    "tags",
    "local_industry",
    "trl",
    "trl_evidence",
    "pricing_method",
    "completed_by",
    "contact_team",
    "disclosure",
    "masked_text",
)
NULLABLE = frozenset({"need_type", "local_industry", "deadline_months", "budget_band", "trl", "pricing_method"})


def rows(name: str) -> list[Row]:
    """The records of ``data/<name>.json``."""
    return list(_load(name))


def stories() -> dict[str, list[Row]]:
    """Contact logs, leads, decisions, deals and claims."""
    return dict(_load("stories"))


def lexicon() -> Row:
    """Words of the city's trades, by how they count, groups of synonyms, and why."""
    return dict(_load("lexicon"))


def _load(name: str) -> Any:
    return json.loads(files("matchmaker.cli.seed").joinpath(f"data/{name}.json").read_text(encoding="utf-8"))


def need_values(row: Row) -> Row:
    """Columns of a need as ``catalog.services.create_draft`` takes them."""
    values = _plain(row, NEED_COLUMNS)
    values["field_code"], values["industry_code"] = row["field"], row["industry"]
    values["budget"] = _fen(row["budget_wan"])
    values["contact_is_decider"] = bool(row.get("contact_is_decider", False))
    values["indicators"] = [_texts(each, ("name", "present", "target", "unit", "method")) for each in row["indicators"]]
    return values


def achievement_values(row: Row) -> Row:
    """Columns of an achievement as ``catalog.services.create_draft`` takes them."""
    values = _plain(row, ACHIEVEMENT_COLUMNS)
    values["field_code"], values["industry_code"] = row["field"], row["industry"]
    values["form"] = _code(vocabulary.FORMS, row["form"])
    values["origin_kind"] = _code(vocabulary.ORIGIN_KINDS, row["origin_kind"])
    values["ownership"] = _code(vocabulary.OWNERSHIPS, row["ownership"])
    values["transfer_modes"] = [RENAMED_MODES.get(mode, mode) for mode in row["transfer_modes"]]
    values["price_min"], values["price_max"] = _fen(row["price_min_wan"]), _fen(row["price_max_wan"])
    values["indicators"] = [
        _texts(each, ("name", "value", "unit", "condition", "baseline")) for each in row["indicators"]
    ]
    values["ip_rights"] = [_right(each) for each in row["ip_rights"]]
    values["ip_status"] = _ip_status(values["ip_rights"])
    values["secrecy_cleared"] = True
    values["captured_on"] = date.fromisoformat(row["captured_on"]) if row.get("captured_on") else None
    return values


def _plain(row: Row, columns: tuple[str, ...]) -> Row:
    """The columns as they are; what is missing is empty text, or None where that is allowed."""
    return {name: row[name] if row[name] is not None or name in NULLABLE else "" for name in columns}


def _texts(row: Row, columns: tuple[str, ...]) -> Row:
    return {name: row.get(name) or "" for name in columns}


def _fen(amount: float | None) -> int | None:
    return None if amount is None else from_wan(Decimal(str(amount)))


def _code(labels: Mapping[str, str], label: str | None) -> str | None:
    """The code of a Chinese label; codes pass through. KeyError for an unknown word."""
    if label is None or label in labels:
        return label
    wanted = label.split("（", maxsplit=1)[0].split("(", maxsplit=1)[0]
    return {text: code for code, text in labels.items()}[wanted]


def _right(row: Row) -> Row:
    return {
        "kind": _code(vocabulary.IP_KINDS, row["kind"]),
        "number": row.get("number") or "",
        "status": _code(vocabulary.IP_RIGHT_STATUSES, row["status"]),
        "holder": row.get("holder") or "",
        "expires_on": date.fromisoformat(row["expires_on"]) if row.get("expires_on") else None,
    }


def _ip_status(rights: list[Row]) -> str:
    """The state of the whole from its rows."""
    statuses = {right["status"] for right in rights}
    if statuses & {"valid", "licensed"}:
        return "granted"
    if "pending" in statuses:
        return "pending"
    return "secret" if any(right["kind"] == "trade_secret" for right in rights) else "unfiled"
