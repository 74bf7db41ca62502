"""Kivy's loop: what ends it, and who is asked when a callback failed."""

from typing import Protocol

from kivy.uix.widget import Widget

class _Handler(Protocol):
    def handle_exception(self, fault: BaseException) -> int: ...

class _ExceptionManager:
    RAISE: int
    PASS: int
    def add_handler(self, handler: _Handler) -> None: ...
    def remove_handler(self, handler: _Handler) -> None: ...

ExceptionManager: _ExceptionManager

def runTouchApp(widget: Widget) -> None: ...  # noqa: N802  # Kivy's name
def stopTouchApp() -> None: ...  # noqa: N802  # Kivy's name
