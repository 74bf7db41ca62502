"""The clerk's counter in the browser: the page, its news, its actions, its questions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import abort, g, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as Answer

from kiosk.actions import queue
from kiosk.actions.content.centre import guide
from kiosk.actions.queue.results import DeskView
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import StaffSession
from kiosk.web.core.live_state import LiveState
from kiosk.web.core.page_context import CONFLICT, shown, why_not, words_of
from kiosk.web.desk.auth import DeskAuth, by_script, go
from kiosk.web.desk.queue import counter_view
from kiosk.web.desk.sections import framed_page, section_of


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form says: the ticket it is about, the one the clerk saw as current, and where to."""

    ticket: int
    holding: int | None
    counter: int | None
    service: str | None

    @classmethod
    def of(cls, form: MultiDict[str, str]) -> Asked:
        """Reads a form; what is missing or no number is nobody's."""
        return cls(
            ticket=form.get("ticket", 0, type=int),
            holding=form.get("holding", type=int),
            counter=form.get("counter", type=int),
            service=form.get("service") or None,
        )


def _transfer(ctx: AppContext, session: StaffSession, asked: Asked) -> DeskView:
    if asked.counter is None and asked.service is None:
        raise Refusal("no_such_counter")
    return queue.transfer(
        ctx, session, asked.ticket, counter=asked.counter, service_id=asked.service
    )


ACTIONS: dict[str, Callable[[AppContext, StaffSession, Asked], DeskView]] = {
    "call_next": lambda ctx, at, asked: queue.call_next(ctx, at, asked.holding),
    "call_this": lambda ctx, at, asked: queue.call_this(ctx, at, asked.ticket, asked.holding),
    "take_back": lambda ctx, at, asked: queue.take_back(ctx, at, asked.ticket, asked.holding),
    "reopen": lambda ctx, at, asked: queue.reopen(ctx, at, asked.ticket, asked.holding),
    "undo": lambda ctx, at, asked: queue.undo(ctx, at, asked.ticket, asked.holding),
    "call_again": lambda ctx, at, asked: queue.call_again(ctx, at, asked.ticket),
    "miss": lambda ctx, at, asked: queue.miss(ctx, at, asked.ticket),
    "park": lambda ctx, at, asked: queue.park(ctx, at, asked.ticket),
    "finish": lambda ctx, at, asked: queue.finish(ctx, at, asked.ticket),
    "bring_back": lambda ctx, at, asked: queue.bring_back(ctx, at, asked.ticket),
    "transfer": _transfer,
    "open_counter": lambda ctx, at, asked: queue.open_counter(ctx, at),
    "pause_counter": lambda ctx, at, asked: queue.pause_counter(ctx, at),
    "close_counter": lambda ctx, at, asked: queue.close_counter(ctx, at),
    "ask_for_help": lambda ctx, at, asked: queue.ask_for_help(ctx, at),
    "no_help": lambda ctx, at, asked: queue.no_help(ctx, at),
}


class Pages:
    """What a clerk with a session sees and does."""

    def __init__(self, ctx: AppContext, news: LiveState, entry: DeskAuth) -> None:
        self._ctx = ctx
        self._news = news
        self._entry = entry

    def home(self) -> Answer:
        """The log-in, or the counter the clerk sits at."""
        if g.staff is None:
            return self._entry.log_in_page()
        return self._shown()

    def state(self) -> Answer:
        """News for the page's script: the same picture, as JSON."""
        try:
            return self._news.state(lambda: self._as_json(queue.desk(self._ctx, g.staff)))
        except Refusal:
            return go("desk.counters")

    def do(self, action: str) -> Answer:
        """Does what a button says and shows the counter after it; refused, says why beside it."""
        if action not in ACTIONS:
            abort(404)
        try:
            view = ACTIONS[action](self._ctx, g.staff, Asked.of(request.form))
        except Refusal as refusal:
            if refusal.code == "choose_counter":
                return go("desk.counters")
            return self._shown(why_not(self._ctx, refusal), status=CONFLICT)
        if not by_script():
            return go("desk.home")
        words, key = words_of(self._ctx), f"desk_note.{action}"
        return make_response(jsonify(self._as_json(view, words(key) if words.has(key) else "")))

    def stale(self, _: CSRFError) -> Answer:
        """A form from before the browser's session: nothing was done, the page is fresh again."""
        said = words_of(self._ctx)("desk_note.stale")
        if request.endpoint == "desk.log_in":
            return self._entry.log_in_page(said, status=400)
        turned_away = self._entry.who_asks()
        if turned_away is not None:
            return turned_away
        if section_of(g.sections, request.endpoint or "") != g.sections[0]:
            return framed_page("desk/stale.html", said, 400)
        return self._shown(said, status=400)

    def transfer(self) -> Answer:
        """Asks where the current number should go."""
        view = self._view()
        if view is None or view.current is None:
            return go("desk.home")
        counters = [w for w in queue.hall(self._ctx).counters if w.number != view.counter.number]
        return self._question("transfer", view, counters=counters, guide=guide(self._ctx))

    def shut(self) -> Answer:
        """Asks whether the counter should shut."""
        view = self._view()
        return self._question("shut", view) if view else go("desk.counters")

    def leave(self) -> Answer:
        """Asks what becomes of the counter when its clerk goes."""
        view = self._view()
        return self._question("leave", view) if view else go("desk.counters")

    def left(self) -> Answer:
        """Leaves the counter: shut, paused or as it is, for another counter or for good."""
        how = request.form.get("how")
        try:
            if how in ("close", "change"):
                queue.close_counter(self._ctx, g.staff)
            elif how == "pause":
                queue.pause_counter(self._ctx, g.staff)
        except Refusal as refusal:
            # A counter that is gone needs no shutting.
            if refusal.code != "choose_counter":
                raise
        return go("desk.counters") if how == "change" else self._entry.log_out()

    def _view(self) -> DeskView | None:
        """The clerk's counter; None where one has to be chosen first."""
        try:
            return queue.desk(self._ctx, g.staff)
        except Refusal:
            return None

    def _shown(self, note: str = "", status: int = 200) -> Answer:
        view = self._view()
        if view is None:
            return go("desk.counters")
        if by_script():
            return make_response(jsonify(self._as_json(view, note, bad=True)), status)
        return shown("desk/page.html", status, note=note, **self._drawn(view))

    def _question(self, name: str, view: DeskView, **more: Any) -> Answer:
        return shown(f"desk/{name}.html", view=view, staff=g.staff, **more)

    def _as_json(self, view: DeskView, note: str = "", *, bad: bool = False) -> dict[str, object]:
        drawn = self._drawn(view)
        html = render_template("desk/live.html", **drawn)
        return {"title": drawn["title"], "html": html, "note": note, "bad": bad}

    def _drawn(self, view: DeskView) -> dict[str, Any]:
        tabs = {str(tab): tab for tab in counter_view.Tab}
        tab = tabs.get(request.values.get("tab", ""), counter_view.Tab.WAITING)
        calls, typed = queue.hall(self._ctx).calls, request.values.get("q", "")
        done = (queue.finished_today(self._ctx, g.staff, typed)
                if tab is counter_view.Tab.DONE else ())
        return counter_view.draw(
            view, tab, guide(self._ctx).centre.queue, words_of(self._ctx),
            board=calls[0].label if calls else "", done=done,
        ) | {"typed": typed, "books": bool(queue.offered(self._ctx))}
