"""How long an upload of many rows takes a worker, and what the pages feel of it meanwhile.

Makes an installation of its own in a temporary folder (MATCHMAKER_DATABASE_URL chooses
another database, which must be empty), seeds it, writes a workbook of ROWS
achievements, uploads it as a university's office, and lets a worker in a process of its
own try and import it, while this process asks the list pages again and again. Prints
times and rows a second, and each page's median before, during and after the work: on the
clock, and in this process's own processor time, which a busy machine does not stretch as
much. Nothing is asserted.

    python benchmarks/bench_import.py [ROWS]
"""

from __future__ import annotations

import io
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

from flask.testing import FlaskClient
from openpyxl import Workbook
from sqlalchemy import func, select

from matchmaker.accounts.models import User
from matchmaker.accounts.services.sessions import open_session
from matchmaker.app import create_app
from matchmaker.catalog.models import Achievement
from matchmaker.cli.seed import accept
from matchmaker.core import migrations
from matchmaker.core.unit_of_work import transact
from matchmaker.web.actor import cookie_name
from matchmaker.web.extensions import db

ROWS = 50_000
QUIET_RUNS = 40
PAUSE = 0.05
LABELS = ("导入中", "导入后")
Times = dict[str, list[tuple[float, float]]]
PAGES = ("/achievements", "/needs", "/my/achievements")
UPLOAD = "/my/achievements/import"
HEAD = (
    "成果编号",
    "成果名称",
    "成果简介",
    "解决的技术问题",
    "技术优势",
    "完成单位",
    "技术成熟度",
    "知识产权状态",
    "转化方式",
    "期望价格（万元）",
    "技术领域",
    "评价日期",
)
FIELD = re.compile(r'name="([\w-]+)"[^>]*value="([^"]*)"')
SELECT = re.compile(r'<select[^>]*name="([\w-]+)".*?</select>', re.DOTALL)
CHOSEN = re.compile(r'<option selected value="([^"]*)"')


def main() -> None:
    """Print what the module says."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MATCHMAKER_DATA_DIR"] = folder
        url = os.environ.setdefault("MATCHMAKER_DATABASE_URL", f"sqlite:///{folder}/matchmaker.sqlite3")
        migrations.upgrade(url)
        run(rows)


def run(rows: int) -> None:
    """Seed, upload, work, measure."""
    app = create_app()
    with app.app_context():
        document = accept.build(db.session)
        login = next(user for user in document["users"] if user["role"] == "university_office")
        user_id = db.session.get_one(User, login["id"]).id
        token = transact(db.session, lambda session: open_session(session, user_id))
        engine, name = db.engine.dialect.name, cookie_name()
    client = app.test_client()
    client.set_cookie(name, token)
    worker()  # what seeding left to do is none of the import's time
    print(f"{engine}：{rows} 行 × {len(HEAD)} 列")
    book = workbook(rows)
    begun = time.perf_counter()
    place = post(client, UPLOAD, client.get(UPLOAD).text, file=(io.BytesIO(book), "成果.xlsx"))
    print(f"上传并读取（{len(book) / 1e6:.1f} MB，子进程）  {time.perf_counter() - begun:6.1f} s")
    quiet = looked_at(client)
    post(client, place, client.get(place).text)
    busy: Times = {path: [] for path in PAGES}
    spent = [timed("试导入", rows, lambda: attended(client, busy))]
    post(client, f"{place}/confirm", client.get(place).text)
    spent.append(timed("导入", rows, lambda: attended(client, busy)))
    print(f"合计 {sum(spent):.1f} s（worker 两次运行，含进程启动）")
    report(quiet, busy, looked_at(client))
    with app.app_context():
        print(f"成果 {db.session.scalar(select(func.count()).select_from(Achievement))} 条")


def looked_at(client: FlaskClient) -> Times:
    """Each page's times when nothing else is done."""
    return {path: [asked(client, path) for _run in range(QUIET_RUNS)] for path in PAGES}


def report(quiet: Times, busy: Times, after: Times) -> None:
    """Print each page's medians and how they stand to those before."""
    for path in PAGES:
        for number, kind in enumerate(("时间", "处理器")):
            before, *others = (statistics.median(each[number] for each in of[path]) for of in (quiet, busy, after))
            shown = zip(LABELS, others, strict=True)
            told = "  ".join(f"{label} {each:6.1f} ms {each / before:4.2f} 倍" for label, each in shown)
            print(f"{path:20} {kind:4} 平时 {before:6.1f} ms  {told}")


def workbook(rows: int) -> bytes:
    """A table as an office might keep it."""
    book = Workbook(write_only=True)
    page = book.create_sheet("成果")
    page.append(HEAD)
    for n in range(rows):
        summary = f"第 {n} 项：面向生产线的在线检测，" + "用光学方法测量膜层应力和厚度。" * 4
        problem = "镀膜以后才发现翘曲，整卷报废，停机调整要半天。"
        stage, price = ("小试", "中试", "产业化")[n % 3], f"{n % 90 + 10}-{n % 90 + 60}"
        ways = ("许可、作价入股", "面议", "合作开发")[n % 3]
        name, gain = f"薄膜应力在线测量{n}", f"废品率由 {n % 9 + 2}% 降到 1%"
        told = (f"KJ-{n}", name, summary, problem, gain, "光电学院")
        page.append((*told, stage, "已授权", ways, price, "新材料", "2025-03-05"))
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def post(client: FlaskClient, path: str, page: str, **fields: object) -> str:
    """Send the form that ``page`` holds; where the answer points."""
    main_part = page[page.index("<main") :]
    data: dict[str, object] = dict(FIELD.findall(main_part))
    for match in SELECT.finditer(main_part):
        chosen = CHOSEN.search(match[0])
        data[match[1]] = chosen[1] if chosen else ""
    answer = client.post(path, data={**data, **fields})
    if answer.status_code != HTTPStatus.SEE_OTHER:
        raise SystemExit(f"{path}: {answer.status_code}")
    return answer.headers["Location"]


def worker() -> None:
    """Let a worker do all that is due."""
    command = [str(Path(sys.executable).with_name("matchmaker")), "worker", "--once"]
    subprocess.run(command, check=True, capture_output=True)


def attended(client: FlaskClient, times: Times) -> None:
    """Run a worker and ask the pages until it has ended."""
    command = [str(Path(sys.executable).with_name("matchmaker")), "worker", "--once"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None:
            for path in PAGES:
                times[path].append(asked(client, path))
                time.sleep(PAUSE)  # as a reader does; without it the pages load the machine themselves


def asked(client: FlaskClient, path: str) -> tuple[float, float]:
    """What one answer takes in ms: on the clock, and of this process's processor time."""
    begun, computed = time.perf_counter(), time.process_time()
    client.get(path)
    return (time.perf_counter() - begun) * 1000, (time.process_time() - computed) * 1000


def timed(label: str, rows: int, work: Callable[[], None]) -> float:
    """Print how long ``work`` takes, in seconds, rows a second and processor time."""
    begun, computed = time.perf_counter(), children_seconds()
    work()
    seconds, computed = time.perf_counter() - begun, children_seconds() - computed
    print(f"{label:6} {seconds:6.1f} s  {rows / seconds:8.0f} 行/s  （处理器 {computed:.1f} s）")
    return seconds


def children_seconds() -> float:
    """Processor time of all processes started so far that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
