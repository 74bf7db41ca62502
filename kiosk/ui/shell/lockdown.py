"""Ways out: whatever would close, hide or cover the window leads nowhere; keys go to the touch
screen."""

from __future__ import annotations

from collections.abc import Sequence

from kivy.core.window import Keyboard, WindowBase

from kiosk.ui.input.keyboard import Keys

NAMES = {code: name for name, code in Keyboard.keycodes.items()} | {
    Keyboard.keycodes["spacebar"]: "space", Keyboard.keycodes["numpadenter"]: "enter",
}
# They say how a keyboard is set, not what is pressed with a key.
LOCKS = {"capslock", "numlock"}


class Lockdown:
    """Shuts those of a window. Only the operator's signals end the touch screen.

    Kivy asks its events' latest listener first and goes on only where that returns False: no
    key reaches what Kivy itself does with some.
    """

    def __init__(self, window: WindowBase, keys: Keys) -> None:
        self._keys = keys
        self.listeners = {
            "on_key_down": self._key_down, "on_key_up": self._key_up, "focus": self._focus,
            "on_keyboard": nothing, "on_textinput": nothing, "on_request_close": nothing,
            "on_drop_file": nothing, "on_dropfile": nothing, "on_drop_text": nothing,
            "on_minimize": comes_back, "on_hide": comes_back,
        }
        window.bind(**self.listeners)

    def _key_down(
        self, _window: WindowBase, code: int, _scancode: int, _text: str,
        modifiers: Sequence[str],
    ) -> bool:
        self._keys.down(NAMES.get(code, ""), frozenset(modifiers) - LOCKS)
        return True

    def _key_up(self, _window: WindowBase, code: int, *_: object) -> bool:
        self._keys.up(NAMES.get(code, ""))
        return True

    def _focus(self, _window: WindowBase, _focused: bool) -> None:
        # The end of a key that is held now would never arrive.
        self._keys.all_up()


def nothing(*_: object) -> bool:
    """It is dealt with: Kivy does nothing more."""
    return True


def comes_back(window: WindowBase, *_: object) -> None:
    """The window stands there again, before everything else."""
    window.restore()
    window.show()
    window.raise_window()
