#!/bin/bash
# SPDX-License-Identifier: MIT
#
# The driver mem, at 2.6.10 and 6.1: what is read, written and mapped of RAM, of the ISA
# hole and beyond; and the sessions of docs/MEM.md. RAM of a known address is the module
# paper's. Prints one line a claim.
#
# Usage: mem_test.sh TOUCH

set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
build=$(realpath "${DRYDOCK_BUILD:?}")
touch=$(realpath "$1")
export touch PATH=$build:$build/drivers:$PATH
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
# shellcheck source=tests/claims.sh
. "$top/tests/claims.sh"

# on COMMAND: at the version of $dir, with $touch, and $paper, $end, addresses of pages:
# the first of paper's, and the last one of RAM
on() {
	drydock run --quiet --machine $machine --module "$build/$dir/paper/paper.ko" --module "$build/$dir/mem/mem.ko" \
		-- sh -c 'paper=$(($(sed -n "1s/ .*//p" /dev/paper))) end=$((0x3ffff000))
		copy() { dd status=none conv=notrunc iflag=skip_bytes,count_bytes oflag=seek_bytes "$@"; }
		'"$1"
}
machine=pc
prints() { diff "$tmp/said" <(printf '%s\n' "$@"); }

# Addresses that the host chooses, and inodes, may be others.
essence() { sed -E 's/7[0-9a-f]{11}-7[0-9a-f]{11}/-/; s/ 00:[0-9]+ [0-9]+ */ /' "$1"; }
sessions_are_so() {
	BUILD=$build "$top/tools/rerun.py" --print "$top/docs/MEM.md" >"$tmp/now" || { cat "$tmp/now"; return 1; }
	sed -n '/^```console$/,/^```$/{/^```/d;p}' "$top/docs/MEM.md" >"$tmp/doc"
	grep -q '^000a0000-000c0000 rw-s 000a0000' "$tmp/doc" && diff <(essence "$tmp/doc") <(essence "$tmp/now")
}

for v in 2.6.10 6.1; do
	if [ $v = 2.6.10 ]; then
		dir=modules-2.6.10 mapped=("page 0: ''") grown=("page 0: ''" "page 1: ''") below=4096 free=99
	else
		dir=modules mapped=("page 0: 'paper 0'") grown=("mremap: EFAULT" "page 0: 'paper 0'")
		below=0 free=0
	fi
	claim "$v: it is number 1 of major 1, and root's" exits 0 on 'stat -c "%t %T %a" /dev/mem; grep mem /proc/devices'
	claim "$v: ... as in Linux" prints "1 1 600" "  1 mem" "  1 mem"
	claim "$v: RAM is read from any byte on" exits 0 on 'copy if=/dev/mem skip=$((paper + 4096)) count=7'
	claim "$v: ... as it is" diff "$tmp/said" <(printf 'paper 1')
	claim "$v: RAM is written over the edge of a page" exits 0 on '
		printf abcdef | copy of=/dev/mem seek=$((paper + 4096 - 3)); sed -n 2p /dev/paper | cut -d" " -f3'
	claim "$v: ... both parts" prints "defer"
	claim "$v: RAM is mapped" exits 0 on '$touch /dev/mem $paper 4096'
	claim "$v: ... as that version does" prints "${mapped[@]}"
	claim "$v: a mapping grows" exits 0 on '$touch /dev/mem $paper 4096 8192'
	claim "$v: ... or is refused to" prints "${grown[@]}"
	claim "$v: the ISA hole is read, written and mapped" exits 0 on '
		copy if=/dev/mem skip=$((0xb8000)) count=2 | od -An -tx1; printf x | copy of=/dev/mem seek=$((0xb8000))
		$touch /dev/mem 0xb8000 4096'
	claim "$v: ... and nothing answers there" prints " ff ff" "page 0: 'nothing'"
	claim "$v: what reaches beyond the end of RAM" exits $free on '
		copy if=/dev/mem bs=8192 skip=$end count=8192 | wc -c'
	claim "$v: ... is read up to there, or not at all" says "^$below\$"
	claim "$v: beyond it nothing is read, but mapped" exits 0 on '
		copy if=/dev/mem skip=$((end + 4096)) count=1; $touch /dev/mem $((end + 4096)) 4096'
	claim "$v: ... as bad addresses" prints "dd: error reading '/dev/mem': Bad address" "page 0: 'nothing'"
	claim "$v: it may have another number and name" exits 0 on '
		rmmod mem; insmod '"$build/$dir"'/mem/mem.ko mem_major=0 mem_name=physmem; ls /dev | grep mem
		copy if=/dev/physmem skip=$paper count=5'
	claim "$v: ... and is the same" diff "$tmp/said" <(printf 'physmem\npaper')
done
read_all='dd if=/dev/mem bs=64K count=4 status=none | wc -c'
dir=modules-2.6.10
claim "2.6.10: free RAM is nobody's, and is read with a report" exits 99 on "$read_all"
claim "2.6.10: ... by plain loads" says "rule broken: use-after-free"
dir=modules
claim "6.1: free RAM is nobody's, and can be read" exits 0 on "$read_all"
claim "6.1: ... by copy_from_kernel_nofault" prints 262144
# Of a page that paper has filled, by the cache.
machine=board-noncoherent
for v in 2.6.10 6.1; do
	dir=modules-$v dir=${dir%-6.1}
	claim "$v: a mapping by an O_SYNC descriptor" exits 0 on '
		page=$(sed -n "5s/ .*//p" /dev/paper)
		$touch /dev/mem $page 4096; $touch -s /dev/mem $page 4096; $touch -s -w /dev/mem $page 4096
		sed -n "5s/.* //p" /dev/paper'
	claim "$v: ... is uncached, where that matters" prints "page 0: 'paper 4'" "page 0: ''" \
		"page 0: 'written'" 4
done
claim "the sessions of docs/MEM.md are what a terminal shows" sessions_are_so
exit $failed
