# SPDX-License-Identifier: MIT
#
# What is a driver's own in the oracle. build.sh, vm.sh and run.sh source this,
# with $here and $top set. From the environment:
#   ORACLE_DRIVER   scullp (default), or another set: those below
#   ORACLE_OPTIONS  more options of the module: NAME=VALUE ...
#   ORACLE_BOUNCE   1: every DMA mapping goes through a bounce buffer
#
# It sets: driver, its name; driver_dir, where its source is; more_dirs, of further
# modules, which the cases load; sources, of the
# program with the cases; load, empty if the cases load the module themselves
# (from the folder ORACLE_MODULES); options, the module's; kernel, words for the kernel's command line; qemu, options of
# QEMU; machine and attach, options of `drydock run`; linux_only, names of cases
# that need what Drydock does not have; rules, what the cases may break.
# shellcheck shell=bash disable=SC2034

driver=${ORACLE_DRIVER:-scullp}
driver_dir=$top/drivers/$driver
more_dirs=()
load=1
sources=("$here"/*.c)
options=()
kernel=()
qemu=()
machine=pc
attach=()
linux_only=()
rules=()

case $driver in
scullp) ;;
edu)
	sources=("$here"/{cases,facts,files,process}.c "$here"/edu/*.c)
	# QEMU 7.2 takes a transfer up to the buffer's last byte for one beyond.
	options=(buffer_bytes=4095)
	# A transfer takes 100 ms: the clock does not wait for them to pass.
	qemu=(-device edu -icount "shift=1,sleep=off")
	attach=(--device edu)
	;;
knobs)
	sources=("$here"/{cases,facts,files,process}.c "$here"/knobs/*.c)
	driver_dir=$here/knobs/module
	load=
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
	load=
	qemu=(-device edu)
	attach=(--device edu)
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
