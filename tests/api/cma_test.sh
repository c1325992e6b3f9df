#!/bin/bash
# SPDX-License-Identifier: MIT
#
# CMA: a machine with cma= on its kernel's command line has an area of memory in a
# row. Prints one line a claim.

set -u
# shellcheck source=tests/api/workplace.sh
. "$(dirname "$0")/workplace.sh"
cp -r "$here/cma" .
exports=
for name in dma_contiguous_default_area dma_alloc_from_contiguous dma_release_from_contiguous \
	cma_alloc cma_release cma_get_base cma_get_size cma_get_name totalcma_pages; do
	exports="$exports --export $name"
done

runs() { # STATUS PARAMETERS COMMAND OPTION...
	local status=$1 parameters=$2 command=$3
	shift 3
	# shellcheck disable=SC2086
	exits "$status" "$drydock" run $exports "$@" --module "cma/cmatest.ko$parameters" -- \
		sh -c "$command"
}
right() { ! grep 'not so' said; }
bad() { # TEXT CMDLINE OPTION...
	local text=$1 line=$2
	shift 2
	exits 2 "$drydock" run --cmdline "$line" "$@" -- true && says "$text"
}

claim "the driver is built" exits 0 make -C "$("$drydock" kdir)" M="$tmp/cma" modules
claim "without cma= there is no area, as where CONFIG_CMA is off" \
	runs 0 "" '! grep Cma /proc/meminfo'
claim "... and a device gets nothing" says "cmatest: no area, no page"
claim "cma=16M takes the top of the PC's memory" \
	runs 0 "" 'grep -E "MemTotal|Cma" /proc/meminfo' --cmdline cma=16M
claim "... all of it counted" says "CmaFree: *16384 kB"
claim "... and given out in a row" says "cmatest: 4096 pages at 0x3f000000, reserved"
claim "... as Linux does it" right
claim "... who asks in vain is told" \
	says "cma: cma_alloc: reserved: alloc failed, req-size: 1 pages, ret: -12"
claim "a size is made whole, and a place can be said" \
	runs 0 "" "cat /proc/cmdline" --cmdline "cma=5M@0x10000000"
claim "... in 4 MiB" says "cmatest: 2048 pages at 0x10000000"
claim "mem= is looked at first" runs 0 "" true --cmdline "cma=8M mem=512M"
claim "... wherever it stands" says "cmatest: 2048 pages at 0x1f800000"
claim "high memory is left alone" runs 0 "" true --cmdline cma=8M --machine board-highmem
claim "... and the driver sees no difference" right
claim "pages are released twice" runs 99 ,wrong=1 true --cmdline cma=8M
claim "... which is reported, once" test "$(grep -c '\] rule broken: double-free' said)" = 1
claim "... with where they were freed" says "a page is freed that is free already"
claim "more are released than were given" runs 99 ,wrong=2 true --cmdline cma=8M
claim "... which is reported" says "rule broken: double-free"
claim "pages are kept" runs 99 ,wrong=3 true --cmdline cma=8M
claim "... which is a leak" says "left 2 pages behind"
claim "who must not sleep asks" runs 99 ,wrong=4 true --cmdline cma=8M
claim "... which is reported" says "rule broken: sleep-in-atomic"
claim "a page is in use when it is released" runs 99 ,wrong=5 true --cmdline cma=8M
claim "... Linux warns" says "1 pages are still in use!"
claim "... and passes it over until it is free" right
exports="--export cma_alloc"
claim "no module can link to it otherwise" runs 2 "" true --cmdline cma=8M
claim "... by name" says "exports to no module:.*dma_alloc_from_contiguous"
claim "no size" bad "write SIZE or SIZE@START" "cma=x"
claim "no place" bad "START a multiple of 4M" "cma=4M@0x10001000"
claim "more than there is" bad "there is no such memory" "cma=2G"
claim "not in memory" bad "there is no such memory" "cma=4M@0x80000000"
claim "nothing left" bad "there is no such memory" "cma=253M" --machine board-noncoherent
exit $failed
