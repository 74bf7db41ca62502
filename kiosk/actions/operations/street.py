"""The street: reads the summary of each centre again and again, and keeps what it read last."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime

import structlog

from db.operations import summaries as stored
from kiosk.domain.operations.street import Street, StreetCentre, WhyAway

# Seconds between two looks at a centre, and for which one is waited for.
EVERY, PATIENCE = 10.0, 2.0


class StreetReader:
    """Reads all centres from one thread of its own, none of them behind another; whoever looks at
    the street is told from memory.

    `version` grows with whatever there is to be seen anew.
    """

    def __init__(self, centres: Mapping[str, str], clock: Callable[[], datetime]) -> None:
        """`centres` are the addresses of their databases, by name. ValueError, with the name, where
        one is none."""
        for name, url in centres.items():
            try:
                stored.check_address(url)
            except ValueError as wrong:
                raise ValueError(f"{name}: {wrong}") from None
        self._urls, self._clock, self.version = dict(centres), clock, 1
        begun = clock()
        self._known = {name: StreetCentre(name, away=WhyAway.UNTOLD, away_since=begun)
                       for name in centres}
        self._loop = asyncio.new_event_loop()
        # Names are looked up in threads: one whose server is silent must not keep the others.
        self._loop.set_default_executor(ThreadPoolExecutor(2 * len(centres), "street-names"))
        self._thread = threading.Thread(target=self._run, name="street", daemon=True)

    def start(self) -> None:
        """Begins to read."""
        self._thread.start()

    def stop(self) -> None:
        """Ends it, whatever it waits for."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    @property
    def down(self) -> bool:
        """Whether its thread has ended: nothing that is known is believed any more."""
        return self._thread.ident is not None and not self._thread.is_alive()

    def look(self) -> None:
        """What is to be seen comes by itself."""

    def street(self) -> Street:
        """All centres as they were read last."""
        return Street.of(self._known.values(), self._clock())

    async def read(self, name: str) -> None:
        """Reads one centre. Whatever is wrong with it is kept with it, and never leads further."""
        known = self._known[name]
        try:
            summary, at = await stored.read(self._urls[name], PATIENCE)
            found = StreetCentre(name, summary, at)
        except stored.NotRead as trouble:
            found = self._away(known, trouble.why)
        except Exception as fault:  # noqa: BLE001  # one centre never stops the others
            # Not what it says: a driver names machines, roles and what else is in an address.
            structlog.get_logger().error("centre_not_read", centre=name, kind=type(fault).__name__)
            found = self._away(known, WhyAway.UNREACHABLE)
        if found.away != known.away:
            structlog.get_logger().info("centre", centre=name, away=str(found.away or "no"))
        self._known[name] = found
        self.version += replace(found, written_at=None) != replace(known, written_at=None)

    def _away(self, known: StreetCentre, why: WhyAway) -> StreetCentre:
        return replace(known, away=why, away_since=known.away_since or self._clock())

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        following = [self._loop.create_task(self._follow(n, name))
                     for n, name in enumerate(self._urls)]
        self._loop.run_forever()
        for one in following:
            one.cancel()
        self._loop.run_until_complete(asyncio.gather(*following, return_exceptions=True))
        self._loop.close()

    async def _follow(self, n: int, name: str) -> None:
        # Not all in the same instant: a start would be a load.
        await asyncio.sleep(n / len(self._urls))
        while True:
            await self.read(name)
            await asyncio.sleep(EVERY)
