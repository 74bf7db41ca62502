"""The shelf: style sheets, scripts, icons and pictures, each under a name that changes with it."""

from __future__ import annotations

import hashlib
import mimetypes
from pathlib import Path
from xml.etree import ElementTree

from flask import Blueprint, Response, abort, request, url_for
from markupsafe import Markup, escape

SERVED = {".css", ".js", ".svg"}
FOR_A_YEAR = "public, max-age=31536000, immutable"
ANY_ICON = "list-check"
SVG = "http://www.w3.org/2000/svg"
# How nearly every icon is drawn: `base.css` says it once, where each page would say it with each.
USUAL = {"fill": "none", "stroke": "currentColor", "stroke-width": "1.9",
         "stroke-linecap": "round", "stroke-linejoin": "round"}


class StaticAssets:
    """Everything the pages take along, read once at the start.

    Only what was found on the shelf is served, so no path can lead out of it.
    """

    def __init__(self, assets: Path) -> None:
        self._files = {
            file.relative_to(folder).as_posix(): file.read_bytes()
            for folder in (assets / "pages", assets / "pictures")
            for file in sorted(folder.rglob("*"))
            if file.suffix in SERVED
        }
        self._marks = {
            name: hashlib.sha256(body).hexdigest()[:12] for name, body in self._files.items()
        }
        self._icons = _symbols((assets / "icons" / "icons.svg").read_bytes())

    def url(self, name: str) -> str:
        """Where a file lies; its mark changes with its content, so browsers keep it a year."""
        return url_for("shelf.file", mark=self._marks[name], name=name)

    def icon(self, name: str, style: str = "") -> Markup:
        """An icon of the sprite, drawn in place in the colour of the text around it.

        Staff name icons too, so an unknown name is drawn as a list instead of failing the page.
        """
        box, drawing = self._icons.get(name) or self._icons[ANY_ICON]
        return Markup('<svg class="icon {}" viewBox="{}" aria-hidden="true">{}</svg>').format(
            style, box, drawing
        )

    def picture(self, name: str, style: str = "") -> Markup:
        """A small drawing put into the page itself, without a request of its own."""
        root = ElementTree.fromstring(self._files[f"{name}.svg"])
        root.set("class", style)
        root.set("aria-hidden", "true")
        for size in ("width", "height"):
            root.attrib.pop(size, None)
        return Markup(_written(root))  # noqa: S704  # a file of ours, no resident's word

    def blueprint(self) -> Blueprint:
        """Serves the files."""
        served = Blueprint("shelf", __name__)

        @served.get("/static/<mark>/<path:name>")
        def file(mark: str, name: str) -> Response:
            if self._marks.get(name) != mark:
                abort(404)
            if request.if_none_match.contains(mark):
                answer = Response(status=304)
            else:
                kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
                answer = Response(self._files[name], mimetype=kind)
            answer.set_etag(mark)
            answer.headers["Cache-Control"] = FOR_A_YEAR
            return answer

        return served


def _symbols(sprite: bytes) -> dict[str, tuple[str, Markup]]:
    """Name, view box and drawing of each symbol of a sprite."""
    symbols = {}
    for symbol in ElementTree.fromstring(sprite).iter(f"{{{SVG}}}symbol"):
        for part in symbol:
            if part.attrib == USUAL:
                part.attrib.clear()
        drawing = "".join(_written(part) for part in symbol)
        symbols[symbol.attrib["id"]] = (
            str(escape(symbol.attrib["viewBox"])),
            Markup(drawing),  # noqa: S704  # a file of ours, no resident's word
        )
    return symbols


def _written(element: ElementTree.Element) -> str:
    ElementTree.register_namespace("", SVG)
    return ElementTree.tostring(element, encoding="unicode").replace(f' xmlns="{SVG}"', "").strip()
