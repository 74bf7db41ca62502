"""Kivy's clock: everything it calls is told the seconds since the call was asked for."""

from collections.abc import Callable

class ClockEvent:
    def __call__(self) -> None: ...
    is_triggered: bool
    def cancel(self) -> None: ...

class _Clock:
    _max_fps: float
    def get_time(self) -> float: ...
    def tick(self) -> None: ...
    def create_trigger(
        self, callback: Callable[[float], object], timeout: float = 0, interval: bool = False
    ) -> ClockEvent: ...
    def schedule_once(
        self, callback: Callable[[float], object], timeout: float = 0
    ) -> ClockEvent: ...
    def schedule_interval(
        self, callback: Callable[[float], object], timeout: float
    ) -> ClockEvent: ...

Clock: _Clock
