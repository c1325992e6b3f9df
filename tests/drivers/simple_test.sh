#!/bin/bash
# SPDX-License-Identifier: MIT
#
# The driver simple, at 2.6.10 and 6.1: what its three devices map, what is refused,
# what becomes of a mapping that grows, and when its VMA operations are called. RAM of
# a known address is the module paper's. Prints one line a claim.
#
# Usage: simple_test.sh TOUCH

set -u
build=$(realpath "${DRYDOCK_BUILD:?}")
touch=$(realpath "$1")
export touch PATH=$build:$build/drivers:$PATH
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
# shellcheck source=tests/claims.sh
. "$(dirname "$0")/../claims.sh"

# on COMMAND: at the version of $dir, with $touch, and $paper, $reserved, pages' addresses; the region
# is the reserved page
on() {
	modules=$build/$dir drydock run --module "$build/$dir/paper/paper.ko" -- sh -ec '
		paper=$(sed -n "1s/ .*//p" /dev/paper) reserved=$(sed -n "5s/ .*//p" /dev/paper)
		insmod $modules/simple/simple.ko region_start=$reserved region_size=4096
		'"$1"
}
prints() { # LINE...: the command of the last exits(), but for what the kernel says
	diff <(grep -v '^\[\|^mapped\|^drydock: nothing' "$tmp/said") <(printf '%s\n' "$@")
}
is_seen() { # TIMES: opened and closed so often
	[ "$(grep -c 'simple: VMA open, virt [0-9a-f]*, phys [0-9a-f]*$' "$tmp/said")" = "$1" ] &&
		[ "$(grep -c 'simple: VMA close$' "$tmp/said")" = "$1" ] || { cat "$tmp/said"; return 1; }
}

for v in 2.6.10 6.1; do
	if [ $v = 2.6.10 ]; then
		dir=modules-2.6.10
		ram=("page 0: ''") grown=("page 0: 'paper 4'" "page 1: ''")
		beyond=("page 0: 'paper 4'" "page 1: signal 7 code 2")
		wrapped=("mmap: EINVAL")
	else
		dir=modules
		ram=("page 0: 'paper 0'") grown=("mremap: EFAULT" "page 0: 'paper 4'")
		beyond=("${grown[@]}")
		wrapped=("mmap: EOVERFLOW")
	fi
	claim "$v: RAM is mapped at once" exits 0 on '$touch /dev/simple_remap $paper 4096'
	claim "$v: ... or left out, as that version does" prints "${ram[@]}"
	claim "$v: ... and mmap and munmap are seen" is_seen 1
	claim "$v: a reserved page is mapped at once" exits 0 on '
		$touch -w /dev/simple_remap $reserved 4096; sed "s/^[^ ]* //" /dev/paper | tail -1'
	claim "$v: ... and written" prints "page 0: 'written'" "1 written"
	claim "$v: the ISA hole is mapped in both ways" exits 0 on '
		$touch /dev/simple_remap 0xa0000 4096; $touch /dev/simple_pages 0xa0000 4096'
	claim "$v: ... but nothing answers there" prints "page 0: 'nothing'" "page 0: 'nothing'"
	claim "$v: RAM is mapped page by page" exits 0 on '
		$touch -w /dev/simple_pages $paper 8192; sed "s/^[^ ]* //" /dev/paper | head -3'
	claim "$v: ... and written, and given back" prints "page 0: 'written'" "page 1: 'written'" \
		"1 written" "1 written" "1 paper 2"
	claim "$v: a device's address, and free RAM" exits 0 on '
		$touch /dev/simple_pages 0xfe000000 4096; $touch /dev/simple_pages 0x3ff00000 4096'
	claim "$v: ... have no page to map" prints "page 0: signal 7 code 2" "page 0: signal 7 code 2"
	claim "$v: what grows, mapped at once" exits 0 on '$touch /dev/simple_remap $reserved 4096 8192'
	claim "$v: ... gets a zero page, or is refused" prints "${grown[@]}"
	claim "$v: what grows, mapped page by page" exits 0 on '$touch /dev/simple_pages $paper 4096 12288'
	claim "$v: ... gets the next pages" prints "page 0: 'paper 0'" "page 1: 'paper 1'" "page 2: 'paper 2'"
	claim "$v: what grows out of the region" exits 0 on '$touch /dev/simple_region 0 4096 8192'
	claim "$v: ... gets a signal, or is refused" prints "${beyond[@]}"
	claim "$v: what lies outside of the region" exits 0 on '
		! $touch /dev/simple_region 0 8192; ! $touch /dev/simple_region 4096 4096
		! $touch /dev/simple_region 0x7fffffffff000 4096; ! $touch /dev/simple_region 0xfffffffffffff000 4096'
	claim "$v: ... is refused" prints "mmap: EINVAL" "mmap: EINVAL" "mmap: EINVAL" "${wrapped[@]}"
	claim "$v: a region that is no whole pages" exits 0 on '
		rmmod simple; ! insmod $modules/simple/simple.ko region_start=0x800 region_size=4096
		insmod $modules/simple/simple.ko region_start=0xf0000 region_size=5000
		$touch /dev/simple_region 0 8192; ! $touch /dev/simple_region 0 8193'
	claim "$v: ... begins with one, and ends with one" prints \
		"insmod: ERROR: could not insert module $build/$dir/simple/simple.ko: Invalid parameters" \
		"page 0: 'nothing'" "page 1: 'nothing'" "mmap: EINVAL"
	claim "$v: without a region" exits 0 on '
		rmmod simple; insmod $modules/simple/simple.ko; ls /dev | grep simple'
	claim "$v: ... there is no such device" prints simple_pages simple_remap
done
exit $failed
