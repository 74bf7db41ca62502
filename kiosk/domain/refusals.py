"""Refusal: what a person's own action can run into; its code is also the key of its words."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """An action that did not happen, for a reason the person can be told.

    `code` names the sentence, `refusals.<code>` in `assets/i18n`; `details` fill its gaps.
    Anything else that goes wrong is a fault and is never shown in its own words.
    """

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


class StorageDown(Exception):
    """The database cannot be reached or written now; what was asked did not happen. `unsure`: a
    server went away over the very end, and may have kept it; who asks the same again finds out."""

    unsure = False
