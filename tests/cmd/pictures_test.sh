#!/bin/bash
# SPDX-License-Identifier: MIT
#
# The pictures (run --timeline, drydock picture), drydock explain, and run
# --no-check. Prints one line a claim.

set -u
build=$(realpath "${DRYDOCK_BUILD:?}")
top=$(cd "$(dirname "$0")/../.." && pwd)
drydock=$build/drydock
receive=$build/modules/pictures/receive.ko
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
# shellcheck source=tests/claims.sh
. "$(dirname "$0")/../claims.sh"
cd "$top" || exit 1

silent() { ! grep -q 'rule broken' "$tmp/said" || { cat "$tmp/said"; return 1; }; }

# An SVG as XML sees it: its texts, one a line; fails if it is not well-formed.
cat >"$tmp/texts.py" <<'PY'
import sys
import xml.etree.ElementTree as tree
root = tree.parse(sys.argv[1]).getroot()
ns = "{http://www.w3.org/2000/svg}"
assert root.tag == ns + "svg", root.tag
width, height = float(root.get("width")), float(root.get("height"))
for e in root.iter():
    for name in "x", "x1", "x2", "cx":
        assert 0 <= float(e.get(name, 0)) <= width, (e.tag, e.attrib)
    for name in "y", "y1", "y2", "cy":
        assert 0 <= float(e.get(name, 0)) <= height, (e.tag, e.attrib)
    for name in "width", "height":
        assert float(e.get(name, 0)) >= 0, (e.tag, e.attrib)
    if e.tag == ns + "text":
        print(e.text or "")
PY
texts() { python3 "$tmp/texts.py" "$1"; }
shows() { texts "$1" >"$tmp/texts" && grep -qF -e "$2" "$tmp/texts" || { cat "$tmp/texts"; return 1; }; }

# --- the life of a buffer ---------------------------------------------------------
timeline() {
	local file=$1
	shift
	"$drydock" run --quiet --device edu --timeline "$file" "$@" --module "$receive" -- true
}
line_of() { grep -n -m1 -F -e "$1" tests/cmd/pictures/receive.c | cut -d: -f1; }
claim "a run with --timeline ends as one without" exits 99 timeline "$tmp/a.svg"
claim "the rule is reported as ever" says "rule broken: dma-stale-load"
for text in "dma-stale-load" "mapped" "unmapped" "synced for the CPU" "synced for the device" \
	"the device writes" "bytes 0 to 255" "bytes 0 to 639" "byte 256" "of edu 0000:00:04.0" \
	"receive.c:$(line_of 'memcpy(r->packet')" \
	"receive.c:$(line_of 'dma_sync_single_for_cpu(')"; do
	claim "it shows: $text" shows "$tmp/a.svg" "$text"
done
timeline "$tmp/b.svg" >/dev/null 2>&1
claim "the same seed draws the same file" cmp "$tmp/a.svg" "$tmp/b.svg"
timeline "$tmp/c.svg" --seed 2 >/dev/null 2>&1
claim "another seed draws another one" test -s "$tmp/c.svg" -a -n "$(cmp "$tmp/a.svg" "$tmp/c.svg")"
claim "nothing is left beside it" test "$(ls "$tmp" | grep -c 'svg\.')" = 0
claim "without a mapping there is a picture that says so" exits 0 \
	"$drydock" run --quiet --timeline "$tmp/none.svg" -- true
claim "..." shows "$tmp/none.svg" "No driver made a DMA mapping"
claim "buffers that nobody reported are drawn" exits 0 \
	"$drydock" run --quiet --device edu --timeline "$tmp/edu.svg" \
	--module "$build/modules/edu/edu.ko" -- "$build/drivers/edutest" -n 4096 /dev/edu0
claim "..." shows "$tmp/edu.svg" "Mapping 8:"
claim "a place that cannot be written is refused" exits 2 \
	"$drydock" run --timeline /nowhere/x.svg -- true
claim "... naming it" says "--timeline '/nowhere/x.svg'"

# --- the types of addresses -------------------------------------------------------
# The numbers must agree with each other and with layout.h.
cat >"$tmp/addresses.py" <<'PY'
import re, sys
texts = open(sys.argv[1]).read().split("\n")
layout = dict((n, int(v, 16)) for n, v in re.findall(
    r"#define DOCK_(\w+)\s+(0x[0-9a-f]+)UL", open("src/machine/layout.h").read()))
rows = {}
for i, t in enumerate(texts):
    if t.endswith(" address") and texts[i + 1].startswith("0x"):
        rows[t[:-len(" address")]] = int(texts[i + 1], 16)
want_offset = int(sys.argv[2], 16)
assert layout["USER_BASE"] <= rows["user virtual"] < layout["USER_END"], rows
assert rows["kernel logical"] == rows["physical"] + layout["LINEAR_BASE"], rows
if sys.argv[3] == "bounce":
    assert rows["bus"] != rows["physical"], rows
    assert "bounce buffer" in texts
else:
    assert rows["bus"] == rows["physical"] - want_offset, rows
pte = [t for t in texts if re.fullmatch(r"0x8[0-9a-f]{15}", t)]
assert any(int(t, 16) & 0xffffffffff000 == rows["physical"] & ~0xfff for t in pte), pte
for name in "USER", "LINEAR", "VMALLOC", "MODULES", "IOREMAP", "MEMMAP":
    assert f"from {layout[name + '_BASE']:#x}" in texts, name
assert any("what the user stored was read here" in t for t in texts)
PY
addresses() {
	"$drydock" picture "$tmp/$1.svg" --machine "$1" && texts "$tmp/$1.svg" >"$tmp/texts" &&
		python3 "$tmp/addresses.py" "$tmp/texts" "$2" "${3:-direct}"
}
claim "picture: addresses of pc agree" addresses pc 0
claim "picture: the board's bus begins at its memory" addresses board-noncoherent 0x80000000
claim "picture: pc-bounce leads to a bounce buffer" addresses pc-bounce 0 bounce
claim "picture says nothing when all is well" exits 0 "$drydock" picture "$tmp/pc2.svg"
claim "..." test ! -s "$tmp/said"
claim "it is the same each time" cmp "$tmp/pc.svg" "$tmp/pc2.svg"
claim "picture wants a file" exits 2 "$drydock" picture
claim "an unknown machine is refused" exits 2 "$drydock" picture "$tmp/x.svg" --machine zx81
claim "... naming those there are" says "pc-bounce"
claim "... and nothing is written" test ! -e "$tmp/x.svg"
claim "a folder is no file" exits 2 "$drydock" picture "$tmp"

# --- README's pictures --------------------------------------------------------------
BUILD=$build claim "the pictures of README are drawn" tools/pictures.sh "$tmp/now"
for name in timeline addresses; do
	claim "docs/pictures/$name.svg is what is drawn today (else: tools/pictures.sh)" \
		diff "docs/pictures/$name.svg" "$tmp/now/$name.svg"
	claim "README shows it" grep -qF "docs/pictures/$name.svg" README.md
done

# --- rules explained -----------------------------------------------------------------
claim "explain lists the rules" exits 0 "$drydock" explain
cp "$tmp/said" "$tmp/list"
awk '{ print $1 }' "$tmp/list" >"$tmp/listed"
ls docs/rules | sed -n 's/\.md$//p' | grep -vx README >"$tmp/pages"
claim "... all of them" diff <(sort "$tmp/pages") <(sort "$tmp/listed")
claim "... each with a line" test -z "$(awk 'NF < 3' "$tmp/list")"
while read -r rule; do
	exits 0 "$drydock" explain "$rule" && [ "$(head -n 1 "$tmp/said")" = "$rule" ] &&
		! grep -q '`\|^#\|](' <(grep -v '^    ' "$tmp/said") || echo "$rule"
done <"$tmp/pages" >"$tmp/bad"
claim "each page is plain text that begins with its rule" test ! -s "$tmp/bad"
claim "a page has its code" exits 0 "$drydock" explain memory-leak
claim "..." says '^    .*kmalloc(100, GFP_KERNEL)'
claim "... and its sections" says '^WRONG$'
claim "an unknown rule is refused" exits 2 "$drydock" explain memory-leek
claim "... naming the nearest" says "'memory-leek'; the nearest is 'memory-leak'"
claim "a path is no rule" exits 2 "$drydock" explain ../rules/oops
claim "one rule at a time" exits 2 "$drydock" explain oops hang

# --- no rules about accesses -----------------------------------------------------------
unchecked() { "$drydock" run --no-check "$@"; }
claim "--no-check: the broken driver runs" exits 0 unchecked --device edu --module "$receive" -- true
claim "... unreported" silent
claim "--no-check: leaks are still reported" exits 99 unchecked \
	--module "$build/modules/broken/leak_kmalloc.ko" \
	--task "$build/modules/broken/poke.ko,how=ioctl"
claim "..." says "rule broken: memory-leak"
claim "... and the command that repeats it says so" says "repeat: .* --no-check"
claim "--no-check: oopses are still reported" exits 99 unchecked \
	--module "$build/modules/broken/oops_null.ko" \
	--task "$build/modules/broken/poke.ko,how=ioctl"
claim "..." says "rule broken: oops"
claim "--no-check and --timeline exclude each other" exits 2 \
	unchecked --timeline "$tmp/n.svg" -- true
exit $failed
