"""Editing content: drafts, showing now and later, two at once, and everything back again."""

from __future__ import annotations

import pytest

from kiosk.actions import content
from kiosk.actions.content.centre import guide
from kiosk.actions.content.results import Outcome
from kiosk.actions.exhibition.slides import slides
from kiosk.actions.rooms import rooms_now
from kiosk.context import AppContext
from kiosk.domain.content.content_form import Flat
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role, StaffSession
from tests.support.centre import ROOT, Clock, take
from tests.support.contents import NEW, titles, written
from tests.support.rooms import booked
from tests.support.volunteer_help import coordinator as staff_at

HOURS = (
    ROOT / "tests" / "support" / "cases" / "hours-that-break-pages.txt").read_text("utf-8").split()


def shows(ctx: AppContext, at: StaffSession, item: str, base: Flat, **cells: str) -> Outcome:
    mine = base | {cell.replace("__", "."): text for cell, text in cells.items()}
    return content.publish(ctx, at, "service", item, base, mine)


def test_a_draft_is_kept_and_nobody_sees_it_until_it_is_shown(ctx: AppContext,
                                                              wang: StaffSession) -> None:
    before = titles(ctx)
    half = {"title.zh": "居住"}
    saved = content.save(ctx, wang, "service", "", {}, half)
    assert saved.done and titles(ctx) == before
    sheet = content.sheet(ctx, wang, "service", saved.item)
    assert sheet.written == half and not sheet.row.shown and sheet.row.draft
    early = content.publish(ctx, wang, "service", saved.item, half, half)
    assert not early.done and {one.code for one in early.mistakes} == {"missing"}
    assert titles(ctx) == before
    done = content.publish(ctx, wang, "service", saved.item, half, NEW)
    assert done.done and titles(ctx) == [*before, "居住证明"]
    assert len(guide(ctx).services[-1].materials) == 5
    assert content.sheet(ctx, wang, "service", saved.item).row.draft is None
    assert take(ctx, saved.item).ticket.label.startswith("A")


def test_an_old_text_comes_back_and_so_does_the_newer_one(ctx: AppContext,
                                                          wang: StaffSession) -> None:
    first = written(ctx, wang)
    assert shows(ctx, wang, "medical", first, title__zh="新名字").done
    versions = content.sheet(ctx, wang, "service", "medical").versions
    assert [one.n for one in versions] == [2, 1] and versions[1].by == ""
    assert content.go_back(ctx, wang, "service", "medical", 1) == ()
    assert written(ctx, wang) == first
    assert content.go_back(ctx, wang, "service", "medical", 2) == ()
    assert "新名字" in titles(ctx)


def test_two_at_different_fields_both_have_theirs(
    ctx: AppContext, wang: StaffSession, li: StaffSession
) -> None:
    base = written(ctx, wang)
    assert shows(ctx, wang, "medical", base, fee__zh="五元").done
    second = shows(ctx, li, "medical", base, duration__zh="三天")
    assert second.done and second.theirs == ("fee",) and second.by == "小王"
    now = guide(ctx).service("medical")
    assert now and (now.fee.zh, now.duration.zh) == ("五元", "三天")


@pytest.mark.parametrize("shown", [True, False], ids=["shown", "draft"])
def test_the_second_at_the_same_field_is_told_who_wrote_what(
    ctx: AppContext, wang: StaffSession, li: StaffSession, shown: bool
) -> None:
    base = written(ctx, wang)
    action = content.publish if shown else content.save
    assert action(ctx, wang, "service", "medical", base, base | {"fee.zh": "五元"}).done
    mine = base | {"fee.zh": "六元", "who.zh": "大家"}
    second = content.publish(ctx, li, "service", "medical", base, mine)
    assert not second.done and second.both == ("fee",) and second.by == "小王"
    assert (second.base["fee.zh"], second.written["fee.zh"]) == ("五元", "六元")
    assert written(ctx, li)["fee.zh"] == "五元"
    # Pressed again with that before them it is meant.
    again = content.publish(ctx, li, "service", "medical", second.base, second.written)
    assert again.done
    now = guide(ctx).service("medical")
    assert now and (now.fee.zh, now.who.zh) == ("六元", "大家")


def test_without_what_the_form_began_with_the_first_ones_words_would_be_lost(
    ctx: AppContext, wang: StaffSession, li: StaffSession
) -> None:
    """The control: whoever takes the centre as it is now for what the form began with."""
    base = written(ctx, wang)
    assert shows(ctx, wang, "medical", base, fee__zh="五元").done
    now = written(ctx, li)
    lost = content.publish(ctx, li, "service", "medical", now, base | {"duration.zh": "三天"})
    assert lost.done and written(ctx, li)["fee.zh"] == base["fee.zh"]


def test_what_is_out_of_sight_is_not_offered_and_its_numbers_stay(
    ctx: AppContext, wang: StaffSession
) -> None:
    ticket = take(ctx).ticket
    content.hide(ctx, wang, "service", "medical")
    assert guide(ctx).offered("medical") is None
    with pytest.raises(Refusal, match="no_such_service"):
        take(ctx)
    known = guide(ctx).service(ticket.service_id)
    assert known and known.title.zh
    content.hide(ctx, wang, "service", "medical", hidden=False)
    assert take(ctx).ticket.label


def test_a_room_does_not_become_smaller_than_what_is_booked(rooms: AppContext,
                                                            clock: Clock) -> None:
    keeper = staff_at(rooms, Role.MANAGER, "主任")
    booked(rooms, clock.now.replace(hour=18, minute=30))
    base = dict(content.sheet(rooms, keeper, "room", "chess").written)
    for _ in range(1):
        booked(rooms, clock.now.replace(hour=18, minute=30))
    with pytest.raises(Refusal, match="bookings_end"):
        content.publish(rooms, keeper, "room", "chess", base, base | {"capacity": "1"})
    larger = content.publish(rooms, keeper, "room", "chess", base, base | {"capacity": "9"})
    assert larger.done
    assert {one.room.id: one.room.capacity for one in rooms_now(rooms).rooms}["chess"] == 9


def test_letters_of_lines_stay_apart(ctx: AppContext) -> None:
    manager = staff_at(ctx, Role.MANAGER, "主任")
    for prefix, code in (("B", "letter_taken"), ("Y", "letter_taken"), ("a", "not_a_letter")):
        made = content.publish(ctx, manager, "queue", "", {},
                               {"prefix": prefix, "name.zh": "综合"})
        assert [one.code for one in made.mistakes] == [code]
    made = content.publish(ctx, manager, "queue", "", {}, {"prefix": "D", "name.zh": "综合"})
    counter = content.publish(ctx, manager, "counter", "", {}, {"queue": made.item})
    assert made.done and counter.item == "4" and guide(ctx).counters_of(made.item) == (4,)


@pytest.mark.both
def test_looking_ahead_changes_nothing_for_anybody(ctx: AppContext, wang: StaffSession) -> None:
    base = written(ctx, wang)
    ahead = content.preview(ctx, wang, "service", "medical", base | {"title.zh": "先看看"})
    assert "先看看" in titles(ahead) and "先看看" not in titles(ctx)
    with pytest.raises(Refusal, match="not_readable"):
        content.preview(ctx, wang, "service", "medical", base | {"title.zh": ""})


def test_the_journal_says_who_changed_what(ctx: AppContext, wang: StaffSession) -> None:
    base = written(ctx, wang)
    shows(ctx, wang, "medical", base, fee__zh="五元")
    with ctx.database.read() as tx:
        from db.engine import event_log

        line = list(event_log.since(tx, 0, ["show_content"]))[-1]
    assert line.actor == f"staff:{wang.account.id}"
    assert line.details["before"] == {"fee.zh": base["fee.zh"], "fee.en": base["fee.en"]}
    assert line.details["after"]["fee.zh"] == "五元"


def test_slides_follow(ctx: AppContext, wang: StaffSession) -> None:
    slide = {"title.zh": "大扫除", "lead.zh": "周六上午", "exhibits.0.icon": "leaf",
             "exhibits.0.caption.zh": "一起来", "until": "2026-10-20"}
    assert content.publish(ctx, wang, "slide", "", {}, slide).done
    assert "大扫除" in {one.title.zh for one in slides(ctx)}
    wrong = content.publish(ctx, wang, "slide", "", {}, slide | {"from": "2026-10-21"})
    assert [one.code for one in wrong.mistakes] == ["before_it_begins"]


@pytest.mark.parametrize("case", HOURS)
def test_hours_that_cannot_be_read_are_told_with_their_day_in_a_form_and_in_a_table(
    sqlite_ctx: AppContext, case: str
) -> None:
    wang = staff_at(sqlite_ctx, Role.EDITOR, "小王")
    base, wrong = written(sqlite_ctx, wang), f"08:30-12:00、{case}"
    told = shows(sqlite_ctx, wang, "medical", base, hours__tue=wrong)
    assert [(one.cell, one.code, one.details["part"]) for one in told.mistakes] == [
        ("hours.tue", "bad_hours", case)]
    content.drop_draft(sqlite_ctx, wang, "service", "medical")
    with pytest.raises(Refusal, match="table_cell") as refused:
        content.bring(sqlite_ctx, wang, "service", [["id", *base, "hours.wed"],
                                                      ["medical", *base.values(), wrong]])
    assert (refused.value.details["row"], refused.value.details["column"]) == (2, "hours.wed")
    assert guide(sqlite_ctx).service("medical").hours is None


def test_what_the_screen_cannot_draw_is_not_shown_and_the_sign_is_named(
    sqlite_ctx: AppContext
) -> None:
    wang = staff_at(sqlite_ctx, Role.EDITOR, "小王")
    base = written(sqlite_ctx, wang)
    told = shows(sqlite_ctx, wang, "medical", base, title__zh="医保🎉", fee__zh="🔔🔔免费")
    assert {one.cell: one.details for one in told.mistakes} == {
        "title.zh": {"signs": "🎉"}, "fee.zh": {"signs": "🔔"}}
    assert "医保🎉" not in titles(sqlite_ctx)
    assert shows(sqlite_ctx, wang, "medical", dict(told.written), title__zh="囍濛✓❤",
                 fee__zh="免费").done
    assert "囍濛✓❤" in titles(sqlite_ctx)


def test_too_much_is_not_kept(ctx: AppContext, wang: StaffSession) -> None:
    for mine in ({"title.zh": "字" * 4001}, {f"words.{n}": "x" for n in range(601)}):
        with pytest.raises(Refusal, match="too_much_written"):
            content.save(ctx, wang, "service", "", {}, mine)
