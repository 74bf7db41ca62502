"""A member of staff in a browser without a script: reads the desk and sends its forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from tests.support.web.visitor import HERE, TOKEN, Visitor

HOLDING = re.compile(r'name="holding" value="(\d+)"')
NUMBER = re.compile(r'id="number">(\w+)<')
LABELS = re.compile(r'<b class="label">(\w+)</b>')


class Colleague(Visitor):
    """A visitor with a name, a PIN and what a desk's page lets one press."""

    def __init__(self, site: Flask, name: str, pin: str) -> None:
        super().__init__(site)
        self.name = name
        self.pin = pin

    @property
    def cookie(self) -> Any:
        """The session's cookie, None where there is none."""
        return self._client.get_cookie("desk", domain="localhost", path="/desk")

    def cookies(self) -> Iterator[tuple[str, str, str]]:
        """What a browser needs to be this one: names, values, paths."""
        for name, path in (("desk", "/desk"), ("volunteer", "/")):
            if cookie := self._client.get_cookie(name, domain="localhost", path=path):
                yield name, cookie.value, path

    def carry(self, token: str) -> None:
        """Makes the browser hold this session token."""
        self._client.set_cookie("desk", token, domain="localhost", path="/desk")

    def binds(self, device: str) -> None:
        """Makes the browser a volunteer's own too: `code.device`."""
        self._client.set_cookie("volunteer", device, domain="localhost")

    def log_in(self, pin: str | None = None, base_url: str = HERE) -> TestResponse:
        """Sends the log-in form."""
        page = self.get("/desk", base_url=base_url).text
        form = {"name": self.name, "pin": self.pin if pin is None else pin}
        form["csrf_token"] = TOKEN.search(page)[1]
        return self._client.post(
            "/desk/log-in", base_url=base_url, data=form, headers={"Referer": f"{base_url}/desk"}
        )

    def sit(self, counter: int) -> Colleague:
        """Logs in and takes a counter."""
        assert self.log_in().status_code == 303
        assert self.press("/desk/counters", "/desk/counters", number=counter).status_code == 303
        return self

    def page(self, tab: str = "waiting") -> str:
        """The desk as it stands."""
        return self.get(f"/desk?tab={tab}").text

    def number(self) -> str | None:
        """The number being served."""
        found = NUMBER.search(self.page())
        return found[1] if found else None

    def listed(self, tab: str = "waiting") -> list[str]:
        """The numbers of a list, in their order."""
        return LABELS.findall(self.page(tab))

    def form(self) -> dict[str, str]:
        """The hidden fields of the page as it is now: its token, and the ticket it shows."""
        page = self.page()
        fields = {"csrf_token": TOKEN.search(page)[1]}
        holding = HOLDING.search(page)
        if holding:
            fields |= {"holding": holding[1], "ticket": holding[1]}
        return fields

    def do(self, action: str, **fields: Any) -> TestResponse:
        """Presses a button of the page as it is now."""
        return self.post(f"/desk/do/{action}", **(self.form() | fields))

    def state(self, **headers: str) -> TestResponse:
        """What the page's script asks each second."""
        wanted = {"Accept": "application/json", **headers}
        return self._client.get("/desk/state", base_url=HERE, headers=wanted)
