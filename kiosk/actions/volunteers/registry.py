"""Volunteers and their duties as the coordinator keeps them: who helps, links, the roster."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from db.engine.database import ReadTransaction
from db.volunteers import catalogue as help_book, registry as volunteers
from kiosk.actions.acting import acting, allowed
from kiosk.actions.volunteers.results import VolunteerHours
from kiosk.actions.volunteers.transitions import PHONE_OF, keep_name, known_volunteer, visits_of
from kiosk.area import LocalNames
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import MAY_SEND_HELP, StaffSession
from kiosk.domain.telephones import telephone
from kiosk.domain.volunteers.registry import NAME_LENGTH, Duty, Volunteer

LONGEST_DUTY = timedelta(hours=12)
MOST_WEEKS = 26


def local_names(tx: ReadTransaction) -> LocalNames:
    """How the parts of the town are called, and the teams."""
    book = help_book.book(tx)
    return LocalNames((*(one.name.zh for one in book.estates), *(one.name.zh for one in book.grids),
                       *(one.name.zh for one in book.teams)))


def save_volunteer(
    ctx: AppContext, session: StaffSession, volunteer: Volunteer, phone: str | None = None
) -> Volunteer:
    """A new volunteer (id 0), or one as they are from now on; `phone` None leaves it as it is.

    Refuses with `not_allowed`, `bad_name`, `no_team`, `no_such_team`, `no_such_grid`,
    `no_such_volunteer`, and as `telephone` does.
    """
    with acting(ctx, session, MAY_SEND_HELP) as act:
        name = volunteer.name.strip()
        if not 1 <= len(name) <= NAME_LENGTH:
            raise Refusal("bad_name")
        phone = telephone(phone) if phone else phone
        if not volunteer.team_ids:
            raise Refusal("no_team")
        book = help_book.book(act.tx)
        for team_id in volunteer.team_ids:
            book.team(team_id)
        if volunteer.grid_id:
            book.grid(volunteer.grid_id)
        before = known_volunteer(ctx, act.tx, volunteer.id) if volunteer.id else None
        if before:
            saved = replace(volunteer, number=before.number)
            volunteers.change_facts(act.tx, saved, act.now)
        else:
            saved = replace(volunteer, number=volunteers.next_number(act.tx))
            saved = replace(saved, id=volunteers.add(act.tx, saved, act.now))
        if before is None or name != before.name:
            keep_name(act, saved.id, name)
        if phone is not None:
            sealed = (ctx.vault.encrypt(act.tx, phone, PHONE_OF.format(saved.id)) if phone
                      else None)
            volunteers.change_phone(act.tx, saved.id, sealed)
        if not saved.active:
            volunteers.set_link(act.tx, saved.id, None)
        act.log("save_volunteer", volunteer=saved.id, vetted=saved.vetted, active=saved.active)
        return known_volunteer(ctx, act.tx, saved.id)


def new_link(ctx: AppContext, session: StaffSession, volunteer_id: int) -> str:
    """A new personal link, shown once; the old one and its phone are good for nothing any more.

    Refuses with `not_allowed`, `no_such_volunteer`, `no_address`.
    """
    with acting(ctx, session, MAY_SEND_HELP) as act:
        code = ctx.codes()
        link = ctx.settings.lasting_link(f"/v/{code}")
        if not known_volunteer(ctx, act.tx, volunteer_id).active:
            raise Refusal("no_such_volunteer")
        volunteers.set_link(act.tx, volunteer_id, code)
        act.log("new_link", volunteer=volunteer_id)
    return link


def revoke_link(ctx: AppContext, session: StaffSession, volunteer_id: int) -> None:
    """The link leads nowhere from now on. Refuses with `not_allowed`, `no_such_volunteer`."""
    with acting(ctx, session, MAY_SEND_HELP) as act:
        known_volunteer(ctx, act.tx, volunteer_id)
        volunteers.set_link(act.tx, volunteer_id, None)
        act.log("revoke_link", volunteer=volunteer_id)


def roster(ctx: AppContext, session: StaffSession, first: date) -> tuple[Duty, ...]:
    """Who is on duty in the week from a day on. Refuses with `not_allowed`."""
    allowed(session, MAY_SEND_HELP)
    with ctx.database.read() as tx:
        begins = datetime.combine(first, time(), ctx.clock().tzinfo)
        return volunteers.duties(tx, begins, begins + timedelta(days=7))


def put_on_duty(ctx: AppContext, session: StaffSession, duty: Duty, weeks: int = 1) -> None:
    """Puts somebody on the roster, for a number of weeks.

    Refuses with `not_allowed`, `no_such_volunteer`, `no_such_post`, `bad_duty` (it ends before
    it begins, lasts over 12 hours, or more than half a year of weeks).
    """
    with acting(ctx, session, MAY_SEND_HELP) as act:
        lasts = duty.ends - duty.begins
        if not timedelta() < lasts <= LONGEST_DUTY or not 1 <= weeks <= MOST_WEEKS:
            raise Refusal("bad_duty")
        if not known_volunteer(ctx, act.tx, duty.volunteer_id).active:
            raise Refusal("no_such_volunteer")
        if duty.post_id:
            help_book.book(act.tx).post(duty.post_id)
        for week in range(weeks):
            later = timedelta(weeks=week)
            volunteers.add_duty(act.tx, replace(duty, begins=duty.begins + later,
                                                ends=duty.ends + later))
        act.log("put_on_duty", volunteer=duty.volunteer_id, weeks=weeks)


def take_off_duty(ctx: AppContext, session: StaffSession, duty_id: int) -> None:
    """Takes one duty off the roster; twice is once. Refuses with `not_allowed`."""
    with acting(ctx, session, MAY_SEND_HELP) as act:
        if volunteers.drop_duty(act.tx, duty_id):
            act.log("take_off_duty", duty=duty_id)
        else:
            act.without_event("it was taken off already")


def hours_of(ctx: AppContext, volunteer_id: int) -> VolunteerHours:
    """A volunteer's visits and attested minutes, for their page, their proof and the desk.

    Refuses with `no_such_volunteer`.
    """
    with ctx.database.read() as tx:
        who = known_volunteer(ctx, tx, volunteer_id)
        visits = tuple(one for one in visits_of(ctx, tx, who.id) if one.left_at)
        return VolunteerHours(who, visits, sum(one.minutes for one in visits if one.attested_at),
                     {kind.id: kind for kind in help_book.book(tx).kinds})
