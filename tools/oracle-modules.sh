#!/bin/bash
# SPDX-License-Identifier: MIT
#
# oracle-modules.sh KDIR OUT - build every driver of ours as a real module
#
# KDIR is the folder of a real kernel's headers. Each folder below drivers/ and
# tests/must_report/ that has a Kbuild file is copied to OUT (files where it has
# links) and built there by its own Makefile, so that the source tree stays
# clean. Prints a line for each module.

set -u
kdir=$1 out=$2
top=$(cd "$(dirname "$0")/.." && pwd)
unset MAKEFLAGS MFLAGS MAKELEVEL M MO

if [ -z "$kdir" ]; then
	echo "say which kernel: make modules KDIR=/lib/modules/$(uname -r)/build" >&2
	exit 2
fi
if [ ! -f "$kdir/Makefile" ]; then
	echo "make modules: KDIR=$kdir: no kernel's build there; on Debian:" \
		"apt-get install linux-headers-amd64" >&2
	exit 2
fi
kdir=$(realpath "$kdir")
mkdir -p "$out" && out=$(realpath "$out") || exit 1

# Only what git would keep, and only what is newer, so that a second run is
# quick.
for tree in drivers tests/must_report; do
	mkdir -p "$out/$tree"
	(cd "$top/$tree" && find . \( -type f -o -type l \) ! -name '*.o' ! -name '*.ko' ! -name '*.mod*' \
		! -name '.*.cmd' ! -name Module.symvers ! -name modules.order \
		-exec cp --dereference --parents --update --preserve=timestamps {} "$out/$tree" \;)
done

failed=0
for file in "$out"/drivers/*/{Kbuild,Makefile} "$out"/tests/must_report/*/{Kbuild,Makefile}; do
	[ -f "$file" ] && grep -q '^[[:space:]]*obj-m' "$file" || continue
	src=$(dirname "$file")
	# What is written for Drydock alone (a task, say) is no module of Linux's.
	! grep -q '#include <drydock/' "$src"/*.c || continue
	if make -C "$kdir" M="$src" modules >"$src/make.log" 2>&1; then
		cat "$src/modules.order"
	else
		echo "make modules: $src: failed:" >&2
		cat "$src/make.log" >&2
		failed=1
	fi
done
exit $failed
