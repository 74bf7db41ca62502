"""The record of a volunteer's service: never given out without the name it is for."""

from __future__ import annotations

import pytest

from kiosk.actions.volunteers.service_records import service_record
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import StaffSession
from tests.domain.test_drawable import NAMES
from tests.support.volunteer_help import coordinator, volunteer, with_help


@pytest.fixture
def helped(sqlite_ctx: AppContext) -> AppContext:
    """The small centre with volunteers."""
    return with_help(sqlite_ctx)


@pytest.fixture
def sender(helped: AppContext) -> StaffSession:
    """The coordinator."""
    return coordinator(helped)


@pytest.mark.parametrize("name", ["刘小明", *NAMES])
def test_whose_name_can_be_drawn_gets_a_record(helped: AppContext, sender: StaffSession,
                                               name: str) -> None:
    who = volunteer(helped, sender, name)
    assert service_record(helped, who.id, "zh_CN").startswith(b"%PDF")


@pytest.mark.parametrize(("name", "signs"), [
    ("刘🎉", "🎉"), ("\u200b", "\u200b"), ("ᠮᠣᠩ", "ᠮᠣᠩ"),
])
def test_whose_name_cannot_be_drawn_gets_none_and_is_told_which_sign(
    helped: AppContext, sender: StaffSession, name: str, signs: str
) -> None:
    who = volunteer(helped, sender, name)
    for language, words in helped.words.items():
        with pytest.raises(Refusal, match="name_not_drawn") as refused:
            service_record(helped, who.id, language)
        assert signs in words("refusals.name_not_drawn", **refused.value.details)
