"""What the actions of volunteer help share: finding a request, moving it on, seeing it."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import asdict, replace
from typing import Any

from db.engine.bearer_codes import hidden, shown
from db.engine.database import ReadTransaction, WriteTransaction
from db.engine.encryption import Unreadable
from db.outbox import notifications as notices_out
from db.volunteers import (
    catalogue as help_book,
    help_requests,
    help_story,
    help_visits,
    registry as volunteers,
)
from db.volunteers.help_visits import HelpVisit
from kiosk.actions.acting import Act
from kiosk.actions.decrypted import readable, unreadable
from kiosk.actions.volunteers.results import HelpView, Message, Personal, Proof
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.volunteers.help_requests import (
    TAKEN,
    HelpAction,
    HelpPlace,
    HelpRequest,
    HelpState,
    Party,
    may,
    next_state,
)
from kiosk.domain.volunteers.registry import Volunteer

SEALED_OF = "help {}"
MESSAGE_OF = "help message {}"
PHOTO_OF = "help photo {}"
PHONE_OF = "volunteer {}"
NAME_OF = "volunteer name {}"
REASON_OF = "help visit {}"
# Two words of everyday things that are told apart at once, over the phone too.
WORDS = (
    "苹果 香蕉 西瓜 葡萄 石榴 核桃 红枣 花生 白菜 萝卜 豆角 南瓜 太阳 月亮 星星 彩虹 "
    "春天 夏天 秋天 冬天 大山 小河 桃花 荷花 菊花 梅花 柳树 松树 喜鹊 燕子 鸽子 孔雀 "
    "白马 黄牛 绵羊 小鱼 熊猫 老虎 兔子 骆驼 火车 轮船 飞机 单车 灯笼 风筝 剪纸 算盘 "
    "茶壶 饭碗 筷子 板凳 雨伞 手套 棉袄 布鞋 毛笔 书包 钢琴 二胡 锣鼓 长城 黄河 汾酒"
).split()


def of_code(ctx: AppContext, tx: ReadTransaction, code: str) -> HelpRequest:
    """The request of a page's code. Refuses with `no_such_help`."""
    return _known(help_requests.by_code(tx, hidden(ctx.secret, code)))


def of_id(tx: ReadTransaction, request_id: int) -> HelpRequest:
    """A request. Refuses with `no_such_help`."""
    return _known(help_requests.by_id(tx, request_id))


def move_on(
    act: Act, request: HelpRequest, action: HelpAction, who: Party, details: str = "",
    **fields: Any,
) -> HelpRequest:
    """Does an action: the request in its next state, a step of its story and an event.

    Refuses with `help_changed`.
    """
    after = replace(
        request, state=next_state(request.state, action, who), changed_at=act.now, **fields)
    help_requests.change_to(act.tx, request, after)
    help_story.add_step(act.tx, request.id, act.now, action, act.actor, details)
    act.log(f"help_{action}", help=request.id, state=after.state)
    return after


def tell(act: Act, what: str, request: HelpRequest) -> None:
    """Lets a notice out, where the manager said where to: what it is about, never whom."""
    words = act.ctx.words[act.ctx.settings.language]
    kind = help_book.book(act.tx).kind(request.kind_id)
    notices_out.post(act.tx, words(
        f"notice_out.{what}", kind=words.text(kind.title), number=request.number,
        place=words(f"notice_out.{request.place}"),
    ), act.now)


def keep(act: Act, request: HelpRequest, personal: Personal) -> None:
    """Keeps what is personal of a request, sealed."""
    written = json.dumps(asdict(personal), ensure_ascii=False)
    help_requests.seal_in(
        act.tx, request.id, act.ctx.vault.encrypt(act.tx, written, SEALED_OF.format(request.id))
    )


def personal_of(ctx: AppContext, tx: ReadTransaction,
                request: HelpRequest) -> Personal | None:
    """What is personal of a request; None where there is none any more. Where it cannot
    be read its name says so."""
    sealed = help_requests.sealed_of(tx, request.id)
    if sealed is None:
        return None
    try:
        return Personal(**json.loads(ctx.vault.decrypt(sealed, SEALED_OF.format(request.id))))
    except Unreadable:
        return Personal(unreadable(ctx), unreadable(ctx))


def say(act: Act, request: HelpRequest, author: str, said: str) -> None:
    """Keeps something that was said. Refuses with `nothing_said`."""
    said = said.strip()
    if not said:
        raise Refusal("nothing_said")
    message = help_story.add_message(act.tx, request.id, act.now, author)
    sealed = act.ctx.vault.encrypt(act.tx, said, MESSAGE_OF.format(message))
    help_story.seal_in(act.tx, message, sealed)


def messages_of(ctx: AppContext, tx: ReadTransaction,
                request: HelpRequest) -> tuple[Message, ...]:
    """All that was said about a request."""
    return tuple(
        Message(one.at, one.author,
                one.said and readable(ctx, one.said, MESSAGE_OF.format(one.id)))
        for one in help_story.messages(tx, request.id)
    )


def between(messages: tuple[Message, ...]) -> tuple[Message, ...]:
    """What resident and volunteer said to each other, without what only the coordinator reads."""
    return tuple(one for one in messages if one.author != "report")


def forget(tx: WriteTransaction, request: HelpRequest) -> None:
    """Deletes all that is personal of a request at once."""
    help_requests.forget(tx, request.id)
    help_story.forget(tx, request.id)


def withdraw_and_forget(act: Act, request: HelpRequest) -> None:
    """Withdraws what was still to happen, and deletes all that is personal of it."""
    if may(request.state, HelpAction.WITHDRAW, Party.RESIDENT):
        request = move_on(act, request, HelpAction.WITHDRAW, Party.RESIDENT)
    forget(act.tx, request)


def proof_of(ctx: AppContext, tx: ReadTransaction, request: HelpRequest) -> Proof | None:
    """What the resident's page shows now, for arriving or for leaving: each visit has its own.
    None where neither is next."""
    if request.state not in (*TAKEN, HelpState.THERE):
        return None
    visit = sum(step.action is HelpAction.ARRIVE for step in help_story.steps(tx, [request.id]))
    is_leaving = request.state is HelpState.THERE
    visit -= is_leaving

    def drawn(what: str) -> bytes:
        told = f"{what} {request.id} {request.code} {visit}"
        return hmac.digest(ctx.secret, told.encode(), hashlib.sha256)

    return Proof(two_words(drawn("words"), is_leaving=is_leaving),
                 drawn("leaving" if is_leaving else "arriving").hex()[:32])


def two_words(drawn: bytes, *, is_leaving: bool) -> str:
    """The words of a visit: those for leaving never begin with the first one for arriving."""
    first, second, further, last = drawn[:4]
    if is_leaving:
        first, second = first % len(WORDS) + 1 + further % (len(WORDS) - 1), last
    return f"{WORDS[first % len(WORDS)]} {WORDS[second % len(WORDS)]}"


def first_visit(tx: ReadTransaction, request: HelpRequest, volunteer_id: int) -> bool:
    """Whether this would be the first time this volunteer goes to this person's home."""
    if request.place is not HelpPlace.HOME:
        return False
    person = request.person_index
    return person is None or not help_visits.has_visited(tx, person, volunteer_id)


def needs_second(tx: ReadTransaction, request: HelpRequest) -> bool:
    """Whether somebody else has to come along, and nobody has said so yet."""
    return (request.second is None and request.helper is not None
            and first_visit(tx, request, request.helper))


def shows_photo(tx: ReadTransaction, request: HelpRequest) -> bool:
    """Whether those who help may see the photo: while it is theirs to do, and all who have to come
    along do."""
    return (request.helper is not None and request.is_live and not needs_second(tx, request)
            and help_story.has_photo(tx, request.id))


def surname_of(ctx: AppContext, tx: ReadTransaction, volunteer_id: int | None) -> str | None:
    """The surname of a volunteer, None where there is none."""
    found = volunteers.by_id(tx, volunteer_id) if volunteer_id else None
    return named(ctx, found).shown_name if found else None


def known_volunteer(ctx: AppContext, tx: ReadTransaction, volunteer_id: int) -> Volunteer:
    """A volunteer. Refuses with `no_such_volunteer`."""
    found = volunteers.by_id(tx, volunteer_id)
    if found is None:
        raise Refusal("no_such_volunteer")
    return named(ctx, found)


def named(ctx: AppContext, who: Volunteer) -> Volunteer:
    """A volunteer as the database has them, with the name opened; where it was deleted, the
    number."""
    name = readable(ctx, who.name, NAME_OF.format(who.id)) if who.name else who.number
    return replace(who, name=name)


def visits_of(ctx: AppContext, tx: ReadTransaction, volunteer_id: int) -> tuple[HelpVisit, ...]:
    """A volunteer's visits, with why the hours of some were corrected."""
    return tuple(
        replace(one, reason=one.reason and readable(ctx, one.reason, REASON_OF.format(one.id)))
        for one in help_visits.visits(tx, of=volunteer_id))


def keep_name(act: Act, volunteer_id: int, name: str) -> None:
    """Keeps the name of a volunteer, sealed."""
    sealed = act.ctx.vault.encrypt(act.tx, name, NAME_OF.format(volunteer_id))
    volunteers.change_name(act.tx, volunteer_id, sealed)


def view(
    ctx: AppContext, tx: ReadTransaction, request: HelpRequest, who: Party, *,
    personal: Personal | None = None, **more: Any,
) -> HelpView:
    """A request as somebody sees it, with what they can do now."""
    book, now = help_book.book(tx), ctx.clock()
    code = shown(ctx.secret, request.code)
    return HelpView(
        version=tx.version, now=now, request=replace(request, code=code),
        kind=book.kind(request.kind_id),
        team=book.team(request.team_id) if request.team_id else None,
        estate=book.estate(request.estate_id) if request.estate_id else None,
        grid=book.grid(request.grid_id) if request.grid_id else None,
        may=frozenset(action for action in HelpAction if may(request.state, action, who)),
        steps=help_story.steps(tx, [request.id]),
        helper=surname_of(ctx, tx, request.helper), second=surname_of(ctx, tx, request.second),
        personal=personal, needs_second=request.state in TAKEN and needs_second(tx, request),
        **({"messages": ()} | more),
    )


# The one who helps is told as little as the action needs: nothing once it is over, and the address
# only where two go, or one who has been there.
def shown_to_helper(
    ctx: AppContext, tx: ReadTransaction, request: HelpRequest
) -> Personal | None:
    """What the helper may see of who asked."""
    found = personal_of(ctx, tx, request) if request.is_live else None
    if found is None:
        return None
    return replace(found, address="") if needs_second(tx, request) else found


def _known(request: HelpRequest | None) -> HelpRequest:
    if request is None:
        raise Refusal("no_such_help")
    return request
