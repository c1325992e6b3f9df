#!/bin/bash
# SPDX-License-Identifier: MIT
#
# bounded_test.sh - drivers that never stop (printing, breaking a rule, asking
# for one more turn) cannot fill a disk or keep the machine from its end
set -u
here=$(cd "$(dirname "$0")" && pwd)
ko=${DRYDOCK_BUILD:?}/modules/broken
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
failed=0

# run NAME HOW OPTIONS...: status in $status, output in $dir/out
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

for name in fault_storm fault_retry; do
	run $name copy
	[ "$status" = 99 ] && grep -q 'rule broken: fault-storm$' "$dir/out" && [ "$(lines)" -le 30 ]
	claim "$name in a copy of the driver's"
done
cc -o "$dir/bus_errors" "$here/bus_errors.c"
program() { # COUNT or nothing
	"$DRYDOCK_BUILD/drydock" run --timeout "${2:-40}" --module "$ko/fault_storm.ko" -- \
		"$dir/bus_errors" /dev/broken $1 >"$dir/out" 2>&1
	status=$?
}
program 300
[ "$status" = 99 ] && grep -q '^drydock: nothing is left' "$dir/out" && [ "$(lines)" -le 30 ]
claim "a program that catches each of 300 SIGBUS"
program '' 2
[ "$status" = 99 ] && grep -q 'rule broken: timeout$' "$dir/out" && [ "$(lines)" -le 40 ]
claim "... and one that never stops is ended by --timeout"

# Code that never returns. Where it is comes in the report; all of them at once,
# because they take their whole time.
frame='    [a-z_]*+0x[0-9a-f]* ([^ ]*broken/endless.c:[0-9]*) \[endless\]$'
kinds=(timer tasklet work thread irq locked politely relaxed asleep exit)
endless() { # KIND
	"$DRYDOCK_BUILD/drydock" run --timeout 2 --device edu --module "$ko/endless.ko,kind=$1" \
		--task "$ko/poke.ko" >"$dir/out.$1" 2>&1
	echo $? >"$dir/status.$1"
}
for kind in "${kinds[@]}"; do
	endless "$kind" &
done
wait
for kind in "${kinds[@]}"; do
	mv "$dir/out.$kind" "$dir/out"
	[ "$(cat "$dir/status.$kind")" = 99 ] && grep -q 'rule broken: timeout$' "$dir/out" &&
		grep -q "$frame" "$dir/out" && [ "$(lines)" -le 40 ]
	claim "code that never returns: $kind"
done

# A device that floods the machine.
mkdir "$dir/include"
ln -s "$(realpath "$here/../../include/drydock")" "$dir/include/drydock"
cc -shared -fPIC -I"$dir/include" -o "$dir/restless.so" "$here/restless_device.c"
device() { # KIND SECONDS
	"$DRYDOCK_BUILD/drydock" run --timeout "$2" --device "$dir/restless.so,kind=$1" \
		--module "$ko/endless.ko,kind=device" --task "$ko/poke.ko" >"$dir/out" 2>&1
	status=$?
}
device events 40
[ "$status" = 0 ] && grep -q '^drydock: nothing is left' "$dir/out"
claim "a device that is busy all the time: the driver's second passes"
device line 40
[ "$status" = 0 ] && grep -q '^drydock: nothing is left' "$dir/out"
claim "... one that interrupts all the time"
device loop 2
[ "$status" = 99 ] && grep -q 'rule broken: timeout$' "$dir/out" && grep -q "$frame" "$dir/out"
claim "... one that never answers"
device more 40
[ "$status" = 99 ] && grep -q 'restless 0000:00:04.0 has set 100000 timers' "$dir/out" &&
	[ "$(lines)" -le 10 ]
claim "... one that sets more and more timers"

"$DRYDOCK_BUILD/drydock" run --timeout 40 --device edu --timeline "$dir/timeline.svg" \
	--module "$ko/endless.ko,kind=maps" --task "$ko/poke.ko" >"$dir/out" 2>&1 &&
	grep -q 'too many events' "$dir/timeline.svg" &&
	[ "$(du -k "$dir/timeline.svg" | cut -f1)" -le 200 ]
claim "a picture of 600,000 mappings stays small"
exit $failed
