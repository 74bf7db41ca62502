"""Kivy's properties as typed descriptors.

What mypy cannot read off a default is said at the attribute, which is never evaluated:
`facts: ListProperty[Fact] = ListProperty()`, `chip: ObjectProperty[Chip | None] = …`. An
`ObjectProperty()` without a default is handed its object before anybody reads it.
"""

from collections.abc import Iterable, Sequence
from typing import Generic, Self, TypeVar, overload

_T = TypeVar("_T")
_N = TypeVar("_N", int, float)

class Property(Generic[_T]):
    @overload
    def __get__(self, owner: None, kind: type) -> Self: ...
    @overload
    def __get__(self, owner: object, kind: type) -> _T: ...
    def __set__(self, owner: object, value: _T) -> None: ...

class StringProperty(Property[str]):
    def __init__(self, default: str = "") -> None: ...

class BooleanProperty(Property[bool]):
    def __init__(self, default: bool = True) -> None: ...

class NumericProperty(Property[_N]):
    # As a whole number it counts, as another one it measures.
    def __init__(self, default: _N) -> None: ...

class OptionProperty(Property[_T]):
    def __init__(self, default: _T, *, options: Iterable[_T]) -> None: ...

class ListProperty(Property[list[_T]]):
    def __set__(self, owner: object, value: Sequence[_T]) -> None: ...
    def __init__(self, default: Sequence[_T] = ()) -> None: ...

class ObjectProperty(Property[_T]):
    def __init__(
        self, default: _T = ..., *, allownone: bool = False, rebind: bool = False
    ) -> None: ...
