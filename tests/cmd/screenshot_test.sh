#!/bin/bash
# SPDX-License-Identifier: MIT
#
# run --screenshot: the file has the pixels that the screen shows, in each format, and
# what cannot be had is said. A program sets the modes and draws here, through /sys.

set -u
build=$(realpath "${DRYDOCK_BUILD:?}")
drydock=$build/drydock
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
# shellcheck source=tests/claims.sh
. "$(dirname "$0")/../claims.sh"

# draw.py BPP XRES YRES VIRT_WIDTH X Y ENDIAN: sets the mode, and draws what a formula
# says of each pixel of the screen. want.py XRES YRES BPP: the same as a PPM.
cat >"$tmp/colour.py" <<'PY'
def colour(x, y):
    return (x * 7 & 255, y * 5 & 255, (x ^ y) & 255)
PY
cat >"$tmp/draw.py" <<'PY'
import mmap, os, struct, sys
from colour import colour
bpp, xres, yres, virtual, x0, y0 = map(int, sys.argv[1:7])
big = sys.argv[7:] == ["big"]
folder = "/sys/bus/pci/devices/0000:00:04.0/"
open(folder + "enable", "w").write("1")
def window(n, size):
    fd = os.open(folder + "resource%d" % n, os.O_RDWR)
    return mmap.mmap(fd, size)
memory, regs = window(0, 1 << 24), window(2, 4096)
words = memoryview(regs).cast("H")
assert words[0x280] == 0xb0c5 and words[0x280 + 10] == 256, hex(words[0x280])
for index, value in (1, xres), (2, yres), (3, bpp), (6, virtual), (8, x0), (9, y0), (4, 1):
    words[0x280 + index] = value
    assert words[0x280 + index] == value
longs = memoryview(regs).cast("I")
assert longs[0x180] == 8 and longs[0x181] == 0x1e1e1e1e
longs[0x181] = 5
assert longs[0x181] == 0x1e1e1e1e
if big:
    longs[0x181] = 0xbebebebe
stride = max(virtual, xres) * bpp // 8
for y in range(yres):
    line = bytearray()
    for x in range(xres):
        r, g, b = colour(x, y)
        if bpp == 16:
            line += struct.pack("<H", r >> 3 << 11 | g >> 2 << 5 | b >> 3)
        elif big:
            line += bytes((99, r, g, b))
        else:
            line += bytes((b, g, r, 99))
    at = (y0 + y) * stride + x0 * bpp // 8
    if at + len(line) <= len(memory):
        memory[at:at + len(line)] = bytes(line)
PY
cat >"$tmp/want.py" <<'PY'
import sys
from colour import colour
xres, yres, bpp = map(int, sys.argv[1:])
def cut(v, bits):
    return v if bpp == 32 else (v >> 8 - bits) * 255 // ((1 << bits) - 1)
sys.stdout.buffer.write(b"P6\n%d %d\n255\n" % (xres, yres))
for y in range(yres):
    for x in range(xres):
        r, g, b = colour(x, y)
        sys.stdout.buffer.write(bytes((cut(r, 5), cut(g, 6), cut(b, 5))))
PY

run() { "$drydock" run --quiet --timeout 60 --device bochs-display "$@"; }
drawn() { run --screenshot "$tmp/s.png" -- python3 "$tmp/draw.py" "$@"; }
# Of five and six bits eight are made; the last bit of it is the maker's.
near() {
	python3 -c "import sys; a, b = (open(n, 'rb').read() for n in sys.argv[1:])
sys.exit(len(a) != len(b) or any(abs(x - y) > 1 for x, y in zip(a, b)))" "$@"
}
shows() { # XRES YRES BPP COMPARE
	"$build/tests/png_pixels" "$tmp/s.png" >"$tmp/is" &&
		python3 "$tmp/want.py" "$1" "$2" "$3" >"$tmp/want" && "$4" "$tmp/is" "$tmp/want"
}

claim "a screen of 32 bits" exits 0 drawn 32 200 100 0 0 0
claim "... is in the file" shows 200 100 32 cmp
cp "$tmp/s.png" "$tmp/first.png"
claim "the same run gives the same file" exits 0 drawn 32 200 100 0 0 0
claim "..." cmp "$tmp/first.png" "$tmp/s.png"
claim "big endian pixels" exits 0 drawn 32 65 64 0 0 0 big
claim "... are in the file" shows 65 64 32 cmp
claim "a part of a larger picture" exits 0 drawn 32 80 70 1000 9 300
claim "... is in the file" shows 80 70 32 cmp
claim "a screen of 16 bits" exits 0 drawn 16 256 256 0 0 0
claim "... is in the file" shows 256 256 16 near
claim "a large one" exits 0 drawn 32 640 480 0 0 0
claim "... is in the file" shows 640 480 32 cmp

rm "$tmp/s.png"
dark() { exits 2 "$@" && says "^drydock: --screenshot '.*/s.png': the screen is dark" &&
	[ "$(wc -l <"$tmp/said")" = 1 ] && [ ! -e "$tmp/s.png" ]; }
claim "no mode: dark" dark run --screenshot "$tmp/s.png" -- true
claim "too narrow: dark" dark drawn 32 63 64 0 0 0
claim "beyond the memory: dark" dark drawn 32 64 64 4096 0 961
claim "24 bits: dark" dark drawn 24 64 64 0 0 0
claim "a screen up to the memory's end" exits 0 drawn 32 64 64 4096 0 960
claim "a device without a screen is told" exits 2 \
	"$drydock" run --quiet --device edu --screenshot "$tmp/no.png" -- true
claim "..." says "^drydock: --screenshot: no device of this machine has a screen"
claim "the one that has a screen is found" exits 0 \
	"$drydock" run --quiet --device bochs-display --device edu --screenshot "$tmp/two.png" \
	-- python3 "$tmp/draw.py" 32 64 64 0 0 0
ended_early() { # when its program runs
	"$drydock" run --quiet --device bochs-display --screenshot "$tmp/none.png" -- \
		sh -c "echo >'$tmp/up'; exec sleep 100" &
	until [ -e "$tmp/up" ] || ! kill -0 $! 2>/dev/null; do sleep 0.05; done
	kill $!
	wait $!
}
claim "a run that ends before its time" exits 143 ended_early
claim "... has no picture, and says so" says "none.png': the run did not come to its end"
claim "what is wrong with the program is said alone" exits 2 \
	run --screenshot "$tmp/none.png" --module "$build/modules/edu/edu.ko,nothing=1" -- true
claim "..." test "$(wc -l <"$tmp/said")" = 1
claim "the program's status is the run's" exits 7 run --screenshot "$tmp/7.png" -- \
	sh -c "python3 '$tmp/draw.py' 32 64 64 0 0 0; exit 7"
claim "a picture through a pipe" exits 0 \
	sh -c "'$drydock' run --quiet --device bochs-display --screenshot /dev/fd/3 -- \
		python3 '$tmp/draw.py' 32 64 64 0 0 0 3>&1 | cmp - '$tmp/7.png'"
exit $failed
