"""Every address of the pages, with something behind it, and somebody who may enter there.

An address that is new needs something here: `test_every_address_leads_somewhere` names it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta

from flask import Flask
from werkzeug.routing import Rule

from kiosk.actions import cases, queue
from kiosk.actions.cases import mediation
from kiosk.actions.cases.mediation import MediationRequest, SideFacts
from kiosk.actions.operations.fleet import Reporter
from kiosk.actions.queue.paper_sheets import print_sheets
from kiosk.actions.rooms import save_series
from kiosk.actions.staff.sessions import add_account
from kiosk.actions.volunteers import volunteer_tasks
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.domain.reservations.series import SeriesPlan
from kiosk.domain.staff.roles import Role
from kiosk.web.core.site import make_site
from tests.support.activities import with_activities
from tests.support.albums import hang
from tests.support.appointments import with_appointments
from tests.support.care import card, medic, with_care
from tests.support.centre import clerk, take
from tests.support.lessons import registered, with_child, with_class
from tests.support.resident_cases import staff, told, with_cases
from tests.support.rooms import at, booked, with_rooms
from tests.support.volunteer_help import asked, moved_in, volunteer, with_help
from tests.support.web.colleague import Colleague

PARTS = {"room_id": "chess", "service_id": "medical", "kind": "service", "item": "medical",
         "number": "1", "kind_id": "phone", "action": "forget", "activity_id": "papercut",
         "part": "cancel", "device_id": "chair", "reading": "1", "album_id": "life",
         "paper": "rights", "asked": "requests.json"}
# Pages of phones that are none of those of `phone/test_axe.py`.
APART = {"phone.ask_delete", "phone.ask_rating", "phone.case_question", "phone.guardian_question",
         "phone.new_case", "phone.show", "phone.show_album", "phone.teacher_own"}
# What is done at a counter.
AT_COUNTER = ("desk.home", "desk.leave", "desk.shut", "desk.state", "desk.transfer")


class Centre:
    """A centre with something behind every address, and somebody who may enter each."""

    def __init__(self, ctx: AppContext) -> None:
        furnished = with_appointments(
            with_class(with_cases(with_care(with_activities(with_help(with_rooms(ctx)))))))
        hang(furnished)
        print_sheets(furnished, None, "A", 3)
        Reporter(furnished).report()
        Reporter(replace(
            furnished, clock=lambda: ctx.clock() - timedelta(hours=1),
            settings=replace(ctx.settings, kiosk_name="kiosk-2"))).report()
        self.ctx = furnished
        feed = ChangePoller(ctx.database)
        self.site = make_site(ctx, feed, limited=False)
        room, self.asked = booked(ctx, at(16, 30)).booking.reservation.code, asked(ctx).request
        self.codes = {"t": take(ctx).ticket.code, "b": room, "h": self.asked.code,
                      "m": card(ctx, medic(ctx)).code, "c": self._solved()}
        device = self._more()
        feed.look()
        self.admin = Colleague(self.site, "主任", add_account(ctx, "主任", Role.ADMIN))
        self.medic = Colleague(self.site, "护士", add_account(ctx, "护士", Role.MEDIC))
        self.manager = Colleague(self.site, "王主任", add_account(ctx, "王主任", Role.MANAGER))
        for colleague in (self.admin, self.medic, self.manager):
            assert colleague.log_in().status_code == 303
        self.admin.binds(f"{self.codes['v']}.{device}")
        at_counter = clerk(ctx, 2)
        queue.call_next(ctx, at_counter, None)
        self.clerk = Colleague(self.site, "小王", "")
        self.clerk.carry(at_counter.token)

    def _solved(self) -> str:
        """The code of a case that can be rated."""
        self.keeper = staff(self.ctx, Role.MANAGER, "老周")
        case = told(self.ctx)
        cases.answer(self.ctx, self.keeper, case.case_id, "换了灯泡，亮了。")
        cases.solved(self.ctx, case.code)
        return case.code

    def _more(self) -> str:
        """A family in the class, a mediation, a series of bookings, a volunteer with something to
        do, whose device is returned."""
        ctx, keeper, device = self.ctx, self.keeper, self.ctx.codes()
        self.codes["g"] = registered(ctx, confirmed_by=keeper)
        with_child(ctx, self.codes["g"])
        helper = volunteer(ctx, keeper, teams=("civility", "education"))
        self.codes["v"] = self.codes["k"] = moved_in(ctx, keeper, helper, device)
        volunteer_tasks.claim(ctx, helper.id, self.asked.id)
        mediation.open_mediation(ctx, keeper, MediationRequest(
            "k", (SideFacts("李梅", "13812345678"), SideFacts("王强")), "空调滴水", ""))
        save_series(ctx, keeper, "readers", SeriesPlan(
            "library", "FREQ=WEEKLY;COUNT=2", date(2026, 10, 17), time(9), time(10), "读书会",
            skips_holidays=False))
        return device

    def whose(self, rule: Rule) -> Colleague:
        """Who may enter there: readings are for medical staff, a quarrel is for those who mediate,
        all else for the admin too."""
        if rule.endpoint.startswith("desk.readings"):
            return self.medic
        if rule.endpoint in AT_COUNTER:
            return self.clerk
        return self.manager if rule.endpoint.startswith("desk.mediation") else self.admin

    def address(self, rule: Rule) -> str:
        """A rule with parts that there are."""
        own = {"code": self.codes.get(rule.rule.split("/")[1], "1")}
        values = {name: (PARTS | own).get(name, "1") for name in rule.arguments}
        built = rule.build(values)
        assert built, rule.rule
        return str(built[1])


def rules(site: Flask, *methods: str) -> Iterator[Rule]:
    """The rules that answer one of these methods."""
    yield from (rule for rule in site.url_map.iter_rules()
                if set(methods) & set(rule.methods or ()) and rule.endpoint != "static")
