"""Draws the icons from Tabler Icons: white PNGs for the touch screen to tint, one sprite for the
pages.

To draw them again, or after adding a name below:

    apt-get install librsvg2-bin
    npm pack @tabler/icons@3.51.0 && tar xzf tabler-icons-3.51.0.tgz
    .venv/bin/python assets/icons/build.py package
"""

import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
SIZES = (64, 128)

OUTLINE = """
    alert-triangle armchair-2 arrow-back-up arrow-forward-up arrow-left arrow-right arrows-exchange
    baby-carriage backspace bell bell-ringing book-2 books briefcase building building-bank
    building-community calendar calendar-check calendar-event calendar-off calendar-time camera-plus
    car cash chart-bar check chess-knight chevron-down chevron-left chevron-right chevron-up
    circle-check circle-x clock clock-pause coin-yuan contrast copy credit-card database
    device-desktop device-floppy device-heart-monitor device-mobile device-tv door door-enter
    dots-circle-horizontal download edit eye eye-off file-certificate file-text flag gavel
    hand-click headset heart heart-handshake help-circle history home home-heart hourglass id
    info-circle language layout-grid leaf list-check loader-2 lock login logout map-pin medal
    message-2 message-plus microphone military-rank minus mood-angry mood-empty mood-happy mood-sad
    mood-smile old pencil phone photo player-pause player-play plug-connected-x plus printer
    printer-off qrcode refresh rotate-2 scale school search send server-2 settings shield-check
    speakerphone star stethoscope text-size ticket tool trash urgent usb user user-check user-heart
    user-off user-x users users-group volume volume-off walk wheelchair wifi wifi-off world x
""".split()
FILLED = "alert-triangle circle-check circle-x clock heart hourglass info-circle lock star".split()

STROKE = 1.9
BOLD_STROKE = 2.6  # thin ticks vanish at arm's length
BOLD = set("check chevron-down chevron-left chevron-right chevron-up minus plus x".split())


def drawing(package: Path, kind: str, name: str) -> str:
    """The shapes of an icon, in the colour and stroke of the text around it."""
    source = (package / "icons" / kind / f"{name}.svg").read_text(encoding="utf-8")
    shapes = re.findall(r"<(?!svg|/svg|path stroke=\"none\" d=\"M0 0h24)[^>]+>", source)
    if kind == "filled":
        style = 'fill="currentColor"'
    else:
        stroke = BOLD_STROKE if name in BOLD else STROKE
        style = (
            f'fill="none" stroke="currentColor" stroke-width="{stroke}"'
            ' stroke-linecap="round" stroke-linejoin="round"'
        )
    return f"<g {style}>{''.join(shape.replace(' />', '/>') for shape in shapes)}</g>"


def render(name: str, shapes: str, size: int) -> None:
    """One white PNG."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" color="#fff">{shapes}</svg>'
    target = HERE / str(size) / f"{name}.png"
    target.parent.mkdir(exist_ok=True)
    command = ["rsvg-convert", "-w", str(size), "-h", str(size), "-o", str(target)]
    subprocess.run(command, input=svg, text=True, check=True)


def build(package: Path) -> None:
    """Writes the PNGs and the sprite beside this file."""
    icons = {name: drawing(package, "outline", name) for name in OUTLINE}
    icons |= {f"{name}-filled": drawing(package, "filled", name) for name in FILLED}
    for name, shapes in icons.items():
        for size in SIZES:
            render(name, shapes, size)
    symbols = "\n".join(
        f'<symbol id="{name}" viewBox="0 0 24 24">{shapes}</symbol>'
        for name, shapes in sorted(icons.items())
    )
    (HERE / "icons.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg">\n<!-- Tabler Icons 3.51.0, MIT licence -->\n'
        f"{symbols}\n</svg>\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    build(Path(sys.argv[1]))
