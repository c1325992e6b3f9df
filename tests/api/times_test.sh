#!/bin/bash
# SPDX-License-Identifier: MIT
#
# Calls that drivers of some years only have: each runs at the first and at the last of
# them. Prints one line a claim.

set -u
# shellcheck source=tests/api/workplace.sh
. "$(dirname "$0")/workplace.sh"

built() { # STATUS VERSION
	rm -rf times && cp -r "$here/times" . &&
		exits "$1" make -C "$("$drydock" kdir --api "$2")" M="$tmp/times" modules
}
map='import mmap, os
m = mmap.mmap(os.open("/dev/times", os.O_RDWR), 4096)
print(m.readline())'
runs() { # PROGRAM...
	exits 0 "$drydock" run --module times/times.ko -- "$@"
}

for v in 2.6.10 2.6.13; do
	claim "$v: verify_area, SET_MODULE_OWNER, check_region" built 0 $v
	claim "... and capable: root may all" runs cat /dev/times
	claim "... it says so" says "times: admin 1, raw 1"
	claim "... the buffer was looked at" says "times: verified"
	claim "... a region is free" says "times: free 0"
	claim "... then taken" says "times: taken -16"
	claim "root without capabilities may nothing" runs setpriv --bounding-set=-all \
		--inh-caps=-all cat /dev/times
	claim "... he is told" says "times: admin 0, raw 0"
done
for v in 2.6.26 3.19; do
	claim "$v: vm_insert_mixed takes a number" built 0 $v
	claim "... the page is there" runs python3 -c "$map"
	claim "... as a program sees" says "papyrus"
	claim "... a second one is EBUSY" says "times: in: 0, again: -16"
done
# From here on without check_region.
sed 's/printk(.*check_region.*;//' "$here/times/times.c" >times.c
for v in 4.5 4.19; do
	mkdir -p new && cp "$here/times/Makefile" new && cp times.c new/times.c
	claim "$v: a pfn_t" exits 0 make -C "$("$drydock" kdir --api "$v")" M="$tmp/new" modules
	claim "... runs" exits 0 "$drydock" run --module new/times.ko -- python3 -c "$map"
	claim "... and is mapped" says "papyrus"
	claim "... once" says "times: in: 0, again: -16"
	rm -rf new
done
claim "drydock check names what is gone" exits 1 "$drydock" check --api 6.1 "$here/times"
claim "... check_region" says "function check_region is not there"
claim "... vm_insert_mixed" says "function vm_insert_mixed is not there"
exit $failed
