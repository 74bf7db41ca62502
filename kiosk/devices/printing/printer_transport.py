"""Cables: how bytes reach a printer and its answers come back, over network or USB."""

from __future__ import annotations

import errno
import fcntl
import select
import socket
import struct
import termios
import time
from collections.abc import Callable
from typing import Any, Protocol, Self

from kiosk.devices.printing.printer_trouble import PrinterTrouble, Trouble

PATIENCE = 3.0
ANSWERS_WITHIN = 0.7
CHUNK = 4096


class Cable(Protocol):
    """One connection for one slip. All its methods raise PrinterTrouble."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def send(self, data: bytes) -> None:
        """Hands over the bytes; returns when the other end has taken all of them."""

    def ask(self, question: bytes, fits: Callable[[int], bool], within: float) -> int | None:
        """The first fitting answer byte, None if none came within so many seconds."""


class NetworkCable:
    """A raw TCP connection, such as to port 9100."""

    def __init__(self, host: str, port: int) -> None:
        self._address = (host, port)
        self._socket = socket.socket()

    def __enter__(self) -> Self:
        try:
            self._socket = socket.create_connection(self._address, timeout=PATIENCE)
        except OSError as trouble:
            raise PrinterTrouble(Trouble.UNREACHABLE, str(trouble)) from trouble
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def send(self, data: bytes) -> None:
        """PATIENCE counts anew with each piece taken: a slow printer is not a broken one."""
        try:
            for start in range(0, len(data), CHUNK):
                self._socket.settimeout(PATIENCE)
                self._socket.sendall(data[start : start + CHUNK])
            self._wait_until_taken()
        except OSError as trouble:
            raise PrinterTrouble(Trouble.FAILED, str(trouble)) from trouble

    def ask(self, question: bytes, fits: Callable[[int], bool], within: float) -> int | None:
        try:
            self._forget_older_answers()
            self._socket.sendall(question)
            deadline = time.monotonic() + within
            while (answer := self._heard(deadline - time.monotonic())) is not None:
                if fits(answer):
                    return answer
        except OSError as trouble:
            raise PrinterTrouble(Trouble.FAILED, str(trouble)) from trouble
        return None

    def _forget_older_answers(self) -> None:
        """A picture may happen to hold the bytes of a question, and a printer then answers."""
        while self._heard(0) is not None:
            continue

    def _heard(self, within: float) -> int | None:
        """The next byte; None if none comes in time."""
        if not select.select([self._socket], [], [], max(within, 0))[0]:
            return None
        answer = self._socket.recv(1)
        if not answer:
            raise PrinterTrouble(Trouble.FAILED, "the printer hung up")
        return answer[0]

    def _wait_until_taken(self) -> None:
        """Waits until the other end has acknowledged every byte: sent is not yet arrived."""
        left = self._not_taken()
        deadline = time.monotonic() + PATIENCE
        while left:
            time.sleep(0.02)
            before, left = left, self._not_taken()
            if left < before:
                deadline = time.monotonic() + PATIENCE
            if time.monotonic() > deadline:
                raise TimeoutError(f"{left} bytes were not taken")

    def _not_taken(self) -> int:
        answer = fcntl.ioctl(self._socket.fileno(), termios.TIOCOUTQ, struct.pack("i", 0))
        left: int = struct.unpack("i", answer)[0]
        return left


class UsbCable:
    """A USB printer by vendor and product, through python-escpos and pyusb."""

    def __init__(self, vendor: int, product: int) -> None:
        self._ids = (vendor, product)
        self._usb: Any = None

    def __enter__(self) -> Self:
        from escpos.exceptions import Error
        from escpos.printer import Usb

        self._usb = Usb(*self._ids, timeout=round(PATIENCE * 1000))
        try:
            self._usb.open()
        except (Error, OSError, RuntimeError, ValueError) as trouble:
            raise PrinterTrouble(Trouble.UNREACHABLE, str(trouble)) from trouble
        return self

    def __exit__(self, *_: object) -> None:
        self._usb.close()

    def send(self, data: bytes) -> None:
        try:
            for start in range(0, len(data), CHUNK):
                self._usb._raw(data[start : start + CHUNK])
        except OSError as trouble:
            raise PrinterTrouble(Trouble.FAILED, str(trouble)) from trouble

    def ask(self, question: bytes, fits: Callable[[int], bool], within: float) -> int | None:
        self.send(question)
        deadline = time.monotonic() + within
        while time.monotonic() < deadline:
            try:
                answers = bytes(self._usb._read())
            except OSError as trouble:
                if trouble.errno == errno.ETIMEDOUT:
                    continue
                raise PrinterTrouble(Trouble.FAILED, str(trouble)) from trouble
            for answer in filter(fits, answers):
                return answer
        return None
