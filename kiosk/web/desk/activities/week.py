"""A week of the activities at the desk, and its plan: adding a session, copying last month."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from flask import Blueprint, abort, g, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as Answer

from kiosk.actions import activities
from kiosk.actions.activities.results import ActivitiesDesk, CopiedPlan
from kiosk.actions.reservations import Conflict
from kiosk.context import AppContext
from kiosk.domain.calendar import ZONE
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import MAY_KEEP_ACTIVITIES
from kiosk.domain.times import clock_of
from kiosk.web.core.activity_wording import ActivitiesSaid
from kiosk.web.core.forms import day_of
from kiosk.web.core.live_state import LiveState
from kiosk.web.core.page_context import CONFLICT, why_not, words_of
from kiosk.web.core.room_wording import conflict_said
from kiosk.web.desk.sections import framed_page
from kiosk.wording.dates import written_date

WEEK = timedelta(days=7)


def week_pages(desk: Blueprint, ctx: AppContext, news: LiveState) -> None:
    """Adds the week and what plans it."""

    def state() -> dict[str, object]:
        return facts(activities.activities_desk(ctx, g.staff, day_of(request.args.get("day"))))

    desk.add_url_rule("/activities", "activities", lambda: week_page(ctx))
    desk.add_url_rule("/activities/state", "activities_state", lambda: news.state(state))
    desk.add_url_rule("/activities/add", "activities_add", lambda: added(ctx), methods=["POST"])
    desk.add_url_rule("/activities/copy", "activities_copy", lambda: copied(ctx),
                      methods=["POST"])


def week_page(ctx: AppContext, note: str = "", status: int = 200) -> Answer:
    """The week of a day, this one where none is said; `note` is what was done, or why not."""
    view = activities.activities_desk(ctx, g.staff, day_of(request.values.get("day")))
    days = [view.first + timedelta(days=n) for n in range(7)]
    month = view.now.date().replace(day=1)
    return activities_page(
        ctx, "desk/activities.html", note, status, view=view, form=request.form, week=WEEK,
        days=[(day, found) for day in days if (found := [
            one for one in view.sessions if one.stands.session.starts_at.date() == day])],
        months=[(one.isoformat(), written_date(words_of(ctx), one, "month"))
                for one in (month, (month + timedelta(days=31)).replace(day=1))])


def activities_page(
    ctx: AppContext, template: str, note: str, status: int, **more: object
) -> Answer:
    """A page about activities."""
    words = words_of(ctx)
    return framed_page(
        template, note, status, of=ActivitiesSaid(words, ctx.clock()),
        in_the_way=lambda conflict: conflict_said(words_of(ctx), ctx.clock(), conflict),
        may_keep=g.staff.account.role in MAY_KEEP_ACTIVITIES, **more)


def added(ctx: AppContext) -> Answer:
    """Adds a session beside the plan; refused, the form as it was filled in."""
    form = request.form
    try:
        begins, ends = (at_time(form, "on", name) for name in ("opens", "closes"))
        activities.add_session(ctx, g.staff, form.get("activity", ""), begins, ends)
    except Refusal as refusal:
        return week_page(ctx, why(ctx, refusal), CONFLICT)
    return redirect(url_for("desk.activities", day=begins.date().isoformat()), 303)


def copied(ctx: AppContext) -> Answer:
    """Copies the plan of the month before, and says what became of it."""
    month = day_of(request.form.get("month"))
    if month is None or month.year == date.min.year:
        abort(400)
    try:
        plan = activities.copy_last_month(ctx, g.staff, month)
    except Refusal as refusal:
        return week_page(ctx, why(ctx, refusal), CONFLICT)
    return week_page(ctx, copied_said(ctx, plan))


def copied_said(ctx: AppContext, plan: CopiedPlan) -> str:
    """排上了 4 场，2 场本来就有。放假不排：10月1日。"""
    words, of = words_of(ctx), ActivitiesSaid(words_of(ctx), ctx.clock())
    said = words("desk_activities.copied", made=plan.made, there=plan.there)
    for name, days in (("holidays", plan.holidays), ("taken", plan.taken)):
        said += words(f"desk_activities.copied_{name}", days=of.listed(days)) if days else ""
    return said


def why(ctx: AppContext, refusal: Refusal) -> str:
    """Why something was not done; where a room is in the way, whose it is and when it is free."""
    said, conflict = why_not(ctx, refusal), refusal.details.get("conflict")
    if isinstance(conflict, Conflict):
        said += conflict_said(words_of(ctx), ctx.clock(), conflict)
    return said


def at_time(form: MultiDict[str, str], day: str, clock: str) -> datetime:
    """A day and a time of day of a form. Refuses with `bad_plan` where they are none."""
    try:
        return datetime.combine(
            date.fromisoformat(form.get(day, "")), clock_of(form.get(clock, "")), ZONE)
    except ValueError as wrong:
        raise Refusal("bad_plan") from wrong


def facts(view: ActivitiesDesk) -> dict[str, object]:
    """A week as `/desk/activities/state` gives it: nobody in it."""
    return {"sessions": [
        [one.stands.session.id, one.stands.session.starts_at.isoformat(), str(one.stands.status),
         one.stands.booked, one.stands.waiting, one.came, one.stands.session.walked_in]
        for one in view.sessions
    ]}
