"""Reading the centre's content, and bringing in its first."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from db.content import guide as content
from db.engine.database import ReadTransaction
from kiosk.actions.acting import housekeeping
from kiosk.area import LocalNames, content_types
from kiosk.context import AppContext
from kiosk.domain.characters import plain_throughout
from kiosk.domain.content.content_form import Known, flat, read
from kiosk.domain.content.guide import Guide
from kiosk.domain.icons import FOR_CONTENT
from kiosk.domain.refusals import StorageDown
from kiosk.settings import WrongSetting

_CHINESE = re.compile(r"[\u3400-\u9fff]{2,}")


class WrongSeed(WrongSetting):
    """The first content cannot be used; its text is one line that says where and why."""


def guide(ctx: AppContext) -> Guide:
    """All content that residents read.

    While the database is down it is what was last read, so that the guide stays readable;
    raises StorageDown where nothing was read yet.
    """
    try:
        with ctx.database.read() as tx:
            return content.guide(tx)
    except StorageDown:
        last: Guide | None = ctx.database.recall("guide")
        if last is None:
            raise
        return last


def own_words(ctx: AppContext) -> tuple[str, ...]:
    """The words that people write here more than anywhere, as the areas have them: names of the
    place first. None while the database is down.
    """
    try:
        with ctx.database.read() as tx:
            if not content.is_seeded(tx):
                return ()
            named = [area.names(tx) for area in ctx.areas if area.names]
            written = [text for one in named for text in one.places]
            written += [text for one in named for text in one.others]
    except StorageDown:
        return ()
    return tuple(dict.fromkeys(word for text in written for word in _CHINESE.findall(text)))


def local_names(tx: ReadTransaction) -> LocalNames:
    """What the centre calls itself, and its categories and services with the words that residents
    have for them."""
    known = content.guide(tx)
    centre = known.centre
    return LocalNames(
        (*centre.words, centre.name.zh, centre.centre.zh, centre.address.zh),
        (*(category.title.zh for category in known.categories),
         *(service.title.zh for service in known.services),
         *(word for service in known.services for word in service.words)))


def seed(ctx: AppContext, file: Path) -> bool:
    """Fills an empty database from a seed file; False where there is content already.

    An area that has no content yet is given the file's, if the centre began with it. Raises
    WrongSeed where the file is wrong or missing; then nothing was written.
    """
    seeds = [area.seed for area in ctx.areas if area.seed]
    with ctx.database.read() as tx:
        furnished = content.is_seeded(tx)
        missing = [one for one in seeds if not one.is_there(tx)]
        if furnished and not (missing and content.began_with(tx) == file.name):
            return False
    try:
        written = _read(file)
        _refuse_mistakes(ctx, file, written)
        with housekeeping(ctx, "what a centre begins with changes nothing", content=True) as tx:
            for one in missing:
                one.write(tx, written)
            content.begin_with(tx, file.name, ctx.clock())
    except WrongSeed:
        raise
    except (KeyError, TypeError, AttributeError, ValueError) as trouble:
        raise WrongSeed(f"{file.name}: missing or wrong: {trouble}") from trouble
    for one in missing:
        if one.follows:
            one.follows(ctx)
    return not furnished


def _read(file: Path) -> dict[str, Any]:
    """A seed file. The services of its `library`, another seed beside it, come along out of sight
    in its first queue: the staff show those that the centre offers."""
    try:
        written: dict[str, Any] = plain_throughout(tomllib.loads(file.read_text("utf-8")))
    except OSError as missing:
        raise WrongSeed(f"KIOSK_SEED: no such file: {file}") from missing
    if lent := written.pop("library", None):
        library = _read(file.with_name(f"{lent['seed']}.toml"))
        written["categories"] = library["categories"]
        written["services"] = [
            {**service, "queue": written["queues"][0]["id"], "hidden": True}
            for service in library["services"] if service["id"] not in lent["without"]]
    return written


def _refuse_mistakes(ctx: AppContext, file: Path, written: dict[str, Any]) -> None:
    """Refuses what a form of the desk would refuse too, and says where it stands."""
    lists, kinds = written | written.get("help", {}), content_types(ctx.areas)
    bodies = {name: ([written[name]] if name in written else ()) if kind.single else
              lists.get("categories" if name == "category" else f"{name}s", ())
              for name, kind in kinds.items()}
    names = {kind: frozenset(_called(body, "") for body in of) for kind, of in bodies.items()}
    known = Known(names, FOR_CONTENT, frozenset())
    for kind, of in bodies.items():
        for n, body in enumerate(of, 1):
            where = f"{file.name}: {kind} {_called(body, n)}"
            try:
                _, mistakes = read(kinds[kind], flat(kinds[kind], body), known)
            except (KeyError, TypeError, AttributeError) as trouble:
                raise WrongSeed(f"{where}: missing or wrong: {trouble}") from trouble
            for wrong in mistakes:
                said = ctx.words["en"](f"content_mistake.{wrong.code}", **wrong.details)
                raise WrongSeed(f"{where}, {wrong.cell}: {said}")


def _called(body: dict[str, Any], otherwise: object) -> str:
    return str(body.get("id", body.get("number", otherwise)))
