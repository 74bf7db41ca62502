"""The first evening: what has to be known of a new centre before residents come, step by step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from db.content import content_items
from db.engine.database import ReadTransaction
from db.operations import opening_checks, second_copy
from kiosk.actions.acting import acting, allowed
from kiosk.actions.operations.second_copy.status import notes_of
from kiosk.area import HealthNote, HealthPart, SetupFacts, SetupStep, noted
from kiosk.context import AppContext
from kiosk.domain.operations.setup import SetupState
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import MAY_SET_CENTRE, StaffSession

# Marks are kept as the seed's name is: content that nobody writes by a form.
MARKS = "setup"
TRIED, TRIED_WITHIN = ("printer", "voice"), timedelta(days=30)


@dataclass(frozen=True, slots=True)
class SetupView:
    """A step as it stands."""

    step: SetupStep
    state: SetupState
    notes: tuple[HealthNote, ...]


def _devices(ctx: AppContext, tx: ReadTransaction) -> SetupFacts:
    found = opening_checks.found(tx, ctx.clock() - TRIED_WITHIN)
    well = [kiosk for kiosk, results in found.items()
            if {one.part for one in results if one.well} >= set(TRIED)]
    return SetupFacts(bool(well), noted("setup_tried", kiosks=", ".join(well)) if well
                      else noted("setup_untried"))


def _backup(ctx: AppContext, tx: ReadTransaction) -> SetupFacts:
    """Whether a copy outlives the machine: it has a place, a passphrase, and was made."""
    copy = second_copy.read(tx)
    return SetupFacts(copy is not None and copy.made_at is not None, notes_of(ctx, copy))


def _phones(ctx: AppContext, _tx: ReadTransaction) -> SetupFacts:
    settings = ctx.settings
    wifi = noted("setup_wifi", name=settings.wifi[0]) if settings.wifi else noted("setup_no_wifi")
    return SetupFacts(False, (*noted("setup_address", url=settings.public_url), *wifi))


SETUP = (
    SetupStep("devices", 70, _devices, pages=("health",)),
    SetupStep("backup", 80, _backup, pages=("copies",)),
    SetupStep("phones", 90, _phones),
)


def _doors(ctx: AppContext) -> SetupStep:
    """Which tiles home has: those of the areas of which something is shown."""
    kinds = tuple(area.door for area in ctx.areas if area.door)

    def look(_ctx: AppContext, tx: ReadTransaction) -> SetupFacts:
        shown = {kind for kind in kinds
                 if any(not one.hidden for one in content_items.items(tx, kind))}
        by_word = {"open": [kind for kind in kinds if kind in shown],
                   "shut": [kind for kind in kinds if kind not in shown]}
        return SetupFacts(False, tuple(
            note for word, of in by_word.items() if of for note in noted(
                f"setup_doors_{word}", names=tuple(f"setup.door_{kind}" for kind in of))))

    return SetupStep("doors", 50, look, kinds=kinds)


def setup_steps(ctx: AppContext, tx: ReadTransaction) -> tuple[SetupView, ...]:
    """Every step as it stands, in their order."""
    marks = {one.id: SetupState(one.body["state"]) for one in content_items.items(tx, MARKS)}

    def views() -> Iterator[SetupView]:
        steps = (*(step for area in ctx.areas for step in area.setup or ()), _doors(ctx))
        for step in sorted(steps, key=lambda one: one.rank):
            facts = step.look(ctx, tx)
            state = SetupState.DONE if facts.known else marks.get(step.name, SetupState.OPEN)
            yield SetupView(step, state, facts.notes)

    return tuple(views())


def setup(ctx: AppContext, session: StaffSession) -> tuple[SetupView, ...]:
    """Every step as it stands. Refuses with `not_allowed`."""
    allowed(session, MAY_SET_CENTRE)
    with ctx.database.read() as tx:
        return setup_steps(ctx, tx)


def mark_step(ctx: AppContext, session: StaffSession, name: str, state: SetupState) -> None:
    """Says of a step that it is right as it stands, that it is left for later, or neither.

    Refuses with `not_allowed`, with `no_such_step`, and with `has_no_default` where something has
    to be written.
    """
    with acting(ctx, session, MAY_SET_CENTRE, content=True) as act:
        step = next((one.step for one in setup_steps(ctx, act.tx) if one.step.name == name), None)
        if step is None:
            raise Refusal("no_such_step")
        if state is SetupState.DONE and not step.has_default:
            raise Refusal("has_no_default")
        content_items.put(act.tx, MARKS, name, {"state": state})
        act.log("set_up", step=name, state=str(state))


def leave_rest(ctx: AppContext, session: StaffSession) -> None:
    """Leaves for later all that nobody has looked at. Refuses with `not_allowed`."""
    with acting(ctx, session, MAY_SET_CENTRE, content=True) as act:
        act.without_event("nothing was open")
        for one in setup_steps(ctx, act.tx):
            if one.state is SetupState.OPEN:
                content_items.put(act.tx, MARKS, one.step.name, {"state": SetupState.LATER})
                act.log("set_up", step=one.step.name, state=str(SetupState.LATER))


def leads_to_setup(ctx: AppContext) -> bool:
    """Whether there is a step that nobody has looked at."""
    with ctx.database.read() as tx:
        return any(one.state is SetupState.OPEN for one in setup_steps(ctx, tx))


def setup_health(ctx: AppContext) -> HealthPart:
    """What is still open. Not well while something is that has no default."""
    with ctx.database.read() as tx:
        steps = setup_steps(ctx, tx)
    by_state = {state: tuple(f"setup.{one.step.name}" for one in steps if one.state is state)
                for state in (SetupState.OPEN, SetupState.LATER)}
    notes = tuple(note for state, names in by_state.items() if names
                  for note in noted(f"setup_{state}", names=names))
    well = all(one.step.has_default or one.state is SetupState.DONE for one in steps)
    return HealthPart("setup", well, notes or noted("setup_done"))
