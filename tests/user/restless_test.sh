#!/bin/bash
# SPDX-License-Identifier: MIT
#
# restless_test.sh - timers, tasklets, works and threads that never rest do not
# keep the programs from running, nor the run from ending
set -u
ko=${DRYDOCK_BUILD:?}/modules/restless/restless.ko
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
failed=0

session() { # KIND SCRIPT
	"$DRYDOCK_BUILD/drydock" run --timeout 40 --module "$ko,kind=$1" -- bash -c "$2" \
		>"$dir/out" 2>"$dir/err"
}
claim() { # WHAT: the status of the command before
	local ok=$?
	[ $ok -eq 0 ] && echo "ok - $1" && return
	echo "not ok - $1"
	cat "$dir/out" "$dir/err"
	failed=1
}

kind=0
for name in "a timer that is due at once" "a tasklet that schedules itself" \
	"a work that queues itself" "a thread that never sleeps" \
	"a fine timer that is late already"; do
	# A call that sleeps a second of virtual time, and one that spins meanwhile.
	session $kind 'cat /dev/restless & echo x >/dev/restless; wait $!; echo ended' &&
		grep -qx ended "$dir/out" && grep -q '^drydock: nothing is left' "$dir/err"
	claim "$name"
	kind=$((kind + 1))
done

# While all programs sleep on the host, time does not race: ten seconds go by
# at once, the rest as fast as the host's.
session $kind 'sleep 0.5; echo ended' && grep -qx ended "$dir/out" &&
	[ "$(grep -c beat "$dir/err")" -ge 2 ] && [ "$(grep -c beat "$dir/err")" -le 60 ]
claim "a heartbeat while the shell sleeps"
exit $failed
