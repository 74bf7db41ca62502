"""What stands in for paper, sound and the network: each keeps what it was given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kiosk.devices.notifications.notifier import NotifierTrouble
from kiosk.devices.printing.printer import PrinterStatus, PrinterTrouble, Trouble
from kiosk.devices.speech.speaker import CancelToken, SpeakerStatus, SpeakerTrouble, Utterance
from kiosk.domain.queue.slips import Slip


class MemoryPrinter:
    """Keeps slips for tests. `troubles` come one after the other; None is a slip that prints."""

    def __init__(self, troubles: Iterable[Trouble | None] = ()) -> None:
        self.slips: list[Slip] = []
        self.troubles = list(troubles)

    def print_slip(self, slip: Slip) -> None:
        """Keeps the slip, or has the next scripted trouble."""
        if self.troubles and (trouble := self.troubles.pop(0)):
            raise PrinterTrouble(trouble)
        self.slips.append(slip)

    def status(self) -> PrinterStatus:
        """The trouble that the next slip will have."""
        return PrinterStatus(trouble=self.troubles[0] if self.troubles else None)


class MemorySpeaker:
    """Keeps what was said for tests; `trouble` makes it fail."""

    def __init__(self, trouble: str | None = None) -> None:
        self.said: list[Utterance] = []
        self.trouble = trouble

    def say(self, said: Utterance, hush: CancelToken | None = None) -> None:
        """Keeps it."""
        if self.trouble:
            raise SpeakerTrouble(self.trouble)
        if not (hush and hush.has_come):
            self.said.append(said)

    def status(self) -> SpeakerStatus:
        """As scripted."""
        return SpeakerStatus("memory", self.trouble)


@dataclass
class MemoryNotifier:
    """Keeps what was sent; `broken` lets it fail."""

    sent: list[tuple[str, str, str]] = field(default_factory=list)
    broken: bool = False

    def send(self, address: str, title: str, text: str) -> None:
        if self.broken:
            raise NotifierTrouble("it was not taken")
        self.sent.append((address, title, text))
