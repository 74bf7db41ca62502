"""Health at the desk: each part of the centre, green or with what to do; and the backups."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from flask import Blueprint, g, jsonify, redirect, request, url_for as to
from werkzeug.wrappers import Response as Answer

from kiosk.actions.operations import backups, fleet
from kiosk.actions.operations.health import checkup
from kiosk.actions.operations.opening_check import checked
from kiosk.actions.operations.retention import RetentionReport, retention
from kiosk.area import HealthPart, noted
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.domain.operations import fleet as kiosks
from kiosk.domain.operations.fleet import Fleet
from kiosk.domain.operations.opening_check import PARTS, CheckResult
from kiosk.domain.refusals import Refusal, StorageDown
from kiosk.domain.staff.roles import MAY_CLOSE, MAY_SET_CENTRE, StaffSession
from kiosk.web.core.page_context import CONFLICT, why_not, words_of
from kiosk.web.desk.sections import DeskParts, framed_page
from kiosk.wording.fleet import part_said, troubles_said

SHOWN = 24


def health_pages(desk: Blueprint, parts: DeskParts) -> None:
    """Adds the page of the parts."""
    ctx, feed = parts.ctx, parts.feed

    def back_up() -> Answer:
        try:
            backups.back_up_now(ctx, g.staff)
        except Refusal as refusal:
            return page(ctx, feed, why_not(ctx, refusal), CONFLICT)
        except StorageDown:
            return page(ctx, feed, words_of(ctx)("health.no_backup"), 503)
        return redirect(to("desk.health"), 303)

    def moved(act: Callable[[AppContext, StaffSession, str], None]) -> Answer:
        name = request.form.get("kiosk", "")
        try:
            act(ctx, g.staff, name)
        except Refusal as refusal:
            return page(ctx, feed, why_not(ctx, refusal), CONFLICT)
        return redirect(to("desk.health", retired=name if act is fleet.retire else None), 303)

    desk.add_url_rule("/health", "health", lambda: page(ctx, feed))
    desk.add_url_rule("/health/state", "health_state", lambda: jsonify(state(ctx, feed)))
    desk.add_url_rule("/health/backup", "health_backup", back_up, methods=["POST"])
    desk.add_url_rule("/health/kiosks/retire", "health_retire", lambda: moved(fleet.retire),
                      methods=["POST"])
    desk.add_url_rule("/health/kiosks/take-back", "health_take_back",
                      lambda: moved(fleet.take_back), methods=["POST"])


def retained(ctx: AppContext) -> tuple[RetentionReport, ...]:
    """What is kept for a time only; nothing is said of it while the storage is away."""
    try:
        return retention(ctx)
    except StorageDown:
        return ()


def opening_checks(ctx: AppContext) -> dict[str, tuple[CheckResult, ...]]:
    """What the opening check of each kiosk found; nothing while the storage is away."""
    try:
        return checked(ctx)
    except StorageDown:
        return {}


def kiosks_now(ctx: AppContext) -> Fleet:
    """Every kiosk; none while the storage is away."""
    try:
        return fleet.fleet(ctx)
    except StorageDown:
        return Fleet(ctx.clock(), (), 0, {})


def retired_now(ctx: AppContext) -> str:
    """The kiosk that the address says was just taken out, as long as it is."""
    name = request.args.get("retired", "")
    try:
        return name if name and fleet.is_retired(ctx, name) else ""
    except StorageDown:
        return ""


def state(ctx: AppContext, feed: ChangePoller) -> list[list[object]]:
    """Every part and every kiosk, how it stands, and in which minute it was heard of."""
    now = kiosks_now(ctx)
    return [*([part.name, part.well] for part in looked_at(ctx, feed)),
            *([f"kiosk {one.name}", one.state(now.now), int(one.seen_at.timestamp()) // 60,
               one.has_twin(now.now), *one.report.troubles]
              for one in now.kiosks)]


def looked_at(ctx: AppContext, feed: ChangePoller) -> tuple[HealthPart, ...]:
    """Every part, and the pulse on which all news of the pages depend."""
    notes = noted("pulse_late") if feed.stalled else noted("pulse_well")
    return (*checkup(ctx, serving=True), HealthPart("pulse", not feed.stalled, notes))


def page(ctx: AppContext, feed: ChangePoller, note: str = "", status: int = 200) -> Answer:
    """How everything stands now."""
    words = words_of(ctx)
    return framed_page(
        "desk/health.html", note, status, parts_of_centre=looked_at(ctx, feed),
        kept=retained(ctx), checks=opening_checks(ctx), n_parts=len(PARTS),
        made=backups.made(ctx)[:SHOWN],
        may_back_up=g.staff.account.role in MAY_CLOSE,
        fleet=kiosks_now(ctx), kiosk_parts=kiosks.PARTS, retired=retired_now(ctx),
        part_said=partial(part_said, words), troubles=partial(troubles_said, words),
        may_retire=g.staff.account.role in MAY_SET_CENTRE)
