"""Backups: whole copies taken while the centre goes on, and opened once to be sure."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path
from tempfile import NamedTemporaryFile

import cysqlite

from db.engine.database import Database
from db.engine.key_store import OUTSIDE
from db.engine.postgres import ForPrograms, for_programs
from kiosk.domain.refusals import StorageDown

# What reading a damaged file ends in, besides what it says itself.
DAMAGE = cysqlite.DatabaseError
FILES = ("", "-wal", "-shm")
# Everything in a PostgreSQL database but the tables of the keys.
ALL_BUT_KEYS = f"""DO $$
DECLARE one RECORD;
BEGIN
    FOR one IN SELECT c.relname AS name, c.relkind AS kind FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v')
        AND c.relname NOT IN {OUTSIDE} ORDER BY c.relkind DESC
    LOOP
        EXECUTE format('DROP %s IF EXISTS %I CASCADE',
            CASE one.kind WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END, one.name);
    END LOOP;
    FOR one IN SELECT p.oid::regprocedure AS name FROM pg_proc p
        WHERE p.pronamespace = 'public'::regnamespace AND NOT EXISTS (
            SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    LOOP
        EXECUTE format('DROP FUNCTION IF EXISTS %s CASCADE', one.name);
    END LOOP;
END $$"""  # noqa: S608 - names of ours alone
PROGRAMS = ("pg_dump", "pg_restore", "psql")
# A server that froze is not waited for without end, by them either.
PROGRAM_SECONDS = 3600
REPLACED, EMPTY = "replaced", "it is empty"
# So long the server may take to notice that a dump has ended.
ENDS_WITHIN, LOOKS_EVERY = 5.0, 0.02


def back_up(database: Database, url: str, target: Path) -> None:
    """Copies the whole database into `target`, a new file that appears only when it is good.

    A SQLite file through its online backup, PostgreSQL through pg_dump (custom format).
    Raises StorageDown, in one line, where it cannot be made.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    if database.is_sqlite:
        database.copy_to(unfinished)
    else:
        # The keys are in no backup: what is deleted is to be unreadable in all of them.
        kept_out = [f"--exclude-table={table}" for table in OUTSIDE]
        _run("pg_dump", "--format=custom", *kept_out, f"--file={unfinished}", url=url)
        _wait_for_end(database)
    trouble = examine(unfinished)
    if trouble:
        raise StorageDown(f"the backup is not good: {trouble}")
    unfinished.chmod(0o600)
    unfinished.replace(target)


def _wait_for_end(database: Database) -> None:
    """What a dump sees no deletion takes from the disk, and its line ends after the program. One of
    another kiosk may go on for long: what it held back is taken later."""
    ends_at = time.monotonic() + ENDS_WITHIN
    while database.is_dumped() and time.monotonic() < ends_at:
        time.sleep(LOOKS_EVERY)


def examine(file: Path) -> str | None:
    """What is wrong with a backup file; None where it is good."""
    try:
        if is_dump(file):
            return None if " TABLE DATA " in _run("pg_restore", "--list", str(file)) else EMPTY
        if not file.stat().st_size:
            return EMPTY
        return _checked(file, whole=True)
    except (cysqlite.DatabaseError, StorageDown, OSError) as trouble:
        return str(trouble)


def _checked(file: Path, *, whole: bool = False, by: str = "quick_check") -> str | None:
    """What SQLite finds wrong; `whole` says that all of its pages have to be in the file itself."""
    opened = cysqlite.connect(str(file))
    try:
        pages, size = (opened.execute(f"pragma {name}").fetchone()[0]
                       for name in ("page_count", "page_size"))
        # What is missing of a last page SQLite reads as zeros, and finds them well.
        if whole and file.stat().st_size < pages * size:
            return "it is cut short"
        if whole and not opened.execute("select count(*) from sqlite_master").fetchone()[0]:
            return EMPTY
        found: str = opened.execute(f"pragma {by}").fetchone()[0]
        return None if found == "ok" else found
    finally:
        opened.close()


def is_dump(file: Path) -> bool:
    """Whether a backup is one of PostgreSQL. OSError where it cannot be read."""
    with file.open("rb") as start:
        return start.read(5) == b"PGDMP"


def damage(url: str, *, thorough: bool = False) -> str | None:
    """What is wrong with the SQLite file of an address; None where nothing is, where there is none
    yet, and where it is only locked or out of reach. `thorough` looks into its indexes too."""
    file = _file_of(url)
    if not url.startswith("cysqlite") or not file.exists() or not file.stat().st_size:
        return None
    try:
        return _checked(file, by="integrity_check" if thorough else "quick_check")
    except cysqlite.OperationalError:
        return None
    except cysqlite.DatabaseError as trouble:
        return str(trouble)


def set_aside(url: str, ending: str) -> Path:
    """Moves a SQLite file away with all its parts; where to."""
    aside = _room_beside(url, ending)
    _move(_file_of(url), aside)
    return aside


def restore(url: str, file: Path) -> Path | None:
    """Puts a backup in the database's place; returns where a replaced SQLite file was set aside.

    Nothing of the centre may be running. Raises StorageDown where the backup is not good.
    """
    trouble = examine(file)
    if trouble:
        raise StorageDown(f"the backup is not good: {trouble}")
    if not url.startswith("cysqlite"):
        _restore_dump(url, file)
        return None
    current = _file_of(url)
    copy = current.with_name(f"{current.name}.restoring")
    shutil.copyfile(file, copy)
    _sync(copy)
    _room_beside(url, REPLACED)
    copy.replace(_ready(current))
    _sync(current.parent)
    return finish_restore(url)


def finish_restore(url: str) -> Path | None:
    """Ends a restore that a power cut ended too early; where the file replaced by it was set
    aside, None where none had begun.

    A whole copy that is ready says that the restore goes on, whatever was done of it. It stays,
    as another name of the same file, until `end_restore`.
    """
    current = _file_of(url)
    ready = _ready(current)
    if not url.startswith("cysqlite") or not ready.exists():
        return None
    aside = current.with_name(f"{current.name}.{REPLACED}")
    if not current.exists() or not current.samefile(ready):
        _move(current, aside)
        current.hardlink_to(ready)
        _sync(current.parent)
    return aside


def end_restore(url: str) -> None:
    """Says that nothing of a restore is left to be done."""
    if url.startswith("cysqlite"):
        _ready(_file_of(url)).unlink(missing_ok=True)


def _restore_dump(url: str, file: Path) -> None:
    """Takes all but the keys out of the database and brings the dump in, in one transaction. The
    dump of an older version names nothing of what came later, so that it cannot clean by itself."""
    with NamedTemporaryFile(suffix=".sql") as script:
        # Who else may read something is the server's: another one may not know that role at all.
        _run("pg_restore", "--no-privileges", f"--file={script.name}", str(file))
        _run("psql", "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--single-transaction",
             f"--command={ALL_BUT_KEYS}", f"--file={script.name}", url=url)


def unfit_programs(database: Database) -> tuple[str, ...]:
    """Which programs are not installed without which no backup can be made or put back, or cannot
    read the server: pg_dump refuses one that is newer than itself."""
    if database.is_sqlite:
        return ()
    missing = tuple(name for name in PROGRAMS if shutil.which(name) is None)
    if "pg_dump" in missing:
        return missing
    try:
        # pg_dump (PostgreSQL) 15.8 (Debian 15.8-0+deb12u1)
        version = int(_run("pg_dump", "--version").partition(")")[2].partition(".")[0])
        return missing if version >= database.server_version() else ("pg_dump", *missing)
    except (StorageDown, ValueError):
        # Whatever is wrong besides is said where it fails.
        return missing


def _file_of(url: str) -> Path:
    return Path(url.removeprefix("cysqlite:///"))


def _ready(current: Path) -> Path:
    """The name of a copy that is whole and on the disk."""
    return current.with_name(f"{current.name}.ready")


def _room_beside(url: str, ending: str) -> Path:
    """Where a file is set aside. What was there goes whole: its WAL belongs to no other file."""
    current = _file_of(url)
    aside = current.with_name(f"{current.name}.{ending}")
    for part in FILES:
        aside.with_name(aside.name + part).unlink(missing_ok=True)
    return aside


def _move(current: Path, aside: Path) -> None:
    """The file itself goes last: while it is there the move is not over, and may be done again."""
    for part in reversed(FILES):
        here, kept = (file.with_name(file.name + part) for file in (current, aside))
        if here.exists():
            here.replace(kept)


def _sync(path: Path) -> None:
    """Returns when the disk has a file, or the names in a folder."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _run(*command: str, url: str = "") -> str:
    # In memory, for the program alone: nothing of it is on a disk.
    service = os.memfd_create("service")
    try:
        given = for_programs(url, f"/dev/fd/{service}") if url else ForPrograms("", {}, "")
        os.write(service, given.service.encode())
        program = [*command, *([f"--dbname={given.where}"] if url else [])]
        done = subprocess.run(program, check=True, capture_output=True, text=True,
                              env={**os.environ, **given.environment}, timeout=PROGRAM_SECONDS,
                              pass_fds=[service])
    except FileNotFoundError as missing:
        raise StorageDown(f"{command[0]} is not installed") from missing
    except subprocess.TimeoutExpired as late:
        raise StorageDown(f"{command[0]} did not end") from late
    except subprocess.CalledProcessError as failed:
        raise StorageDown(failed.stderr.strip().splitlines()[-1]) from failed
    finally:
        os.close(service)
    return done.stdout
