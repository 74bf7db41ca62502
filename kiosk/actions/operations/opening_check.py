"""The opening check: every part of the centre tried one after the other; no trial stops the rest,
and each has an end."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime, timedelta

import structlog

from db.operations import opening_checks
from kiosk.actions.acting import SYSTEM, acting, allowed, housekeeping
from kiosk.actions.operations.opening_parts import TRIALS, PartFound, Trial, found
from kiosk.context import AppContext
from kiosk.domain.content.guide import Text
from kiosk.domain.languages import LANGUAGES
from kiosk.domain.operations.opening_check import PARTS, CheckResult, in_order
from kiosk.domain.refusals import Refusal, StorageDown
from kiosk.domain.staff.roles import MAY_TRY, StaffSession
from kiosk.wording.translator import Translator

EVENT = "opening_check"
# A kiosk that was not checked for so long is gone.
SHOWN_FOR = timedelta(days=30)


def try_parts(
    ctx: AppContext, language: str, parts: Iterable[str] = PARTS
) -> Iterator[CheckResult]:
    """Tries parts one after the other; each result comes, and is kept, as soon as it is known."""
    for part in parts:
        result = try_part(ctx, part, language)
        # Without a database there is nothing to keep it in: whoever looks sees it all the same.
        with suppress(StorageDown), housekeeping(ctx, "what a check found is in its own row") as tx:
            opening_checks.put(tx, ctx.settings.kiosk_name, result)
        yield result


def try_part(ctx: AppContext, part: str, language: str) -> CheckResult:
    """Tries one part, on a thread of its own that is waited for as long as the trial may take.
    What hangs is left alone, and not begun a second time while it does."""
    trial, name, answers = TRIALS[part], f"check {part} of {id(ctx.database)}", list[PartFound]()
    if all(thread.name != name for thread in threading.enumerate()):
        thread = threading.Thread(
            target=lambda: answers.append(_tried(ctx, trial, part, language)), name=name,
            daemon=True)
        thread.start()
        thread.join(trial.within)
    answer = answers[0] if answers else found(well=False, key="took_long", n=int(trial.within))
    return result_of(ctx.words, part, answer, ctx.clock())


def _tried(ctx: AppContext, trial: Trial, part: str, language: str) -> PartFound:
    try:
        return trial.look(ctx, language)
    except StorageDown as down:
        return found(well=False, key="no_database", detail=str(down))
    except Exception:  # noqa: BLE001 - logged here: whatever one part fails at, the next is tried
        structlog.get_logger().exception("check_failed", part=part)
        return found(well=False, key="check_failed")
    finally:
        ctx.database.close()


def result_of(
    words: Mapping[str, Translator], part: str, answer: PartFound, at: datetime
) -> CheckResult:
    """What was found of a part, in words: how it stands, and what to do."""
    keys = (f"opening_check.do_{answer.note.key}", f"opening_check.do_{part}")
    said = {name: answer.note.said(words[code]) for name, code in LANGUAGES.items()}
    todo = {name: "" if answer.well else words[code].first(*keys)
            for name, code in LANGUAGES.items()}
    return CheckResult(part, answer.well, Text(**said), Text(**todo), at)


def log_check(
    ctx: AppContext, who: StaffSession | None, results: Iterable[CheckResult]
) -> None:
    """Writes into the event log that somebody, or the operator, checked, and what was not well.
    Raises StorageDown. Refuses with `signed_out`."""
    with acting(ctx, who or SYSTEM, MAY_TRY) as act:
        tried = list(results)
        act.log(EVENT, kiosk=ctx.settings.kiosk_name, tried=[one.part for one in tried],
                troubles=[one.part for one in tried if not one.well])


def checked(ctx: AppContext) -> dict[str, tuple[CheckResult, ...]]:
    """What was found of each kiosk lately, in the order of the parts. Raises StorageDown."""
    with ctx.database.read() as tx:
        by_kiosk = opening_checks.found(tx, ctx.clock() - SHOWN_FOR)
    return {kiosk: in_order(results) for kiosk, results in by_kiosk.items()}


class OpeningCheck:
    """A check under way on a thread of its own, so that nobody has to wait for it: `results` so
    far, and the part now being tried, "" before the first and once it is over."""

    def __init__(
        self, ctx: AppContext, session: StaffSession, language: str,
        known: Iterable[CheckResult], parts: Iterable[str] = PARTS,
    ) -> None:
        """Refuses with `not_allowed`. `known` is what was found before of parts not tried now."""
        allowed(session, MAY_TRY)
        self._ctx, self._session, self._language = ctx, session, language
        self._parts = tuple(parts)
        self._known = tuple(one for one in known if one.part not in self._parts)
        self._new: list[CheckResult] = []
        self._over = False
        self._thread = threading.Thread(target=self._run, name="opening check", daemon=True)

    def start(self) -> None:
        """Begins."""
        self._thread.start()

    @property
    def under_way(self) -> bool:
        """Whether it goes on."""
        return not self._over

    @property
    def present(self) -> str:
        """The part now being tried; "" once it is over."""
        done = len(self._new)
        return self._parts[done] if self.under_way and done < len(self._parts) else ""

    @property
    def results(self) -> tuple[CheckResult, ...]:
        """What is known so far."""
        return in_order((*self._known, *self._new))

    def wait(self) -> None:
        """Waits for its end, which each trial has."""
        self._thread.join()

    def _run(self) -> None:
        try:
            for result in try_parts(self._ctx, self._language, self._parts):
                self._new.append(result)
            with suppress(StorageDown, Refusal):
                log_check(self._ctx, self._session, self._new)
        finally:
            self._over = True
            self._ctx.database.close()
