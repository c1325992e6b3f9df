#!/bin/bash
# SPDX-License-Identifier: MIT
#
# The driver allocator, at 2.6.10 and 6.1: where it finds memory and where it does not,
# memory that a board has reserved, and another module that borrows from it. Prints one
# line a claim.

set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
build=$(realpath "${DRYDOCK_BUILD:?}")
export PATH=$build:$build/drivers:$PATH
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
unset MAKEFLAGS MFLAGS MAKELEVEL
# shellcheck source=tests/claims.sh
. "$top/tests/claims.sh"

# refused ERRNO CMDLINE PARAMETERS: the module is not loaded, and nothing is left
refused() {
	exits 2 drydock run --cmdline "$2" --module "$build/$dir/allocator/allocator.ko$3" -- true &&
		says "its init returned -$1\$"
}
borrower() { # VERSION
	cp -r "$top/tests/drivers/borrower" "$tmp/$1" && cp "$top/drivers/allocator/allocator.h" "$tmp/$1" &&
		make -C "$(drydock kdir --api "$1")" M="$tmp/$1" \
			KBUILD_EXTRA_SYMBOLS="$build/$dir/allocator/Module.symvers" modules
}

for v in 2.6.10 6.1; do
	dir=modules-$v
	[ $v = 2.6.10 ] || dir=modules
	claim "$v: behind the end of memory there is nothing" refused ENODEV "" ""
	claim "$v: mem= keeps what it keeps, and no more" refused ENODEV mem=1023M ,allocator_size=2097152
	claim "$v: what the kernel has is busy" refused EBUSY mem=1023M ,allocator_start=0x10000000
	claim "$v: a region is of whole pages" refused EINVAL mem=1023M ,allocator_start=0x3ff00010
	claim "$v: ... and not empty" refused EINVAL mem=1023M ,allocator_size=0
	claim "$v: reserved memory of a board is taken" exits 0 drydock run --machine board-highmem --module \
		"$build/$dir/allocator/allocator.ko,allocator_start=0x8fe00000,allocator_size=0x200000,allocator_reserved=1" \
		-- blocks 0x100000 0x100000 1
	claim "$v: ... all of it" says '^0x100000 bytes: 1048576 at 1048576, zeros, and hold what is written'
	claim "$v: ... and no more" says '^1 bytes: Cannot allocate memory'
	claim "$v: another module is built against it" borrower $v
	claim "$v: ... and loaded" exits 0 drydock run --cmdline mem=1023M \
		--module "$build/$dir/allocator/allocator.ko" --module "$tmp/$v/borrower.ko" -- true
	for line in 'got 0, 0x600df00d' 'too much -12, nothing -22' 'more 0, 8192' "other's -2" \
		'own 0, twice -2' 'again 0, 0, 0x0' 'used 8192' 'left 0'; do
		claim "$v: ... $line" says "borrower: $line\$"
	done
done
exit $failed
