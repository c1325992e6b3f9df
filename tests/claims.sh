# SPDX-License-Identifier: MIT
#
# What tests of commands are written in; they read this file with `.`.
#
# The caller has made the folder $tmp, where `out` and `said` are ours, and ends
# with `exit $failed`. A check that fails says why on standard output.
# shellcheck shell=bash disable=SC2154

failed=0

# claim TEXT COMMAND...: prints "ok - TEXT" if COMMAND succeeds; else "not ok",
# with what it said
claim() {
	local text=$1
	shift
	if "$@" >"$tmp/out" 2>&1; then
		echo "ok - $text"
	else
		echo "not ok - $text"
		sed 's/^/  | /' "$tmp/out"
		failed=1
	fi
}

# exits STATUS COMMAND...: it ends so; what it says is in $tmp/said. COMMAND may be
# a function of the caller's; a program has two minutes.
exits() {
	local want=$1 status
	shift
	[ "$(type -t "$1")" = function ] || set -- timeout 120 "$@"
	"$@" >"$tmp/said" 2>&1 </dev/null
	status=$?
	[ $status = "$want" ] || { cat "$tmp/said"; echo "status $status, wanted $want"; return 1; }
}

# says PATTERN: the command of the last exits() did
says() { grep -q -e "$1" "$tmp/said" || { cat "$tmp/said"; return 1; }; }
