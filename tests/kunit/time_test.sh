#!/bin/bash
# SPDX-License-Identifier: MIT
#
# time_test.sh - timers, hrtimers, softirqs, work and delays are right for every
# seed, and take no time of the host

set -u
build=${DRYDOCK_BUILD:?}
out=$(mktemp)
trap 'rm -f "$out"' EXIT

for seed in {1..12}; do
	for cpus in 1 4; do
		"$build/drydock" test --timeout 60 --seed "$seed" --cpus "$cpus" \
			"$build/modules/suites/kunit_time.ko" >"$out" 2>&1
		status=$?
		[ "$status" -eq 0 ] && continue
		cat "$out"
		echo "FAIL: status $status, seed $seed, $cpus processors"
		exit 1
	done
done
# With one processor nothing is skipped.
"$build/drydock" test "$build/modules/suites/kunit_time.ko" 2>/dev/null | grep -q 'skip:0 total:10'
