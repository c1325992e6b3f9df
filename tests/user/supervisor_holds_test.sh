#!/bin/bash
# SPDX-License-Identifier: MIT
#
# supervisor_holds_test.sh - the supervisor holds the whole report: when the
# machine is killed by force, everything that it had said comes out, in the report
# file, too, and the status is 99. When the supervisor is killed, nobody lives on.

set -u
build=$(realpath "${DRYDOCK_BUILD:?}")
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
failed=0

claim() { # WHAT: the status of the command before
	local ok=$?
	[ $ok -eq 0 ] && echo "ok - $1" && return
	echo "not ok - $1"
	cat "$dir/err"
	failed=1
}

child() { # OF NAME: its process id
	local status
	for status in $(grep -lsx "PPid:	$1" /proc/[0-9]*/status); do
		grep -qsx "Name:	$2" "$status" && status=${status#/proc/} && echo "${status%/*}"
	done
}
# A program with a broken rule behind it and a driver's message, which waits.
# $supervisor, $machine and $program are the host's process ids.
start() {
	exec 4>&- # the last one's
	rm -f "$dir"/fifo "$dir"/up "$dir"/report.json
	mkfifo "$dir/fifo"
	"$build/drydock" run --timeout 40 "$@" --report "$dir/report.json" \
		--module "$build/modules/crash/warned.ko" -- \
		sh -c "read x </dev/broken; echo up >$dir/up; read x <$dir/fifo" 2>"$dir/err" &
	supervisor=$!
	# It opens the pipe for reading when all the rest has been done.
	exec 4>"$dir/fifo"
	machine=$(child $supervisor drydock)
	program=$(child "$machine" sh)
}
is_gone() { # PID: the host's kernel needs a moment for its children
	for _ in $(seq 200); do
		[ -e "/proc/$1" ] || return 0
		sleep 0.05
	done
	return 1
}
# What was said before the end, on the terminal and in the file.
whole_report() {
	grep -q '^\[.*\] warned: the last words of a driver$' "$dir/err"
	claim "... the driver's message is shown"
	grep -q '^\[.*rule broken: warning$' "$dir/err" && grep -q 'warned_read+.*warned.c:' "$dir/err"
	claim "... and the report of before, with file and line"
	python3 - "$dir/report.json" "$1" <<-'P'
		import json, sys
		run = json.load(open(sys.argv[1]))
		assert [r["rule"] for r in run["reports"]] == ["warning", sys.argv[2]], run
		assert run["status"] == 99
		frames = run["reports"][0]["stacks"][0]["frames"]
		assert any(f["function"] == "warned_read" and f["line"] for f in frames), frames
	P
	claim "... and both are in the report file"
}

start
[ -e "$dir/up" ] && [ -n "$machine" ] && [ -n "$program" ]
claim "a run stands, with its three processes"
kill -9 "$machine"
wait $supervisor
[ $? = 99 ]
claim "the machine is killed: status 99"
grep -q '^\[.*\] the machine was ended by signal 9 (SIGKILL)$' "$dir/err"
claim "... which is said"
whole_report machine-died
is_gone "$program"
claim "... and its program has ended"

start --timeout 2
kill -STOP "$machine"
wait $supervisor
[ $? = 99 ]
claim "the machine does not answer: status 99"
grep -q 'the machine did not answer when it was asked where it was$' "$dir/err"
claim "... which is said"
whole_report timeout
is_gone "$program"
claim "... and its program has ended"

start
kill -9 $supervisor
wait $supervisor 2>/dev/null
is_gone "$machine" && is_gone "$program"
claim "the supervisor is killed: machine and program end, too"
exit $failed
