#!/bin/bash
# SPDX-License-Identifier: MIT
#
# crash_ends_session_test.sh - a driver that crashes under a program ends the run
# with an oops, and nobody lives on; names and messages of drivers and programs
# cannot command the terminal on which they are shown
set -u
build=$(realpath "${DRYDOCK_BUILD:?}")
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
failed=0

claim() { # WHAT: the status of the command before
	local ok=$?
	[ $ok -eq 0 ] && echo "ok - $1" && return
	echo "not ok - $1"
	cat -v "$dir/err"
	failed=1
}
session() { # SCRIPT: its status in $status
	"$build/drydock" run --timeout 40 --report "$dir/report.json" \
		--module "$build/modules/crash/where.ko,kind=read" \
		--module "$build/modules/talker/talker.ko" -- sh -c "cd $dir; $1" \
		>"$dir/out" 2>"$dir/err"
	status=$?
}

seconds=$((10000000 + $$)) # nobody else's
session "sleep $seconds & "'trap "" TERM HUP; cat /dev/broken; echo later'
[ $status = 99 ]
claim "an oops under a program: status 99"
grep -q 'BUG: kernel NULL pointer dereference, address: 0000000000000010$' "$dir/err" &&
	grep -q 'task: *cat, pid 4, CPU 0$' "$dir/err" &&
	grep -q ' where_read+0x[0-9a-f]* (.*where\.c:[0-9]*) \[where\]$' "$dir/err"
claim "... with the program, the function, the file and the line"
[ ! -s "$dir/out" ]
claim "... and it is the end"
for _ in $(seq 200); do # the host's kernel needs a moment for its children
	! grep -qzs "^$seconds\$" /proc/[0-9]*/cmdline && break
	sleep 0.05
done
! grep -qzs "^$seconds\$" /proc/[0-9]*/cmdline
claim "... of programs in the background, too"

# It would clear the screen, and give the window another name.
ln -s "$(command -v cat)" "$dir/$(printf 'c\033[2J\033]0;t\a\233')"
session 'echo p >/dev/talker; ./c* /dev/broken'
[ $status = 99 ] && grep -q 'task: *c\\x1b\[2J\\x1b\]0;t\\x07\\x9b, pid 3' "$dir/err"
claim "a program's strange name is shown in the report"
grep -qF 'a \x1b[1m' "$dir/err"
claim "... and so is a driver's strange message"
! LC_ALL=C grep -aq '[^ -~]' "$dir/err"
claim "... and nothing of that is a control character"
python3 -c 'import json, sys; json.load(open(sys.argv[1]))' "$dir/report.json" &&
	! LC_ALL=C grep -aq '[^ -~]' "$dir/report.json"
claim "... in the report file, neither"
exit $failed
