"""The half day that suits a resident, as the phone pages show it."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlsplit

from flask import Flask

from kiosk.actions import volunteers
from kiosk.actions.volunteers import registry, volunteer_tasks
from kiosk.context import AppContext
from tests.support.centre import Clock
from tests.support.volunteer_help import PIN, asked, coordinator, volunteer, with_help
from tests.support.web.visitor import Visitor


def test_a_resident_sees_which_half_day_is_chosen(ctx: AppContext, site: Flask) -> None:
    half = volunteers.help_now(with_help(ctx)).halves[1]
    code = asked(ctx, wanted=half.begins).request.code
    page = Visitor(site).get(f"/h/{code}").text
    assert re.findall(r'<button\s+class="face selected"[^>]*value="([^"]+)"', page) == [
        half.begins.isoformat()]


def test_a_volunteer_is_offered_the_time_that_suits(
    ctx: AppContext, site: Flask, clock: Clock
) -> None:
    half = volunteers.help_now(with_help(ctx)).halves[1]
    request, at = asked(ctx, wanted=half.begins).request, coordinator(ctx)
    liu = volunteer(ctx, at)
    volunteer_tasks.claim(ctx, liu.id, request.id)
    link, phone = urlsplit(registry.new_link(ctx, at, liu.id)).path, Visitor(site)
    assert phone.press(link, f"{link}/pin", pin=PIN).status_code == 303
    page = phone.get(f"{link}/{request.id}").text
    assert f'value="{half.begins:%Y-%m-%dT%H:%M}"' in page
    clock.now = half.begins + timedelta(minutes=20)
    page = phone.get(f"{link}/{request.id}").text
    assert f'value="{clock.now:%Y-%m-%dT%H:%M}"' in page, "a time that is over suits nobody"
    said = re.findall(r"<(?:h2|label)[^>]*>([^<]+)", page)
    assert len(said) == len(set(said)), "a field is called other than what stands above it"
