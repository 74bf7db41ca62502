"""The calling board, for any television's browser."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template, request

from kiosk.actions import queue
from kiosk.actions.queue.results import Hall
from kiosk.context import AppContext
from kiosk.domain.refusals import StorageDown
from kiosk.web.board.slides import board_slides, frames
from kiosk.web.board.watch import BoardWatch
from kiosk.web.core.live_state import LiveState

FRESH_SECONDS = 15
# A call is left standing for so long before slides take its place.
BETWEEN_SECONDS = 30
PAST_CALLS = 3


def make_board(ctx: AppContext, news: LiveState, watch: BoardWatch) -> Blueprint:
    """The board's page and its state; `/board/asked` says how many seconds ago a board asked."""
    board = Blueprint("board", __name__)

    def hall_last_read() -> Hall:
        """The hall now; while the database is down as it was last read, with the time it was.
        Raises StorageDown where it never was."""
        try:
            return ctx.database.remember("hall", queue.hall(ctx))
        except StorageDown:
            known: Hall | None = ctx.database.recall("hall")
            if known is None:
                raise
            return known

    @board.get("/board")
    def wall() -> str:
        if "slide" in request.args:
            return one_slide(ctx, request.args["slide"])
        hall = hall_last_read()
        serving = any(counter.serving for counter in hall.counters)
        return render_template(
            "board/board.html",
            hall=hall,
            last=hall.calls[0] if hall.calls else None,
            past=hall.calls[1 : 1 + PAST_CALLS],
            shut=not hall.opening.is_open and not serving and not hall.waiting,
            fresh_seconds=FRESH_SECONDS,
            slides=board_slides(ctx) if request.args.get("slides") == "1" else (),
            between=BETWEEN_SECONDS,
        )

    @board.get("/board/state")
    def state() -> Response:
        return news.state(lambda: facts(queue.hall(ctx)))

    board.add_url_rule("/board/asked", "asked", watch.answer)
    return board


def one_slide(ctx: AppContext, slide_id: str) -> str:
    """A slide by itself, for whoever writes it."""
    try:
        return render_template("board/slide.html", slides=frames(ctx, slide_id))
    except KeyError:
        abort(404)


def facts(hall: Hall) -> dict[str, object]:
    """The hall as `/board/state` gives it: instants in ISO 8601, waits in minutes."""
    return {
        "now": hall.now.isoformat(),
        "open": hall.opening.is_open,
        "waiting": hall.waiting,
        "wait": [hall.wait.low, hall.wait.high] if hall.wait else None,
        "missed": hall.missed,
        "counters": [
            {
                "number": counter.number,
                "state": str(counter.state),
                "serving": counter.serving,
                "next": counter.next_label,
                "waiting": counter.waiting,
                "wait": [counter.wait.low, counter.wait.high] if counter.wait else None,
            }
            for counter in hall.counters
        ],
        "calls": [
            {"id": call.id, "number": call.label, "counter": call.counter,
             "at": call.at.isoformat(), "again": call.again}
            for call in hall.calls
        ],
    }
