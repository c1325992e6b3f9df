#!/bin/bash
# SPDX-License-Identifier: MIT
#
# drivers/framebuffer: what programs draw is on the screen, pixel by pixel, at 6.1 and
# 2.6.10; and what becomes of open files when the device goes. What it does
# as on real Linux the oracle compares (tests/oracle/framebuffer).

set -u
build=$(realpath "${DRYDOCK_BUILD:?}")
top=$(cd "$(dirname "$0")/../.." && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
# shellcheck source=tests/claims.sh
. "$(dirname "$0")/../claims.sh"

# card.py WIDTH HEIGHT BITS: fbdraw's test card as a PPM.
cat >"$tmp/card.py" <<'PY'
import sys
w, h, bits = map(int, sys.argv[1:])
def colour(x, y):
    if x in (0, w - 1) or y in (0, h - 1):
        return 255, 255, 255
    if y >= h * 3 // 4:
        return 255 * x // w, 255 * y // h, 255 - 255 * x // w
    bar = 7 - 8 * x // w
    return tuple(255 * (bar >> n & 1) for n in (1, 2, 0))
def seen(value, n):
    top = value >> 8 - n
    return (top << 8 - n | top >> 2 * n - 8) if bits == 16 else value
out = b"".join(bytes(map(seen, colour(x, y), (5, 6, 5))) for y in range(h) for x in range(w))
sys.stdout.buffer.write(b"P6\n%d %d\n255\n" % (w, h) + out)
PY

run() { # VERSION PARAMETERS OPTION... -- PROGRAM...
	local dir=modules params=$2
	[ "$1" = 6.1 ] || dir=modules-$1
	shift 2
	"$build/drydock" run --timeout 60 --screenshot "$tmp/s.png" --device bochs-display \
		--module "$build/$dir/framebuffer/framebuffer.ko$params" "$@"
}
shows() { # FILE.png WIDTH HEIGHT BITS: the test card
	"$build/tests/png_pixels" "$1" >"$tmp/is" && python3 "$tmp/card.py" "${@:2}" | cmp - "$tmp/is"
}
fb=/dev/framebuffer0
draw=$build/drivers/fbdraw

for v in 6.1 2.6.10; do
	claim "$v: a program draws" exits 0 run $v "" -- "$draw" $fb
	claim "$v: ... in the first mode" says "framebuffer0: 640 x 480 pixels of 32 bits, 2560 bytes a line"
	claim "$v: ... every pixel is on the screen" shows "$tmp/s.png" 640 480 32
	claim "$v: ... and nothing is left" says "nothing is left: 0 pages, "
	claim "$v: in another mode" exits 0 run $v "" -- "$draw" -m 200x101x16 $fb
	claim "$v: ... every pixel is on the screen" shows "$tmp/s.png" 200 101 16
	claim "$v: in a part of a larger picture" exits 0 run $v "" -- "$draw" -m 100x80x32+33+44 $fb
	claim "$v: ... every pixel is on the screen" shows "$tmp/s.png" 100 80 32
	claim "$v: a mode at first" exits 0 run $v ,width=128,height=64,bits=16 -- "$draw" $fb
	claim "$v: ... every pixel is on the screen" shows "$tmp/s.png" 128 64 16
	claim "$v: what a file has is written" exits 0 run $v ,width=128,height=64,bits=16 -- \
		sh -c "'$draw' $fb; cat $fb >'$tmp/memory'; head -c 8192 /dev/zero >$fb; cat '$tmp/memory' >$fb"
	claim "$v: ... every pixel is on the screen" shows "$tmp/s.png" 128 64 16
	claim "$v: the file is as large as the memory" test "$(stat -c %s "$tmp/memory")" = 16777216
	claim "$v: a mode that does not fit is refused" exits 1 run $v "" -- \
		"$draw" -m 4096x2048x32 $fb
	claim "$v: ..." says "fbdraw: 4096x2048x32: Invalid argument"
	claim "$v: a first mode that does not fit: no device" exits 2 run $v ,width=63 -- ls $fb
	claim "$v: ..." says "framebuffer.*probe.*failed with error -22"
done
grown() { exits 0 run "$1" "" -- "$build/tests/drivers_touch" $fb 0 4096 8192 && says "$2"; }
claim "6.1: a mapping does not grow" grown 6.1 "mremap: EFAULT"
claim "2.6.10: ... it does, and there is nothing" grown 2.6.10 "page 1: signal 7 code 2"
claim "docs/pictures/framebuffer.png is what is drawn" \
	shows "$top/docs/pictures/framebuffer.png" 320 200 32

claim "each device has its own" exits 0 run 6.1 "" --device bochs-display -- \
	sh -c "'$draw' -m 64x64x32 $fb && '$draw' -m 128x64x32 /dev/framebuffer1"
claim "... and the picture is of the first" shows "$tmp/s.png" 64 64 32
claim "the memory is mapped, and told" exits 0 run 6.1 "" -- python3 -c "
import mmap, os
m = mmap.mmap(os.open('$fb', os.O_RDWR), 8192, offset=4096)
print(*[l for l in open('/proc/self/maps') if '$fb' in l])
print(*[l for l in open('/proc/iomem') if 'framebuffer' in l])"
claim "..." says "rw-s 00001000 .* $fb"
claim "... beside /proc/iomem" says "c0000000-c0ffffff : framebuffer"

# What is otherwise for other memory.
cat >"$tmp/limits.py" <<'PY'
import errno, mmap, os
fb = os.open("/dev/framebuffer0", os.O_RDWR)
window = os.open("/sys/bus/pci/devices/0000:00:04.0/resource0", os.O_RDWR)
def refused(error, what, *args, **names):
    try:
        what(*args, **names)
    except OSError as e:
        assert e.errno == error, e
        return
    raise AssertionError(what)
# A window that a driver has asked for is no program's.
refused(errno.EINVAL, mmap.mmap, window, 4096)
shared = mmap.mmap(fb, 8192)
refused(errno.ENODEV, shared.madvise, 9) # MADV_REMOVE
os.waitpid(os.fork() or os._exit(0), 0)
# A private mapping whose first page is a copy prevents fork.
private = mmap.mmap(fb, 8192, flags=mmap.MAP_PRIVATE)
private[4096] = 1
os.waitpid(os.fork() or os._exit(0), 0)
private[0] = 1
refused(errno.ENOMEM, os.fork)
private.close()
os.waitpid(os.fork() or os._exit(0), 0)
PY
claim "windows, advice and fork have their limits" exits 0 run 6.1 "" -- \
	sh -c "python3 '$tmp/limits.py' && echo all right"
claim "..." says "^all right"

# The driver lets the device go: files say so, mappings of its memory stay.
cat >"$tmp/gone.py" <<'PY'
import errno, fcntl, mmap, os
device = "/sys/bus/pci/devices/0000:00:04.0/"
fd = os.open("/dev/framebuffer0", os.O_RDWR)
m = memoryview(mmap.mmap(fd, 4096)).cast("I")
m[5] = 0x12345678
assert m[5] == 0x12345678
open("/sys/bus/pci/drivers/framebuffer/unbind", "w").write("0000:00:04.0")
def refused(what, *args):
    try:
        what(*args)
    except OSError as e:
        assert e.errno == errno.ENODEV, e
        return
    raise AssertionError(what)
refused(os.read, fd, 10)
refused(os.write, fd, b"12")
refused(fcntl.ioctl, fd, 0x4600, bytes(160))
refused(mmap.mmap, fd, 4096)
assert not os.path.exists("/dev/framebuffer0")
assert m[5] == 0x12345678, hex(m[5])
open("/sys/bus/pci/drivers/framebuffer/bind", "w").write("0000:00:04.0")
# The old file keeps the first place.
assert os.path.exists("/dev/framebuffer1") and not os.path.exists("/dev/framebuffer0")
refused(os.read, fd, 10)
PY
claim "a device that goes is gone for files that are open" exits 0 run 6.1 "" -- \
	python3 "$tmp/gone.py"
claim "..." says "nothing is left: 0 pages, "
exit $failed
