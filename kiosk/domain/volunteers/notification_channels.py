"""Where notices go: what the manager fills in for each kind of channel, as an address of Apprise.

The forms of the addresses are those of Apprise's services `wecombot`, `dingtalk`, `feishu` and
`mailto`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

from kiosk.domain.refusals import Refusal

MAIL = re.compile(r"([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)", re.ASCII)
SERVER = re.compile(r"[\w-]+(\.[\w-]+)+", re.ASCII)
# The end of the address that a group shows for its robot, or that end alone.
WECOM = re.compile(r"(?:https://qyapi\.weixin\.qq\.com/\S*[?&]key=)?([\w-]{8,80})", re.ASCII)
DINGTALK = re.compile(
    r"(?:https://oapi\.dingtalk\.com/\S*[?&]access_token=)?([a-zA-Z0-9]{8,80})")
FEISHU = re.compile(r"(?:https://open\.feishu\.cn/open-apis/bot/v2/hook/)?([\w-]{8,80})/?",
                    re.ASCII)
SIGNED = re.compile(r"(SEC[a-zA-Z0-9]{8,200})")


class ChannelKind(StrEnum):
    """Kinds of channels, those that people here use first."""

    WECOM = "wecom"
    DINGTALK = "dingtalk"
    FEISHU = "feishu"
    MAIL = "mail"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ChannelField:
    """A field of the form of a channel; a `secret` one is never shown again."""

    name: str
    required: bool = True
    secret: bool = False


FIELDS: Mapping[ChannelKind, tuple[ChannelField, ...]] = {
    ChannelKind.WECOM: (ChannelField("robot"),),
    ChannelKind.DINGTALK: (ChannelField("robot"), ChannelField("sign", False, True)),
    ChannelKind.FEISHU: (ChannelField("robot"),),
    ChannelKind.MAIL: (ChannelField("to"), ChannelField("from"),
                       ChannelField("code", secret=True), ChannelField("server", False)),
    ChannelKind.OTHER: (ChannelField("address"),),
}
Filled = Mapping[str, str]


def address_of(kind: ChannelKind, filled: Filled) -> str:
    """The address of a channel as Apprise writes it.

    Refuses with `bad_channel_<field>` where a field cannot be one of its kind."""
    return WRITE[kind]({name: text.strip() for name, text in filled.items()})


def _part(pattern: re.Pattern[str], filled: Filled, name: str) -> re.Match[str]:
    found = pattern.fullmatch(filled.get(name, ""))
    if found is None:
        raise Refusal(f"bad_channel_{name}")
    return found


def _dingtalk(filled: Filled) -> str:
    robot = _part(DINGTALK, filled, "robot")[1]
    sign = f"{_part(SIGNED, filled, 'sign')[1]}@" if filled.get("sign") else ""
    return f"dingtalk://{sign}{robot}/"


def _mail(filled: Filled) -> str:
    to = _part(MAIL, filled, "to")[0]
    user, domain = _part(MAIL, filled, "from").groups()
    code = filled.get("code", "")
    if not code:
        raise Refusal("bad_channel_code")
    server = f"&smtp={_part(SERVER, filled, 'server')[0]}" if filled.get("server") else ""
    return f"mailtos://{quote(user)}:{quote(code, safe='')}@{domain}?to={quote(to)}{server}"


WRITE: Mapping[ChannelKind, Callable[[Filled], str]] = {
    ChannelKind.WECOM: lambda filled: f"wecombot://{_part(WECOM, filled, 'robot')[1]}",
    ChannelKind.DINGTALK: _dingtalk,
    ChannelKind.FEISHU: lambda filled: f"feishu://{_part(FEISHU, filled, 'robot')[1]}",
    ChannelKind.MAIL: _mail,
    ChannelKind.OTHER: lambda filled: filled.get("address", ""),
}
