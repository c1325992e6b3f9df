#!/bin/bash
# SPDX-License-Identifier: MIT
#
# The sessions in docs/DEBUGGING.md are what a terminal shows today: what is typed,
# the driver's functions and files, and the values printed. Addresses, Drydock's own
# frames and the numbers of lines may be others.

set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
command -v gdb >/dev/null || { echo "skipped: no gdb"; exit 77; }
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# gdb breaks long lines, and a tree elsewhere has other paths: they are joined.
essence() {
	sed -E -e ':a' -e 'N' -e '$!ba' -e 's/\n? +/ /g' "$1" |
		grep -E '^\$|^\(gdb\)|(drivers|tests)/[a-z_/]*\.c:|rule broken|core file|poke' |
		sed -E -e 's/0x[0-9a-f]+/0x/g' -e 's/(\.c:)[0-9]+/\1/g' -e 's/^\[ *[0-9.]+\]//'
}
BUILD=${DRYDOCK_BUILD:?} bash "$top/tools/debugging-transcripts.sh" --print >"$tmp/now" 2>&1 || {
	cat "$tmp/now"
	exit 1
}
sed -n '/<!-- [a-z]*:begin -->/,/<!-- [a-z]*:end -->/{/^<!--/d;/^```$/d;p}' \
	"$top/docs/DEBUGGING.md" >"$tmp/doc"
essence "$tmp/doc" >"$tmp/doc.e"
essence "$tmp/now" >"$tmp/now.e"
for line in '(gdb) backtrace' 'scullp_mmap (' 'act (' 'rule broken: oops'; do
	grep -qF "$line" "$tmp/doc.e" || { echo "not ok - no '$line' in the document"; exit 1; }
done
diff "$tmp/doc.e" "$tmp/now.e" || {
	echo "not ok - docs/DEBUGGING.md: tools/debugging-transcripts.sh brings it up to date"
	exit 1
}
echo "ok - the sessions of docs/DEBUGGING.md are what gdb shows"
