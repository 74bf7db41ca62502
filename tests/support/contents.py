"""What the staff write in tests: a whole service, and what there is of it."""

from __future__ import annotations

from kiosk.actions import content
from kiosk.actions.content.centre import guide
from kiosk.context import AppContext
from kiosk.domain.content.content_form import Flat
from kiosk.domain.staff.roles import StaffSession

NEW = {
    "title.zh": "居住证明", "category": "insurance", "queue": "A", "summary.zh": "开一张证明。",
    "who.zh": "居民", "duration.zh": "当场办完", "fee.zh": "不收费", "words": "证明、住址",
    **{f"materials.{n}.name.zh": f"第{n}样" for n in range(5)},
    **{f"materials.{n}.icon": "id" for n in range(5)},
}


def titles(ctx: AppContext) -> list[str]:
    return [service.title.zh for service in guide(ctx).services]


def written(ctx: AppContext, at: StaffSession, item: str = "medical") -> Flat:
    return dict(content.sheet(ctx, at, "service", item).written)
