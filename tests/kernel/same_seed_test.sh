#!/bin/bash
# SPDX-License-Identifier: MIT
#
# same_seed_test.sh [RUNS] - the same seed gives the same run, byte for byte
#
# Three runs on three processors, each RUNS times (200) with one seed: tasks and
# threads; kernel threads, locks, timers and work; a report with its addresses
# and stacks. Standard error and the report file must not differ. And 20 seeds
# must give at least two orders of the first: otherwise it would say nothing.

set -u
ko=${DRYDOCK_BUILD:?}/modules
runs=${1:-200}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 1

tasks=(--module "$ko/tasks/testdrv.ko" --task "$ko/tasks/task_seed.ko")
sched=(--module "$ko/tasks/kernel_sched.ko" --task "$ko/tasks/run_claims.ko")
broken=(--module "$ko/broken/mapped_twice.ko" --task "$ko/broken/poke.ko,how=map")

# run SEED NAME ARGUMENT... - what comes out goes to NAME and NAME.json
run() {
	local seed=$1 name=$2
	shift 2
	"$DRYDOCK_BUILD/drydock" run --seed "$seed" --cpus 3 --timeout 60 \
		--report report.json "$@" >"$name" 2>&1
	echo "status $?" >>"$name"
	mv report.json "$name.json"
}

# same STATUS ARGUMENT...
same() {
	local status=$1
	shift
	run 7 first "$@"
	if [ "$(tail -n 1 first)" != "status $status" ]; then
		cat first
		echo "FAIL: wanted status $status of: drydock run --seed 7 $*"
		exit 1
	fi
	for ((i = 1; i < runs; i++)); do
		run 7 again "$@"
		if ! cmp -s first again || ! cmp -s first.json again.json; then
			diff first again
			diff first.json again.json
			echo "FAIL: run $i differs from the first: drydock run --seed 7 $*"
			exit 1
		fi
	done
}

same 0 "${tasks[@]}"
same 0 "${sched[@]}"
same 99 "${broken[@]}"

for seed in {1..20}; do
	run "$seed" out "${tasks[@]}"
	md5sum <out
done | sort -u >orders
echo "20 seeds gave $(wc -l <orders) orders"
[ "$(wc -l <orders)" -ge 2 ]
