#!/bin/bash
# SPDX-License-Identifier: MIT
#
# never_test.sh - wherever a driver's code loops for ever, --timeout ends the run,
# with status 99 and the function, file and line of the place. All at once: each
# one takes the time that it is given.

set -u
here=$(cd "$(dirname "$0")" && pwd)
modules=$(realpath "${DRYDOCK_BUILD:?}")/modules
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
failed=0

not_ok() { # NAME WHAT
	echo "not ok - $1: $2"
	tail -n 40 "$dir/$1.out"
	failed=1
}

# start NAME BUILD KIND OPTIONS PROGRAM...: its status in $dir/NAME.status
start() {
	local name=$1 module=$modules/$2/where.ko,never=1,kind=$3 options
	read -ra options <<<"$4"
	shift 4
	(
		"$DRYDOCK_BUILD/drydock" run --timeout 2 "${options[@]}" --module "$module" \
			--report "$dir/$name.json" "$@" >"$dir/$name.out" 2>&1
		echo $? >"$dir/$name.status"
	) &
}

# ended NAME [EXPECTATION]
ended() {
	local status
	status=$(cat "$dir/$1.status")
	[ "$status" = 99 ] || not_ok "$1" "status $status, not 99"
	[ $# = 1 ] || python3 "$here/match.py" "$dir/$1.json" "$2" "$here/crash/where.c" ||
		not_ok "$1" "not reported as expected"
	echo "ok - $1"
}

# What a crash there is told with, as a loop is told.
for expect in "$here"/crash/where.*.expect; do
	kind=${expect%.expect}
	kind=${kind##*.}
	sed -e 's/^rule oops/rule timeout/' -e 's/^say .*/say the run did not end in time/' \
		-e '/^frame .* @store$/d' -e 's/^frame Call Trace:/frame now:/' \
		"$expect" >"$dir/$kind.expect"
	start "$kind" crash "$kind" "$(sed -n 's/^options //p' "$expect")" \
		--task "$modules/crash/visit.ko"
done
start plain crash-plain fault "" --task "$modules/crash-plain/visit.ko"
# Under a program, which ends with the run; and a program that does not end.
start cat crash read "" -- cat /dev/broken
start sleeper crash nowhere "" -- sh -c "echo \$\$; echo up >$dir/up; exec sleep 12345"
start signalled crash open "" -- sh -c 'trap "" HUP INT TERM; cat /dev/broken; echo later'
wait

for expect in "$dir"/*.expect; do
	kind=${expect%.expect}
	ended "${kind##*/}" "$expect"
done
ended plain "$dir/fault.expect"
sed 's/visit/cat/' "$dir/read.expect" >"$dir/read"
ended cat "$dir/read"
sed 's/visit/cat/' "$dir/open.expect" >"$dir/open"
ended signalled "$dir/open"
! grep -q '^later' "$dir/signalled.out" || not_ok signalled "its program goes on"
ended sleeper
[ -e "$dir/up" ] || not_ok sleeper "it did not start"
grep -q '^\[.*  program: sleep, pid 2$' "$dir/sleeper.out" || not_ok sleeper "it is not named"
exit $failed
