#!/bin/bash
# SPDX-License-Identifier: MIT
#
# Modules are loaded and unloaded inside, with Linux's errors and log lines, and
# concern the machine alone.

set -u
build=$(realpath "${DRYDOCK_BUILD:?}") || exit 1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
failed=0
scullp=$build/modules/scullp/scullp.ko

# inside STATUS COMMANDS: run with bash inside; output in $dir/out, log in $dir/log
inside() {
	local status
	DIR=$dir STARTER=$build/modules/starter/starter.ko \
		STAYER=$build/modules/starter/stayer.ko SCULLP=$scullp "$build/drydock" run --timeout 30 -- \
		bash -c "$2" >"$dir/out" 2>"$dir/log"
	status=$?
	[ "$status" = "$1" ] || bad "status $status, not $1, of: $2"
}
bad() {
	echo "FAIL: $1"
	cat "$dir/out" "$dir/log"
	failed=1
}
out() {
	[ "$(cat "$dir/out")" = "$1" ] || bad "it does not print: $1"
}
log() {
	grep -qF -- "$1" "$dir/log" || bad "the log has no line: $1"
}

inside 0 'busybox insmod $SCULLP scullp_devs=2 && ls /dev/scullp* && busybox rmmod scullp &&
	! grep scullp /proc/modules /proc/devices'
out $'/dev/scullp0\n/dev/scullp1'
log "nothing is left"
! grep -qs '^scullp ' /proc/modules || bad "it is loaded into the host"

# Still loaded at the end: unloaded then.
inside 0 'busybox insmod $SCULLP'
log "nothing is left: 0 pages"

# Parameters, as Linux takes them.
inside 0 'busybox insmod $SCULLP nosuch=3 scullp-devs=1 && ls /dev/scullp*'
out /dev/scullp0
log "scullp: unknown parameter 'nosuch' ignored"
inside 0 '! busybox insmod $SCULLP scullp_devs=abc scullp_order 2>&1'
out "insmod: can't insert '$scullp': Invalid argument"
log "scullp: \`abc' invalid for parameter \`scullp_devs'"
log "scullp: \`' invalid for parameter \`scullp_order'"
inside 0 'busybox insmod $SCULLP "  \"scullp_devs=1\"  scullp_order=\"1\" --" x=y && ls /dev/scullp*'
out /dev/scullp0
log "scullp: parameters 'x=y ' after \`--' ignored"

# What is no module of ours.
inside 0 ': >$DIR/empty; head -c 3000 $SCULLP >$DIR/short; echo text >$DIR/text
	for f in /bin/true $DIR/empty $DIR/short $DIR/text; do busybox insmod $f 2>&1; done; true'
out "insmod: can't insert '/bin/true': invalid module format
insmod: short read
insmod: can't insert '$dir/short': invalid module format
insmod: can't insert '$dir/text': invalid module format"
inside 0 'sed "s/vermagic=6.1/vermagic=6.9/" $SCULLP >$DIR/other.ko; ! busybox insmod $DIR/other.ko'
log "scullp: version magic '6.9.0 drydock page4096' should be '6.1.0 drydock page4096'"
inside 0 'sed "s/linux\/cdev.h ......../linux\/cdev.h 00000000/" $SCULLP >$DIR/old.ko
	! busybox insmod $DIR/old.ko 2>&1'
out "insmod: can't insert '$dir/old.ko': invalid module format"
log "scullp is built with other headers of drydock (linux/cdev.h is not the same); build it again"
inside 0 'sed "s/dock_cdev_init/dock_cdev_xxxx/g" $SCULLP >$DIR/sym.ko; ! busybox insmod $DIR/sym.ko 2>&1'
out "insmod: can't insert '$dir/sym.ko': unknown symbol in module, or unknown parameter"
log "scullp: Unknown symbol cdev_xxxx (err -2)"
inside 0 'busybox insmod $SCULLP; ! busybox insmod $SCULLP 2>&1'
out "insmod: can't insert '$scullp': File exists"

# In use: not unloaded, but by force, and that is reported.
inside 0 'busybox insmod $SCULLP; exec 5<>/dev/scullp0; ! busybox rmmod scullp 2>&1
	exec 5>&-; busybox rmmod scullp'
out "rmmod: can't unload module 'scullp': Resource temporarily unavailable"
inside 99 'busybox insmod $SCULLP; exec 5<>/dev/scullp0; busybox rmmod -f scullp'
out ""
log "rule broken: forced-unload"
log "module scullp was unloaded by force while it was in use"
log "references: 2"
log "BUG: unable to handle page fault" # at the end, when the file is closed

# Without an exit it stays, but for force.
inside 99 'busybox insmod $STAYER; cut -d" " -f1,3-5 /proc/modules; busybox rmmod stayer 2>&1
	busybox rmmod -f stayer; cat /proc/modules'
out "stayer 0 [permanent], Live
rmmod: can't unload module 'stayer': Device or resource busy"
log "module stayer was unloaded by force although it has no exit function"
inside 99 'busybox insmod $STAYER'
log "rule broken: module-stuck"

# init that fails unloads, and what it has left is reported, with function and
# line, though the file is not there any more.
inside 0 'busybox insmod $STARTER result=-19 2>&1; cat /proc/modules'
out "insmod: can't insert '$build/modules/starter/starter.ko': No such device"
inside 99 'cp $STARTER $DIR/s.ko; busybox insmod $DIR/s.ko result=-12 leave=1; rm $DIR/s.ko'
log "rule broken: memory-leak"
grep -q 'starter\.c:[0-9]' "$dir/log" || bad "the place is not named"

# init that returns more than 0 has succeeded; its references stay.
inside 0 'busybox insmod $STARTER result=5; cut -d" " -f1,3,5 /proc/modules'
out "starter 0 Live"
log "do_init_module: 'starter'->init suspiciously returned 5, it should follow 0/-E convention"
inside 99 'busybox insmod $STARTER hold=2; cut -d" " -f1,3,5 /proc/modules; busybox rmmod starter 2>&1'
out $'starter 2 Live\nrmmod: can\'t unload module \'starter\': Resource temporarily unavailable'
log "rule broken: module-stuck"
exit $failed
