#!/bin/sh
# The session of the touch screen: turns what is plugged in as PANEL_TURN says, then the program, or
# another command of it that needs the screen.
set -eu

for output in $(xrandr --query | sed -n 's/ connected.*//p'); do
	xrandr --output "$output" --auto --rotate "${PANEL_TURN:-normal}" || true
done
exec /opt/jiamenkou/.venv/bin/python /opt/jiamenkou/main.py "${1:-ui}"
