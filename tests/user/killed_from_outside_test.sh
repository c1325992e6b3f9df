#!/bin/bash
# SPDX-License-Identifier: MIT
#
# killed_from_outside_test.sh PROGRAM SEEDS: a program that is killed while it makes
# processes, or executes, all the time; what nobody has heard of yet does not keep
# the session
#
# PROGRAM: in tests/user.
set -u
build=${DRYDOCK_BUILD:?}
out=$(mktemp)
trap 'rm -f "$out"' EXIT

for ((seed = 1; seed <= ${2:?}; seed++)); do
	"$build/drydock" run --timeout 30 --seed "$seed" --cpus $((seed % 3 + 1)) \
		-- "$build/tests/user/${1:?}" "$seed" >"$out" 2>&1 </dev/null
	status=$?
	if [ "$status" != 0 ] || ! grep -q '^drydock: nothing is left: 0 pages, ' "$out"; then
		echo "not ok - seed $seed: status $status"
		cat "$out"
		exit 1
	fi
done
echo "$((seed - 1)) seeds"
