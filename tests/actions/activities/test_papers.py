"""An activity's paper to take along: a PDF brought at the desk, given out, and deleted unused."""

from __future__ import annotations

import io
import zlib

import pytest

from db.activities import papers as stored
from kiosk.actions.activities import run_due
from kiosk.actions.activities.papers import KEPT_DAYS, import_paper, paper_of
from kiosk.context import AppContext
from kiosk.devices.media.papers import MOST_BYTES, looked_through
from kiosk.domain.refusals import Refusal
from tests.support.activities import PDF, rewritten, with_activities
from tests.support.centre import Clock
from tests.support.rooms import keeper


def refused(data: bytes) -> str:
    """Why a file is not taken."""
    with pytest.raises(Refusal) as told:
        looked_through(data)
    return told.value.code


def packed(data: bytes) -> bytes:
    """A PDF whose objects lie in a stream."""
    stream = b"2 0 obj <</Type /ObjStm /Filter /FlateDecode>>\nstream\n" + zlib.compress(data)
    return PDF.replace(b"startxref", stream + b"\nendstream endobj\nstartxref")


def test_only_a_whole_pdf_that_shows_pages_alone_is_taken() -> None:
    assert looked_through(PDF) == PDF and looked_through(packed(b"<</Type /Page>>"))
    assert refused(b"<html>%PDF-1.7 startxref %%EOF") == "paper_unreadable"
    assert refused(PDF[:-20]) == "paper_unreadable", "cut off"
    assert refused(PDF.replace(b"/Catalog", b"/Catalog /OpenAction <</S /JavaScript>>")) == (
        "paper_active")
    assert refused(packed(b"<</S /JavaScript /JS (app.alert(1))>>")) == "paper_active"


@pytest.mark.both
def test_a_paper_is_in_the_database_and_goes_when_no_activity_has_it(
    ctx: AppContext, clock: Clock
) -> None:
    with_activities(ctx)
    name = import_paper(ctx, keeper(ctx), io.BytesIO(PDF), "单子.pdf")
    assert import_paper(ctx, keeper(ctx), io.BytesIO(PDF), "again.pdf") == name
    assert paper_of(ctx, "papercut") is None, "control: it does not name it yet"
    rewritten(ctx, "papercut", paper=name)
    clock.pass_(days=KEPT_DAYS + 1)
    run_due(ctx)
    assert paper_of(ctx, "papercut") == PDF
    rewritten(ctx, "papercut", paper="https://www.gov.cn/a.pdf")
    with ctx.database.read() as tx:
        assert stored.read(tx, name) is None and paper_of(ctx, "papercut") is None


def test_what_is_too_large_is_refused_before_it_is_read(ctx: AppContext) -> None:
    with pytest.raises(Refusal) as told:
        import_paper(ctx, keeper(ctx), io.BytesIO(PDF + bytes(MOST_BYTES)), "large.pdf")
    assert told.value.details == {"megabytes": MOST_BYTES // 2**20}
