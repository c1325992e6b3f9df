# SPDX-License-Identifier: MIT
#
# What is a driver's own in the oracle. build.sh, vm.sh and run.sh source this,
# with $here and $top set. From the environment:
#   ORACLE_DRIVER   scullp (default), or another set: those below
#   ORACLE_OPTIONS  more options of the module: NAME=VALUE ...
#   ORACLE_BOUNCE   1: every DMA mapping goes through a bounce buffer
#
# It sets: driver, its name; driver_dir, where its source is; more_dirs, of further
# modules; sources, of the program with the cases; modules, those that are loaded before
# it, in that order: what is not among them the cases load themselves (from the folder
# ORACLE_MODULES); options, the driver's; kernel, words for the kernel's command line;
# qemu, options of QEMU; machine and attach, options of `drydock run`; linux_only, names
# of cases that need what Drydock does not have; rules, what the cases may break; alarms,
# what the kernel's log must not have; hurries, whether real Linux is asked again, with
# ORACLE_CLOCK_WAITS=on, before a difference counts.
# And attach_modules, which puts the modules of the folder ORACLE_MODULES into attach.
# shellcheck shell=bash disable=SC2034

driver=${ORACLE_DRIVER:-scullp}
driver_dir=$top/drivers/$driver
more_dirs=()
modules=("$driver")
alarms='WARNING:|BUG:|Oops|Bad page|Call Trace'
sources=("$here"/*.c)
options=()
kernel=()
qemu=()
machine=pc
attach=()
linux_only=()
hurries=false
rules=()

case $driver in
scullp) ;;
edu)
	sources=("$here"/{cases,facts,files,process}.c "$here"/edu/*.c)
	# QEMU 7.2 takes a transfer up to the buffer's last byte for one beyond.
	options=(buffer_bytes=4095)
	# A transfer takes 100 ms: the clock does not wait for them to pass. On a busy host
	# it can overtake the thread in which QEMU's device computes.
	hurries=true
	qemu=(-device edu -icount "shift=1,sleep=${ORACLE_CLOCK_WAITS:-off}")
	attach=(--device edu)
	;;
knobs)
	sources=("$here"/{cases,facts,files,process}.c "$here"/knobs/*.c)
	driver_dir=$here/knobs/module
	modules=()
	rules=(forced-unload) # module-without-exit
	;;
life)
	sources=("$here"/{cases,facts,process}.c "$here"/life/*.c)
	driver_dir=$top/tests/user/life
	;;
maps)
	sources=("$here"/{cases,facts,process}.c "$here"/maps/*.c)
	driver_dir=$here/maps/module
	qemu=(-device edu)
	attach=(--device edu)
	;;
framebuffer)
	sources=("$here"/{cases,facts,process}.c "$here"/framebuffer/*.c)
	qemu=(-device "bochs-display,edid=off")
	attach=(--device bochs-display)
	;;
simple)
	sources=("$here"/{cases,facts,process}.c "$here"/simple/*.c)
	more_dirs=("$top/drivers/mem" "$top/tests/drivers/paper")
	modules=()
	qemu=(-device edu)
	attach=(--device edu)
	;;
memory)
	sources=("$here"/{cases,facts,process}.c "$here"/memory/*.c)
	driver_dir=$here/memory/module
	more_dirs=("$top"/drivers/{scullv,highmem,allocator})
	modules=(memory scullv highmem allocator)
	kernel=(mem=192M) # a multiple of 64M, or what follows is the "RAM buffer"
	attach=(--cmdline mem=1008M)
	rules=(warning address-type) # ioremap-of-memory
	alarms='BUG:|Oops|Bad page'
	;;
*)
	echo "oracle: ORACLE_DRIVER=$driver: there is no such set" >&2
	exit 2
	;;
esac

# shellcheck disable=SC2206 # they are words
options+=(${ORACLE_OPTIONS:-})
if [ "${ORACLE_BOUNCE:-0}" = 1 ]; then
	kernel=(swiotlb=force)
	machine=pc-bounce
fi

attach_modules() {
	local name

	for name in "${modules[@]}"; do
		attach+=(--module "$ORACLE_MODULES/$name.ko")
		[ "$name" != "$driver" ] || attach[-1]+=$(printf '%s' "${options[@]/#/,}")
	done
}
