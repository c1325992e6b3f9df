#!/bin/bash
# SPDX-License-Identifier: MIT
#
# One driver, written in the words of each version, does the same at all of them:
# pages by nopage and fault in its three forms, transfers by aio_read in its two forms
# and by read_iter, the list of VMAs, ioctl, timer, work, cache, class and file of /proc in all forms. What Linux itself did
# otherwise is told: remap_pfn_range of RAM, its growth, and of a part of a private
# mapping, until 2.6.14, and its flags until 3.6; anonymous pages where nothing serves
# faults until 4.1 (private: 4.17); offsets that wrap around until 4.16; what MAX_ORDER is. Prints one line a claim.
#
# Usage: ages_test.sh TOUCH VERSION...

set -u
touch=$(realpath "$1")
shift
# shellcheck source=tests/api/workplace.sh
. "$(dirname "$0")/workplace.sh"

compile() { # VERSION: without a warning
	rm -rf ages && cp -r "$here/ages" . &&
		make -C "$("$drydock" kdir --api "$1")" M="$tmp/ages" modules >log 2>&1 &&
		! grep warning log || { cat log; return 1; }
}
run() { # STATUS PARAMETERS
	local status
	timeout 60 "$drydock" run --module "ages/ages.ko$2" -- sh -c \
		"cat /proc/ages; ls /sys/class/ages /dev/ages1; mknod /dev/ages c \$(awk '\$2 == \"ages\" { print \$1 }' /proc/devices) 0; $touch" \
		>said 2>err </dev/null
	status=$?
	[ $status = "$1" ] || { cat said err; echo "status $status, wanted $1"; return 1; }
}
answers() { # REMAPPED GROWN PART WRAPS FLAGS UNSERVED ORDERS PRIVATE
	diff - said <<-END
		papyrus/dev/ages1

		/sys/class/ages:
		ages1
		fault: 'papyrus'
		fault past the end: signal 7 code 2
		remap: '$1'
		flags: $5
		no handler: $6
		no handler, private: $8
		grown: $2
		part of a private one: $3
		wraps: $4
		MAX_ORDER: $7
		read: 8 'papyrus'
		timer 42, work 43
		VMAs: 3, 2, 0
	END
}

for version; do
	case $version in
	2.6.1[0-4]) remapped='' grown="''" part=mapped ;;
	*) remapped=papyrus grown=EFAULT part=EINVAL ;;
	esac
	case $version in
	2.* | 3.[0-6]) flags=2 ;; # VM_RESERVED
	*) flags=3 ;;             # VM_DONTDUMP and VM_DONTEXPAND
	esac
	case $version in
	[23].* | 4.[01]) unserved="''" private="''" ;;
	4.[2-9] | 4.1[0-7]) unserved='signal 7 code 2' private="''" ;;
	*) unserved='signal 7 code 2' private=$unserved ;;
	esac
	case $version in
	[2-5].* | 6.[0-3]) orders=11 ;;
	*) orders=10 ;;
	esac
	case $version in
	[23].* | 4.[0-9] | 4.1[0-6]) wraps=mapped ;;
	*) wraps=EOVERFLOW ;;
	esac
	claim "$version: the driver is built" compile "$version"
	claim "$version: it runs, and leaves nothing behind" run 0 ""
	claim "$version: it answers as Linux does" answers "$remapped" "$grown" "$part" \
		"$wraps" "$flags" "$unserved" "$orders" "$private"
	claim "$version: a handler that takes no reference is reported" run 99 ,forget=1
	claim "$version: ... by name" grep -q "rule broken: page-reference" err
done
exit $failed
