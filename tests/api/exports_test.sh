#!/bin/bash
# SPDX-License-Identifier: MIT
#
# A name that Linux exports at some versions alone: a module that needs it is built at
# all of them, as Linux's compiler does, and cannot be loaded where it is not
# exported, but with --export. Prints one line a claim.

set -u
# shellcheck source=tests/api/workplace.sh
. "$(dirname "$0")/workplace.sh"
mapper=$build/drivers/mapper
cp -r "$here/exports" .

built() { # VERSION
	exits 0 make -C "$("$drydock" kdir --api "$1")" M="$tmp/exports" modules
}
runs() { # STATUS OPTION...
	local status=$1
	shift
	exits "$status" "$drydock" run "$@" --module exports/exports.ko -- \
		bash -c "$mapper /dev/exports 0x1000 0x1000 | head -c 15"
}

claim "4.20: a module with dma_common_mmap is built" built 4.20
claim "... and loaded" runs 0
claim "... and shows what it maps" says "the second page"
claim "5.0: it is built" built 5.0
claim "... and refused" runs 2
claim "... with the name" says "needs what Linux 5.0 exports to no module: dma_common_mmap"
claim "a program's insmod is told what Linux says" exits 1 "$drydock" run --api 5.0 -- \
	insmod exports/exports.ko
claim "... in the log" says "exports: Unknown symbol dma_common_mmap (err -2)"
claim "--export stands for a patch of the kernel" runs 0 --export dma_common_mmap
claim "... and it works" says "the second page"
claim "... on a board whose cache is not coherent, too" runs 0 --export dma_common_mmap \
	--machine board-noncoherent
claim "... where it shows the same" says "the second page"
claim "another name is no help" runs 2 --export dma_common_get_sgtable
exit $failed
