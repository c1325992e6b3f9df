#!/bin/bash
# SPDX-License-Identifier: MIT
#
# bounded_test.sh - drivers that never stop (printing, breaking a rule, asking
# for one more turn) cannot fill a disk or keep the machine from its end
set -u
ko=${DRYDOCK_BUILD:?}/modules/broken
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
failed=0

# run NAME KIND OPTIONS...: status in $status, output in $dir/out
run() {
	local module=$1 how=$2
	shift 2
	"$DRYDOCK_BUILD/drydock" run --timeout 40 --report "$dir/report.json" "$@" \
		--module "$ko/$module.ko" --task "$ko/poke.ko,how=$how" >"$dir/out" 2>&1
	status=$?
}
claim() { # WHAT: the status of the command before
	local ok=$?
	[ $ok -eq 0 ] && echo "ok - $1" && return
	echo "not ok - $1"
	tail -n 20 "$dir/out"
	failed=1
}
lines() { wc -l <"$dir/out"; }
kib() { du -k "$dir/report.json" | cut -f1; }

run flood ioctl
[ "$status" = 99 ] && [ "$(lines)" -ge 10000 ] && [ "$(lines)" -le 10100 ]
claim "a loop that prints: 10,000 lines and a report"
grep -q 'printk: 190001 messages were dropped here$' "$dir/out"
claim "... what was not shown is counted"
run flood ioctl --quiet
[ "$status" = 99 ] && [ "$(lines)" -le 30 ]
claim "... --quiet shows the report alone"
run flood_sleeps ioctl
[ "$status" = 99 ] && [ "$(lines)" -ge 100000 ] && [ "$(lines)" -le 100100 ]
claim "a loop that prints and sleeps: 100,000 lines and a report"
run warn_flood ioctl
[ "$status" = 99 ] && [ "$(lines)" -ge 500 ] && [ "$(lines)" -le 2500 ] && [ "$(kib)" -le 1000 ]
claim "a rule that is broken in a loop: the first hundred reports"
[ "$(grep -c 'warning is broken again and again' "$dir/out")" = 1 ] &&
	grep -q 'warning (20000 times)' "$dir/out"
claim "... the others are counted"
exit $failed
