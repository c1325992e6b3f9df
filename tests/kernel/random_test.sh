#!/bin/bash
# SPDX-License-Identifier: MIT
#
# random_test.sh [SEED...] - random sequences of mmap, munmap, mremap, mprotect,
# madvise, mlock, fork, loads and stores, 20,000 steps each: the
# machine and the host's own kernel both do what one plain model says
# (tests/kernel/random/sequence.h). Without SEED: some that are always the same,
# and one that is new each time, which is printed.

set -u
build=${DRYDOCK_BUILD:?}
[ $# -gt 0 ] || set -- 1 2 3 $((RANDOM * 32768 + RANDOM))
steps=20000
for seed; do
	echo "random_test.sh $seed"
	"$build/tests/kernel/random_host" "$seed" $steps || exit 1
	for cpus in 1 2; do
		"$build/drydock" run --timeout 100 --seed "$seed" --cpus $cpus \
			--module "$build/modules/tasks/mapdrv.ko" \
			--task "$build/modules/random/task_random.ko,seed=$seed,steps=$steps" \
			>"${TMPDIR:-/tmp}/random.$$" 2>&1
		status=$?
		grep -v 'ended by signal' "${TMPDIR:-/tmp}/random.$$" | tail -n 20
		grep -q "nothing is left" "${TMPDIR:-/tmp}/random.$$" || status=99
		rm -f "${TMPDIR:-/tmp}/random.$$"
		[ $status = 0 ] || { echo "FAIL: seed $seed, $cpus processors: status $status"; exit 1; }
	done
done
