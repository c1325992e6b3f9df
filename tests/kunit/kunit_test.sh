#!/bin/bash
# SPDX-License-Identifier: MIT
#
# kunit_test.sh - `drydock test`: what it prints, and its exit status
#
# The *.ktap files are what Linux 6.1 prints for these suites (lib/kunit there),
# after the version line and the plan; paths are cut to the file's name. A rule
# that was broken and a crash are Drydock's own.

set -u
build=${DRYDOCK_BUILD:?} here=$(cd "$(dirname "$0")" && pwd)
ko=$build/modules/suites
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 1

fail() {
	cat out err
	echo "FAIL: $1"
	exit 1
}

# ktap STATUS WANTED ARGUMENT... - results as in the file WANTED
ktap() {
	local want=$1 file=$2 status
	shift 2
	"$build/drydock" test --timeout 60 "$@" >out 2>err
	status=$?
	[ $status -eq "$want" ] || fail "status $status, not $want, of: drydock test $*"
	sed 's|/[^ ]*/\([a-z_]*\.c:\)|\1|' out >short
	diff "$file" short || fail "other results than $file of: drydock test $*"
}

# refused TEXT ARGUMENT...
refused() {
	local text=$1 status
	shift
	"$build/drydock" test "$@" >out 2>err
	status=$?
	[ $status -eq 2 ] || fail "status $status, not 2, of: drydock test $*"
	[ "$(wc -l <err)" -eq 1 ] && grep -qF -- "$text" err || fail "no line with '$text'"
	[ ! -s out ] || fail "results of bad input"
}

for seed in 1 2 3; do
	for cpus in 1 4; do
		ktap 0 "$here/kunit_good.ktap" --seed $seed --cpus $cpus "$ko/kunit_good.ko"
	done
done
grep -q 'fixture: 1 suite_init, 3 init, 3 exit' err || fail "fixtures ran another number of times"
grep -q '^drydock: nothing is left' err || fail "something is left"
ktap 1 "$here/kunit_mixed.ktap" "$ko/kunit_mixed.ko"
ktap 99 "$here/kunit_broken.ktap" "$ko/kunit_broken.ko"
grep -q 'repeat: drydock test --seed 1 --machine pc --timeout 60 /' err || fail "no command that repeats it"
for rule in use-after-free hang oops; do
	grep -q "rule broken: $rule" err || fail "no report of $rule"
done

# Several files are one list of suites; options may stand between them.
ktap 0 /dev/stdin "$ko/kunit_mixed.ko" --filter 'mi?ed.[mp]*' "$ko/kunit_good.ko" <<'KTAP'
KTAP version 1
1..1
    # Subtest: mixed
    1..2
    ok 1 - marked_skipped # SKIP later
    ok 2 - passes
# mixed: pass:1 fail:0 skip:1 total:2
# Totals: pass:1 fail:0 skip:1 total:2
ok 1 - mixed
KTAP

# No test is no success.
printf 'KTAP version 1\n1..0\n' >none
ktap 1 none "$ko/kunit_none.ko"
grep -q 'there is no test in the modules' err || fail "it does not say that there is no test"
ktap 1 none --filter 'nobody' "$ko/kunit_good.ko"
grep -q 'there is no test that the filter chooses' err || fail "it does not say that none is chosen"

# `run` has the results in the log, as Linux does.
"$build/drydock" run --timeout 60 --module "$ko/kunit_good.ko" -- true >out 2>err ||
	fail "status $? of a run with the suites"
sed -n 's/^\[ *[0-9.]*\] \(.*[^ ].*\)/\1/p' err | grep -v '^fixture:' >log
sed 1,2d "$here/kunit_good.ktap" | diff - log || fail "another log"
[ ! -s out ] || fail "results on standard output"

refused 'no test; write' --cpus 2
refused 'not an ELF file' "$here/kunit_good.ktap"
refused '--filter: no name' --filter '' "$ko/kunit_good.ko"
refused 'a test has no task' --task x.ko "$ko/kunit_good.ko"
refused "see 'drydock test --help'" --nonsense "$ko/kunit_good.ko"
"$build/drydock" run --filter x -- true >out 2>err
[ $? -eq 2 ] || fail "a run takes --filter"
"$build/drydock" test --help | grep -q 'usage: drydock test' || fail "no usage"
