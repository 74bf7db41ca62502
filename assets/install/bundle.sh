#!/bin/sh
# Gathers in FOLDER, for a machine without a network, all that sets it up: `make bundle` seals it.
# The rest are the Debian packages that such a machine needs; theirs come along, as if it had none.
set -eu

folder=$1
shift
rm -rf "$folder"
mkdir -p "$folder/program" "$folder/wheels" "$folder/packages/partial" "$folder/apt/partial"

git archive HEAD | tar -x -C "$folder/program"
cp "$folder/program/assets/install/offline.sh" "$folder/install.sh"
.venv/bin/python -m pip download -q --disable-pip-version-check --require-hashes \
	--only-binary :all: -d "$folder/wheels" -r requirements.txt

: >"$folder/apt/status"
apt-get -qq -o Debug::NoLocking=1 -o APT::Sandbox::User=root -o Dir::State::status="$folder/apt/status" \
	-o Dir::Cache::archives="$folder/packages" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
	install -y --no-install-recommends --download-only "$@"
rm -rf "$folder/apt" "$folder/packages/partial" "$folder/packages/lock"
(cd "$folder/packages" && dpkg-scanpackages --multiversion . >Packages 2>/dev/null)
