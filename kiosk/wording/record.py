"""The record of the staff in sentences: what somebody did, with what, and what it changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from kiosk.domain.content.content_form import Flat
from kiosk.domain.content.content_schema import ContentType
from kiosk.domain.content.merging import changed
from kiosk.wording.content import Names, cell_text, item_name, label
from kiosk.wording.dates import written_date, written_time
from kiosk.wording.translator import Translator

SHOWN = "show_content"
# So many changed fields are named in the sentence itself.
NAMED = 3
DAYS, MOMENTS = ("day", "until"), ("due",)


@dataclass(frozen=True, slots=True)
class RecordedAct:
    """What somebody did: the action and details of its event, the item of content it was done to
    (its kind and how it is written, now or then) and the number people know it by."""

    action: str
    details: Mapping[str, Any]
    counter: int | None = None
    kind: ContentType | None = None
    written: Flat = field(default_factory=dict)
    number: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What was changed, from what to what; "" where it was empty or is not to be read."""

    label: str
    before: str
    after: str

    def __str__(self) -> str:
        """In a table: 收费: 免费 → 五元."""
        told = " → ".join(filter(None, (self.before, self.after)))
        return f"{self.label}: {told}" if told else self.label


def action_name(words: Translator, action: str) -> str:
    """An action by itself: 收起内容."""
    return words.first(f"audit_action.{action}") or action


def sentence(words: Translator, act: RecordedAct) -> str:
    """What was done to what: 改了“居民医保参保缴费”的收费."""
    what = act.number or (item_name(words, act.kind, act.written) if act.kind
                          else str(act.details.get("name", "")))
    if not what:
        return action_name(words, act.action)
    if act.action == SHOWN and act.kind:
        return _shown(words, act, act.kind, what)
    own = f"audit_said.{act.action}"
    if words.has(own):
        return words(own, what=what)
    return words("audit.did", did=action_name(words, act.action), what=what)


def _shown(words: Translator, act: RecordedAct, kind: ContentType, what: str) -> str:
    before, after = act.details["before"], act.details["after"]
    fields = [label(words, kind, name) for name in changed(kind, before, after)]
    if not fields:
        return words("audit_said.as_before", what=what)
    if act.details.get("is_new"):
        return words("audit_said.new", what=what)
    few = words("audit_said.between").join(fields[:NAMED])
    if len(fields) > NAMED:
        return words("audit_said.many", what=what, fields=few, n=len(fields))
    return words("audit_said.changed", what=what, fields=few)


def changes(words: Translator, act: RecordedAct, names: Names) -> Iterator[Change]:
    """Each cell that was changed."""
    before, after = (act.details.get(name) or {} for name in ("before", "after"))
    for cell in dict.fromkeys((*before, *after)):
        was, now = before.get(cell, ""), after.get(cell, "")
        if was == now or "after" not in act.details:
            continue
        if act.kind:
            yield Change(label(words, act.kind, cell),
                         *(cell_text(words, act.kind, cell, one, names) for one in (was, now)))
        else:
            yield Change(words(f"audit_field.{cell}"),
                         *(_account(words, cell, one) for one in (was, now)))


def facts(words: Translator, act: RecordedAct) -> Iterator[str]:
    """What else is known of it: 2 号窗口, 6 人. What only the program needs is not told."""
    if act.counter:
        yield words("desk.counter", n=act.counter)
    for name, value in act.details.items():
        key = f"audit_detail.{name}" if value else f"audit_detail.no_{name}"
        if name == "records":
            for area, n in value.items():
                yield words("audit_detail.records", area=words(f"records.area_{area}"), n=n)
        elif words.has(key):
            yield words(key, value=_value(words, name, value))


def _value(words: Translator, name: str, value: Any) -> str:
    if isinstance(value, list):
        return words("audit.between").join(map(str, value))
    if name == "role":
        return words(f"accounts.role_{value}")
    if name in DAYS:
        return written_date(words, date.fromisoformat(value), "full")
    if name in MOMENTS:
        at = datetime.fromisoformat(value)
        return f"{written_date(words, at.date(), 'full')} {written_time(at)}"
    return str(value)


def _account(words: Translator, name: str, value: Any) -> str:
    return words(f"accounts.role_{value}" if name == "role" else
                 "audit_field.active_true" if value else "audit_field.active_false")
