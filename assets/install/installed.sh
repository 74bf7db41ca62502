# shellcheck shell=sh disable=SC2034
# What is put where, for install.sh and uninstall.sh.

PROGRAM=/opt/jiamenkou
CENTRE=/var/lib/jiamenkou
SETTINGS=/etc/jiamenkou.env
COMMAND=/usr/local/bin/jiamenkou
UNITS=/etc/systemd/system
SCREEN_UNITS='jiamenkou-ui.service media-jiamenkou.automount media-jiamenkou.mount'
RULES=/etc/udev/rules.d/71-jiamenkou.rules
FIREWALL=/etc/jiamenkou.nft
UPDATES=/etc/apt/apt.conf.d/52jiamenkou
NIGHT=$UNITS/apt-daily-upgrade.timer.d/jiamenkou.conf
CLOSED=$UNITS/apt-daily-upgrade.service.d/jiamenkou.conf
PROXY=/etc/jiamenkou.Caddyfile
PROXY_UNIT=$UNITS/caddy.service.d/jiamenkou.conf

is_booted() {
	[ -d /run/systemd/system ]
}

# Removes files, those links that enabled units, and a folder of ours that is left empty.
remove() {
	for file in "$@"; do
		[ -e "$file" ] || continue
		case $file in *.service) systemctl -q disable "$(basename "$file")" ;; esac
		rm -f "$file"
		case $file in *.d/jiamenkou.conf) rmdir --ignore-fail-on-non-empty "$(dirname "$file")" ;; esac
		changed=yes
	done
}

# Caddy's own file is Debian's welcome to the whole network: nobody asked for that.
remove_proxy() {
	[ -e "$PROXY" ] || return 0
	systemctl -q disable caddy.service
	! is_booted || systemctl stop caddy.service
	remove "$PROXY" "$PROXY_UNIT"
}
