"""The wall on the phone: what became of the cases, and how far the case of a number is."""

from __future__ import annotations

from flask import Response, request
from werkzeug.wrappers import Response as Answer

from kiosk.actions import cases
from kiosk.actions.cases.results import CaseStep, CaseWall
from kiosk.context import AppContext
from kiosk.domain.guessing import from_stranger
from kiosk.domain.rates import Rate
from kiosk.domain.refusals import Refusal
from kiosk.web.core.limits import MINUTE, Limit, by_address, by_phone
from kiosk.web.core.page_context import standing, words_of
from kiosk.web.phone.cases.case_wording import CaseSaid
from kiosk.web.phone.parts import PhoneParts

LOOKS_UP = Limit(Rate(10, MINUTE), by_phone), Limit(Rate(120, MINUTE), by_address)


def wall_pages(parts: PhoneParts) -> None:
    """Adds the wall, and the look at a number."""
    ctx = parts.ctx

    @parts.phone.get("/cases")
    def case_wall() -> Answer:
        return page(ctx)

    @parts.phone.get("/cases/state")
    def wall_state() -> Response:
        return parts.news.state(lambda: facts(cases.wall(ctx)))

    @parts.phone.post("/cases")
    @parts.limiter.limit(*LOOKS_UP)
    def case_step() -> Answer:
        try:
            step = cases.step_by_number(
                ctx, request.form.get("number", ""), from_stranger(by_address()))
        except Refusal as refusal:
            return page(ctx, refusal=refusal)
        return page(ctx, step)


def page(ctx: AppContext, step: CaseStep | None = None, refusal: Refusal | None = None) -> Answer:
    """The wall; with it the `step` of a number that was asked for, or why there is none."""
    wall = cases.wall(ctx)
    return standing(ctx, "phone/case_wall.html", refusal, 422, wall=wall, step=step,
                    of=CaseSaid(words_of(ctx), wall.now), number=request.form.get("number", ""),
                    follows=True)


def facts(wall: CaseWall) -> dict[str, object]:
    """What changes on the wall: figures and how many lines there are."""
    return {
        "month": wall.month.first.isoformat(),
        "months": [[getattr(one.figures, name) for name in one.figures.__slots__]
                   for one in wall.months],
        "topics": [[topic.id, figures.received, figures.solved] for topic, figures in wall.topics],
        "lines": [[line.day.isoformat(), str(line.state)] for line in (*wall.solved,
                                                                       *wall.unsolved)],
    }
