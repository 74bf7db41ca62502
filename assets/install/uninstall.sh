#!/bin/sh
# Takes away what `make install` put into this machine: `make uninstall` as root. What the centre
# has written down stays; `make uninstall PURGE=1` removes that too. Twice is once.
set -eu

. "$(dirname "$(readlink -f "$0")")/installed.sh"

main() {
	[ "$(id -u)" = 0 ] || {
		echo "Only root can take it away: sudo make uninstall" >&2
		exit 1
	}
	if is_booted; then
		for unit in "$UNITS"/jiamenkou-*.service "$UNITS"/media-jiamenkou.*; do
			[ ! -e "$unit" ] || systemctl stop "$(basename "$unit")"
		done
	fi
	for unit in jiamenkou-web.service jiamenkou-firewall.service jiamenkou-update.service \
		$SCREEN_UNITS; do
		remove "$UNITS/$unit"
	done
	remove "$COMMAND" "$FIREWALL" "$UPDATES" "$NIGHT" "$CLOSED" "$RULES"
	remove_proxy
	if is_booted; then
		systemctl daemon-reload
		udevadm control --reload
	fi
	# A clone that stands there is its owner's.
	[ -e "$PROGRAM/.git" ] || rm -rf "$PROGRAM" "$PROGRAM.new" "$PROGRAM.unpacked" "$PROGRAM.update" \
		"$PROGRAM.lock"
	what_was_written
}

what_was_written() {
	if [ "${PURGE:-}" = 1 ]; then
		rm -rf "$CENTRE" "$SETTINGS"
		! getent passwd kiosk >/dev/null || userdel kiosk
		echo "The kiosk is gone, and all that its centre had written down."
	else
		echo "The kiosk is gone. What its centre has written down stays: $CENTRE with its secret and" \
			"its backups, $SETTINGS, and the user kiosk. PURGE=1 removes them too."
	fi
	echo "Packages stay: apt-get autoremove takes those that nobody needs."
}

main
