#!/bin/bash
# SPDX-License-Identifier: MIT
#
# breaks.sh [LINUX]: does each case of a set fail when it should?
#
# For each name in the set's breaks.txt, all cases run in Drydock with the fault
# of that name planted (`run --break NAME`, in builds with -Dbreaks=true), and what they
# print is compared with LINUX, what real Linux printed. Exactly the case of
# that name must differ: "ok NAME"; else "FAIL NAME: ..." says what is wrong.
# Cases that have no fault are listed at the end.
#
# Without LINUX it is linux-pc.out of run.sh, made by run.sh if it is missing or
# older than the cases or the driver. From the environment: ORACLE_DRIVER, scullp
# (default) or another set that has a breaks.txt; DRYDOCK and ORACLE_BUILD as in run.sh;
# BREAKS, the names to try (default: all).
#
# Exit status: 0 if all are right, 1 if not, 2 if something cannot be run, 77 if
# there is no real kernel or no QEMU here to compare with.

set -eu
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
export DRYDOCK=${DRYDOCK:-$top/build/drydock}
export ORACLE_DRIVER=${ORACLE_DRIVER:-scullp} ORACLE_BOUNCE=0
if [ "$ORACLE_DRIVER" = scullp ]; then
	set_dir=$here
	export ORACLE_BUILD=${ORACLE_BUILD:-$top/build/oracle}
else
	set_dir=$here/$ORACLE_DRIVER
	export ORACLE_BUILD=${ORACLE_BUILD:-$top/build/oracle-$ORACLE_DRIVER}
fi
# shellcheck source=driver.sh
. "$here/driver.sh"
breaks=$set_dir/breaks.txt
unset ORACLE_OPTIONS ORACLE_CASES ORACLE_LINUX
made=$ORACLE_BUILD/linux-pc.out
linux=${1:-$made}
limit=120 # seconds; a fault may make a case hang
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

is_fresh() {
	[ -s "$1" ] && [ -z "$(find "${sources[@]}" "$here"/*.h "$driver_dir"/*.[ch] "${more_dirs[@]}" -newer "$1")" ]
}

# What runs is made by run.sh. It must agree before any fault is planted.
prepare() {
	local status=0

	if [ "$linux" != "$made" ] || is_fresh "$made"; then
		export ORACLE_LINUX=$linux
	fi
	"$here/run.sh" >"$work/run" 2>&1 || status=$?
	[ "$status" = 0 ] && return
	tail -n 20 "$work/run" >&2
	exit "$status"
}

# The cases that are red with fault $1, each on a line.
red() {
	timeout "$limit" "$DRYDOCK" run --quiet --machine pc "${attach[@]}" --break "$1" -- \
		"$ORACLE_BUILD/cases" >"$work/out" 2>"$work/err" || true
	"$here/compare.sh" "$linux" "$work/out" | sed -n 's/^FAIL //p'
}

# Fault $1 is right if its case is red and no other.
judge() {
	local found others

	found=$(red "$1")
	others=$(grep -vx "$1" <<<"$found" || true)
	if ! grep -qx "$1" <<<"$found"; then
		echo "FAIL $1: not red${others:+; red:} $(tr '\n' ' ' <<<"$others")"
	elif [ -n "$others" ]; then
		echo "FAIL $1: also red: $(tr '\n' ' ' <<<"$others")"
	else
		echo "ok $1"
		return 0
	fi
	return 1
}

prepare
export ORACLE_MODULES=$ORACLE_BUILD/drydock/$driver
attach_modules
passed=0 failed=0
for name in ${BREAKS:-$(grep -v '^#' "$breaks")}; do
	if judge "$name"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
	fi
done
[ -n "${BREAKS:-}" ] || echo "compared without a planted fault:" \
	$(sed -n 's/^CASE //p' "$linux" | grep -vxFf <(grep -v '^#' "$breaks"))
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
