#!/bin/bash
# SPDX-License-Identifier: MIT
#
# Methods of a VMA that came and went, each called at the versions that have it, and
# with what Linux gives it; and remap_file_pages, which has meant three things. Prints
# one line a claim.
#
# Usage: nonlinear_test.sh CALLS VERSION...

set -u
calls=$(realpath "$1")
shift
# shellcheck source=tests/api/workplace.sh
. "$(dirname "$0")/workplace.sh"

compile() { # VERSION: without a warning
	rm -rf nonlinear && cp -r "$here/nonlinear" . &&
		make -C "$("$drydock" kdir --api "$1")" M="$tmp/nonlinear" modules >log 2>&1 &&
		! grep warning log || { cat log; return 1; }
}

run() {
	timeout 60 "$drydock" run --module nonlinear/nonlinear.ko -- sh -c \
		"mknod /dev/nonlinear c \$(awk '\$2 == \"nonlinear\" { print \$1 }' /proc/devices) 0; $calls" \
		>answer 2>err </dev/null && grep -q 'nothing is left' err || { cat answer err; return 1; }
}

# answers POPULATE SHARED OTHER MOVED CUT STORED SPLIT
answers() {
	diff - answer <<-END
		populate: $1
		nonblock: ${1:+populate 2 3 1; }
		remap: ${2}shared: ${1:+populate 2 7 0; }$7
		remap: Invalid argument; private: 
		remap: ${3}owned: 
		moved: $4
		cut: $5
		stored: $6
	END
}

wanted() { # VERSION
	local no='Invalid argument; ' yes='done; ' major minor
	IFS=. read -r major minor _ <<<"$1"
	local v=$((major * 100 + minor)) moved='' cut='' stored='' split=''
	[ $v -lt 403 ] || moved='mremap 3 0 0; '
	[ $v -lt 415 ] || cut='split 1 0 0; split 1 0 0; ' split='split 1 0 0; split 2 0 0; '
	[ $v -lt 401 ] || stored='pfn_mkwrite 1 0 0; '
	case $1 in
	2.6.1? | 2.6.2[0-2]) answers 'populate 4 0 0; ' "$yes" "$no" '' '' '' '' ;;
	2.* | 3.*) answers '' "$no" "$no" '' '' '' '' ;;
	*) answers '' "$yes" "$yes" "$moved" "$cut" "$stored" "$split" ;;
	esac
}

for version; do
	claim "$version: the driver is built" compile "$version"
	claim "$version: it runs, and leaves nothing behind" run
	claim "$version: its methods are called as Linux does" wanted "$version"
done
exit $failed
