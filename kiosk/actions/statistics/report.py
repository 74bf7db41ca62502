"""The figures of a month on paper, to be hung up, sent on and kept."""

from __future__ import annotations

from db.engine import event_log
from kiosk.actions.content.centre import guide
from kiosk.actions.queue.statistics import STATISTICS as QUEUE
from kiosk.actions.statistics.queries import Figures, blocks, columns, see
from kiosk.assets import ASSETS
from kiosk.context import AppContext
from kiosk.devices.documents.month_report import Report, ReportFact, draw
from kiosk.domain.queue.statistics import QueueDay, Tally, summed
from kiosk.domain.staff.roles import StaffSession
from kiosk.domain.statistics.bar_tables import condensed
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
        summary=summary(words, figures) or words("figures.nothing"),
        facts=facts(words, figures),
        columns_title=words("figures.columns"), columns=columns(figures),
        blocks=[condensed(one) for one in blocks(words, figures) if one.name != "day"],
        about=words("figures.about"), page=words("figures.report_page"),
        signed=signed(words),
        made=words("figures.report_made", date=f"{now:%Y-%m-%d}", time=written_time(now)),
        log=record_line(words, head),
        issued=now,
    ), ASSETS)


def signed(words: Translator) -> list[str]:
    """What is written by hand at the end of a report."""
    return [words(f"figures.signed_{one}") for one in ("by", "head", "on")]


def record_line(words: Translator, head: event_log.LogHead | None) -> str:
    """The newest line of the record, by which all before it can be known again."""
    return words("figures.report_log", place=f"{head.version}.{head.n}",
                 hash=head.hash[:PRINTED]) if head else ""


def facts(words: Translator, figures: Figures) -> tuple[ReportFact, ...]:
    """What is told of a period before all else: how many, how long, how many were in vain."""
    total, before = figures.of(QUEUE).total, _before(figures)

    def minutes(name: str, seconds: tuple[int, ...]) -> ReportFact:
        half, nine = middle(seconds), nine_in_ten(seconds)
        if half is None:
            return ReportFact(words(f"figures.{name}"), "–", words("figures.too_few"))
        return ReportFact(words(f"figures.{name}"), words("figures.minutes", n=half),
                    words("figures.nine_within", n=nine))

    share = round(100 * total.missed / total.taken) if total.taken else 0
    return (
        ReportFact(words("figures.taken"), f"{total.taken:,}",
             words(f"figures.before_{figures.span}", n=before.taken)),
        minutes("waited", total.waits), minutes("serving", total.times),
        ReportFact(words("figures.missed"), f"{total.missed:,}",
                   words("figures.of_taken", n=share)),
        ReportFact(words("figures.priority"), f"{total.priority:,}",
             words("figures.slower_too", n=total.slower)),
    )


def summary(words: Translator, figures: Figures) -> str:
    """A period in words: what became of its numbers, how long it took, how the period before was,
    and how the numbers called slowly are made up. "" where there is none."""
    total, before = figures.of(QUEUE).total, _before(figures)
    if not total.taken:
        return ""
    rest = total.taken - total.served - total.missed - total.given_up
    said = [words("figures.became", taken=total.taken, served=total.served, missed=total.missed,
                  given_up=total.given_up)]
    if rest:
        said[0] = words("figures.became_open", said=said[0], n=rest)
    half, nine = middle(total.waits), nine_in_ten(total.waits)
    if half is not None:
        said.append(words("figures.took", half=half, nine=nine))
    if before.taken:
        said.append(_compared(words, figures, total, before))
    if total.slower:
        said.append(words("figures.slowly", priority=total.priority,
                          large=total.slower - total.priority, n=total.slower))
    return words("figures.all_said", said=words("figures.apart").join(said))


def _compared(words: Translator, figures: Figures, total: Tally, before: Tally) -> str:
    """Beside the period before: a part of a period is not less than a whole one."""
    name = words(f"figures.{figures.span}_before")
    half, was = middle(total.waits), middle(before.waits)
    if not figures.is_over:
        said = words("figures.was", name=name, n=before.taken)
        return said if was is None else words("figures.was_wait", said=said, n=was)
    said = _difference(words, "figures.numbers", total.taken - before.taken)
    if half is not None and was is not None:
        said = words("figures.and", one=said,
                     two=_difference(words, "figures.usual_wait", half - was))
    return words("figures.than", name=name, said=said)


def _difference(words: Translator, what: str, n: int) -> str:
    return words(f"{what}_{'more' if n > 0 else 'fewer' if n else 'same'}", n=abs(n))


def _before(figures: Figures) -> Tally:
    return summed(cell.tally for day in figures.before for cell in day.of(QueueDay).cells)
