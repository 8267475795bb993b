"""``matchmaker backup`` and ``restore``: the database first, then what lies beside it.

The database is copied while it is in use (SQLite's online backup, pg_dump's
snapshot). Files are copied afterwards: a row whose file came later is not in
the copy, a file without a row is swept. The index is left out, because it is
made anew from the database.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import click
from sqlalchemy import URL, inspect, make_url

from matchmaker.cli.context import Console, emit, fail, pass_console, plain_errors
from matchmaker.core import clock
from matchmaker.core.db import make_engine

FOLDERS = ("blobs", "sealed", "keys", "anchors", "mail")
UNCOUNTED = "sealed/"  # how many bids lie sealed is nobody's to know
MANIFEST = "manifest.json"
SQLITE_COPY, POSTGRESQL_COPY = "database.sqlite3", "database.pgdump"


@click.command("backup")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@pass_console
@plain_errors
def backup(console: Console, folder: Path, *, as_json: bool) -> None:
    """把数据库和文件备份到一个空文件夹，运行中也可以做。"""
    _require_empty(folder)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    url = make_url(console.settings.database_url)
    copy = _copy_sqlite(url, folder) if url.get_backend_name() == "sqlite" else _dump(url, folder)
    for name in FOLDERS:
        source = console.settings.data_dir / name
        if source.exists():
            shutil.copytree(source, folder / name)
    files = {str(path.relative_to(folder)): _digest(path) for path in sorted(folder.rglob("*")) if path.is_file()}
    document = {"made_at": clock.now().isoformat(), "database": copy.name, "files": files}
    (folder / MANIFEST).write_text(json.dumps(document, indent=1, ensure_ascii=False), encoding="utf-8")
    count = _counted(files)
    emit(
        {"folder": str(folder), "files": count, "database": copy.name},
        as_json=as_json,
        text=f"已备份 {count} 个文件到 {folder}。",
    )


@click.command("restore")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@pass_console
@plain_errors
def restore(console: Console, folder: Path, *, as_json: bool) -> None:
    """从备份恢复；目标必须是空的。"""
    manifest = _verified(folder)
    settings = console.settings
    for name in FOLDERS:
        if any((settings.data_dir / name).rglob("*")) and (folder / name).exists() and name != "keys":
            fail(f"{settings.data_dir / name} 里已有文件，不能恢复到这里。")
    url = make_url(settings.database_url)
    _require_empty_database(url)
    if (url.get_backend_name() == "sqlite") != (manifest["database"] == SQLITE_COPY):
        fail("备份的数据库种类与当前设置不同。")
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    for name in FOLDERS:
        if (folder / name).exists():
            shutil.copytree(folder / name, settings.data_dir / name, dirs_exist_ok=True)
    if manifest["database"] == SQLITE_COPY:
        shutil.copyfile(folder / SQLITE_COPY, _sqlite_path(url))
    else:
        _run(
            ["pg_restore", "--no-owner", "--exit-on-error", f"--dbname={url.database}", str(folder / POSTGRESQL_COPY)],
            url,
        )
    count = _counted(manifest["files"])
    emit({"restored": count}, as_json=as_json, text=f"已恢复 {count} 个文件。")


def _counted(names: Iterable[str]) -> int:
    return sum(not name.startswith(UNCOUNTED) for name in names)


def _require_empty(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        fail(f"{folder} 不是空文件夹。")


def _require_empty_database(url: URL) -> None:
    if url.get_backend_name() == "sqlite":
        if _sqlite_path(url).exists():
            fail(f"{_sqlite_path(url)} 已存在，不能恢复到这里。")
        return
    engine = make_engine(url.render_as_string(hide_password=False))
    try:
        if inspect(engine).get_table_names():
            fail("目标数据库不是空的，不能恢复到这里。")
    finally:
        engine.dispose()


def _sqlite_path(url: URL) -> Path:
    return Path(url.database or "")


def _copy_sqlite(url: URL, folder: Path) -> Path:
    target = folder / SQLITE_COPY
    with closing(sqlite3.connect(_sqlite_path(url))) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
    return target


def _dump(url: URL, folder: Path) -> Path:
    target = folder / POSTGRESQL_COPY
    _run(["pg_dump", "--format=custom", f"--file={target}", str(url.database)], url)
    return target


def _run(command: list[str], url: URL) -> None:
    """Run a PostgreSQL tool; the password goes by the environment, not the command line."""
    values: dict[str, Any] = {
        "PGHOST": url.host,
        "PGPORT": url.port,
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
    }
    values["PGHOST"] = values["PGHOST"] or url.query.get("host")
    given = {name: str(value) for name, value in values.items() if value}
    if shutil.which(command[0]) is None:
        fail(f"没有找到 {command[0]}，请安装 PostgreSQL 客户端工具。")
    done = subprocess.run(command, env={**os.environ, **given}, capture_output=True, text=True, check=False)  # noqa: S603 - fixed tools, no shell
    if done.returncode != 0:
        fail(f"{command[0]} 失败：{done.stderr.strip()}")


def _verified(folder: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        fail(f"{folder} 不是一份备份。")
    for name, expected in manifest["files"].items():
        path = folder / name
        if not path.is_file() or _digest(path) != expected:
            fail(f"备份里的 {name} 缺失或已损坏。")
    return manifest


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
