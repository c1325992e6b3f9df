#!/bin/bash
# SPDX-License-Identifier: MIT
#
# Drivers that are built into the kernel (obj-y): they are linked together, their
# initcalls run level by level before the first module is loaded, they can call what
# is exported to no module, and they stay. Prints one line a claim.

set -u
# shellcheck source=tests/api/workplace.sh
. "$(dirname "$0")/workplace.sh"
mapper=$build/drivers/mapper
cp -r "$here/builtin" .
kdir=$("$drydock" kdir)

makes() { # STATUS TARGET
	exits "$1" make -C "$kdir" M="$tmp/builtin" "$2"
}
runs() { # STATUS COMMAND OPTION...
	local status=$1 command=$2
	shift 2
	exits "$status" "$drydock" run "$@" --module builtin/built-in.ko -- bash -c "$command"
}
initcalls() { # in the order of the log
	printf '%s\n' 'late: core, 42' 'first: module 0000000000000000' \
		'late: device' 'both: both, level 1, 42' 'late: fails' \
		'initcall late_fails returned -ENODEV' >wanted
	sed -n 's/^\[[^]]*\] \(late:\|first:\|both:\|initcall\)/\1/p' said >got
	diff wanted got
}

claim "a folder with obj-y has no module" makes 0 modules
claim "... which is said" says "has no module, but code of the kernel itself (obj-y)"
claim "... and nothing is made" test ! -e builtin/built-in.ko
claim "make built-in.ko builds it" makes 0 built-in.ko
claim "it runs, and nothing is left behind" runs 0 "$mapper /dev/first 0 0x1000 | head -c 20"
claim "... although it called what is exported to no module" says "a page of the kernel"
claim "initcalls run by level, then in the order of the build" initcalls
claim "nobody sees a module" runs 0 'cat /proc/modules; rmmod built_in || lsmod'
claim "... and none can be removed" says "Module built_in is not currently loaded"
claim "parameters come from the kernel's command line" runs 0 true --cmdline "quiet both.level=7 x=1"
claim "... by name" says "both: both, level 7"
claim "insmod takes no such file" runs 1 "insmod builtin/built-in.ko"
claim "... as it is no module" says "built_in is code of the kernel itself, and no module"
claim "what it takes later and keeps is left behind" runs 99 "exec 3</dev/first" \
	--cmdline first.leak=1
claim "... and told" says "left behind: 1 page"
echo 'obj-m := first.o' >builtin/Makefile
claim "without obj-y there is nothing to build in" makes 2 built-in.ko
claim "... by name" says "builtin/Makefile has nothing for the kernel itself: no obj-y"
exit $failed
