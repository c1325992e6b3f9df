#!/bin/bash
# SPDX-License-Identifier: MIT
#
# setup.sh PURPOSE... - see that what is needed is installed
#
# A purpose is a list of Debian packages, tools/packages/PURPOSE.txt. What is
# missing is installed, as root or through sudo, after saying what and how
# large. Exit status 0: everything is there; 2: it cannot be had, and the line
# to run was printed.

set -u
here=$(cd "$(dirname "$0")" && pwd)
export DEBIAN_FRONTEND=noninteractive LC_ALL=C

die() {
	echo "drydock: $*" >&2
	exit 2
}

wanted() {
	local purpose
	for purpose; do
		sed 's/#.*//' "$here/packages/$purpose.txt"
	done | tr -s '[:space:]' '\n' | grep .
}

# A package, or one that provides it (Debian 13: pkgconf provides pkg-config).
installed() {
	dpkg-query -W -f='${db:Status-Status} ${Package} ${Provides}\n' 2>/dev/null |
		awk '$1 == "installed" { $1 = ""; gsub(/,|\([^)]*\)/, " "); print }' |
		tr -s ' ' '\n' | sort -u
}

missing() {
	local have package
	have=$(installed)
	for package in $(wanted "$@" | sort -u); do
		printf '%s\n' "$have" | grep -qxF -e "$package" || printf '%s ' "$package"
	done
}

# The lists of packages may be missing (a fresh container) or old.
can_resolve() {
	# shellcheck disable=SC2086
	apt-get install -s -qq --no-install-recommends $packages >/dev/null 2>&1
}

say_size() {
	# shellcheck disable=SC2086
	apt-get install --assume-no -o Debug::NoLocking=1 --no-install-recommends $packages \
		2>/dev/null | grep -E '^(Need to get|After this operation)' | sed 's/^/  /'
}

# For apt-get, env as part of the command: sudo would drop the variable.
install() {
	# shellcheck disable=SC2086
	$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
		--no-install-recommends $packages </dev/null
}

update() {
	echo "drydock: apt-get update"
	$as_root apt-get update -qq </dev/null
}

command -v dpkg-query >/dev/null && command -v apt-get >/dev/null ||
	die "this is not a Debian system; please install what these packages of Debian have: $(wanted "$@" | tr '\n' ' ')"

for purpose; do
	[ -f "$here/packages/$purpose.txt" ] || die "setup: no list called $purpose"
done
packages=$(missing "$@")
[ -n "$packages" ] || exit 0

as_root=
if [ "$(id -u)" != 0 ]; then
	as_root=sudo
	# Without a terminal sudo can only do what needs no password.
	if ! command -v sudo >/dev/null || { [ ! -t 0 ] && ! sudo -n true 2>/dev/null; }; then
		echo "drydock: these packages are missing, and only root can install them. Please run:" >&2
		echo "    apt-get update && apt-get install -y --no-install-recommends $packages" >&2
		exit 2
	fi
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
can_resolve || update
echo "drydock: installing with apt-get: $packages"
say_size
if ! install >"$log" 2>&1; then
	update
	install >"$log" 2>&1 || {
		cat "$log" >&2
		die "apt-get could not install: $packages"
	}
fi
packages=$(missing "$@")
[ -z "$packages" ] || die "still missing after apt-get: $packages"
