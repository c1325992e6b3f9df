#!/bin/bash
# SPDX-License-Identifier: MIT
#
# The driver scullv, at 2.6.10 (nopage) and 6.1 (fault): what is mapped of areas and of
# holes, and when the device can be emptied. Prints one line a claim.
#
# Usage: scullv_test.sh TOUCH

set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
build=$(realpath "${DRYDOCK_BUILD:?}")
touch=$(realpath "$1")
export touch PATH=$build:$build/drivers:$PATH
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
# shellcheck source=tests/claims.sh
. "$top/tests/claims.sh"

# on COMMAND: scullv0 has 64 KiB in two areas; each page begins with the number of its
# first byte, divided by eight
on() {
	drydock run --module "$build/$dir/scullv/scullv.ko,scullv_order=3" -- \
		sh -ec "seq -s '' -f %08.f 0 8191 | head -c 65536 >/dev/scullv0; $1"
}
prints() { # LINE...: the command of the last exits(), but for what the kernel says
	diff <(grep -v '^\[\|^mapped\|^drydock: nothing' "$tmp/said") <(printf '%s\n' "$@")
}

cat >"$tmp/users.py" <<'END'
import mmap, os
def size():
    return len(os.pread(fd, 1 << 20, 0))
def empty():
    os.close(os.open("/dev/scullv0", os.O_WRONLY))
    return size()
fd = os.open("/dev/scullv0", os.O_RDWR)
m = mmap.mmap(fd, 16384)
print("in use", empty())
if not (child := os.fork()):
    m[:5] = b"child"
    os._exit(0)
os.waitpid(child, 0)
print(m[:5].decode(), os.pread(fd, 5, 0).decode(), empty())
m.close()
print("unmapped", empty())
END

for v in 2.6.10 6.1; do
	dir=modules-$v
	[ $v = 2.6.10 ] || dir=modules
	claim "$v: pages of both areas are mapped" exits 0 on '$touch /dev/scullv0 0x7000 8192'
	claim "$v: ... each where it belongs" prints "page 0: '00003584'" "page 1: '00004096'"
	claim "$v: what is stored is read" exits 0 on \
		'$touch -w /dev/scullv0 0x7000 8192 >/dev/null; od -An -c -j 0x7ffe -N 10 /dev/scullv0'
	claim "$v: ... in the next area, too" says '   w   r   i   t   t   e   n'
	claim "$v: a mapping grows into data" exits 0 on '$touch /dev/scullv0 0xe000 4096 12288'
	claim "$v: ... as far as there is any" prints "page 0: '00007168'" "page 1: '00007680'" \
		"page 2: signal 7 code 2"
	claim "$v: a hole" exits 0 on \
		'printf tail | dd of=/dev/scullv1 bs=1 seek=65536 status=none; $touch /dev/scullv1 0 4096; $touch /dev/scullv1 65536 1'
	claim "$v: ... is SIGBUS, what is behind it is not" prints "page 0: signal 7 code 2" "page 0: 'tail'"
	claim "$v: it is read as zeros" exits 0 on \
		'printf tail | dd of=/dev/scullv1 bs=1 seek=65536 status=none; tr -d "\0" </dev/scullv1; wc -c </dev/scullv1'
	claim "$v: ... to the end" prints tail65540
	claim "$v: a device with users" exits 0 on "python3 $tmp/users.py"
	claim "$v: ... is emptied when they are gone" prints "in use 65536" "child child 65536" "unmapped 0"
done
exit $failed
