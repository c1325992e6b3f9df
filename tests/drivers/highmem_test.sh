#!/bin/bash
# SPDX-License-Identifier: MIT
#
# The driver highmem, at 2.6.10 and 6.1, on a board with high memory and on a PC: which
# of its pages have an address, and what is read, written, filled, copied and mapped.
# Prints one line a claim.
#
# Usage: highmem_test.sh TOUCH

set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
build=$(realpath "${DRYDOCK_BUILD:?}")
touch=$(realpath "$1")
export touch PATH=$build:$build/drivers:$PATH
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
# shellcheck source=tests/claims.sh
. "$top/tests/claims.sh"

on() { # PARAMETERS COMMAND
	drydock run --machine "$machine" --module "$build/$dir/highmem/highmem.ko$1" -- sh -ec "$2"
}
prints() { # LINE...: the command of the last exits(), but for what the kernel says
	diff <(grep -v '^\[\|^mapped\|^drydock: nothing' "$tmp/said") <(printf '%s\n' "$@")
}

cat >"$tmp/ask.py" <<'END'
import fcntl, mmap, os
FILL, COPY, HIGH, ADDRESS = range(0x6800, 0x6804)
fd = os.open("/dev/highmem", os.O_RDWR)
print(fcntl.ioctl(fd, HIGH), "high,", fcntl.ioctl(fd, ADDRESS), "with an address")
m = mmap.mmap(fd, 16384)
os.pwrite(fd, b"over the border", 4090)
print(os.pread(fd, 15, 4090).decode(), m[4090:4105].decode())
fcntl.ioctl(fd, FILL, 2 << 8 | ord("f"))
fcntl.ioctl(fd, COPY, 3 << 8 | 2)
print(set(m[8192:16384]), fcntl.ioctl(fd, ADDRESS))
END

for v in 2.6.10 6.1; do
	dir=modules-$v
	[ "$v" != 6.1 ] || dir=modules
	for machine in board-highmem pc; do
		have=("16 high, 0 with an address" 0)
		[ $machine = board-highmem ] || have=("0 high, 16 with an address" 16)
		claim "$v: on $machine" exits 0 on "" "python3 $tmp/ask.py"
		claim "$v: ... all that the driver does" prints "${have[0]}" \
			"over the border over the border" "{102} ${have[1]}"
		claim "$v: ... and its end" exits 0 on ,highmem_pages=1 'printf one >/dev/highmem; $touch /dev/highmem 0 8192'
		claim "$v: ... is SIGBUS" prints "page 0: 'one'" "page 1: signal 7 code 2"
		claim "$v: ... more than there are" exits 2 on ,highmem_pages=257 true
		claim "$v: ... is EINVAL" says "init returned -EINVAL"
	done
done
exit $failed
