#!/bin/bash
# SPDX-License-Identifier: MIT
#
# dma_test.sh FILE.SHAPE - a broken driver of tests/must_report/dma is reported
# as FILE.SHAPE.expect says, on a coherent and on a non-coherent machine (or on the
# one "machine" that the expectation names). With
# "data wrong" in the expectation, the data is right on the coherent machine all
# the same, and with no rules it is really wrong on the other, for some seed.
#
# dma_test.sh silent FILE [SEEDS] - FILE's corrected twins, all shapes in turn,
# get the right data and no report on any machine, for each seed up to SEEDS
# dma_test.sh drivers [SEEDS] - the same of drivers/edu and drivers/scullp
# dma_test.sh banks - transfers over the edge between two banks of RAM that touch
# dma_test.sh same [RUNS] - the same seed gives the same report, byte for byte

set -u
here=$(cd "$(dirname "$0")" && pwd)
build=$(realpath "${DRYDOCK_BUILD:?}")
ko=$build/modules
what=${1:?}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

fail() {
	cat "$dir/out" "$dir/err"
	echo "FAIL $what: $1"
	exit 1
}

# run STATUS OPTION... -- PROGRAM...: what the program says is in $said
run() {
	local status
	"$build/drydock" run --timeout 60 --report "$dir/report.json" "${@:2}" >"$dir/out" 2>"$dir/err"
	status=$?
	said=$(<"$dir/out")
	[ $status -eq "$1" ] || fail "status $status, not $1: drydock run ${*:2}"
}

machines="pc board-noncoherent pc-bounce board-highmem"
edus=(--device edu --device edu)

must_be_silent() {
	grep -q '^drydock: nothing is left' "$dir/err" || fail "something is left of a sound driver"
	grep -q '"reports_made": 0' "$dir/report.json" || fail "a sound driver was reported"
}

case $what in
silent)
	for machine in $machines; do
		for ((seed = 1; seed <= ${3:-20}; seed++)); do
			run 0 --seed "$seed" --machine "$machine" "${edus[@]}" \
				--module "$ko/dma/${2:?}.ko,fixed=1" -- cat /dev/edu-shape
			must_be_silent
			[ "$said" = right ] || fail "$said data on $machine with seed $seed"
		done
	done
	exit 0
	;;
drivers)
	for machine in $machines; do
		for ((seed = 1; seed <= ${2:-20}; seed++)); do
			for way in --streaming --sync --coherent; do
				run 0 --seed "$seed" --machine "$machine" --device edu \
					--module "$ko/edu/edu.ko" -- \
					"$build/drivers/edutest" $way -n 32K -s "$seed" /dev/edu0
				must_be_silent
			done
			run 0 --seed "$seed" --machine "$machine" --module "$ko/scullp/scullp.ko" -- \
				bash -c 'echo hello >/dev/scullp0 && cat /dev/scullp0'
			must_be_silent
			[ "$said" = hello ] || fail "scullp said $said"
		done
	done
	exit 0
	;;
banks)
	# The PC's second bank is cut in two at page 0x2001.
	sed 's/<0x0 0x100000 0x0 0x3ff00000>/<0x0 0x100000 0x0 0x1f01000>, <0x0 0x2001000 0x0 0x1000000>/' \
		"$here/../../machines/pc.dts" >"$dir/banks.dts"
	dtc -q -o "$dir/banks.dtb" "$dir/banks.dts" || fail "no such machine"
	run 0 --machine "$dir/banks.dtb" --device edu --module "$ko/dma/banks.ko,boundary=0x2001" -- \
		cat /dev/edu-shape
	must_be_silent
	[ "$said" = right ] || fail "$said data"
	exit 0
	;;
same)
	for ((i = 0; i < ${2:-100}; i++)); do
		run 99 --seed 5 --machine board-noncoherent "${edus[@]}" \
			--module "$ko/dma/stale_load.ko,shape=too_early" -- cat /dev/edu-shape
		cat "$dir/out" >>"$dir/err"
		[ $i -gt 0 ] || { cp "$dir/err" "$dir/first" && cp "$dir/report.json" "$dir/first.json"; }
		cmp "$dir/err" "$dir/first" || fail "run $i differs from the first"
		cmp "$dir/report.json" "$dir/first.json" || fail "report $i differs from the first"
	done
	exit 0
	;;
esac

file=${what%%.*} shape=${what#*.}
expect=$here/dma/$what.expect
broken=("${edus[@]}" --module "$ko/dma/$file.ko,shape=$shape" -- cat /dev/edu-shape)

on=$(sed -n 's/^machine //p' "$expect")
for machine in ${on:-pc board-noncoherent}; do
	run 99 --machine $machine "${broken[@]}"
	python3 "$here/match.py" "$dir/report.json" "$expect" "$here/dma/$file.c" ||
		fail "not reported as expected on $machine"
	[ "$machine $said" != "pc wrong" ] || ! grep -qx 'data wrong' "$expect" ||
		fail "the data is wrong on a coherent machine, too"
done

grep -qx 'data wrong' "$expect" || exit 0
for ((seed = 1; seed <= 200; seed++)); do
	run 0 --no-check --seed "$seed" --machine board-noncoherent "${broken[@]}"
	grep -q '"reports_made": 0' "$dir/report.json" || fail "--no-check reports"
	[ "$said" = wrong ] && exit 0
done
fail "the data is right with 200 seeds on board-noncoherent"
