"""Videos from outside: what is taken, what is refused and why, and what is taken off."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from kiosk.devices.media import videos
from kiosk.devices.media.videos import check_video
from kiosk.domain.refusals import Refusal
from tests.support.videos import PLACE, box, mp4, webm


def looked_through(tmp_path: Path, data: bytes) -> str:
    """The ending of a video, or why it is not taken."""
    file = tmp_path / "video"
    file.write_bytes(data)
    try:
        return check_video(file, "春游.mp4")
    except Refusal as refusal:
        return refusal.code


@pytest.mark.parametrize(("data", "found"), [
    (mp4(), "mp4"), (mp4(b"av01"), "mp4"), (webm(), "webm"), (webm(b"V_VP8", live=True), "webm"),
    (mp4() + box(b"free", bytes(9)), "mp4"), (mp4(b"hvc1"), "video_codec"),
    (webm(b"V_MPEGH/ISO/HEVC"), "video_codec"), (mp4(brand=b"qt  "), "video_unreadable"),
    (webm(kind=b"matroska"), "video_unreadable"), (mp4()[:-9], "video_unreadable"),
    (webm()[:-9], "video_unreadable"), (mp4(b"mp4a"), "video_unreadable"),
    (box(b"ftyp", b"isom") + box(b"mdat", bytes(9)), "video_unreadable"),
    (mp4() + bytes(4), "video_unreadable"), (b"", "video_unreadable"),
    (b"<html><script>alert(1)</script></html>", "video_unreadable"),
    (mp4() + box(b"free") * videos.MOST_BOXES, "video_unreadable"),
])
def test_only_what_every_browser_plays_is_taken(
    tmp_path: Path, data: bytes, found: str
) -> None:
    assert looked_through(tmp_path, data) == found


@pytest.mark.parametrize("data", [mp4(), webm()])
def test_where_it_was_recorded_is_taken_off_and_the_rest_stays_in_its_place(
    tmp_path: Path, data: bytes
) -> None:
    assert PLACE in data, "the control: it was in there"
    looked_through(tmp_path, data)
    kept = (tmp_path / "video").read_bytes()
    assert PLACE not in kept and len(kept) == len(data)
    assert sum(one != other for one, other in zip(kept, data, strict=True)) <= len(PLACE) + 16
    assert looked_through(tmp_path, kept) in ("mp4", "webm"), "it is whole still"


def test_what_is_too_large_is_not_even_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(videos, "MOST_BYTES", 100)
    assert looked_through(tmp_path, mp4()) == "video_too_large"


def test_no_file_ends_otherwise_than_taken_or_refused(tmp_path: Path) -> None:
    chance, known = Random(15), set[str]()
    for _ in range(1500):
        data = bytearray(chance.choice((mp4(), webm(), webm(live=True))))
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.choice((0, 1, 8, 255, chance.randrange(256)))
        end = chance.choice((None, -chance.randint(1, 99)))
        known.add(looked_through(tmp_path, bytes(data[:end])))
    assert known <= {"mp4", "webm", "video_unreadable", "video_codec"} and len(known) > 2, known
