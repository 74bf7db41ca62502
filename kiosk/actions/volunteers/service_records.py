"""The proof of a volunteer's service, in the sense of 《志愿服务记录与证明出具办法（试行）》.

It names the volunteer, what was done, when and for how long, who recorded it, and has the place
to sign, seal and date it. Only what residents attested stands in it; giving it out is free.
"""

from __future__ import annotations

from kiosk.actions.content.centre import guide
from kiosk.actions.volunteers.registry import hours_of
from kiosk.assets import ASSETS
from kiosk.context import AppContext
from kiosk.devices.documents.service_record import Record, draw
from kiosk.domain.drawable import runs, undrawn
from kiosk.domain.refusals import Refusal


def service_record(ctx: AppContext, volunteer_id: int, language: str) -> bytes:
    """The record as a PDF. Refuses with `no_such_volunteer`, `name_not_drawn`."""
    words, now, found = ctx.words[language], ctx.clock(), hours_of(ctx, volunteer_id)
    name = found.volunteer.name
    if undrawn(name) or not any(run.text.strip() for run in runs(name)):
        raise Refusal("name_not_drawn", signs=undrawn(name) or name)
    visits = [one for one in found.visits if one.attested_at]
    centre = guide(ctx).centre
    keeper = centre.centre.in_(language)
    first, last = (f"{one:%Y-%m-%d}" for one in (
        (visits[0].there_at, visits[-1].there_at) if visits else (now, now)))
    return draw(Record(
        centre=keeper, title=words("service_record.title"),
        facts=[
            (words("service_record.name"), name),
            (words("service_record.number"), found.volunteer.number),
            (words("service_record.papers"), words("service_record.papers_gap")),
            (words("service_record.period"), words("service_record.span", first=first, last=last)),
            (words("service_record.keeper"), keeper),
            *([(words("service_record.contact"), centre.phone)] if centre.phone else []),
        ],
        head=tuple(words(f"service_record.column{n}") for n in range(1, 5)),  # type: ignore[arg-type]  # four of them
        lines=[
            (f"{one.there_at:%Y-%m-%d %H:%M}", words.text(found.kinds[one.kind_id].title),
             words(f"service_record.{one.place}"), words("service_record.minutes", n=one.minutes))
            for one in visits
        ],
        none=words("service_record.none"),
        sum_up=words("service_record.sum_up", n=len(visits), h=found.minutes // 60,
                     m=found.minutes % 60),
        pledge=words("service_record.pledge"),
        signs=[words("service_record.sign"), words("service_record.seal"),
               words("service_record.date", year=now.year, month=now.month, day=now.day)],
        page=words("service_record.page"), issued=now,
    ), ASSETS)
