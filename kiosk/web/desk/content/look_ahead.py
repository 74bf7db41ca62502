"""先看看: what is being written as residents would see it, on a phone and on the touch screen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from flask import Response, abort, g, make_response
from markupsafe import escape
from werkzeug.wrappers import Response as Answer

from kiosk.actions import content
from kiosk.actions.content.results import ContentSheet
from kiosk.context import AppContext
from kiosk.devices.media.screen_picture import PageAsked, screen_picture
from kiosk.domain.content.content_form import Flat, called
from kiosk.domain.operations.panel import LANDSCAPE, PORTRAIT
from kiosk.web.core.page_context import language, words_of
from kiosk.web.desk.sections import Seen, framed_page

SCRIPT = re.compile(r"<(script|noscript)\b.*?</\1>", re.DOTALL)
BODY = re.compile(r"(<body\b[^>]*>)")
# Beside the phone it stands in a frame: a way out of the page leads nowhere.
HEAD = re.compile(r"(<head\b[^>]*>)")
NOWHERE = r'\1<base target="_blank">'
# What was looked at last is drawn when its page asks for it, and kept no longer.
KEPT = 8


class Drawn(NamedTuple):
    """A page of the touch screen that somebody of the staff looks at, to be drawn."""

    account: int
    asked: PageAsked


@dataclass(frozen=True, slots=True)
class LookAhead:
    """What is being written, as a page; the touch screen beside it is drawn when a browser asks."""

    ctx: AppContext
    seen: Seen
    drawn: dict[str, Drawn]

    def page(self, sheet: ContentSheet, item: str, mine: Flat) -> Answer:
        """The page on which residents meet it; on a screen too, both. Its scripts are left out:
        they would ask the centre as it is. Refuses as `content.preview` does."""
        kind = sheet.kind
        ahead = content.preview(self.ctx, g.staff, kind.name, item, mine)
        page = SCRIPT.sub("", self.seen(ahead, kind.page.format(item=item)))
        if kind.screen:
            return self._both(sheet, mine, HEAD.sub(NOWHERE, page, count=1),
                              self._to_draw(ahead, *kind.screen, item))
        said = escape(words_of(self.ctx)("desk_content.preview_note"))
        return make_response(BODY.sub(rf'\1<p class="look-ahead">{said}</p>', page, count=1))

    def picture(self, code: str) -> Response:
        """The touch screen as a PNG, for whoever looked. Refuses as `screen_picture` does."""
        drawn = self.drawn.get(code)
        if drawn is None or drawn.account != g.staff.account.id:
            abort(404)
        settings = self.ctx.settings
        picture = screen_picture(settings.data, settings.database_url, drawn.asked)
        return Response(picture, mimetype="image/png")

    def _to_draw(self, ahead: AppContext, screen: str, argument: str, item: str) -> str:
        wide, high = self.ctx.settings.window or PORTRAIT
        code = self.ctx.codes()
        self.drawn[code] = Drawn(g.staff.account.id, PageAsked(
            screen, {argument: item}, language(self.ctx), LANDSCAPE if wide > high else PORTRAIT,
            tuple((*of, body) for of, body in ahead.database.preview_items.items())))
        for old in list(self.drawn)[:-KEPT]:
            self.drawn.pop(old, None)
        return code

    def _both(self, sheet: ContentSheet, mine: Flat, phone: str, code: str) -> Answer:
        title = called(mine, language(self.ctx))
        return framed_page("desk/look_ahead.html", title=title, kind=sheet.kind,
                           phone=phone, code=code)
