"""Work that is the same for every test is done once for each test process.

Every test has an application and engines of its own. Measured over pages, half of a test's time
went into writing a function for each route and compiling each SQL statement again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from sqlalchemy import URL, Dialect, Engine, Pool
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

MOST_STATEMENTS = 4000


@pytest.fixture(scope="session", autouse=True)
def routes_compiled_once() -> Iterator[None]:
    """A route's function depends on nothing but the route."""
    compile_builder, known = Rule._compile_builder, {}

    def compile_once(self: Rule, *variant: bool) -> Callable[..., tuple[str, str]]:
        key = (self.rule, tuple(self._trace), repr(self.defaults), variant)
        if key not in known:
            known[key] = compile_builder(self, *variant)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", compile_once)
        yield


@pytest.fixture(scope="session", autouse=True)
def statements_compiled_once() -> Iterator[None]:
    """A statement is compiled for a dialect: engines share the first of its kind that has met its database."""
    make, dialects, compiled = Engine.__init__, dict[str, Dialect](), LRUCache[Any, Any](MOST_STATEMENTS)

    def share(
        self: Engine,
        pool: Pool,
        dialect: Dialect,
        url: URL,
        logging_name: str | None = None,
        echo: Any = None,
        query_cache_size: int = 500,
        execution_options: Mapping[str, Any] | None = None,
        hide_parameters: bool = False,  # noqa: FBT001, FBT002 - as above
    ) -> None:
        known = dialects.setdefault(dialect.name, dialect)
        if not getattr(known, "server_version_info", None):
            known = dialects[dialect.name] = dialect
        make(self, pool, known, url, logging_name, echo, query_cache_size, execution_options, hide_parameters)
        self._compiled_cache = compiled

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Engine, "__init__", share)
        yield
