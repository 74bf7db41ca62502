"""Bad requests by the thousand: every address, wrong in every way that chance finds."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from werkzeug.routing import BuildError, Rule
from werkzeug.test import Client

from kiosk.web.core.security import HEADERS
from tests.support.centre import ROOT

METHODS = (*["GET"] * 4, *["POST"] * 3, "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS")
NAMES = sorted({
    name for page in (ROOT / "assets" / "pages").rglob("*.html")
    for name in re.findall(
        r'(?:name=|\b(?:hidden|field|choice|tick|input|secret|pin)\(\s*)"([a-z_.:]+)"',
        page.read_text("utf-8"))
} | {"how", "q", "k", "kind", "day", "at", "first", "who", "action", "before", "n", "days", "tab"})
VALUES = (
    "", " ", "0", "1", "-1", "007", "1e9", "9" * 30, str(2**63), "NaN", "null", "true", "medical",
    "chess", "notice", "service", "new", "admin", "add", "save", "publish", "plan", "insurance",
    "2026-10-16", "2026-02-30", "9999-99-99", "2026-10-16T25:61", "13800001234", "25:99",
    "../../etc/passwd", "%2e%2e%2f", "' OR 1=1 --", "{{7*7}}", "${7*7}",
    "<script>alert(1)</script>",
    "=1+1", "\u202eabc", "👵🏻", "中" * 500, "a" * 5000, "\r\nSet-Cookie: a=b", "[]",
    "{}", '{"a": 1}',
    "²", "person:²", "9999-12-31", "0001-01-01", "08:00+05:00", "materials.².name.zh",
    "en", "zh_CN", "large", "\ud800".encode("utf-8", "replace").decode(), "\x7f", "x.y.z",
)
BODIES = (b"", b"{", b"\xff\xfe\x00", b"a=%ff%fe&b", b"--x\r\nContent-Disposition: form-data\r\n",
          b"a" * 70_000)
TYPES = ("application/json", "text/plain", "multipart/form-data", "multipart/form-data; boundary=x",
         "application/x-www-form-urlencoded", "image/png", "")
TELLING = re.compile(
    r"Traceback|File \"|site-packages|werkzeug\.|psycopg|sqlite|SELECT |kiosk\.actions"
    # The operator is told which command to type.
    r"|(?<!\bmain)\.py\b")
HOST = "http://localhost"
UNCHANGED = 304


@dataclass(frozen=True)
class Asked:
    """One request, as it can be asked again."""

    method: str
    path: str
    query: str
    more: dict[str, Any] = field(default_factory=dict)


def asked(site: Flask, seed: int, count: int, token: str = "") -> Iterator[Asked]:
    """So many requests; with `token` forms are ours and only what stands in them is wrong."""
    chance = random.Random(seed)
    rules = sorted(site.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))
    for _ in range(count):
        rule = chance.choice(rules)
        method = chance.choice(METHODS)
        more: dict[str, Any] = {"headers": _headers(chance)}
        if token and "POST" in (rule.methods or ()):
            method, more["data"] = "POST", {"csrf_token": token, **_fields(chance)}
        elif chance.random() < 0.5:
            more["data"] = _fields(chance)
        else:
            more |= {"data": chance.choice(BODIES), "content_type": chance.choice(TYPES)}
        query = "&".join(f"{name}={value}" for name, value in _fields(chance).items()
                         if chance.random() < 0.5 and "\r" not in value)
        yield Asked(method, _path(chance, rule), query, more)


def _fields(chance: random.Random) -> dict[str, str]:
    return {chance.choice(NAMES): chance.choice(VALUES) for _ in range(chance.randrange(8))}


def _path(chance: random.Random, rule: Rule) -> str:
    for _ in range(4):
        values = {name: chance.choice(VALUES) for name in rule.arguments}
        values |= {name: chance.choice((0, 1, 2**40, 2**70))
                   for name, kind in rule._converters.items()
                   if type(kind).__name__ == "IntegerConverter"}
        try:
            built = rule.build(values)
        except (BuildError, ValueError):
            continue
        if built:
            return str(built[1])
    return rule.rule


def _headers(chance: random.Random) -> dict[str, str]:
    wild = {
        "Accept": chance.choice(("application/json", "*/*", "text/html;q=x", "")),
        "Accept-Language": chance.choice(("zh", "en", "xx", ";;;")),
        "If-None-Match": chance.choice(('"1"', "*", "W/", "\u00e4")),
        "X-Forwarded-For": "1.2.3.4, evil", "X-Forwarded-Host": "evil.example",
        "Range": "bytes=0-99999999999",
    }
    return {name: value for name, value in wild.items() if chance.random() < 0.2}


def faults(client: Client, one: Asked) -> list[str]:
    """What is wrong with the answer to a request."""
    answer = client.open(f"{one.path}?{one.query}" if one.query else one.path, method=one.method,
                         base_url=HOST, **one.more)
    text = answer.get_data(as_text=True) if (answer.mimetype or "").startswith("text/html") else ""
    found = []
    if answer.status_code >= 500:
        found.append(f"status {answer.status_code}")
    if TELLING.search(text):
        found.append(f"tells {TELLING.search(text)}")
    # What has not changed keeps the headers it came with.
    if answer.status_code != UNCHANGED:
        found += [f"no {name}" for name in HEADERS if name not in answer.headers]
    if "evil.example" in answer.headers.get("Location", ""):
        found.append("leads away")
    return [f"{what}: {one}" for what in found]
