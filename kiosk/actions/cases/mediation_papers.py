"""The papers of a mediation's dossier as print-outs, to be filled in by pen and signed."""

from __future__ import annotations

from kiosk.actions.cases.mediation import see_mediation
from kiosk.actions.content.centre import guide
from kiosk.assets import ASSETS
from kiosk.context import AppContext
from kiosk.devices.documents.mediation_paper import MediationSheet, PaperPart, draw
from kiosk.domain.cases.mediation import DossierPaper
from kiosk.domain.staff.roles import StaffSession
from kiosk.wording.dates import written_date
from kiosk.wording.translator import Translator

# Of each paper its parts, with how many lines for the pen.
PARTS: dict[DossierPaper, tuple[tuple[str, int], ...]] = {
    DossierPaper.APPLICATION: (("matter", 7), ("wish", 4)),
    DossierPaper.RIGHTS: (("own_rights", 0), ("duties", 0)),
    DossierPaper.RECORD: (("present", 2), ("said_a", 5), ("said_b", 5)),
    DossierPaper.AGREEMENT: (("facts", 4), ("agreed", 6), ("how", 2)),
    DossierPaper.PROOF: (("done", 5), ("proof", 3)),
    DossierPaper.VISIT: (("how_now", 5), ("open_points", 4)),
}
# Whose signatures each has.
SIGNS: dict[DossierPaper, tuple[str, ...]] = {
    DossierPaper.APPLICATION: ("applicant", "mediator"),
    DossierPaper.RIGHTS: ("side_a", "side_b", "mediator"),
    DossierPaper.RECORD: ("side_a", "side_b", "mediator"),
    DossierPaper.AGREEMENT: ("side_a", "side_b", "mediator"),
    DossierPaper.PROOF: ("side_a", "side_b", "mediator"),
    DossierPaper.VISIT: ("visited", "mediator"),
}


def print_paper(ctx: AppContext, session: StaffSession, mediation_id: int, paper: DossierPaper,
                language: str) -> bytes:
    """A paper with what is known of the mediation, a PDF of A4: printing it is a look at it.

    Refuses with `not_allowed`, `no_such_mediation`.
    """
    view, words = see_mediation(ctx, session, mediation_id), ctx.words[language]
    names = [one.facts.name if one.facts else "" for one in view.sides]
    day = written_date(words, view.now.date())
    sheet = MediationSheet(
        centre=guide(ctx).centre.centre.in_(language),
        title=words(f"mediation_paper.{paper}"),
        facts=(
            (words("mediation_paper.number"), words("mediation_paper.said_number",
                                                    number=f"{mediation_id:04d}")),
            (words("mediation_paper.side_a"), names[0]),
            (words("mediation_paper.side_b"), names[1]),
            (words("mediation_paper.day"), "" if paper is not DossierPaper.RIGHTS else day),
        ),
        parts=tuple(PaperPart(words(f"mediation_paper.{part}"), _said(words, part), ruled)
                    for part, ruled in PARTS[paper]),
        confirm=words("mediation_paper.confirm"),
        signs=tuple(words(f"mediation_paper.{one}") for one in SIGNS[paper]),
        foot=words("mediation_paper.foot", day=day),
    )
    return draw(sheet, ASSETS)


def _said(words: Translator, part: str) -> tuple[str, ...]:
    """What stands in a part before anybody writes there: the rights and the duties, as lines."""
    if part not in ("own_rights", "duties"):
        return ()
    return tuple(words(f"mediation_paper.{part}_text").split("\n"))
