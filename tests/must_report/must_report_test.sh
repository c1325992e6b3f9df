#!/bin/bash
# SPDX-License-Identifier: MIT
#
# must_report_test.sh NAME - a broken driver of tests/must_report/broken is
# reported as NAME.expect says, and its corrected twin (fixed=1) is not
#
# must_report_test.sh program NAME - the same, with a traced program in the place of
# the task
# must_report_test.sh legal KIND - a sound driver that looks broken stays silent
# must_report_test.sh canary - the test of the tester: match.py says no to
# expectations that are wrong in one thing each

set -u
here=$(dirname "$0")/broken
ko=${DRYDOCK_BUILD:?}/modules/broken
name=${1:?}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

fail() {
	cat "$dir/out"
	echo "FAIL $name: $1"
	exit 1
}

# What the line "WORD ..." of the expectation says.
said() {
	sed -n "s/^$1 //p" "$here/$name.expect"
}

# drive PARAMETERS... - a run with the driver; its status is in $status
drive() {
	local options
	read -ra options <<<"--timeout 30 $(said options)"
	local who=(--task "$ko/poke.ko,how=$how")
	[ "$how" != program ] ||
		who=(-- python3 -c 'import fcntl, os; fcntl.ioctl(os.open("/dev/broken", os.O_RDWR), 0)')
	"$DRYDOCK_BUILD/drydock" run "${options[@]}" --report "$dir/report.json" \
		--module "$ko/$name.ko$1" "${who[@]}" >"$dir/out" 2>&1
	status=$?
}

must_be_silent() {
	[ $status -eq 0 ] || fail "status $status of a sound driver, not 0"
	grep -q '^drydock: nothing is left' "$dir/out" || fail "something is left of a sound driver"
	grep -q '"reports_made": 0' "$dir/report.json" || fail "a sound driver was reported"
}

# Change one thing of mutex_twice's expectation: match.py must notice.
canary() {
	name=mutex_twice how=ioctl
	drive ""
	python3 "$here/../match.py" "$dir/report.json" "$here/$name.expect" "$here/$name.c" \
		>"$dir/out" || fail "the right expectation does not match"
	local wrongs=("s/^rule .*/rule double-free/" "s/holds already/held already/"
		"s/^fact held by: .*/fact held by: nobody/" "s/: act @first/: act @second/"
		"s/^frame now: act/frame now: main/" "s/^frame now/frame then/" "1i count 2")
	for wrong in "${wrongs[@]}"; do
		sed "$wrong" "$here/$name.expect" >"$dir/wrong.expect"
		cmp -s "$dir/wrong.expect" "$here/$name.expect" && fail "'$wrong' changes nothing"
		python3 "$here/../match.py" "$dir/report.json" "$dir/wrong.expect" "$here/$name.c" \
			>"$dir/out" && fail "match.py says yes to '$wrong'"
	done
	exit 0
}

case $name in
canary)
	canary
	;;
legal)
	how=map
	said() { :; }
	drive ",kind=${2:?}"
	must_be_silent
	exit 0
	;;
esac
if [ "$name" = program ]; then
	name=${2:?} how=program
else
	how=$(said poke)
	how=${how:-ioctl}
fi
drive ""
[ $status -eq 99 ] || fail "status $status of the broken driver, not 99"
python3 "$here/../match.py" "$dir/report.json" "$here/$name.expect" "$here/$name.c" ||
	fail "not reported as expected"
logged=$(said log)
[ -z "$logged" ] || grep -q " drydock: $logged$" "$dir/out" ||
	fail "the log does not say '$logged'"
drive ",fixed=1"
must_be_silent
