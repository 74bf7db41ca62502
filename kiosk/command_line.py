"""The words of a command: what is wrong with them is said in one line, before anything is done."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NoReturn

WRONG_USE = 2


class OneLine(argparse.ArgumentParser):
    """Says in one line what is wrong with a command, and where all of it is explained."""

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_USE, f"{self.prog}: {message}; see {self.prog} --help\n")


def present_file(path: str) -> Path:
    """A file that is there. Raises ArgumentTypeError where none is."""
    if not Path(path).is_file():
        raise argparse.ArgumentTypeError(f"there is no file {path}")
    return Path(path)


def count(number: str) -> int:
    """How many, at least one. Raises ArgumentTypeError."""
    if not number.isdecimal() or not int(number):
        raise argparse.ArgumentTypeError(f"{number} is no number from 1 on")
    return int(number)
