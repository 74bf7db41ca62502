"""What a bundle that somebody brought has to be before anything of it is used."""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import tarfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.bundle import (
    ABOUT,
    SIGNATURE,
    SUMS,
    BundleTrouble,
    Edition,
    maker_key,
    seal,
    trusted,
    unpack,
    version_of,
)

MADE = Edition("0.1.0.20260701080000", "3.11", "x86_64", "debian 12")
HERE = replace(MADE, version="0.1.0")
KEY = Ed25519PrivateKey.generate()
Members = list[tuple[str, bytes]]


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A small one, of a program of two files."""
    folder = tmp_path / "gathered"
    (folder / "program/assets").mkdir(parents=True)
    (folder / "program/main.py").write_text("print('kept')\n", "utf-8")
    script = folder / "program/assets/install.sh"
    script.write_text("#!/bin/sh\n", "utf-8")
    script.chmod(0o755)
    file = tmp_path / "small.bundle"
    seal(folder, file, MADE, KEY)
    return file


def held(file: Path) -> Members:
    with tarfile.open(file) as archive:
        return [(one.name, opened.read()) for one in archive
                if (opened := archive.extractfile(one)) is not None]


def written(file: Path, members: Members, link: str = "") -> None:
    with tarfile.open(file, "w") as archive:
        for name, content in members:
            member = tarfile.TarInfo(name)
            if name == link:
                member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
            member.size = 0 if name == link else len(content)
            archive.addfile(member, io.BytesIO(content))


def listed_anew(members: Members, key: Ed25519PrivateKey) -> Members:
    """The same files with a list that fits them, signed with a key."""
    files = members[2:]
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n"
                   for name, content in files).encode()
    return [(SUMS, sums), (SIGNATURE, key.sign(sums)), *files]


def said_of(file: Path, target: Path, here: Edition = HERE) -> str:
    with pytest.raises(BundleTrouble) as refused:
        unpack(file, target, KEY.public_key(), here)
    said = str(refused.value)
    assert str(file) in said and "\n" not in said
    return said


def test_what_is_good_is_unpacked_whole(bundle: Path, tmp_path: Path) -> None:
    edition = unpack(bundle, tmp_path / "new", KEY.public_key(), HERE)
    assert edition == MADE
    program = tmp_path / "new/program"
    assert (program / "main.py").read_text("utf-8") == "print('kept')\n"
    assert (program / "assets/install.sh").stat().st_mode & 0o777 == 0o755
    assert version_of(program) == MADE.version
    assert trusted(program).public_bytes_raw() == KEY.public_key().public_bytes_raw()


def test_a_machine_without_python_verifies_the_same_checksums(bundle: Path, tmp_path: Path) -> None:
    with tarfile.open(bundle) as archive:
        archive.extractall(tmp_path / "plain", filter="data")
    check = ["sha256sum", "--check", "--quiet", "--strict", SUMS]
    assert subprocess.run(check, cwd=tmp_path / "plain", check=False).returncode == 0
    (tmp_path / "plain/program/main.py").write_text("", "utf-8")
    assert subprocess.run(check, cwd=tmp_path / "plain", check=False,
                          capture_output=True).returncode


def test_one_changed_byte_is_named(bundle: Path, tmp_path: Path) -> None:
    written(bundle, [(name, content.replace(b"kept", b"lost")) for name, content in held(bundle)])
    assert "damaged or cut short (program/main.py)" in said_of(bundle, tmp_path / "new")


@pytest.mark.parametrize("change", [
    pytest.param(lambda files: listed_anew(files, Ed25519PrivateKey.generate()), id="another key"),
    pytest.param(lambda files: [files[0], (SIGNATURE, b""), *files[2:]], id="no signature"),
    pytest.param(lambda files: [(SUMS, files[0][1] + b"0" * 64 + b"  program/more\n"), *files[1:]],
                 id="a longer list"),
])
def test_what_somebody_else_made_is_not_taken(
    bundle: Path, tmp_path: Path, change: Callable[[Members], Members]
) -> None:
    written(bundle, change(held(bundle)))
    assert "not signed with the key" in said_of(bundle, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_file_that_ends_too_early_is_not_taken_wherever_it_ends(
    bundle: Path, tmp_path: Path
) -> None:
    whole = bundle.read_bytes()
    with tarfile.open(bundle) as archive:
        last = [one.offset_data + one.size for one in archive][-1]
    cuts = range(0, last, 512)
    assert len(cuts) > 10
    for at in (*cuts, last - 1):
        bundle.write_bytes(whole[:at])
        said_of(bundle, tmp_path / "new")
        shutil.rmtree(tmp_path / "new", ignore_errors=True)


@pytest.mark.parametrize("name", ["../out", "/tmp/out-of-a-bundle", "program/../../out"])
def test_no_file_leads_out_of_the_folder(bundle: Path, tmp_path: Path, name: str) -> None:
    good = held(bundle)
    written(bundle, [*good, (name, b"out")])
    said_of(bundle, tmp_path / "one/new")
    written(bundle, listed_anew([*good, (name, b"out")], KEY))
    said_of(bundle, tmp_path / "two/new")
    assert not list(tmp_path.rglob("out")) and not Path("/tmp/out-of-a-bundle").exists()


def test_a_link_and_a_second_file_of_a_name_are_not_taken(bundle: Path, tmp_path: Path) -> None:
    good = held(bundle)
    written(bundle, good, link="program/main.py")
    said_of(bundle, tmp_path / "one")
    written(bundle, [*good, good[-1]])
    said_of(bundle, tmp_path / "two")


@pytest.mark.parametrize("here", [
    replace(HERE, machine="aarch64"), replace(HERE, python="3.13"),
    replace(HERE, release="debian 13"),
], ids=["machine", "Python", "release"])
def test_one_for_another_machine_says_for_which(
    bundle: Path, tmp_path: Path, here: Edition
) -> None:
    said = said_of(bundle, tmp_path / "new", here)
    assert "made for debian 12, Python 3.11, x86_64" in said
    assert not (tmp_path / "new/program/main.py").exists()


@pytest.mark.parametrize("version", [MADE.version, "0.1.0.20260701080001", "0.2.0"])
def test_an_older_one_and_the_same_one_stay_outside(
    bundle: Path, tmp_path: Path, version: str
) -> None:
    assert f"version {version} is here already" in said_of(
        bundle, tmp_path / "new", replace(HERE, version=version))


def test_what_is_no_bundle_at_all_is_said_to_be_none(tmp_path: Path) -> None:
    other = tmp_path / "photo.bundle"
    for content in (b"", b"GIF89a", bytes(10_240)):
        other.write_bytes(content)
        assert "is no bundle of this program" in said_of(other, tmp_path / "new")


def test_the_maker_has_one_key_and_keeps_it(tmp_path: Path) -> None:
    file = tmp_path / "keys/bundle.key"
    first = maker_key(file).public_key().public_bytes_raw()
    assert maker_key(file).public_key().public_bytes_raw() == first
    assert file.stat().st_mode & 0o777 == 0o600
    file.write_text("no key", "utf-8")
    with pytest.raises(BundleTrouble, match="no key that signs"):
        maker_key(file)


def test_a_program_that_trusts_nobody_says_where_the_key_belongs(tmp_path: Path) -> None:
    with pytest.raises(BundleTrouble, match=r"bundle\.pub"):
        trusted(tmp_path)


def test_the_list_begins_with_what_the_bundle_is(bundle: Path) -> None:
    assert [name for name, _ in held(bundle)[:3]] == [SUMS, SIGNATURE, ABOUT]
