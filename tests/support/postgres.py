"""A PostgreSQL cluster of the suite's own.

The cluster lives in a temporary directory and listens on a socket there, so it meets no other
server. One cluster serves all test processes: the first that needs it starts it under a file
lock. A small shell process, the keeper, waits for the end of the main test process, however it
ends, then stops the cluster and removes the directory.
"""

import contextlib
import fcntl
import os
import pwd
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
from psycopg import sql

# Durability is of no use to data that lives for seconds. The time zone is that of the servers the
# product runs on, so that a datetime without a zone shows itself.
SERVER_OPTIONS = (
    "listen_addresses=",
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "autovacuum=off",
    "max_wal_size=4GB",
    "shared_buffers=64MB",
    "timezone=Asia/Shanghai",
)
OWNER = "matchmaker"
TEMPLATE = "matchmaker_template"


class PostgresMissing(RuntimeError):
    """PostgreSQL's server programs, or the user to run them as, are not on this machine."""


def _server_programs() -> Path:
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    installed = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda program: int(program.parts[-3]),
    )
    if not installed:
        raise PostgresMissing("PostgreSQL is not installed: run `make unit`, which installs it.")
    return installed[-1].parent


def _server_user() -> str | None:
    """Whom the server runs as; it refuses to run as root. None means: as ourselves."""
    if os.getuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        raise PostgresMissing("Running as root needs a system user named postgres.") from None


@contextlib.contextmanager
def only_one(lock: Path) -> Iterator[None]:
    """Hold a lock that all test processes share."""
    with lock.open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


class Cluster:
    """The cluster in ``directory``, started on first use by whichever process comes first."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.data = directory / "data"

    @classmethod
    def reserve(cls) -> tuple["Cluster", subprocess.Popen[bytes]]:
        """Make a place for a cluster and the keeper that clears it away when its input closes."""
        directory = Path(tempfile.mkdtemp(prefix="matchmaker-"))
        directory.chmod(0o755)
        cluster = cls(directory)
        keeper = subprocess.Popen(["/bin/sh", "-c", cluster._farewell()], stdin=subprocess.PIPE, start_new_session=True)
        return cluster, keeper

    def _farewell(self) -> str:
        """Shell commands that wait for the end of the input, then stop and remove the cluster."""
        try:
            stop = shlex.join(self._command("pg_ctl", "-D", str(self.data), "-m", "immediate"))
        except PostgresMissing:
            stop = "true"
        place = shlex.quote(str(self.directory))
        return f"cat >/dev/null; [ -e {place}/data ] && {stop} stop >/dev/null 2>&1; rm -rf {place}"

    def _command(self, program: str, *arguments: str) -> list[str]:
        user = _server_user()
        as_user = ["runuser", "-u", user, "--"] if user else []
        return [*as_user, str(_server_programs() / program), *arguments]

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            self._command(program, *arguments),
            cwd=self.directory,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed:\n{done.stdout}")

    @property
    def _lock(self) -> Path:
        return self.directory / "lock"

    def start(self, migrate: Callable[[str], object]) -> None:
        """Start the server and build the template with ``migrate``, unless it has been done."""
        ready = self.directory / "ready"
        with only_one(self._lock):
            if ready.exists():
                return
            self.data.mkdir()
            user = _server_user()
            if user:
                shutil.chown(self.data, user, user)
            self.data.chmod(0o700)
            arguments = ("-A", "trust", "-U", "postgres", "--no-sync")
            self._run("initdb", "-D", str(self.data), *arguments, "--locale=C.UTF-8", "--encoding=UTF8")
            options = (*SERVER_OPTIONS, f"unix_socket_directories={self.data}")
            settings = shlex.join(word for option in options for word in ("-c", option))
            log = str(self.data / "server.log")
            self._run("pg_ctl", "-D", str(self.data), "-w", "-l", log, "-o", settings, "start")
            with self.as_superuser("postgres") as connection:
                # An ordinary role, so that a statement only a superuser may run is noticed.
                connection.execute(f"CREATE ROLE {OWNER} LOGIN CREATEDB")
                connection.execute(f"CREATE DATABASE {TEMPLATE} OWNER {OWNER}")
            migrate(self.url(TEMPLATE))
            ready.touch()

    def as_superuser(self, database: str) -> psycopg.Connection:
        """Connect with every right, each statement its own transaction."""
        return psycopg.connect(host=str(self.data), user="postgres", dbname=database, autocommit=True)

    def url(self, database: str) -> str:
        """The SQLAlchemy address of one database of this cluster."""
        return f"postgresql+psycopg://{OWNER}@/{database}?host={self.data}"

    def create(self, database: str, *, template: str = TEMPLATE) -> None:
        """Make ``database`` anew as a copy of ``template``; what was there is dropped."""
        name, source = sql.Identifier(database), sql.Identifier(template)
        statement = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}")
        with only_one(self._lock), self.as_superuser("postgres") as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
            connection.execute(statement.format(name, sql.Identifier(OWNER), source))

    def end_sessions(self, database: str) -> None:
        """Cut whatever is still connected, so that the database can be copied."""
        with self.as_superuser("postgres") as connection:
            connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [database])

    def drop(self, database: str) -> None:
        """Remove a database that may still have connections."""
        name = sql.Identifier(database)
        with self.as_superuser("postgres") as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
