"""What becomes of a telephone is said before it is typed, in every mode and either way round."""

from __future__ import annotations

import pytest

from kiosk.context import AppContext
from kiosk.screens.rooms.room_number import RoomNumberScreen
from kiosk.ui.gallery import stand
from tests.samples.screens import samples_of
from tests.support.screens.resident import MODES, SIZES, easel_of, settle


@pytest.mark.parametrize("way", SIZES)
@pytest.mark.parametrize("mode", MODES)
def test_the_notice_is_read_before_the_number_is_typed(
    sqlite_ctx: AppContext, way: str, mode: str
) -> None:
    router = easel_of(sqlite_ctx).router(SIZES[way], MODES[mode])
    stand(router, RoomNumberScreen, dict(samples_of(RoomNumberScreen))["book"])
    settle()
    written = [text.text for piece in router.stage.pieces() for text in piece.written()]
    assert any("30" in text for text in written), written
