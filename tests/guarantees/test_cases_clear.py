"""What a resident tells stands nowhere in clear, and is gone for good when they delete it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import psycopg
import pytest
from PIL import Image
from structlog.testing import capture_logs

from db.cases import story
from kiosk.actions import cases
from kiosk.actions.cases import mediation
from kiosk.actions.cases.exchange import export_cases
from kiosk.actions.cases.mediation import MediationRequest, SideFacts
from kiosk.actions.cases.results import CaseQuery, CaseReceipt
from kiosk.actions.operations import backups
from kiosk.actions.operations.personal_records import correct_person, erase_person, find_person
from kiosk.context import AppContext
from kiosk.domain.cases.cases import KEPT, PHONE_KEPT
from kiosk.domain.cases.mediation import MediationState
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role, StaffSession
from tests.support.centre import Clock, small_centre
from tests.support.guarantees import thief
from tests.support.resident_cases import MORNING, bring_in, staff, told

PHONE, NAME, ADDRESS = "13912340987", "欧阳芷若", "七单元四零二"
STORY, ADDED, NOTE, ANSWER = ("楼上邻居夜里敲暖气管子", "昨晚又敲到三点", "她心脏不好",
                              "跟楼上谈过了，答应不敲")
QUARREL, OTHER = "为院墙滴水争了三年", "司马长风"
# A server's log of what it writes ahead is one for all tests.
CLEAR = "诸葛慕云"
ALL = {PHONE, NAME, ADDRESS, STORY, ADDED, NOTE, ANSWER}
PICTURE = repr(b"\xff\xd8\xff\xe0")


@pytest.fixture
def centre(small_url: str, tmp_path: Path, clock: Clock) -> AppContext:
    """A centre with cases, all of its files in one folder."""
    clock.now = MORNING
    return bring_in(small_centre(small_url, tmp_path / "data", clock))


def photograph() -> bytes:
    """A small picture."""
    made = BytesIO()
    Image.new("RGB", (4, 4)).save(made, "JPEG")
    return made.getvalue()


def tells(ctx: AppContext, manager: StaffSession) -> CaseReceipt:
    """Somebody tells all there is to tell, and the staff answer."""
    made = told(ctx, "1", "environment", STORY, phone=PHONE, name=NAME, estate_id="e3",
                address=ADDRESS, picture=photograph(), picture_name="a.jpg")
    cases.add_text(ctx, made.code, "k", ADDED)
    cases.note(ctx, manager, made.case_id, NOTE)
    cases.open_case(ctx, manager, made.case_id)
    cases.whole_phone(ctx, manager, made.case_id)
    cases.answer(ctx, manager, made.case_id, ANSWER)
    return made


def quarrels(ctx: AppContext, mediator: StaffSession) -> int:
    """Two sides are mediated."""
    return mediation.open_mediation(ctx, mediator, MediationRequest(
        "m", (SideFacts(NAME, PHONE, ADDRESS), SideFacts(OTHER)), QUARREL))


def those_in(raw: bytes) -> set[str]:
    """What of it is in some bytes."""
    return {one for one in (*ALL, QUARREL, OTHER, CLEAR) if one.encode() in raw}


def in_files(ctx: AppContext, folder: Path) -> set[str]:
    """What of it lies in the files as it is: database, write-ahead log, backups, logs."""
    files = [*thief.files(folder), *thief.tables(ctx)]
    if not ctx.database.is_sqlite:
        with psycopg.connect(ctx.settings.database_url) as connection:
            found = connection.execute("SELECT current_setting('data_directory')").fetchone()
        assert found
        files += thief.files(Path(found[0]) / "pg_wal")
    return those_in(b"\n".join(file.read_bytes() for file in files))


def in_backup(ctx: AppContext, backup: Path) -> set[str]:
    """What of it lies in a backup, unpacked."""
    return those_in(thief.unpacked(ctx, backup))


def in_the_log(do: Callable[[], object]) -> set[str]:
    """What of it was logged meanwhile."""
    with capture_logs() as lines:
        do()
    return those_in(str(lines).encode())


def opens(ctx: AppContext, folder: Path) -> set[str]:
    """What of it opens with every file and the secret."""
    found = thief.found(ctx, folder, PHONE)
    return {one for one in (*ALL, PICTURE) if one in found}


def public(ctx: AppContext, session: StaffSession) -> str:
    """All that anybody can read, and what is taken along without stories."""
    begins, ends = MORNING.replace(month=1), MORNING.replace(month=12)
    return repr((cases.wall(ctx), cases.public_cases(ctx, begins, ends, 100), cases.telling(ctx),
                 cases.alike(ctx, "environment", "e3"),
                 export_cases(ctx, session, begins.date(), ends.date(), stories=False)))


def test_what_was_told_stands_nowhere_in_clear(centre: AppContext, tmp_path: Path) -> None:
    manager = staff(centre, Role.MANAGER)
    made: list[CaseReceipt] = []
    assert in_the_log(lambda: made.append(tells(centre, manager))) == set()
    assert in_the_log(lambda: quarrels(centre, manager)) == set()
    cases.solved(centre, made[0].code)
    cases.release(centre, manager, made[0].case_id)
    backup = backups.back_up(centre)
    assert (in_files(centre, tmp_path) | in_backup(centre, backup)) <= {CLEAR}
    shown = public(centre, manager)
    assert those_in(shown.encode()) == set()
    assert made[0].code not in shown
    assert "第三小区" in shown, "and the line that was released does"
    file = cases.open_case(centre, manager, made[0].case_id)
    assert (file.text, file.name, file.address) == (STORY, NAME, ADDRESS)
    assert file.masked_phone == "139****0987"
    centre.database.close()


def test_control_words_as_they_were_said_are_found_in_file_and_backup(
    centre: AppContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal_in = story.seal_in
    monkeypatch.setattr(story, "seal_in", lambda tx, id_, _sealed: seal_in(tx, id_, CLEAR))
    told(centre)
    backup = backups.back_up(centre)
    assert CLEAR in in_files(centre, tmp_path) & in_backup(centre, backup)
    centre.database.close()


def test_a_quarrel_stands_in_no_list_of_cases(centre: AppContext) -> None:
    manager = staff(centre, Role.MANAGER)
    quarrels(centre, manager)
    desk = cases.register_desk(centre, manager, CaseQuery())
    assert (desk.rows, desk.open) == ((), 0)
    assert cases.wall(centre).month.figures.received == 0
    for role in set(Role) - {Role.COORDINATOR, Role.MANAGER}:
        other = staff(centre, role)
        with pytest.raises(Refusal, match="not_allowed"):
            mediation.see_mediation(centre, other, 1)
    centre.database.close()


def test_after_the_resident_deletes_it_no_file_gives_anything_back(
    centre: AppContext, tmp_path: Path, clock: Clock
) -> None:
    manager = staff(centre, Role.MANAGER)
    made = tells(centre, manager)
    assert opens(centre, tmp_path) == {*ALL, PICTURE}, "before, all of it is found"
    clock.pass_(minutes=1)
    before = backups.back_up(centre)
    cases.erase(centre, made.code)
    assert opens(centre, tmp_path) == set(), "at once, with the backup from before"
    clock.pass_(hours=1)
    backups.restore(centre, before)
    assert opens(centre, tmp_path) == set(), "not from what was put back"
    seen = cases.case_by_code(centre, made.code)
    assert (seen.text, seen.has_contact, seen.case.is_live) == (None, False, False)
    centre.database.close()


def test_what_the_clock_deletes_is_gone_the_telephone_sooner_than_the_words(
    centre: AppContext, tmp_path: Path, clock: Clock
) -> None:
    made = tells(centre, staff(centre, Role.MANAGER))
    cases.solved(centre, made.code)
    clock.pass_(days=PHONE_KEPT.days - 1)
    cases.run_due(centre)
    assert opens(centre, tmp_path) == {*ALL, PICTURE}, "not sooner"
    clock.pass_(days=2)
    cases.run_due(centre)
    assert opens(centre, tmp_path) == {STORY, ADDED, NOTE, ANSWER, ADDRESS, PICTURE}
    clock.pass_(days=KEPT.days)
    cases.run_due(centre)
    assert opens(centre, tmp_path) == set()
    centre.database.close()


def test_the_desk_finds_corrects_and_deletes_by_telephone(
    centre: AppContext, tmp_path: Path
) -> None:
    manager = staff(centre, Role.MANAGER)
    made = tells(centre, manager)
    quarrel = quarrels(centre, manager)
    found = repr(find_person(centre, manager, PHONE, "zh_CN"))
    assert all(one in found for one in (NAME, STORY, ADDED, ANSWER))
    assert NOTE not in found
    assert "kind='mediation'" in found
    assert QUARREL not in found and OTHER not in found
    correct_person(centre, manager, PHONE, "欧阳芷兰", "")
    assert cases.open_case(centre, manager, made.case_id).name == "欧阳芷兰"
    assert NAME not in opens(centre, tmp_path)
    assert mediation.see_mediation(centre, manager, quarrel).sides[0].facts == SideFacts(
        "欧阳芷兰", PHONE, ADDRESS)
    erase_person(centre, manager, PHONE)
    assert opens(centre, tmp_path) == set()
    # The other side is still told what became of it, and of that one nothing is left.
    seen = mediation.see_mediation(centre, manager, quarrel)
    assert seen.mediation.state is MediationState.WITHDRAWN
    assert [one.facts for one in seen.sides] == [None, SideFacts(OTHER)]
    centre.database.close()
