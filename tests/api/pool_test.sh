#!/bin/bash
# SPDX-License-Identifier: MIT
#
# Pools of coherent memory: how their blocks lie in a page, at both sides of each
# change; and the file of the device that lists them. Prints one line a claim.

set -u
# shellcheck source=tests/api/workplace.sh
. "$(dirname "$0")/workplace.sh"
file=/sys/devices/pci0000:00/0000:00:04.0/pools

built() { # VERSION
	rm -rf pool && cp -r "$here/pool" . &&
		exits 0 make -C "$("$drydock" kdir --api "$1")" M="$tmp/pool" modules
}
runs() { # PARAMETERS
	exits 0 "$drydock" run --device edu --module "pool/pool.ko$1" -- cat $file
}

claim "2.6.24: it is built" built 2.6.24
claim "... and a page is full of blocks" runs ""
claim "... of the size that was asked for" says "a page has 64 blocks, the second at 64"
claim "a block may have one byte" runs ,size=3
claim "... as long as there is room" says "a page has 1023 blocks, the second at 3"
claim "a boundary is what the pool takes at a time" runs ,boundary=1000
claim "... whatever it is" says "a page has 15 blocks, the second at 64"

claim "2.6.25: it is built" built 2.6.25
claim "... and the last block is left out" runs ""
claim "... of each page" says "a page has 63 blocks, the second at 64"
claim "a boundary is a power of two" runs ,boundary=1000
claim "... or there is no pool" says "there is no such pool"
claim "... and blocks lie side by side within it" runs ,boundary=1024
claim "... but for the last" says "a page has 60 blocks, the second at 64"
claim "a block has four bytes" runs ,size=3
claim "... at least" says "a page has 1023 blocks, the second at 4"

claim "6.3: it is built" built 6.3
claim "... and the last block is left out" runs ""
claim "... still" says "a page has 63 blocks, the second at 64"
claim "the device's file has a title" says "^poolinfo - 0.1$"
claim "... the newest pool first" says "^one                 1   32  128  1$"
claim "... with blocks in use, all, bytes of each, pages" says "^many               64  128   64  2$"

claim "6.4: it is built" built 6.4
claim "... and a page is full of blocks" runs ""
claim "... again" says "a page has 64 blocks, the second at 64"
claim "a block has sixteen bytes" runs ,size=3
claim "... at least" says "a page has 256 blocks, the second at 16"
claim "... and what does not fit before a boundary is left out" runs ,size=96,boundary=512
claim "... alone" says "a page has 40 blocks, the second at 96"

claim "without a pool there is no file" exits 1 "$drydock" run --device edu -- cat $file
claim "... as Linux says it" says "No such file or directory"
exit $failed
