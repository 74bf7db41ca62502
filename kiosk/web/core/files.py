"""Files of the centre as an answer."""

from __future__ import annotations

from pathlib import Path

from flask import Response, abort, make_response, request, send_file

# Seconds for which a browser may show a picture again without asking: what is taken down is gone
# soon.
AGE = 60
KINDS = {".mp4": "video/mp4", ".webm": "video/webm"}
MOST_PART = 2 * 2**20


def picture_answer(file: Path | None) -> Response:
    """A picture; 404 where there is none."""
    if file is None:
        abort(404)
    answer = make_response(file.read_bytes())
    answer.mimetype = "image/jpeg"
    answer.headers["Cache-Control"] = f"private, max-age={AGE}"
    return answer


def video_answer(file: Path | None) -> Response:
    """A video, or the part of it that is asked for (RFC 9110, 14); 404 where there is none.

    Of a part at most `MOST_PART` bytes come: browsers ask for the next. A player that stops in the
    middle would hold one of the few threads of the pages else.
    """
    if file is None:
        abort(404)
    size, asked = file.stat().st_size, request.range
    part = asked.range_for_length(size) if asked and asked.units == "bytes" else None
    if part is None and asked and asked.units == "bytes" and len(asked.ranges) == 1:
        answer = make_response("", 416)
        answer.headers["Content-Range"] = f"bytes */{size}"
    elif part is None:
        answer = send_file(file, KINDS[file.suffix], conditional=False)
    else:
        start, stop = part[0], min(part[1], part[0] + MOST_PART)
        with file.open("rb") as opened:
            opened.seek(start)
            answer = make_response(opened.read(stop - start), 206)
        answer.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    answer.mimetype = KINDS[file.suffix]
    answer.headers["Accept-Ranges"] = "bytes"
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
