#!/bin/bash
# SPDX-License-Identifier: MIT
#
# threads_at_once_test.sh PROGRAM MODULE SEEDS: threads and processes that get in each
# other's way, in many orders: nobody loses what is his to another's call, all come to
# an end, and who was killed before anybody heard of him does not keep the session
#
# PROGRAM, in tests/user, is given the seed.
set -u
build=${DRYDOCK_BUILD:?}
program=$build/tests/user/${1:?} module=$build/modules/${2:?}/$2.ko seeds=${3:?}
out=$(mktemp)
trap 'rm -f "$out"' EXIT

for ((seed = 1; seed <= seeds; seed++)); do
	"$build/drydock" run --timeout 30 --seed "$seed" --cpus $((seed % 3 + 1)) \
		--module "$module" -- "$program" "$seed" >"$out" 2>&1 </dev/null
	status=$?
	if [ "$status" != 0 ] || ! grep -q '^drydock: nothing is left: 0 pages, ' "$out"; then
		echo "not ok - seed $seed: status $status"
		cat "$out"
		exit 1
	fi
done
echo "$((seed - 1)) seeds"
