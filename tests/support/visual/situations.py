"""What may lie over any page, or stand in its place: dialog, toast, strip of news, panel."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kiosk.domain.refusals import Refusal, StorageDown
from kiosk.screens.home.ask_staff import ask_staff
from kiosk.ui.navigation.router import Router
from kiosk.ui.shell.overlays import Answer, Question
from kiosk.ui.shell.trouble_panel import out_of_service_panel, trouble_panel

NUMBER = "Y1000"


def nothing() -> None:
    """What an answer does where nobody taps it."""


def asks_whether_anybody_is_there(router: Router) -> None:
    words = router.stage.around.words
    router.ask(Question(
        title=words("idle.title"), text=words("idle.text"), icon="hand-click",
        answers=(Answer(words("idle.stay"), nothing, "check"),), seconds=20,
    ))
    router.stage.dialog.share = 0.4


def asks_before_giving_up(router: Router) -> None:
    words = router.stage.around.words
    router.ask(Question(
        title=words("ticket.give_up_title"), text=words("ticket.give_up_text", number=NUMBER),
        answers=(
            Answer(words("ticket.give_up_yes"), nothing, "x"),
            Answer(words("ticket.give_up_no"), nothing, "check"),
        ),
    ))


def says_whom_to_ask(router: Router) -> None:
    router.ask(ask_staff(router.stage.around.words, (2, 3), nothing))


def tells_of_the_end(router: Router) -> None:
    router.toast(router.stage.around.words("ticket.given_up", number=NUMBER))


def tells_of_the_paper(router: Router) -> None:
    said = router.stage.around.words("ticket.out_of_paper", number=NUMBER)
    router.toast(said, "alert-triangle-filled", "bad")


def is_cut_off(router: Router) -> None:
    router.stage.tell(router.stage.around.words("strip.down"))


def fails(router: Router, trouble: Exception, not_done: str = "trouble.nothing_done") -> None:
    around = router.stage.around
    router.stage.show_trouble(
        trouble_panel(around, trouble, now=router.ctx.clock(), not_done=not_done,
                      again=nothing, home=nothing)
    )


def waits_for_its_centre(router: Router) -> None:
    router.stage.show_trouble(out_of_service_panel(router.stage.around))


SITUATIONS: dict[str, Callable[[Router], None]] = {
    "idle dialog": asks_whether_anybody_is_there,
    "give-up dialog": asks_before_giving_up,
    "ask-staff dialog": says_whom_to_ask,
    "good toast": tells_of_the_end,
    "bad toast": tells_of_the_paper,
    "strip": is_cut_off,
    "refusal panel": partial(fails, trouble=Refusal("not_now", number=NUMBER)),
    "closed panel": partial(fails, trouble=Refusal("closed_now_open")),
    "storage panel": partial(
        fails, trouble=StorageDown("cut off"), not_done="trouble.number_not_taken"),
    "out of service": waits_for_its_centre,
}


def clear(router: Router) -> None:
    """Takes all of it away again."""
    router.close()
    router.stage.drop_trouble()
    router.stage.tell("")
    router.stage.toast.text = ""
