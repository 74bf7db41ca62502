"""What every page has at hand: the reader's language, words, icons, the centre, the time."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from flask import (
    Flask,
    Response,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from markupsafe import Markup
from werkzeug.wrappers import Response as Answer

from kiosk.actions.content.centre import guide
from kiosk.context import AppContext, PagesContext
from kiosk.devices.media.qr_code import qr_svg
from kiosk.domain.content.guide import Centre
from kiosk.domain.languages import LANGUAGES, next_language
from kiosk.domain.refusals import Refusal, StorageDown
from kiosk.domain.reservations.settling import BookingsEnd
from kiosk.domain.telephones import dialled
from kiosk.web.core.static_assets import StaticAssets
from kiosk.web.core.wording import Wording
from kiosk.wording.dates import by_itself
from kiosk.wording.translator import Translator

OK, SEE_OTHER, CONFLICT = 200, 303, 409
# These stand in the centre and speak its language, whatever their browser was set to.
CENTRE_OWN = ("board", "desk")
# All that a link to the same page takes along: any other name might be one that url_for obeys.
KEPT = ("q", "lang", "text", "k", "kind", "session", "people")
PHRASE = re.compile(r"([^，。；、？,.;?]+[，。；、？,.;?]*)(\s*)")


def language(ctx: PagesContext) -> str:
    """The language of this reader: the one chosen, the browser's, or the centre's."""
    asked = request.args.get("lang")
    if asked in ctx.words:
        session["language"] = asked
    kept = session.get("language")
    if kept in ctx.words:
        return str(kept)
    if request.blueprint not in CENTRE_OWN:
        best = request.accept_languages.best_match(LANGUAGES)
        if best:
            return LANGUAGES[best]
    return ctx.settings.language


def reads_large() -> bool:
    """Whether this reader chose 大字."""
    asked = request.args.get("text")
    if asked:
        session["large"] = asked == "large"
    return bool(session.get("large"))


def words_of(ctx: PagesContext) -> Translator:
    """The words in the language of this reader."""
    return ctx.words[language(ctx)]


def why_not(ctx: AppContext, refusal: Refusal | None) -> str:
    """Why something was not done, in the words of this reader; "" where nothing was refused."""
    return Wording(words_of(ctx), ctx.clock()).refusal(refusal) if refusal else ""


def key_again(ctx: AppContext, form: Mapping[str, str], refusal: Refusal | None) -> str:
    """The key of a form that is shown again: its own, but for one that counted already."""
    counted = refusal is not None and refusal.code == "sent_before"
    return (not counted and form.get("key")) or ctx.codes()


def shown(template: str, status: int = OK, **more: object) -> Response:
    """A page."""
    return make_response(render_template(template, **more), status)


def standing(
    ctx: AppContext, template: str, refusal: Refusal | None = None, status: int = CONFLICT,
    **more: object,
) -> Response:
    """A page as it stands; a `refusal` is said on it, and gives it its status."""
    return shown(
        template, status if refusal else OK, trouble=why_not(ctx, refusal), **more)


def carry_out(
    ctx: AppContext, action: Callable[[], object], page: Callable[[str, int], Answer], back: str
) -> Answer:
    """Does what a form asks for and leads on to `back`; refused, shows its page with why. What the
    staff have to see first has a page of its own."""
    try:
        action()
    except BookingsEnd:
        raise
    except Refusal as refusal:
        return page(why_not(ctx, refusal), CONFLICT)
    return redirect(back, SEE_OTHER)


def here(**changes: str) -> str:
    """The address of this page with some of its parameters changed."""
    kept = {name: request.args[name] for name in KEPT if name in request.args}
    asked = {**(request.view_args or {}), **kept, **changes}
    return url_for(request.endpoint or "phone.home", **asked)


def phrases(text: str) -> Markup:
    """Keeps each phrase of a centred text on one line where it fits."""
    one = Markup('<span class="phrase">{}</span>{}')
    return Markup("").join(one.format(*parts) for parts in PHRASE.findall(text))


def drawn_code(link: str, title: str) -> Markup:
    """The QR code of an address of ours; nothing where there is no address."""
    return Markup(qr_svg(link, title) if link else "")  # noqa: S704  # drawn here, squares only


def with_figure(sentence: str, figure: object) -> Markup:
    """A sentence with its one figure set in bold where `#` stands."""
    before, _, after = sentence.partition("#")
    return Markup("{}<b>{}</b>{}").format(before, figure, after)


def equip(
    app: Flask, ctx: PagesContext, shelf: StaticAssets, centre: Callable[[], Centre | None]
) -> None:
    """Gives every template what it may use."""

    @app.context_processor
    def at_hand() -> dict[str, Any]:
        words, now = words_of(ctx), ctx.clock()
        return {
            "words": words,
            "say": Wording(words, now),
            "language": words.language,
            "other_language": next_language(words.language),
            "large": reads_large(),
            "now": now,
            "centre": centre(),
        }

    app.jinja_env.filters.update(
        phrases=phrases, by_itself=by_itself, with_figure=with_figure, dialled=dialled)
    app.jinja_env.globals.update(
        asset=shelf.url,
        icon=shelf.icon,
        picture=shelf.picture,
        logo=lambda: shelf.picture("logo", "logo-drawing"),
        here=here,
    )


def names_of(ctx: AppContext) -> Centre | None:
    """The centre's own names; None on the one page that must stand without any storage."""
    try:
        return guide(ctx).centre
    except StorageDown:
        return None
