#!/bin/bash
# SPDX-License-Identifier: MIT
#
# time_test.sh NAME CASES - the suite of kunit_NAME.c passes for every seed, on one
# processor and on several; on one its CASES all run
#
# time: timers, hrtimers, softirqs, work and delays, in no time of the host. rcu:
# grace periods. work: work queues.

set -u
build=${DRYDOCK_BUILD:?} name=${1:?} cases=${2:?}
out=$(mktemp)
trap 'rm -f "$out"' EXIT

for seed in {1..12}; do
	for cpus in 1 4; do
		"$build/drydock" test --timeout 60 --seed "$seed" --cpus "$cpus" \
			"$build/modules/suites/kunit_$name.ko" >"$out" 2>&1
		status=$?
		[ "$status" -eq 0 ] && continue
		cat "$out"
		echo "FAIL: status $status, seed $seed, $cpus processors"
		exit 1
	done
done
"$build/drydock" test "$build/modules/suites/kunit_$name.ko" 2>/dev/null |
	grep -q "skip:0 total:$cases\$"
