"""The two forms in which Open311 answers: XML, which the standard demands, and JSON."""

from __future__ import annotations

import json
from xml.etree.ElementTree import Element, SubElement, tostring

from flask import Response

FORMATS = {"xml": "text/xml", "json": "application/json"}
Record = dict[str, object]


def made(form: str, whole: str, one: str, records: list[Record] | Record) -> Response:
    """Records in a form of FORMATS. In XML they stand as elements `one` in an element `whole`; a
    single record is the element `whole` itself."""
    body = as_xml(whole, one, records) if form == "xml" else json.dumps(
        records, ensure_ascii=False).encode()
    return Response(body, content_type=f"{FORMATS[form]}; charset=utf-8")


def as_xml(whole: str, one: str, records: list[Record] | Record) -> bytes:
    """The same as XML: no value is an empty element, yes and no are true and false."""
    root = Element(whole)
    if isinstance(records, dict):
        _fill(root, records)
    else:
        for record in records:
            _fill(SubElement(root, one), record)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _fill(parent: Element, record: Record) -> None:
    for name, value in record.items():
        part = SubElement(parent, name)
        if isinstance(value, bool):
            part.text = "true" if value else "false"
        elif value not in (None, []):
            part.text = str(value)
