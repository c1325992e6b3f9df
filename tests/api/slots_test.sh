#!/bin/bash
# SPDX-License-Identifier: MIT
#
# The slots of kmap_atomic(): until 2.6.36 each mapping lies in the one that the driver
# names, and may end at any time; until 3.5 a name does nothing, and mappings are a
# stack; then there are no names. Prints one line a claim.

set -u
# shellcheck source=tests/api/workplace.sh
. "$(dirname "$0")/workplace.sh"

built() { # STATUS VERSION
	rm -rf slots && cp -r "$here/slots" . &&
		exits "$1" make -C "$("$drydock" kdir --api "$2")" M="$tmp/slots" modules
}
runs() { # STATUS MACHINE PARAMETERS
	exits "$1" "$drydock" run --machine "$2" --module "slots/slots.ko$3" -- true
}

claim "2.6.10: a driver that names slots is built" built 0 2.6.10
claim "... and runs, whatever the order of its ends" runs 0 board-highmem ""
claim "... in high memory" says "slots: papyrus, high memory"
claim "... and in low" runs 0 pc ""
claim "... by the same code" says "slots: papyrus, low memory"
claim "a slot that is in use is reported" runs 99 board-highmem ,wrong=1
claim "... by name" says "kmap_atomic() into a slot that is in use"
claim "so is another slot at the end" runs 99 board-highmem ,wrong=2
claim "... by name, too" says "kunmap_atomic() names a slot that holds something else"

claim "2.6.37: it is built" built 0 2.6.37
claim "... and the order of its ends counts" runs 99 board-highmem ""
claim "... as that of a stack" says "rule broken: kmap-order"
claim "3.5: it is built, the last time" built 0 3.5
claim "3.6: there are no slots" built 2 3.6
claim "... by name" says "KM_USER0"
claim "drydock check lists them" exits 1 "$drydock" check --api 3.6 slots
claim "... the constant" says "slots.c:.*KM_USER0 is not there"
claim "... and nothing at 3.5" exits 0 "$drydock" check --api 3.5 slots
exit $failed
