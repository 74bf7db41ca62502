"""Content at the desk: what residents read, kind by kind, written, shown, taken along as tables."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from flask import (
    Blueprint,
    Response,
    abort,
    g,
    jsonify,
    make_response,
    redirect,
    request,
    url_for as to,
)
from werkzeug.wrappers import Response as Answer

from kiosk.actions import content
from kiosk.actions.activities.papers import import_paper
from kiosk.actions.content.results import ContentRow, ContentSheet, Outcome
from kiosk.actions.exhibition.pictures import cut_picture, fetched, import_picture
from kiosk.area import content_types
from kiosk.context import AppContext
from kiosk.devices.media.pictures import Keep
from kiosk.domain.calendar import ZONE
from kiosk.domain.content.content_form import Flat, called
from kiosk.domain.content.content_schema import FieldType
from kiosk.domain.content.drafts import Planned
from kiosk.domain.exhibition.pictures import PictureFrame, PictureSize, frame_of
from kiosk.domain.exhibition.slides import MOST_EXHIBITS
from kiosk.domain.icons import FOR_CONTENT
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.settling import BookingsEnd
from kiosk.domain.staff.roles import StaffSession
from kiosk.web.core.files import picture_answer
from kiosk.web.core.forms import one_of
from kiosk.web.core.page_context import CONFLICT, language, why_not, words_of
from kiosk.web.core.request_bodies import takes_files
from kiosk.web.core.tables import CSV, MIMETYPE, XLSX, as_file, taken
from kiosk.web.core.tables_in import bring_table
from kiosk.web.desk.agreement import agreed, ask_first
from kiosk.web.desk.auth import by_script
from kiosk.web.desk.content.form import Drawing, RowMove, beside, move_asked, moved, sent
from kiosk.web.desk.content.look_ahead import LookAhead
from kiosk.web.desk.content.workbook import content_workbook
from kiosk.web.desk.finding import find
from kiosk.web.desk.sections import Seen, framed_page
from kiosk.wording.translator import Translator

Action = Callable[[AppContext, StaffSession, str, str], str | None]

NEW = "new"
UNFIT = 422
# The first evening leads to a few fields of an item, and goes on from there.
SETUP = "setup"


def _kept(cell: str) -> Keep | PictureFrame | None:
    """What is to stay of a picture that came with the form; None for all of it, where it hangs in
    no doorway of a list."""
    if frame := _framed(cell):
        return frame
    return one_of(Keep, beside(f"keep.{cell}", Keep.MIDDLE)) if "." in cell else None


def _framed(cell: str) -> PictureFrame | None:
    """The frame that was drawn over a picture of the form; None where none was."""
    try:
        return frame_of(beside(f"frame.{cell}")) if beside(f"frame.{cell}") else None
    except ValueError:
        abort(400)


def _time_asked() -> datetime:
    """The day and time of the form, in the centre's zone. Refuses with `bad_day`."""
    try:
        return datetime.fromisoformat(beside("at")).replace(tzinfo=ZONE)
    except ValueError as wrong:
        raise Refusal("bad_day") from wrong


def _back(ctx: AppContext, at: StaffSession, kind: str, item: str) -> None:
    if content.go_back(ctx, at, kind, item, request.form.get("n", 0, type=int), agreed()):
        raise Refusal("does_not_fit_any_more")


def _looked_through(row: ContentRow) -> str:
    """What a row is found by: all that is written, and what is being written."""
    return " ".join((row.item, *row.written.values(),
                     *(row.draft.written.values() if row.draft else ())))


def _asked(name: str) -> str:
    """What the address says besides the item, or the form that came of it."""
    return request.args.get(name, "") or beside(name)


def _brought(words: Translator) -> str:
    """What became of a table: how many drafts, and how many lines said nothing new."""
    n, same = request.args["brought"], request.args.get("same", "0")
    if n == "0":
        return words("desk_content.brought_nothing")
    return words("desk_content.brought" if same == "0" else "desk_content.brought_and_same",
                 n=n, same=same)


def _kept_item(kind: str, item: str, how: str, move: RowMove | None) -> Answer:
    """The form of what was kept; where a row was moved, at its list."""
    if move is None:
        return redirect(to("desk.content_item", kind=kind, item=item, kept=how), 303)
    return redirect(to("desk.content_item", kind=kind, item=item,
                       kept=how if how == "anew" else "moved", _anchor=f"list-{move.list}"), 303)


def _unplan(ctx: AppContext, at: StaffSession, kind: str, item: str) -> None:
    content.unplan(ctx, at, kind, item, one_of(Planned, request.form.get("what")))


ACTIONS: Mapping[str, Action] = {
    "copy": lambda ctx, at, kind, item: content.begin(ctx, at, kind, like=item),
    "back": _back,
    "move": lambda ctx, at, kind, item: content.move(
        ctx, at, kind, item, request.form.get("to", "")),
    "hide": lambda ctx, at, kind, item: content.hide(ctx, at, kind, item, agreed=agreed()),
    "show": lambda ctx, at, kind, item: content.hide(ctx, at, kind, item, hidden=False),
    "hide_at": lambda ctx, at, kind, item: content.hide(
        ctx, at, kind, item, at=_time_asked(), agreed=agreed()),
    "unplan": _unplan,
    "drop": content.drop_draft,
    "remove": content.remove,
}
# After these one goes on with the item, after the others with the list.
ON_ITEM = ("copy", "back", "unplan", "hide_at")


def content_pages(desk: Blueprint, ctx: AppContext, seen: Seen) -> None:
    """Adds the lists, the forms, what can be done to an item, and the tables."""
    ahead = LookAhead(ctx, seen, {})
    pages = ContentPages(ctx, ahead)
    # All that is done from a slide's form comes with its pictures.
    takes_files("/desk/content/", MOST_EXHIBITS)
    desk.add_url_rule("/content", "content", pages.first)
    desk.add_url_rule("/content/file/<name>", "content_file", lambda name: picture_answer(
        fetched(ctx, name, PictureSize.PHONE)))
    desk.add_url_rule("/content/look/<code>", "content_look", ahead.picture)
    desk.add_url_rule("/content/<kind>", "content_kind", pages.shelf)
    desk.add_url_rule("/content/<kind>/<item>", "content_item", pages.item)
    desk.add_url_rule("/content/<kind>/<item>", "content_write", pages.write, methods=["POST"])
    desk.add_url_rule(
        "/content/<kind>/<item>/preview", "content_preview", pages.preview, methods=["POST"])
    desk.add_url_rule("/content/<kind>/<item>/<action>", "content_do", pages.do, methods=["POST"])
    desk.add_url_rule("/content/<kind>/table", "content_table", pages.table)
    desk.add_url_rule("/content/<kind>/table", "content_bring", pages.bring, methods=["POST"])


class ContentPages:
    """The pages of the section."""

    def __init__(self, ctx: AppContext, ahead: LookAhead) -> None:
        self._ctx = ctx
        self._ahead = ahead

    def first(self) -> Answer:
        """Leads to the first kind this member of staff writes."""
        kinds = content.kinds_for(self._ctx, g.staff.account.role)
        return redirect(to("desk.content_kind", kind=kinds[0].name), 303)

    def shelf(self, kind: str) -> Answer:
        """All items of a kind."""
        return self._shelf(kind)

    def item(self, kind: str, item: str) -> Answer:
        """The form of one item."""
        sheet = self._sheet(kind, item)
        return self._form(sheet, sheet.written, sheet.written)

    def write(self, kind: str, item: str) -> Answer:
        """Keeps, shows or plans what the form holds. What somebody else threw away is kept
        meanwhile as a new draft, and no more than kept."""
        sheet = self._sheet_or_new(kind, item)
        is_gone = sheet.row.item != item != NEW and not sheet.kind.single
        move = move_asked(sheet.kind)
        how = "save" if beside("keep") or is_gone or move else beside("how", "save")
        base, mine = sent(sheet.kind)
        if is_gone:
            base = {}
        try:
            mine = moved(mine | self._uploaded(sheet, mine), move)
            outcome = self._written(sheet, how, base, mine)
        except BookingsEnd as ends:
            return self._ask_first(ends, base, mine, how)
        except Refusal as refusal:
            return self._form(sheet, mine, base, why_not(self._ctx, refusal), CONFLICT)
        if by_script():
            return make_response(jsonify(self._told(outcome)), 200 if outcome.done else CONFLICT)
        if outcome.both:
            return self._form(sheet, outcome.written, outcome.base, status=CONFLICT,
                              outcome=outcome)
        if outcome.mistakes:
            # Of a new one in which nothing stands yet there is no draft.
            sheet = self._sheet(kind, outcome.item) if outcome.written else sheet
            return self._form(sheet, outcome.written, outcome.base, status=UNFIT, outcome=outcome)
        if how == "publish" and beside("then") == SETUP:
            return redirect(to("desk.setup"), 303)
        if how == "publish" and not outcome.later:
            return redirect(to("desk.content_kind", kind=kind, done=outcome.item), 303)
        how = "anew" if is_gone else "later" if outcome.later else how
        return _kept_item(kind, outcome.item, how, move)

    def preview(self, kind: str, item: str) -> Answer:
        """What the form holds as residents would see it; nobody else sees it, and nothing is kept
        but pictures that came with it, as long as any that nothing names."""
        sheet = self._sheet_or_new(kind, item)
        base, mine = sent(sheet.kind)
        if not sheet.kind.page:
            abort(404)
        try:
            mine |= self._uploaded(sheet, mine)
            return self._ahead.page(sheet, item, mine)
        except Refusal as refusal:
            return self._form(sheet, mine, base, why_not(self._ctx, refusal), CONFLICT)

    def do(self, kind: str, item: str, action: str) -> Answer:
        """What is done to an item as a whole; refused, says why above the list."""
        if action not in ACTIONS:
            abort(404)
        try:
            item = ACTIONS[action](self._ctx, g.staff, kind, item) or item
        except BookingsEnd:
            raise
        except Refusal as refusal:
            return self._refused(kind, refusal)
        if by_script():
            return make_response("", 204)
        if action in ON_ITEM:
            return redirect(to("desk.content_item", kind=kind, item=item, kept=action), 303)
        if action == "move" and request.form.get("album"):
            return redirect(to("desk.exhibition"), 303)
        return redirect(to("desk.content_kind", kind=kind), 303)

    def table(self, kind: str) -> Response:
        """All items of a kind to take along."""
        if request.args.get("form") == CSV:
            return as_file(content.as_table(self._ctx, g.staff, kind), kind)
        words = words_of(self._ctx)
        told = content.in_words(self._ctx, g.staff, kind, words.language)
        return taken(content_workbook(words, kind, told), MIMETYPE, f"{kind}.{XLSX}")

    def bring(self, kind: str) -> Answer:
        """A table brought back: what is new or other in it becomes drafts."""
        file = request.files.get("table")
        if file is None:
            abort(400)
        try:
            lines = bring_table(file.stream, kind, content_types(self._ctx.areas))
            found = content.bring(self._ctx, g.staff, kind, lines, over="over" in request.form)
        except Refusal as refusal:
            return self._refused(kind, refusal)
        return redirect(to("desk.content_kind", kind=kind, brought=found.new + found.changed,
                           same=found.same), 303)

    # ---- what is done

    def _written(self, sheet: ContentSheet, how: str, base: Flat, mine: Flat) -> Outcome:
        named = (self._ctx, g.staff, sheet.kind.name, sheet.row.item, base, mine)
        if how == "plan":
            return content.publish(*named, at=_time_asked(), agreed=agreed())
        if how == "publish":
            return content.publish(*named, agreed=agreed())
        if how != "save":
            abort(400)
        return content.save(*named)

    def _uploaded(self, sheet: ContentSheet, mine: Flat) -> Flat:
        """Pictures and papers that came with the form, taken into the centre, and those of the
        centre that it cuts."""
        papers = {field.name for field in sheet.kind.fields if field.brings}
        names = {field.name for field in sheet.kind.fields
                 if field.form in (FieldType.LIST, FieldType.PICTURE)}
        cut = {cell: cut_picture(self._ctx, mine[cell], frame, g.staff) for cell in mine
               if cell.split(".")[0] in names and (frame := _framed(cell))}
        return cut | {
            cell: import_picture(self._ctx, file.stream, file.filename or "", _kept(cell), g.staff)
            for cell, file in request.files.items()
            if file.filename and cell.split(".")[0] in names
        } | {
            cell: import_paper(self._ctx, g.staff, file.stream, file.filename)
            for cell, file in request.files.items() if file.filename and cell in papers
        }

    # ---- what is shown

    def _ask_first(self, ends: BookingsEnd, base: Flat, mine: Flat, how: str) -> Answer:
        """What showing this would end; the form goes on with all that it holds, pictures too."""
        besides = [(f":{name}", beside(name)) for name in ("at", "then", "fields")]
        fields = [(":base", json.dumps(base)), (":how", how), *besides, *mine.items()]
        return ask_first(self._ctx, ends, fields, keep=(":keep", "1"))

    def _refused(self, kind: str, refusal: Refusal) -> Answer:
        """The list, and why something was not done; a kind that is not theirs has no list."""
        if refusal.code in ("no_such_content", "not_allowed"):
            raise refusal
        return self._shelf(kind, why_not(self._ctx, refusal), CONFLICT,
                           over=refusal.code == "table_other_hand")

    def _sheet(self, kind: str, item: str) -> ContentSheet:
        return content.sheet(self._ctx, g.staff, kind, "" if item == NEW else item)

    def _sheet_or_new(self, kind: str, item: str) -> ContentSheet:
        try:
            return self._sheet(kind, item)
        except Refusal as refusal:
            if refusal.code != "no_such_item":
                raise
            return self._sheet(kind, NEW)

    def _shelf(
        self, kind: str, note: str = "", status: int = 200, *, over: bool = False
    ) -> Answer:
        shelf = content.on_shelf(self._ctx, g.staff, kind)
        done = request.args.get("done", "")
        words = words_of(self._ctx)
        if not note and done in {row.item for row in shelf.rows}:
            note = words("desk_content.shown_now")
        if not note and request.args.get("brought", "").isdecimal():
            note = _brought(words)
        found = find(shelf.rows, _looked_through, {
            "shown": lambda row: row.shown and not row.hidden,
            "hidden": lambda row: row.hidden, "draft": lambda row: row.draft is not None,
        })
        return framed_page(
            "desk/content_list.html", note, status, shelf=shelf, found=found, title=self._title(),
            over=over, kinds=content.kinds_for(self._ctx, g.staff.account.role))

    def _form(
        self, sheet: ContentSheet, written: Flat, base: Flat, note: str = "", status: int = 200,
        outcome: Outcome | None = None,
    ) -> Answer:
        kept = request.args.get("kept", "")
        words = words_of(self._ctx)
        if not note:
            of_new = () if sheet.row.shown else (f"desk_content.kept_{kept}_new",)
            note = words.first(*of_new, f"desk_content.kept_{kept}")
        drawing = Drawing(
            sheet, written, words.language, outcome.mistakes if outcome else (),
            base if outcome else None, outcome.both if outcome else ())
        return framed_page(
            "desk/content_item.html", note, status, sheet=sheet, cells=drawing.cells(), base=base,
            new=NEW, outcome=outcome, icons=sorted(FOR_CONTENT), title=self._title(),
            written=written, looks=bool(sheet.kind.page), then=_asked("then"),
            only=() if outcome else tuple(filter(None, _asked("fields").split(","))),
            kinds=content.kinds_for(self._ctx, g.staff.account.role))

    def _title(self) -> Callable[[Flat], str]:
        return partial(called, language=language(self._ctx))

    def _told(self, outcome: Outcome) -> dict[str, object]:
        """The page's own script keeps what is being written while it is written."""
        return {"item": outcome.item, "base": outcome.base, "done": outcome.done,
                "by": outcome.by, "both": outcome.both, "theirs": outcome.theirs}
