#!/bin/sh
# Sets this machine up for good: `make install` as root. Twice is once, and an update too. What it
# asks is kept in /etc/jiamenkou.env, and given to whoever asks nobody as `make install NAME=value`:
#
#   SCREEN        yes   or no: the pages alone, for a machine without a touch screen
#   PANEL_TURN    normal, or left, right, inverted: how the panel hangs
#   TOUCH_TURN    as PANEL_TURN, or what `jiamenkou corners` says: how touches are turned
#   SSH           yes   or no: whether the firewall lets it in
#   UPDATES_AT    03:00 when security updates come, in the night
#   HTTPS_NAME    the name of the pages, for HTTPS before them; HTTPS_CERT and HTTPS_KEY
#                 its certificate and key, where the centre has them (HTTPS.md)
#   KIOSK_…       settings of the program (README.md)
set -eu

here=$(dirname "$(readlink -f "$0")")
source=$(dirname "$(dirname "$here")")
. "$here/installed.sh"

main() {
	[ "$(id -u)" = 0 ] || fail "Only root can set a machine up: sudo make install"
	right_release
	touch "$SETTINGS"
	chmod 600 "$SETTINGS"
	answers
	program
	user
	files
	units
	first_account
	say_where
}

fail() {
	echo "$1" >&2
	exit 1
}

right_release() {
	release=$(. /etc/os-release && echo "$ID $VERSION_ID")
	case $release in
	"debian 12" | "debian 13" | "ubuntu 24.04") ;;
	*) fail "This is $release. It needs Debian 12, Debian 13 or Ubuntu 24.04." ;;
	esac
}

# A line NAME=value of the settings: what it is, and what it becomes.
setting() {
	sed -n "s/^$1=//p" "$SETTINGS"
}

set_setting() {
	[ "$(setting "$1")" != "$2" ] || return 0
	{
		grep -v "^$1=" "$SETTINGS" || true
		[ -z "$2" ] || echo "$1=$2"
	} >"$SETTINGS.new"
	chmod 600 "$SETTINGS.new"
	mv "$SETTINGS.new" "$SETTINGS"
	changed=yes
}

# ask NAME DEFAULT PATTERN QUESTION: given with the command, else known from before, else asked.
ask() {
	eval "given=\${$1-}"
	[ -n "$given" ] || given=$(setting "$1")
	if [ -z "$given" ] && [ -t 0 ]; then
		printf '%s [%s] ' "$4" "$2"
		read -r given || true
	fi
	given=${given:-$2}
	echo "$given" | grep -Exq "$3" || fail "$1=$given: it has to be $3"
	set_setting "$1" "$given"
	eval "$1=\$given"
}

answers() {
	ask SCREEN yes 'yes|no' "Has this machine the touch screen? yes or no"
	if [ "$SCREEN" = yes ]; then
		ask PANEL_TURN normal 'normal|left|right|inverted' \
			"How is the picture turned? normal, left, right or inverted"
		given=${TOUCH_TURN:-$(setting TOUCH_TURN)}
		TOUCH_TURN=${given:-$PANEL_TURN}
		case $TOUCH_TURN in normal | left | right | inverted) ;; *) fail "TOUCH_TURN=$TOUCH_TURN" ;; esac
		# Only where it differs: who turns the panel another time turns both.
		given=$TOUCH_TURN
		[ "$TOUCH_TURN" != "$PANEL_TURN" ] || given=''
		set_setting TOUCH_TURN "$given"
	fi
	ask SSH yes 'yes|no' "May somebody come in by ssh? yes or no"
	ask UPDATES_AT 03:00 '[0-2][0-9]:[0-5][0-9]' "When do security updates come, while it is closed?"
	ask HTTPS_NAME none 'none|[A-Za-z0-9.-]+\.[A-Za-z0-9-]+' \
		"By which name do phones reach the pages over HTTPS? none: plain HTTP, which all can read"
	HTTPS_CERT=${HTTPS_CERT-$(setting HTTPS_CERT)} HTTPS_KEY=${HTTPS_KEY-$(setting HTTPS_KEY)}
	if [ "$HTTPS_NAME" = none ]; then
		HTTPS_CERT='' HTTPS_KEY=''
	elif [ -n "$HTTPS_CERT$HTTPS_KEY" ]; then
		[ -r "$HTTPS_CERT" ] || fail "HTTPS_CERT=$HTTPS_CERT: there is no such file"
		[ -r "$HTTPS_KEY" ] || fail "HTTPS_KEY=$HTTPS_KEY: there is no such file"
	fi
	set_setting HTTPS_CERT "$HTTPS_CERT"
	set_setting HTTPS_KEY "$HTTPS_KEY"
	# What the program itself is told; where its data lies is said by the units.
	for name in $(env | sed -n 's/^\(KIOSK_[A-Z_]*\)=.*/\1/p'); do
		[ "$name" = KIOSK_DATA ] || eval "set_setting $name \"\$$name\""
	done
	case $HTTPS_NAME$(setting KIOSK_PUBLIC_URL) in
	nonehttps://*) set_setting KIOSK_PUBLIC_URL '' ;;
	none*) ;;
	*) set_setting KIOSK_PUBLIC_URL "https://$HTTPS_NAME" ;;
	esac
	port=$(setting KIOSK_PORT)
	port=${port:-8080}
}

# The program as it is here, beside the libraries of the one before: they are kept if they fit.
program() {
	if [ "$source" != "$PROGRAM" ]; then
		rm -rf "$PROGRAM.new"
		mkdir -p "$PROGRAM.new"
		tar -C "$source" --exclude=./.git --exclude=./.venv --exclude=./.make --exclude='./.*_cache' \
			--exclude=./packages.log --exclude=__pycache__ -c . | tar -C "$PROGRAM.new" --no-same-owner -x
		[ ! -d "$PROGRAM/.venv" ] || mv "$PROGRAM/.venv" "$PROGRAM.new/.venv"
		chmod -R u=rwX,go=rX "$PROGRAM.new"
		rm -rf "$PROGRAM"
		mv "$PROGRAM.new" "$PROGRAM"
	fi
	make --no-print-directory -C "$PROGRAM" setup install-packages \
		SCREEN="$SCREEN" HTTPS_NAME="$HTTPS_NAME"
	rm -f "$PROGRAM/packages.log"
	# The user who runs it may write nothing here: each start would compile all of it again.
	(cd "$PROGRAM" && .venv/bin/python -m compileall -q main.py db kiosk)
}

user() {
	getent passwd kiosk >/dev/null || useradd --system --user-group --home-dir "$CENTRE" \
		--no-create-home --shell /usr/sbin/nologin kiosk
	for group in video render input audio lp tty; do
		! getent group $group >/dev/null || usermod --append --groups $group kiosk
	done
	install -d -o kiosk -g kiosk -m 700 "$CENTRE"
	# A user made anew may have another number than the one whose data this is.
	find "$CENTRE" ! -user kiosk -exec chown -h kiosk:kiosk {} +
}

# put FILE MODE PLACE: with the words between @ and @ filled in.
put() {
	matrix='1 0 0 0 1 0'
	case ${TOUCH_TURN:-normal} in
	left) matrix='0 -1 1 1 0 0' ;;
	right) matrix='0 1 0 -1 0 1' ;;
	inverted) matrix='-1 0 1 0 -1 1' ;;
	esac
	ports=$port
	[ "$HTTPS_NAME" = none ] || ports='80, 443'
	[ "$SSH" = no ] || ports="22, $ports"
	tls=''
	# shellcheck disable=SC2016  # the words are for Caddy
	[ -z "$HTTPS_CERT" ] || tls='tls {$CREDENTIALS_DIRECTORY}/cert {$CREDENTIALS_DIRECTORY}/key'
	mkdir -p "$(dirname "$3")"
	sed -e "s|@matrix@|$matrix|" -e "s|@ports@|$ports|" -e "s|@port@|$port|" \
		-e "s|@name@|$HTTPS_NAME|" -e "s|@tls@|$tls|" -e "s|@at@|$UPDATES_AT:00|" \
		"$PROGRAM/assets/$1" >"$3.new"
	if [ "$3" = "$PROXY_UNIT" ] && [ -n "$HTTPS_CERT" ]; then
		printf 'LoadCredential=%s\n' "cert:$HTTPS_CERT" "key:$HTTPS_KEY" >>"$3.new"
	fi
	chmod "$2" "$3.new"
	if cmp -s "$3.new" "$3"; then
		rm "$3.new"
	else
		mv "$3.new" "$3"
		changed=yes
	fi
}

files() {
	put install/jiamenkou 755 "$COMMAND"
	put systemd/jiamenkou-web.service 644 "$UNITS/jiamenkou-web.service"
	put systemd/jiamenkou-update.service 644 "$UNITS/jiamenkou-update.service"
	put systemd/jiamenkou-firewall.service 644 "$UNITS/jiamenkou-firewall.service"
	put install/jiamenkou.nft 644 "$FIREWALL"
	put install/52jiamenkou 644 "$UPDATES"
	put install/night.conf 644 "$NIGHT"
	for name in $SCREEN_UNITS; do
		if [ "$SCREEN" = yes ]; then
			put "systemd/$name" 644 "$UNITS/$name"
		else
			remove "$UNITS/$name"
		fi
	done
	if [ "$SCREEN" = yes ]; then
		put install/71-jiamenkou.rules 644 "$RULES"
		put install/closed.conf 644 "$CLOSED"
	else
		remove "$RULES" "$CLOSED"
	fi
	if [ "$HTTPS_NAME" = none ]; then
		remove_proxy
	else
		put install/Caddyfile 644 "$PROXY"
		put install/caddy.conf 644 "$PROXY_UNIT"
	fi
}

units() {
	enabled='jiamenkou-web.service jiamenkou-firewall.service'
	[ "$SCREEN" = no ] || enabled="$enabled jiamenkou-ui.service"
	[ "$HTTPS_NAME" = none ] || enabled="$enabled caddy.service"
	# shellcheck disable=SC2086  # several units
	systemctl -q enable $enabled jiamenkou-update.service
	is_booted || return 0
	systemctl daemon-reload
	udevadm control --reload
	udevadm trigger --action=change --subsystem-match=input --subsystem-match=usb
}

first_account() {
	if [ ! -e "$CENTRE/secret.key" ]; then
		"$COMMAND" migrate
	fi
	is_booted || return 0
	# An update does not wait for a version that never gets ready: START=--no-block.
	# shellcheck disable=SC2086  # several units
	systemctl restart ${START:-} apt-daily-upgrade.timer $enabled
}

say_where() {
	[ -n "$changed" ] || echo "All is as it was."
	echo "The kiosk stands in $PROGRAM, its centre in $CENTRE, its settings in $SETTINGS."
	if [ "$HTTPS_NAME" = none ]; then
		echo "The pages speak plain HTTP: everybody in the same network can read PINs, names and" \
			"telephones. HTTPS.md says how to give them a name and a certificate."
	fi
	[ "$SCREEN" = no ] || echo "Now touch the four corners: jiamenkou corners"
	! is_booted || "$COMMAND" check || true
}

changed=''
main
