"""Slips as the centre words them, short and long, in both languages."""

from __future__ import annotations

from kiosk.domain.queue.slips import Slip

PAGE = "http://192.168.1.20:8080/t/Zk3vN0w7cQm5rT1yXb9aHg"

ORDINARY = Slip(
    centre="留义社区党群服务中心",
    service="居民医保参保缴费",
    number="A023",
    kind="普通号",
    facts=(("前面还有", "3 人"), ("大约等", "10–15 分钟"), ("请到", "2 号窗口")),
    taken="10月16日 15:22 取",
    url=PAGE,
    scan_hint="微信扫一扫，手机上看着排",
    foot="过号后 30 分钟内回来还能办",
)
LONG = Slip(
    centre="孝义市崇文街道留义社区党群服务中心",
    service="困难残疾人生活补贴和重度残疾人护理补贴",
    number="Y012",
    kind="老年人优先",
    facts=(("前面还有", "112 人"), ("请到", "2、3、4 号窗口")),
    taken="10月16日 15:22 取",
    url="https://liuyi-party-service.example.gov.cn:8443/t/Zk3vN0w7cQm5rT1yXb9aHg",
    scan_hint="微信扫一扫，手机上看着排",
    foot="过号后 30 分钟内回来还能办",
)
ENGLISH = Slip(
    centre="Liuyi Community Party and Public Service Centre",
    service="Residents' medical insurance: enrol and pay",
    number="A123",
    kind="Expecting first",
    facts=(("Before you", "3"), ("Wait", "10–15 min"), ("Go to", "Counter 2")),
    taken="10-16 15:22",
    url=PAGE,
    scan_hint="Scan to follow your place on the phone",
    foot="Missed your call? Come back within 30 min",
)
SLIPS = {"ordinary": ORDINARY, "long": LONG, "english": ENGLISH}
