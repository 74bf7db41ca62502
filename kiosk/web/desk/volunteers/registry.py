"""The volunteers at the desk: who they are, their links, their hours, and the duty roster."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from kiosk.actions.volunteers import dispatch, registry
from kiosk.actions.volunteers.results import HelpDesk
from kiosk.context import AppContext
from kiosk.domain.drawable import undrawn
from kiosk.domain.refusals import Refusal
from kiosk.domain.times import clock_of
from kiosk.domain.volunteers.registry import Duty, Volunteer
from kiosk.web.core.forms import day_of
from kiosk.web.core.page_context import CONFLICT, carry_out, drawn_code, why_not, words_of
from kiosk.web.desk.finding import find
from kiosk.web.desk.volunteers.dispatch import help_page


def helpers_pages(desk: Blueprint, ctx: AppContext) -> None:
    """Adds the volunteers and the roster."""

    def changed() -> Answer:
        try:
            return change(ctx)
        except Refusal as refusal:
            return people_page(ctx, note=why_not(ctx, refusal), status=CONFLICT)

    def rostered() -> Answer:
        back = url_for("desk.help_roster", first=request.form.get("first"))
        return carry_out(ctx, partial(change_roster, ctx), partial(roster_page, ctx), back)

    desk.add_url_rule("/help/people", "help_people", lambda: people_page(ctx))
    desk.add_url_rule("/help/people", "help_people_changed", changed, methods=["POST"])
    desk.add_url_rule("/help/roster", "help_roster", lambda: roster_page(ctx))
    desk.add_url_rule("/help/roster", "help_rostered", rostered, methods=["POST"])


def change(ctx: AppContext) -> Answer:
    """Saves a volunteer, makes or takes back a link, or puts hours right."""
    form, how = request.form, request.form.get("how", "save")
    chosen = form.get("volunteer", 0, type=int)
    if how == "link":
        return people_page(ctx, chosen, link=registry.new_link(ctx, g.staff, chosen))
    if how == "revoke":
        registry.revoke_link(ctx, g.staff, chosen)
    elif how == "hours":
        dispatch.correct_hours(
            ctx, g.staff, form.get("visit", 0, type=int), form.get("minutes", -1, type=int),
            form.get("reason", ""),
        )
    else:
        phone = form.get("phone", "").strip()
        saved = registry.save_volunteer(ctx, g.staff, Volunteer(
            chosen, "", form.get("name", ""), frozenset(form.getlist("team")),
            form.get("grid") or None, "vetted" in form, not chosen or "active" in form, False,
            False,
        ), phone or None)
        chosen = saved.id
    return redirect(url_for("desk.help_people", volunteer=chosen), 303)


def _looked_through(view: HelpDesk, who: Volunteer) -> str:
    """What a volunteer is found by: name, number, teams, grid and estate."""
    grids = [grid for grid in view.book.grids if grid.id == who.grid_id]
    estates = {grid.estate_id for grid in grids}
    names = [team.name for team in view.book.teams if team.id in who.team_ids]
    names += [grid.name for grid in grids]
    names += [one.name for one in view.book.estates if one.id in estates]
    said = (text for name in names for text in (name.zh, name.en))
    return " ".join((who.name, who.number, *said))


def people_page(
    ctx: AppContext, chosen: int = 0, note: str = "", status: int = 200, link: str = ""
) -> Answer:
    """Everybody who helps, and one of them to look at or to change; a new `link` is shown once."""
    view = dispatch.help_desk(ctx, g.staff)
    chosen = chosen or request.values.get("volunteer", 0, type=int)
    one = next((who for who in view.volunteers if who.id == chosen), None)
    words = words_of(ctx)
    if one and not note and (signs := undrawn(one.name)):
        note = words("desk_help.name_not_drawn", signs=signs)
    duty = {who.id for who in view.on_duty}
    found = find(view.volunteers, lambda who: _looked_through(view, who), {
        "on_duty": lambda who: who.id in duty, "vetted_short": lambda who: who.vetted,
        "no_link": lambda who: who.active and not who.bound,
        "inactive": lambda who: not who.active,
    })
    return help_page(
        ctx, "desk/help_people.html", note, status, view=view, one=one, link=link, found=found,
        hours=registry.hours_of(ctx, one.id) if one else None, form=request.form,
        qr=drawn_code(link, words("desk_help.link_said")))


def change_roster(ctx: AppContext) -> None:
    """Puts somebody on the roster, or takes a duty off it. Refuses with `bad_duty`."""
    form = request.form
    if form.get("how") == "drop":
        registry.take_off_duty(ctx, g.staff, form.get("duty", 0, type=int))
        return
    zone = ctx.clock().tzinfo
    try:
        day = date.fromisoformat(form.get("day", ""))
        begins, ends = (clock_of(form.get(name, "")) for name in ("begins", "ends"))
    except ValueError as wrong:
        raise Refusal("bad_duty") from wrong
    # Whoever is there at night goes home on the next day.
    last = day + timedelta(days=1) if ends < begins else day
    registry.put_on_duty(ctx, g.staff, Duty(
        0, form.get("volunteer", 0, type=int), form.get("post") or None,
        datetime.combine(day, begins, zone), datetime.combine(last, ends, zone),
    ), form.get("weeks", 1, type=int))


def roster_page(ctx: AppContext, note: str = "", status: int = 200) -> Answer:
    """A week of duties, from the day asked for."""
    first = day_of(request.values.get("first")) or ctx.clock().date()
    view = dispatch.help_desk(ctx, g.staff)
    duties = registry.roster(ctx, g.staff, first)
    return help_page(
        ctx, "desk/help_roster.html", note, status, view=view, first=first,
        week=timedelta(days=7), form=request.form,
        days=[(day, [one for one in duties if max(one.begins.date(), first) == day])
              for day in (first + timedelta(days=n) for n in range(7))],
        names={who.id: who for who in view.volunteers}, posts={p.id: p for p in view.book.posts})
