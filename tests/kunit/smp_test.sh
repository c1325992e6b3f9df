#!/bin/bash
# SPDX-License-Identifier: MIT
#
# smp_test.sh - several processors: data and threads of each, and the orders
#
# The claims of kunit_smp and kunit_irq hold for every seed; one seed gives one order, byte for
# byte, and several seeds give several; an update that nothing protects is lost
# in some orders and in some it is not; interrupts come to any processor.

set -u
build=${DRYDOCK_BUILD:?}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 1

fail() {
	cat out err
	echo "FAIL: $1"
	exit 1
}

# suite SEED CPUS - the results are in out, the log in err
suite() {
	"$build/drydock" test --timeout 60 --seed "$1" --cpus "$2" --device edu \
		"$build/modules/suites/kunit_smp.ko" "$build/modules/suites/kunit_irq.ko" \
		>out 2>err || fail "status $? of kunit_smp and kunit_irq, seed $1, $2 processors"
}

suite 1 1
grep -q 'lost updates: 0$' err || fail "one processor loses updates"
suite 1 64
for seed in {1..12}; do
	suite "$seed" 4
	sed -n 's/.*processors seen: //p' err >>seen
	sed -n 's/.*lost updates: //p' err >>lost
	sed -n 's/.*processors interrupted: //p' err >>interrupted
	sed -n 's/.*interrupts elsewhere: //p' err >>elsewhere
	cat out err | md5sum >>orders
	if [ "$seed" -le 3 ]; then
		cat out err >first
		suite "$seed" 4
		cat out err | cmp -s first - || fail "seed $seed gives two orders"
	fi
done
[ "$(sort -u orders | wc -l)" -ge 6 ] || fail "12 seeds give $(sort -u orders | wc -l) orders"
grep -qx 0 lost || fail "every seed loses updates"
grep -qvx 0 lost || fail "no seed loses an update"
grep -qx 4 seen || fail "no seed has the threads on all 4 processors"
grep -qx 4 interrupted || fail "no seed has interrupts on all 4 processors"
grep -qvx 0 elsewhere || fail "each interrupt comes to the processor that asked for it"
