#!/bin/bash
# SPDX-License-Identifier: MIT
#
# crash_test.sh FILE - the drivers of tests/must_report/crash/FILE.c crash as
# each FILE.KIND.expect says, with the hooks and without them, and do not with
# fixed=1. A line "plain RULES" in the expectation: what a driver without hooks may
# cause instead, because nobody stops it; "plain nothing": it may go unseen.
#
# crash_test.sh same - a crash is told the same in each run, byte for byte

set -u
here=$(cd "$(dirname "$0")" && pwd)
modules=$(realpath "${DRYDOCK_BUILD:?}")/modules
file=${1:?}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
failed=0

fail() {
	cat "$dir/out"
	echo "FAIL $file $kind ($build): $1"
	failed=1
}

# drive PARAMETERS: a run with the driver; its status is in $status
drive() {
	local options=()
	rm -f "$dir/report.json"
	[ ! -e "$expect" ] || read -ra options <<<"$(sed -n 's/^options //p' "$expect")"
	"$DRYDOCK_BUILD/drydock" run --timeout 30 "${options[@]}" --report "$dir/report.json" \
		--module "$modules/$build/$file.ko,kind=$kind$1" \
		--task "$modules/$build/visit.ko" >"$dir/out" 2>&1
	status=$?
}

# Without hooks the machine may die of it in one way or another, but with a report.
must_crash() {
	[ $status -eq 99 ] || fail "status $status, not 99"
	[ -s "$dir/report.json" ] || fail "there is no report file"
	if [ "$build" = crash-plain ] && grep -q '^plain ' "$expect"; then
		grep -qE "rule broken: $(sed -n 's/^plain //p' "$expect")$" "$dir/out" ||
			fail "the supervisor does not tell of it"
		return
	fi
	grep -v '^plain ' "$expect" >"$dir/expect"
	python3 "$here/match.py" "$dir/report.json" "$dir/expect" "$here/crash/$file.c" ||
		fail "not reported as expected"
}

must_be_silent() {
	[ $status -eq 0 ] || fail "status $status of a sound driver"
	grep -q '^drydock: nothing is left' "$dir/out" || fail "something is left of a sound driver"
	grep -q '"reports_made": 0' "$dir/report.json" || fail "a sound driver was reported"
}

if [ "$file" = same ]; then
	file=access kind=null_load build=crash expect=/nonexistent
	for i in 1 2 3 4 5 6 7 8 9 10; do
		drive ""
		[ $status -eq 99 ] || fail "status $status, not 99"
		[ $i -gt 1 ] || cp "$dir/out" "$dir/first"
		cmp "$dir/out" "$dir/first" || fail "run $i differs from the first"
	done
	exit $failed
fi
for expect in "$here/crash/$file".*.expect; do
	kind=${expect#"$here/crash/$file."}
	kind=${kind%.expect}
	for build in crash crash-plain; do
		[ $build = crash ] || ! grep -q '^plain nothing' "$expect" || continue
		drive ""
		must_crash
		[ $build = crash ] || continue
		drive ",fixed=1"
		must_be_silent
	done
done
exit $failed
