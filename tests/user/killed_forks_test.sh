#!/bin/bash
# SPDX-License-Identifier: MIT
#
# killed_forks_test.sh [SEEDS]: processes are killed, or execute, while their threads
# make other processes: those that nobody has heard of yet do not keep the session
set -u
build=${DRYDOCK_BUILD:?}
out=$(mktemp)
trap 'rm -f "$out"' EXIT

for ((seed = 1; seed <= ${1:-40}; seed++)); do
	"$build/drydock" run --timeout 30 --seed "$seed" --cpus $((seed % 3 + 1)) \
		-- "$build/tests/user/user_killed_forks" "$seed" >"$out" 2>&1 </dev/null
	status=$?
	if [ "$status" != 0 ] || ! grep -q '^drydock: nothing is left: 0 pages, ' "$out"; then
		echo "not ok - seed $seed: status $status"
		cat "$out"
		exit 1
	fi
done
echo "$((seed - 1)) seeds"
