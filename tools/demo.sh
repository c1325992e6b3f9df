#!/bin/bash
# SPDX-License-Identifier: MIT
#
# The two acts of ./demo, on what is built in build/.

set -u
cd "$(dirname "$0")/.." || exit 1
build=${BUILD:-build}
PATH=$(realpath "$build"):$(realpath "$build/drivers"):$PATH
export PATH
failed=0

act() {
	printf '\n%s\n' "$1"
	printf '%s\n' "$1" | tr -c '\n' '-'
	printf '%s\n' "$2"
}

# run MODULE: shows the command, runs it, leaves its status in $status
run() {
	local command=(drydock run --machine pc --module "$build/modules/$1" -- bash tools/session.sh)

	printf '\n$ %s\n' "${command[*]}"
	"${command[@]}"
	status=$?
	printf '\n$ echo $?\n%s\n' "$status"
}

expect() {
	[ "$status" = "$1" ] && return
	echo "demo: exit status $1 was expected here, not $status" >&2
	failed=1
}

act "Act one: a driver's memory, mapped" \
"A real bash on a simulated PC, with the book's driver scullp loaded. It writes
the listing of /dev into the driver's memory, and maps it to read it back."
run scullp/scullp.ko
expect 0

act "Act two: the same session, and a driver with a bug" \
"scullp-noget is scullp, but its fault handler forgets get_page(). On a PC this
works, until it corrupts memory some day."
run scullp-noget/scullp_noget.ko
expect 99

exit $failed
