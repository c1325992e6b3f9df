#!/bin/bash
# SPDX-License-Identifier: MIT
#
# vm.sh BUILD OUT [CASE...]: run the oracle's cases in real Linux.
#
# Boots the kernel that build.sh found, in QEMU's software emulation with an
# initramfs made here, loads the real module, runs BUILD/cases and writes what it
# prints to OUT; the kernel's log goes to OUT.dmesg. One boot serves all cases.
# Fails if the run does not end by itself, or if the kernel's log has a warning.
# Exit status 77 if QEMU or another tool is not here. ORACLE_VM_SECONDS: the
# limit (default 300); and see driver.sh.
#
# The kernel's console is the first serial port, the results go over the second.

set -eu
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
build=${1:?usage: vm.sh BUILD OUT [CASE...]}
out=${2:?usage: vm.sh BUILD OUT [CASE...]}
shift 2
limit=${ORACLE_VM_SECONDS:-300}
# shellcheck source=driver.sh
. "$here/driver.sh"

fail() {
	echo "oracle: $*" >&2
	exit 1
}

for tool in qemu-system-x86_64 cpio busybox; do
	command -v "$tool" >/dev/null || {
		echo "oracle: $tool is not installed" >&2
		exit 77
	}
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The guest's first program. Its words "$@" are case names: plain ones only.
make_init() {
	cat <<-INIT
		#!/bin/busybox sh
		B=/bin/busybox
		\$B mount -t proc proc /proc
		\$B mount -t devtmpfs dev /dev
		\$B mount -t sysfs sys /sys
		\$B stty -F /dev/ttyS1 raw -echo
		exec </dev/null >/dev/ttyS1 2>&1
		for m in ${modules[*]}; do
			o=; [ \$m = $driver ] && o="${options[*]}"
			\$B insmod /modules/\$m.ko \$o
		done
		export ORACLE_MODULES=/modules
		echo BEGIN
		/cases $*
		echo END
		while read -r m rest; do \$B rmmod \$m; done </proc/modules
		echo DMESG
		\$B dmesg
		echo DONE
		\$B poweroff -f
	INIT
}

make_initramfs() {
	local root=$work/root

	mkdir -p "$root/bin" "$root/proc" "$root/dev" "$root/sys"
	cp "$(command -v busybox)" "$root/bin/busybox"
	cp "$build/cases" "$root/cases"
	cp -r "$build/linux/modules" "$root/modules"
	make_init "$@" >"$root/init"
	chmod 755 "$root/init"
	(cd "$root" && find . | LC_ALL=C sort | cpio --quiet -o -H newc) >"$work/initramfs"
}

# init_on_alloc=0: as other kernels have it. What is in $quick only saves time. Watchdogs
# would take a host that has no time for us for a kernel that hangs.
boot() {
	local quick="nokaslr mitigations=off tsc=reliable no_timer_check cryptomgr.notests"
	local calm="nowatchdog rcupdate.rcu_cpu_stall_suppress=1"

	timeout "$limit" qemu-system-x86_64 -accel tcg -M pc -cpu max -m 256 -smp 1 \
		-nodefaults -no-user-config -display none -no-reboot \
		-kernel "$build/linux/kernel" -initrd "$work/initramfs" \
		-append "console=ttyS0 quiet panic=-1 init_on_alloc=0 $quick $calm ${kernel[*]}" \
		"${qemu[@]}" \
		-serial "file:$work/console" -serial "file:$work/results" </dev/null
}

# part FROM TO: the lines of the results between two marks
part() {
	sed -n "/^$1\$/,/^$2\$/{/^$1\$/d;/^$2\$/d;p}" "$work/text"
}

make_initramfs "$@"
boot || fail "QEMU ended with status $? (limit: $limit s)"
tr -d '\r' <"$work/results" >"$work/text"
if ! grep -q '^DONE$' "$work/text"; then
	tail -n 40 "$work/console" "$work/text" >&2
	fail "the virtual machine did not come to its end"
fi
part BEGIN END >"$out"
part DMESG DONE >"$out.dmesg"
if grep -E "$alarms|$driver.*(fault|error)" "$out.dmesg" >&2; then
	fail "the kernel's log has a warning; see $out.dmesg"
fi
