#!/bin/bash
# SPDX-License-Identifier: MIT
#
# threads_at_once_test.sh [SEEDS]: threads of two processes map, touch and unmap a
# device's memory at the same time, and one of each executes: nobody loses a mapping to
# another's call, and all come to an end
set -u
build=${DRYDOCK_BUILD:?}
out=$(mktemp)
trap 'rm -f "$out"' EXIT

for ((seed = 1; seed <= ${1:-60}; seed++)); do
	"$build/drydock" run --timeout 30 --seed "$seed" --cpus $((seed % 3 + 1)) \
		--module "$build/modules/life/life.ko" -- \
		"$build/tests/user/user_kill_threads" >"$out" 2>&1 </dev/null
	status=$?
	if [ "$status" != 0 ] || ! grep -q '^drydock: nothing is left: 0 pages, ' "$out"; then
		echo "not ok - seed $seed: status $status"
		cat "$out"
		exit 1
	fi
done
echo "$((seed - 1)) seeds"
