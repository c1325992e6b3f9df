#!/bin/bash
# SPDX-License-Identifier: MIT
#
# session_ends_test.sh - a run ends with its first program: what goes on in the
# background is ended, and who still works is not; dmesg -w waits and is woken
set -u
ko=${DRYDOCK_BUILD:?}/modules/talker/talker.ko
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
failed=0

is() { # WHAT GOT WANTED
	[ "$2" = "$3" ] && return
	printf 'not ok - %s: got\n%s\nwanted\n%s\n' "$1" "$2" "$3"
	cat "$dir/err"
	failed=1
}
session() { # SCRIPT: its status in $status, what drydock said in $dir/err
	"$DRYDOCK_BUILD/drydock" run --timeout 40 --module "$ko" -- bash -c "cd $dir; $1" \
		>"$dir/out" 2>"$dir/err"
	status=$?
}
ended() { sed -n 's/^\[[^]]*\] \([a-z]*\)\[[0-9]*\] is ended: the session is over$/\1/p' "$dir/err"; }

# One that waits for ever, and one that no signal but SIGKILL ends.
session 'dmesg -w >log & (trap "" HUP TERM; exec sleep 1000) & echo p >/dev/talker; exit 3'
is "the first program's status" $status 3
is "both are ended" "$(ended | sort | tr '\n' ' ')" "dmesg sleep "
is "what dmesg -w has shown" "$(tail -1 "$dir/log" | sed 's/^[^]]*\] //')" 'a \ and a \x1b[1m'
grep -q '^drydock: nothing is left' "$dir/err" || is "nothing is left" "something" ""

# Who works is left to finish, and what it does is not lost.
session 'for i in $(seq 300); do cat /proc/devices >/dev/null; done && echo worked >late &'
is "the late one's work" "$(cat "$dir/late")" worked
is "nobody is ended" "$(ended)" ""

# dmesg -w: shows what there is, waits, shows what comes, ends on ^C.
session 'exec 3< <(exec dmesg -w); pid=$!
	while read -r -u 3 line; [[ $line != *Brought* ]]; do :; done
	echo news >/dev/kmsg
	while read -r -u 3 line; [[ $line != *news ]]; do :; done
	kill -INT $pid; wait $pid; echo $?'
is "dmesg -w after ^C" "$(cat "$dir/out")" 130
exit $failed
