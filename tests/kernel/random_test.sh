#!/bin/bash
# SPDX-License-Identifier: MIT
#
# random_test.sh [SEED|new...] - random sequences of mmap, munmap, mremap, mprotect,
# madvise, mlock, fork, loads and stores, 20,000 steps each (10,000 of a program):
# the machine, for a task and for a program, and the host's own kernel all do what
# one plain model says (tests/kernel/random/sequence.h). Without SEED: some that
# are always the same, and a new one. new: one that is new each time. Each is printed.

set -u
build=${DRYDOCK_BUILD:?}
[ $# -gt 0 ] || set -- 1 2 3 new
steps=20000
out=$(mktemp)
trap 'rm -f "$out"' EXIT

# machine ARGUMENT...: it must say so, and leave nothing
machine() {
	"$build/drydock" run --timeout 100 --seed "$seed" \
		--module "$build/modules/tasks/mapdrv.ko" "$@" >"$out" 2>&1
	local status=$?
	grep 'seed' "$out"
	[ $status = 0 ] && grep -q 'as in the model' "$out" && grep -q 'nothing is left' "$out" &&
		return
	tail -n 20 "$out"
	echo "FAIL: seed $seed, status $status: drydock run $*"
	exit 1
}

for seed; do
	[ "$seed" != new ] || seed=$((RANDOM * 32768 + RANDOM))
	echo "random_test.sh $seed"
	"$build/tests/kernel/random_host" "$seed" $steps || exit 1
	for cpus in 1 2; do
		machine --cpus $cpus \
			--task "$build/modules/random/task_random.ko,seed=$seed,steps=$steps"
	done
	machine -- "$build/tests/kernel/random_host" "$seed" $((steps / 2)) /dev/mapdrv
done
