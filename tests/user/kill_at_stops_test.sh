#!/bin/bash
# SPDX-License-Identifier: MIT
#
# kill_at_stops_test.sh PROGRAM WHO STEP [OPTION...]: SIGKILL at every STEPth stop of
# a session, once; whatever it was in the middle of, nothing is left of it
#
# PROGRAM: the session, in tests/user.
# WHO: the process that has stopped, at; the first program, first; or all.
# OPTIONs go to `drydock run`.
set -u
build=${DRYDOCK_BUILD:?}
program=$build/tests/user/${1:?} who=${2:?} step=${3:?}
shift 3
break=kill-$who-at-stop
[ "$who" != at ] || break=kill-at-stop
out=$(mktemp)
trap 'rm -f "$out"' EXIT
runs=0 killed=0

session() { # N OPTION...
	local n=$1
	shift
	"$build/drydock" run --timeout 30 "$@" --break "$break=$n" \
		--module "$build/modules/life/life.ko" -- \
		"$program" "$build/modules/talker/talker.ko" \
		>"$out" 2>&1 </dev/null
	status=$?
}
wrong() {
	echo "not ok - $break=$n: $1, status $status"
	cat "$out"
	exit 1
}

for ((n = 1;; n += step)); do
	session "$n" "$@"
	case $status in
	0) ;;
	137) killed=$((killed + 1)) ;;
	*) wrong "it is neither whole nor killed" ;;
	esac
	grep -q '^drydock: nothing is left: 0 pages, ' "$out" || wrong "something is left"
	grep -q ' killed at stop ' "$out" || break
	runs=$((runs + 1))
done
[ "$status" = 0 ] || wrong "nobody was killed"
((n > 500)) || wrong "that was a short session"
# Who is killed in its last stop has its status already; and others may stop a
# few times after that.
[ "$who" = at ] || ((killed >= runs - 10)) || wrong "only $killed were killed, of $runs"
echo "$runs deaths in a session of about $n stops"
