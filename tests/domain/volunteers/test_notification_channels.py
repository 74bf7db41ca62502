"""Channels: what a manager pastes for a group or a mailbox, as an address of Apprise."""

from __future__ import annotations

import pytest

from kiosk.devices.notifications.notifier import refused_part
from kiosk.domain.refusals import Refusal
from kiosk.domain.volunteers.notification_channels import ChannelKind, address_of

KEY = "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"
SIGN = "SEC000000000000000000"
MAIL = {"to": "zhan@163.com", "from": "liuyi@qq.com", "code": "ab/c@1"}
FILLED = [
    ("wecom", {"robot": f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}"},
     f"wecombot://{KEY}"),
    ("wecom", {"robot": f" {KEY} "}, f"wecombot://{KEY}"),
    ("dingtalk", {"robot": "https://oapi.dingtalk.com/robot/send?access_token=ab12cd34ef"},
     "dingtalk://ab12cd34ef/"),
    ("dingtalk", {"robot": "ab12cd34ef", "sign": SIGN}, f"dingtalk://{SIGN}@ab12cd34ef/"),
    ("feishu", {"robot": f"https://open.feishu.cn/open-apis/bot/v2/hook/{KEY}"},
     f"feishu://{KEY}"),
    ("mail", MAIL, "mailtos://liuyi:ab%2Fc%401@qq.com?to=zhan%40163.com"),
    ("mail", MAIL | {"from": "a@liuyi.gov.cn", "server": "smtp.liuyi.gov.cn"},
     "mailtos://a:ab%2Fc%401@liuyi.gov.cn?to=zhan%40163.com&smtp=smtp.liuyi.gov.cn"),
    ("other", {"address": "ntfys://ntfy.sh/liuyi"}, "ntfys://ntfy.sh/liuyi"),
]


@pytest.mark.parametrize(("kind", "filled", "address"), FILLED)
def test_what_is_pasted_is_an_address_that_apprise_knows(
    kind: str, filled: dict[str, str], address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: [])
    assert address_of(ChannelKind(kind), filled) == address
    assert refused_part(address) is None


@pytest.mark.parametrize(("kind", "filled", "field"), [
    ("wecom", {"robot": "https://example.com/?key=" + KEY}, "robot"),
    ("wecom", {}, "robot"),
    ("dingtalk", {"robot": "ab12cd34ef", "sign": "geheim"}, "sign"),
    ("feishu", {"robot": "https://open.feishu.cn/open-apis/bot/v2/hook/a?b=c"}, "robot"),
    ("mail", MAIL | {"to": "站长"}, "to"),
    ("mail", MAIL | {"from": "liuyi"}, "from"),
    ("mail", MAIL | {"code": " "}, "code"),
    ("mail", MAIL | {"server": "smtp.qq.com&to=x"}, "server"),
])
def test_a_field_that_cannot_be_one_is_named(
    kind: str, filled: dict[str, str], field: str
) -> None:
    with pytest.raises(Refusal) as told:
        address_of(ChannelKind(kind), filled)
    assert told.value.code == f"bad_channel_{field}"
