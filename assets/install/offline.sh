#!/bin/sh
# Sets a machine up from an unpacked bundle, with nothing from a network: as root,
# `sh install.sh NAME=value …`, with the names that assets/install/install.sh explains. An update
# names other TARGETS.
set -eu

here=$(dirname "$(readlink -f "$0")")
cd "$here"
[ "$(id -u)" = 0 ] || {
	echo "Only root can set a machine up: sudo sh install.sh" >&2
	exit 1
}
sha256sum --check --quiet --strict SHA256SUMS || {
	echo "The bundle is damaged: copy it once more from where it came, and unpack it anew." >&2
	exit 1
}

# Only for as long as this takes: the machine's own lists of packages stay as they are.
apt=$(mktemp -d)
trap 'rm -rf "$apt"' EXIT
mkdir -p "$apt/lists/partial"
echo "deb [trusted=yes] file:$here/packages ./" >"$apt/sources.list"
cat >"$apt/apt.conf" <<END
Dir::Etc::SourceList "$apt/sources.list";
Dir::Etc::SourceParts "/dev/null";
Dir::State::Lists "$apt/lists";
APT::Sandbox::User "root";
END
export APT_CONFIG="$apt/apt.conf" PIP_NO_INDEX=1 PIP_FIND_LINKS="$here/wheels"
export DEBIAN_FRONTEND=noninteractive
unset PIP_INDEX_URL PIP_EXTRA_INDEX_URL || true

apt-get -qq update
apt-get -qq install -y --no-install-recommends make python3
# shellcheck disable=SC2086  # several targets
make --no-print-directory -C program ${TARGETS:-install} "$@"
