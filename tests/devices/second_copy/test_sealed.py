"""A sealed archive opens whole with its passphrase, and in no other way."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import pytest

from kiosk.devices.second_copy import sealed
from kiosk.devices.second_copy.sealed import (
    CHUNK,
    HEAD,
    MAGIC,
    TAG,
    Cost,
    Seal,
    SealedReader,
    SealedWriter,
    key_of,
    new_seal,
)
from kiosk.domain.refusals import StorageDown

PASSPHRASE = "seven grey herons walk"
CHEAP = Cost(8_192, 1, 1)
PLAIN = bytes(range(256)) * (3 * CHUNK // 256) + b"the end"
BLOCK = CHUNK + TAG


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a guess costs is the product's: see the test of it."""
    monkeypatch.setattr(sealed, "RECOMMENDED", CHEAP)


@pytest.fixture
def seal() -> Seal:
    """The seal of a centre."""
    return new_seal(PASSPHRASE)


def written(seal: Seal, plain: bytes = PLAIN, piece: int = 10_240) -> bytes:
    """An archive."""
    file = io.BytesIO()
    into = SealedWriter(file, seal)
    for start in range(0, len(plain), piece):
        into.write(plain[start:start + piece])
    into.finish()
    return file.getvalue()


def opened(archive: bytes, passphrase: str = PASSPHRASE) -> bytes:
    """What is in it."""
    file = io.BytesIO(archive)
    return io.BufferedReader(SealedReader(file, key_of(file, passphrase))).read()


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, len(PLAIN)])
def test_it_opens_with_its_passphrase(seal: Seal, size: int) -> None:
    assert opened(written(seal, PLAIN[:size])) == PLAIN[:size]


def test_however_a_keyboard_writes_it(seal: Seal) -> None:
    archive = written(seal, b"all")
    assert opened(archive, " seven  grey\u3000herons ｗalk\n") == b"all"
    with pytest.raises(StorageDown, match="passphrase"):
        opened(archive, "Seven grey herons walk")


def altered(archive: bytes) -> Iterator[bytes]:
    """The archive with one bit turned: in each part of the head, of a chunk, and of the last."""
    head = (0, 19, 20, 23, 24, 25, 26, 41, 42, 73, 74, 105)
    chunks = (HEAD.size, HEAD.size + CHUNK // 2, HEAD.size + CHUNK, HEAD.size + BLOCK - 1,
              HEAD.size + BLOCK, len(archive) - TAG - 1, len(archive) - TAG, len(archive) - 1)
    for at in (*head, *chunks):
        changed = bytearray(archive)
        changed[at] ^= 1
        yield bytes(changed)


def cut(archive: bytes) -> Iterator[bytes]:
    """The archive cut short or continued, its chunks in another order, one of them twice."""
    blocks = [archive[at:at + BLOCK] for at in range(HEAD.size, len(archive), BLOCK)]
    head = archive[:HEAD.size]
    yield from (b"", MAGIC, head[:-1], head, head + b"".join(blocks[:1]),
                head + b"".join(blocks[:-1]), archive[:-1], archive + b"\0", archive + blocks[-1],
                archive + archive)
    yield head + b"".join([blocks[1], blocks[0], *blocks[2:]])
    yield head + b"".join([blocks[0], blocks[0], *blocks[1:]])
    yield head + b"".join(blocks[1:])
    yield head + blocks[-1]


def refused(archives: Iterator[bytes]) -> list[str]:
    """In one line, why each was."""
    said = []
    for archive in archives:
        with pytest.raises(StorageDown) as trouble:
            opened(archive)
        said.append(str(trouble.value))
    return said


def test_no_bit_of_it_can_be_turned(seal: Seal) -> None:
    assert all("\n" not in one for one in refused(altered(written(seal))))


def test_it_cannot_be_cut_or_put_together_otherwise(seal: Seal) -> None:
    assert len(refused(cut(written(seal)))) == 14
    # A whole number of chunks looks the same at each of its borders.
    refused(cut(written(seal, PLAIN[:3 * CHUNK])))


def test_no_chunk_of_another_archive_goes_in(seal: Seal) -> None:
    first, second = written(seal), written(seal)
    at = HEAD.size + BLOCK
    refused(iter([first[:at] + second[at:], second[:HEAD.size] + first[HEAD.size:]]))


def test_control_without_its_end_a_cut_one_would_open(
    seal: Seal, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked = sealed._Chunks._nonce
    monkeypatch.setattr(sealed._Chunks, "_nonce",
                        lambda self, *, is_last: marked(self, is_last=False))
    whole = written(seal)
    assert opened(whole[:HEAD.size + BLOCK]) == PLAIN[:CHUNK]


def test_control_without_its_number_they_could_change_places(
    seal: Seal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealed._Chunks, "_nonce",
                        lambda _, *, is_last: bytes(11) + bytes([is_last]))
    whole = written(seal)
    at, then = HEAD.size + BLOCK, HEAD.size + 2 * BLOCK
    swapped = whole[:HEAD.size] + whole[at:then] + whole[HEAD.size:at] + whole[then:]
    assert len(opened(swapped)) == len(PLAIN)


def test_another_passphrase_opens_nothing_and_is_said(seal: Seal) -> None:
    with pytest.raises(StorageDown, match="the passphrase is not that of this archive"):
        opened(written(seal), "seven grey herons run")


def test_whoever_wrote_it_cannot_open_the_one_before(seal: Seal) -> None:
    """The machine keeps the seal: it has no private key, and each archive a key of its own."""
    assert {len(seal.public), len(seal.author)} == {32}
    file = io.BytesIO(written(seal))
    later = SealedWriter(io.BytesIO(), seal)
    with pytest.raises(StorageDown):
        SealedReader(file, later.key).read()


def test_whoever_has_an_archive_can_write_none(seal: Seal) -> None:
    """Its head tells for whom it is; by whom, only the centre knows."""
    with pytest.raises(StorageDown, match="altered"):
        opened(written(replace(seal, author=bytes(32))))


@pytest.mark.parametrize("cost", [
    Cost(2**22, 3, 4), Cost(65_536, 200, 4), Cost(65_536, 3, 255), Cost(8, 1, 1),
    Cost(65_536, 0, 4)])
def test_a_head_that_asks_for_all_of_the_machine_is_refused_before_it_gets_it(
    seal: Seal, cost: Cost, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = written(replace(seal, cost=cost))
    monkeypatch.setattr(sealed, "_derived", lambda *_: pytest.fail("it was reckoned"))
    with pytest.raises(StorageDown, match="more memory or time"):
        opened(archive)


def test_what_a_guess_costs_is_what_the_rfc_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert Cost(64 * 1024, 3, 4) == sealed.RECOMMENDED and sealed.RECOMMENDED.is_sane


def test_nothing_of_it_is_in_clear(seal: Seal) -> None:
    archive = written(seal, b"13800004567 " * 9_000)
    assert b"13800004567" not in archive and PASSPHRASE.encode() not in archive
