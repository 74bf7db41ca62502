"""Cables: how bytes reach a printer and its answers come back, over network or USB."""

from __future__ import annotations

import errno
import fcntl
import select
import socket
import struct
import termios
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, Self

from kiosk.devices.printing.printer_trouble import PrinterTrouble, Trouble

PATIENCE = 3.0
ANSWERS_WITHIN = 0.7
CHUNK = 4096
# The largest packet of a USB printer; an answer is one byte.
PACKET = 64


class Cable(ABC):
    """One connection for one slip: a device that `_open` makes. Raises PrinterTrouble.

    `has_to_answer` says that bytes taken at the other end are no sign of a printer.
    """

    has_to_answer = False

    def __enter__(self) -> Self:
        try:
            self._device = self._open()
        except (OSError, RuntimeError, ValueError) as trouble:
            raise PrinterTrouble(Trouble.UNREACHABLE, str(trouble)) from trouble
        return self

    def __exit__(self, *_: object) -> None:
        self._device.close()

    def send(self, data: bytes) -> None:
        """Hands over the bytes; returns when the other end has taken all of them.

        PATIENCE counts anew with each piece taken: a slow printer is not a broken one.
        """
        try:
            for start in range(0, len(data), CHUNK):
                self._write(data[start : start + CHUNK])
            self._wait_until_taken()
        except OSError as trouble:
            raise PrinterTrouble(Trouble.FAILED, str(trouble)) from trouble

    def ask(self, question: bytes, fits: Callable[[int], bool], within: float) -> int | None:
        """The first fitting answer byte, None if none came within so many seconds.

        What came before the question is forgotten: a picture may happen to hold the bytes of a
        question, and a printer then answers.
        """
        try:
            while self._read(0):
                continue
            self._write(question)
            deadline = time.monotonic() + within
            while (left := deadline - time.monotonic()) > 0:
                for answer in filter(fits, self._read(left)):
                    return answer
        except OSError as trouble:
            raise PrinterTrouble(Trouble.FAILED, str(trouble)) from trouble
        return None

    def _wait_until_taken(self) -> None:
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
        """How many written bytes the other end has not acknowledged."""
        return 0

    @abstractmethod
    def _open(self) -> Any: ...

    @abstractmethod
    def _write(self, data: bytes) -> None: ...

    @abstractmethod
    def _read(self, within: float) -> bytes:
        """What came within so many seconds; empty if nothing did."""


class NetworkCable(Cable):
    """A raw TCP connection, such as to port 9100: sent is not yet arrived."""

    has_to_answer = True

    def __init__(self, host: str, port: int) -> None:
        self._address = (host, port)

    def _open(self) -> socket.socket:
        return socket.create_connection(self._address, timeout=PATIENCE)

    def _write(self, data: bytes) -> None:
        self._device.sendall(data)

    def _read(self, within: float) -> bytes:
        if not select.select([self._device], [], [], within)[0]:
            return b""
        answers: bytes = self._device.recv(PACKET)
        if not answers:
            raise ConnectionError("the printer hung up")
        return answers

    def _not_taken(self) -> int:
        answer = fcntl.ioctl(self._device.fileno(), termios.TIOCOUTQ, struct.pack("i", 0))
        left: int = struct.unpack("i", answer)[0]
        return left


class UsbCable(Cable):
    """A USB printer by vendor and product, through python-escpos and pyusb."""

    def __init__(self, vendor: int, product: int) -> None:
        self._ids = (vendor, product)

    def _open(self) -> Any:
        from escpos.exceptions import Error
        from escpos.printer import Usb

        usb = Usb(*self._ids, timeout=round(PATIENCE * 1000))
        try:
            usb.open()
        except Error as trouble:
            raise ConnectionError(str(trouble)) from trouble
        return usb

    def _write(self, data: bytes) -> None:
        self._device._raw(data)

    def _read(self, within: float) -> bytes:
        milliseconds = max(1, round(within * 1000))  # 0 would mean without end
        try:
            return bytes(self._device.device.read(self._device.in_ep, PACKET, milliseconds))
        except OSError as trouble:
            if trouble.errno == errno.ETIMEDOUT:
                return b""
            raise
