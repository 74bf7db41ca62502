"""The figures of a month on paper, to be hung up, sent on and kept."""

from __future__ import annotations

from db.engine import event_log
from kiosk.actions.content.centre import guide
from kiosk.actions.queue.statistics import STATISTICS as QUEUE
from kiosk.actions.statistics.queries import Figures, blocks, columns, see
from kiosk.assets import ASSETS
from kiosk.context import AppContext
from kiosk.devices.documents.month_report import Report, ReportFact, draw
from kiosk.domain.queue.statistics import QueueDay
from kiosk.domain.staff.roles import StaffSession
from kiosk.domain.statistics.daily_statistics import Span, middle, nine_in_ten
from kiosk.wording.dates import written_date, written_time
from kiosk.wording.translator import Translator

# Letters of the hash on paper, 128 bits.
PRINTED = 32


def monthly_report(ctx: AppContext, session: StaffSession, back: int, language: str) -> bytes:
    """The month `back` before this one as a PDF. Refuses with `not_allowed`."""
    words, now = ctx.words[language], ctx.clock()
    figures = see(ctx, session, Span.MONTH, back, language)
    month = written_date(words, figures.first, "month")
    with ctx.database.read() as tx:
        head = event_log.head(tx, now)
    return draw(Report(
        centre=guide(ctx).centre.centre.in_(language),
        title=words("figures.report_title", month=month),
        facts=facts(words, figures),
        columns_title=words("figures.columns"), columns=columns(figures),
        blocks=[one for one in blocks(words, figures) if one.name != "day"],
        about=words("figures.about"), page=words("figures.report_page"),
        made=words("figures.report_made", date=f"{now:%Y-%m-%d}", time=written_time(now)),
        log=words("figures.report_log", place=f"{head.version}.{head.n}",
                  hash=head.hash[:PRINTED]) if head else "",
        issued=now,
    ), ASSETS)


def facts(words: Translator, figures: Figures) -> tuple[ReportFact, ...]:
    """What is told of a period before all else: how many, how long, how many were in vain."""
    total = figures.of(QUEUE).total
    before = sum(cell.tally.taken for day in figures.before for cell in day.of(QueueDay).cells)

    def minutes(name: str, seconds: tuple[int, ...]) -> ReportFact:
        half, nine = middle(seconds), nine_in_ten(seconds)
        if half is None:
            return ReportFact(words(f"figures.{name}"), "–", words("figures.too_few"))
        return ReportFact(words(f"figures.{name}"), words("figures.minutes", n=half),
                    words("figures.nine_within", n=nine))

    share = round(100 * total.missed / total.taken) if total.taken else 0
    return (
        ReportFact(words("figures.taken"), f"{total.taken:,}",
             words(f"figures.before_{figures.span}", n=before)),
        minutes("waited", total.waits), minutes("serving", total.times),
        ReportFact(words("figures.missed"), f"{total.missed:,}",
                   words("figures.of_taken", n=share)),
        ReportFact(words("figures.priority"), f"{total.priority:,}",
             words("figures.slower_too", n=total.slower)),
    )
