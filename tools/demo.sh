#!/bin/bash
# SPDX-License-Identifier: MIT
#
# The two acts of ./demo, on what is built in build/.

set -u
cd "$(dirname "$0")/.." || exit 1
build=$(realpath "${BUILD:-build}")
export PATH=$build:$build/drivers:$PATH
failed=0

# What the machine's bash runs: each command after a prompt, as if typed.
session='
say() { printf "\n\$ %s\n" "$*"; eval "$*"; }
say "ls -l /dev > /dev/scullp0"
say "mapper /dev/scullp0 0 140"
size=$(ls -l /dev | wc -c)
[ "$size" -gt 8192 ] || printf "\n\n(The listing has only %s bytes here: nothing was ever written at 8192, and a hole\ngives SIGBUS.)\n" "$size"
say "mapper /dev/scullp0 8192 200"
'
look='
say "mapper -m /dev/scullp0 0 4096 2>&1 >/dev/null"
'

act() {
	printf '\n%s\n' "$1"
	printf '%s\n' "$1" | tr -c '\n' '-'
	printf '%s\n' "$2"
}

# run MODULE SCRIPT: shows the command, runs it, leaves its status in $status
run() {
	printf '\n$ drydock run --machine pc --module %s -- bash\n' "$1"
	drydock run --machine pc --module "$build/modules/$1" -- bash -c "$2"
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
run scullp/scullp.ko "$session$look"
expect 0

act "Act two: the same session, and a driver with a bug" \
"scullp-noget is scullp, but its fault handler forgets get_page(). On a PC this
works, until it corrupts memory some day."
run scullp-noget/scullp_noget.ko "$session"
expect 99

exit $failed
