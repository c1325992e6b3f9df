#!/bin/bash
# SPDX-License-Identifier: MIT
#
# memory_in_proc_test.sh - buddyinfo, meminfo, slabinfo, vmallocinfo and zoneinfo of /proc
# are the machine's, in Linux's formats, and tell what drivers take

set -u
build=${DRYDOCK_BUILD:?}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

fail() {
	cat "$dir/out"
	echo "FAIL: $1"
	exit 1
}

# look MACHINE FILE - what the file says, with scullp loaded and a page of it written
look() {
	"$build/drydock" run --timeout 60 --machine "$1" --module "$build/modules/scullp/scullp.ko" -- \
		sh -c "echo hello >/dev/scullp0; cat /proc/$2" >"$dir/out" 2>"$dir/err" ||
		fail "status $?"
}

# has LINE... - each is a whole line of it, as a regular expression
has() {
	for line in "$@"; do
		grep -qxE "$line" "$dir/out" || fail "no line '$line'"
	done
}

counts='( +[0-9]+){11} '
look board-highmem buddyinfo
has "Node 0, zone      DMA$counts" "Node 0, zone   Normal$counts" "Node 0, zone  HighMem$counts"
[ "$(wc -l <"$dir/out")" -eq 3 ] || fail "not three zones"
# What is free, in kB, from the orders.
free=$(awk '{ for (o = 0; o < 11; o++) sum += $(o + 5) * 2 ^ (o + 2) } END { print sum }' "$dir/out")
look server-numa buddyinfo
has "Node 0, zone    DMA32$counts" "Node 1, zone   Normal$counts"
[ "$(wc -l <"$dir/out")" -eq 3 ] || fail "not three zones in two nodes"

look board-highmem meminfo
has 'MemTotal:        1046528 kB' 'HighTotal:        786432 kB' 'LowTotal:         260096 kB' \
	'SwapTotal:             0 kB' 'Slab: +[1-9][0-9]* kB' 'PageTables: +[0-9]+ kB'
[ "$(awk '/^MemFree/ { print $2 }' "$dir/out")" -le "$free" ] || fail "more is free than in the zones"
look pc meminfo
grep -q HighTotal "$dir/out" && fail "a PC has no high memory"
[ "$(head -3 "$dir/out" | cut -d: -f1 | tr '\n' ' ')" = "MemTotal MemFree MemAvailable " ] ||
	fail "it begins otherwise"

# The sum of the numbers behind a word.
sum() {
	awk -v word="$1" '$1 == word { n += $NF } END { print n }' "$dir/out"
}
look board-highmem zoneinfo
has 'Node 0, zone  HighMem' '        managed  196608' '        protection: \(0, 0, 0, 0\)' \
	'  pages free     [1-9][0-9]*' '  node_unreclaimable:  0' '      nr_slab_unreclaimable [1-9][0-9]*'
[ "$(sum managed)" -eq $((1046528 / 4)) ] || fail "the zones together are not MemTotal"
[ $(($(sum pages) * 4 - free)) -le 128 ] && [ $((free - $(sum pages) * 4)) -le 128 ] ||
	fail "not as much is free as in buddyinfo"
[ "$(sum pages)" -eq "$(sum nr_free_pages)" ] || fail "two numbers of free pages"
[ "$(grep -c 'per-node stats' "$dir/out")" -eq 1 ] || fail "the node is not told once"
look server-numa zoneinfo
[ "$(grep '^Node' "$dir/out")" = "$(printf 'Node %d, zone %8s\n' 0 DMA 0 DMA32 0 Normal \
	1 DMA 1 DMA32 1 Normal)" ] || fail "not each zone of two nodes"
[ "$(grep -c 'per-node stats' "$dir/out")" -eq 2 ] || fail "not two nodes"
[ "$(grep -c 'start_pfn' "$dir/out")" -lt 6 ] || fail "a zone without pages begins somewhere"

look pc slabinfo
has 'slabinfo - version: 2.1' \
	'kmalloc-64 +[0-9]+ +[0-9]+ +64 +[0-9]+ +[0-9]+ : tunables    0    0    0 : slabdata +[0-9]+ +[0-9]+      0'

"$build/drydock" run --timeout 60 --machine server-numa --device edu --module "$build/modules/edu/edu.ko" \
	-- cat /proc/vmallocinfo \
	>"$dir/out" 2>"$dir/err" || fail "status $?"
has '0x0000[0-9a-f]{12}-0x0000[0-9a-f]{12} +[0-9]+ .*edu.* phys=0x0*c0000000 ioremap'
exit 0
