"""What the staff write of cases: topics, listeners, bodies outside, templates, settings."""

from __future__ import annotations

from typing import Any

from db.content import content_items
from db.content.guide import text_of
from db.engine.database import ReadTransaction, WriteTransaction
from db.reservations import places
from kiosk.domain.cases.cases import (
    SILENT_AFTER,
    AnswerTemplate,
    BeforeRegister,
    CaseBook,
    CaseCentre,
    CaseTopic,
    OutsideBody,
)
from kiosk.domain.cases.reception import Listener

# Each stands in a seed file under its name and an s.
KINDS = ("case_topic", "case_office", "answer_template")


def book(tx: ReadTransaction) -> CaseBook:
    """All but the listeners; kept in memory until the staff change any content."""
    return tx.remembered("case_book", lambda: CaseBook(
        centre=next(map(_centre_of, content_items.bodies(tx, "case_centre")), CaseCentre()),
        topics=tuple(map(_topic_of, content_items.bodies(tx, "case_topic"))),
        bodies=tuple(map(_body_of, content_items.bodies(tx, "case_office"))),
        templates=tuple(map(_template_of, content_items.bodies(tx, "answer_template"))),
    ))


def listeners(tx: ReadTransaction) -> tuple[Listener, ...]:
    """Who listens, hidden ones too, in display order; kept in memory likewise."""
    return tx.remembered("listeners", lambda: tuple(
        map(listener_of, content_items.bodies(tx, "listener"))))


def read_all(tx: ReadTransaction) -> object:
    """All that the staff write of cases, as residents see it."""
    return book(tx), listeners(tx)


def is_there(tx: ReadTransaction) -> bool:
    """Whether there is any topic yet."""
    return bool(book(tx).topics)


def seed(tx: WriteTransaction, written: dict[str, Any]) -> None:
    """Writes a seed file's `[case_centre]`, `[[case_topics]]`, `[[listeners]]`, `[[case_offices]]`
    and `[[answer_templates]]`. KeyError or ValueError where one is wrong."""
    if "case_centre" in written:
        content_items.put(tx, "case_centre", "1", written["case_centre"])
    for kind in KINDS:
        for body in written.get(f"{kind}s", ()):
            content_items.put(tx, kind, body["id"], body)
    for body in written.get("listeners", ()):
        put(tx, body["id"], body)
    book(tx)


def put(tx: WriteTransaction, listener_id: str, body: dict[str, Any]) -> None:
    """Writes a listener with its place. KeyError or ValueError where the body is wrong."""
    places.put(tx, listener_of({**body, "id": listener_id}))
    content_items.put(tx, "listener", listener_id, body)


def listener_of(body: dict[str, Any]) -> Listener:
    """A listener from its body. KeyError or ValueError where it is wrong."""
    return Listener(
        id=body["id"], icon=body["icon"], title=text_of(body["title"]),
        about=text_of(body["about"]), where=text_of(body["where"]),
        hidden=bool(body.get("hidden")))


def _topic_of(body: dict[str, Any]) -> CaseTopic:
    return CaseTopic(
        id=body["id"], icon=body["icon"], title=text_of(body["title"]),
        hint=text_of(body["hint"]), days=body.get("days", 7),
        stays_home=bool(body.get("stays_home")), hidden=bool(body.get("hidden")))


def _body_of(body: dict[str, Any]) -> OutsideBody:
    return OutsideBody(body["id"], text_of(body["name"]), body.get("phone", ""),
                       bool(body.get("hidden")))


def _template_of(body: dict[str, Any]) -> AnswerTemplate:
    return AnswerTemplate(body["id"], text_of(body["title"]), text_of(body["text"]))


def _centre_of(body: dict[str, Any]) -> CaseCentre:
    before = body.get("before", {})
    return CaseCentre(
        letter=body["letter"], first_number=body.get("first_number", 1),
        silent_after=body.get("silent_after", SILENT_AFTER),
        before=BeforeRegister(**{one: before.get(one, 0) for one in BeforeRegister.__slots__}))
