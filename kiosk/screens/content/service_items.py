"""Rows of services: what each says, now or by the guide alone, and what a tap on it does."""

from __future__ import annotations

from kiosk.actions.queue.results import ServiceNow, ServiceStanding
from kiosk.domain.content.guide import Service
from kiosk.screens.content.service_row import ServiceRow
from kiosk.screens.content.service_status import when_done
from kiosk.screens.queue.brought import first_page
from kiosk.ui.drawing.shapes import Chip, IconFact
from kiosk.ui.navigation.screen import KioskScreen
from kiosk.ui.widgets.repeater import Item
from kiosk.wording.translator import Translator


def guide_row(words: Translator, service: Service) -> Item:
    """A row of which only the guide is known."""
    title = service.title.in_(words.language)
    return {
        "value": service, "title": title, "say": title, "facts": [], "chip": None,
        "link": words("service_list.link"), "verb": words("service_list.see"),
        "urgent": False,
    }


def row_now(words: Translator, now: ServiceNow, roomy: bool) -> Item:
    """A row of a service as it stands; `roomy` where it also says when it is done."""
    row = guide_row(words, now.service)
    if now.standing is ServiceStanding.OPEN:
        # 1、2 as it is read everywhere: 1/2 would look like a date.
        counters = words("standing.counter", n=words("dates.and").join(map(str, now.counters)))
        return row | {
            "facts": [
                IconFact("door-enter", counters),
                IconFact("users", words("service_list.people_wait", n=now.ahead)),
            ],
            "verb": words("service_list.take"), "urgent": True,
        }
    when = when_done(words, now, brief=True)
    chip = Chip("shut", words(f"service_list.{now.standing}"))
    if now.standing is ServiceStanding.KIOSK_SHUT:
        return row | {"chip": chip}
    if now.standing is ServiceStanding.FULL_TODAY:
        chip = Chip("full", words("service_list.full_today"))
    facts = [IconFact("calendar-event", when)] if when and roomy else []
    return row | {"facts": facts, "chip": chip, "verb": words("service_list.see_time")}


class ServiceRowsScreen(KioskScreen):
    """A screen with rows of services to open, or to take a number for."""

    row_kind = ServiceRow

    def open_guide(self, row: ServiceRow) -> None:
        """The whole row: what the service needs."""
        self.ui.go("service_detail", row, service_id=row.value.id)

    def act(self, row: ServiceRow) -> None:
        """The row's button: a number where one can be had now, else the guide with its hours."""
        if row.urgent:
            self.ui.go(first_page(self.ui.kept, row.value), row, service_id=row.value.id)
        else:
            self.open_guide(row)
