#!/bin/bash
# SPDX-License-Identifier: MIT
#
# Coherent memory that a driver maps to users by its bus address: right on a PC, seen
# through the wrong cache on a board whose devices do not see it, and another place
# where bus addresses are not physical ones. Prints one line a claim.

set -u
build=$(realpath "${DRYDOCK_BUILD:?}")
here=$(cd "$(dirname "$0")" && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
# shellcheck source=tests/claims.sh
. "$here/../claims.sh"

# The board, with its RAM at 0 for the processor, too.
sed 's/ 0x80000000/ 0x0/; s/0x90000000/0x10000000/' "$here/../../machines/board-noncoherent.dts" |
	dtc -q -O dtb -o "$tmp/flat.dtb" || exit 1

look='import mmap, os; print(chr(mmap.mmap(os.open("/dev/dma-user", os.O_RDWR), 4096)[0]) == "k")'
runs() { # STATUS MACHINE HOW
	exits "$1" "$build/drydock" run --machine "$2" --device edu --report "$tmp/report.json" \
		--module "$build/modules/dma_user/dma_user.ko,how=$3" -- python3 -c "$look"
}
reported() { # LINE...: what the report must have
	printf '%s\n' "$@" >"$tmp/expect"
	python3 "$here/match.py" "$tmp/report.json" "$tmp/expect" "$here/dma_user/dma_user.c"
}

for machine in pc board-noncoherent "$tmp/flat.dtb"; do
	claim "${machine##*/}: dma_mmap_coherent() is right" runs 0 "$machine" api
	claim "... and shows the block" says "^True"
done
claim "pc: so is its bus address" runs 0 pc bus
claim "... which shows the block" says "^True"

claim "flat: the bus address is right, past the cache" runs 0 "$tmp/flat.dtb" uncached
claim "... and shows the block" says "^True"
claim "flat: through the cache it is not" runs 99 "$tmp/flat.dtb" bus
claim "... and is told" reported "rule dma-user-cached" \
	"say coherent memory is mapped to users through a cache that devices do not see" \
	"fact call: remap_pfn_range, page frame 0x" \
	"fact mapping: block of a pool, 4096 bytes" "frame mapped: user_probe @alloc"
claim "... because what the cache has is shown" says "^False"

claim "board: the bus address is another place" runs 99 board-noncoherent uncached
claim "... and is told" reported "rule address-type" \
	"say a bus address is taken for a physical one: nothing is there" \
	"frame mapped: user_probe @alloc"
claim "... because nothing is shown" says "^False"
exit $failed
