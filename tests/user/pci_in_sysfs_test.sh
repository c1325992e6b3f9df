#!/bin/bash
# SPDX-License-Identifier: MIT
#
# PCI devices in /sys: what programs read of them, and how drivers are chosen
# there. The oracle compares the rest with Linux (tests/oracle/edu/sysfs_cases.c).

set -u
build=$(realpath "${DRYDOCK_BUILD:?}") || exit 1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
failed=0
export LC_ALL=C EDU=$build/modules/edu/edu.ko

# prints TEXT COMMANDS: what bash prints inside, in the folder of the first device
prints() {
	"$build/drydock" run --timeout 30 --cpus 40 --device edu --device edu -- \
		bash -c "cd /sys/bus/pci/devices/0000:00:04.0; $2" >"$dir/out" 2>"$dir/log"
	[ "$(cat "$dir/out")" = "$1" ] && return
	echo "FAIL: $2"
	diff <(echo "$1") "$dir/out"
	cat "$dir/log"
	failed=1
}
said() {
	grep -qF -- "$1" "$dir/log" && return
	echo "FAIL: it does not say: $1"
	cat "$dir/log"
	failed=1
}

prints '0000:00:04.0
0000:00:05.0
0x1234 0x11e8 0x1af4 0x1100 0x00ff00 0x10 D0
 1234 11e8' 'ls /sys/bus/pci/devices; echo $(cat vendor device subsystem_vendor subsystem_device class revision power_state)
	od -An -tx2 -N 4 config'
prints 'same
same' 'read -r start end flags <resource; n=${start#0x}
	[ "$((start))" = "$(od -An -tu4 -j16 -N4 config | tr -d " ")" ] && echo same
	grep -qi "^ *${n: -8}-" /proc/iomem && echo same'
prints 'ff,ffffffff 0-39
0-39 0-39 0-39' 'echo $(cat local_cpus local_cpulist)
	cd /sys/devices/system/cpu; echo $(cat online possible present)'

# A driver of another name for one device; no driver for it.
prints '0000:00:05.0
0000:00:04.0
0000:00:05.0' 'echo nobody >driver_override; insmod $EDU; cd /sys/bus/pci/drivers/edu
	ls -d 0*; echo >0000:00:05.0/../0000:00:04.0/driver_override
	echo 0000:00:04.0 >bind; ls -d 0*'
prints '1 0' 'cat enable >/dev/null; echo 1 >enable; a=$(cat enable); echo 0 >enable; echo $a $(cat enable)'
# A driver of user space: nothing answers before the device is enabled.
prints 'ffffffff
10000ed edcba987' 'peek() { python3 -c "
import mmap, os
fd = os.open(\"resource0\", os.O_RDWR)
regs = memoryview(mmap.mmap(fd, 4096)).cast(\"I\")
if $1: regs[1] = 0x12345678
print(\"%x\" % regs[0], \"%x\" % regs[1] if $1 else \"\")" | sed "s/ $//"; }
	peek 0; echo 1 >enable; peek 1; echo 0 >enable'
prints '1 0' 'insmod $EDU; cd /sys/bus/pci/drivers/edu; echo 1234 11e8 >new_id; a=$?
	echo 1af4 1000 >new_id; echo $a $?' # a driver that goes with ids that it was given
said 'nothing is left'
exit $failed
