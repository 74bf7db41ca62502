"""Files of the centre as an answer."""

from __future__ import annotations

from pathlib import Path

from flask import Response, abort, make_response

# Seconds for which a browser may show a picture again without asking: what is taken down is gone
# soon.
AGE = 60


def picture_answer(file: Path | None) -> Response:
    """A picture; 404 where there is none."""
    if file is None:
        abort(404)
    answer = make_response(file.read_bytes())
    answer.mimetype = "image/jpeg"
    answer.headers["Cache-Control"] = f"private, max-age={AGE}"
    return answer


def paper_answer(body: bytes | None, name: str) -> Response:
    """A PDF to keep; 404 where there is none. Nothing in it acts on the centre's pages."""
    if body is None:
        abort(404)
    answer = make_response(body)
    answer.mimetype = "application/pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = f"private, max-age={AGE}"
    return answer
