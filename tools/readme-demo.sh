#!/bin/bash
# SPDX-License-Identifier: MIT
#
# readme-demo.sh [--print] - the demo's second act, for README's first screen
#
# Runs ./demo's acts and puts what the second one printed between the lines
# <!-- demo:begin --> and <!-- demo:end --> of README.md. Nothing is changed in
# it but this tree's absolute paths, which become relative. --print: print it
# instead.

set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
build=$(realpath "${BUILD:-$top/build}")
out=$(mktemp)
new=$(mktemp)
trap 'rm -f "$out" "$new"' EXIT

BUILD=$build bash "$top/tools/demo.sh" 2>&1 |
	sed -e '1,/^Act two/d' -e "s#$build/#build/#g" -e "s#$top/##g" |
	sed '1,/^\$ drydock run/{/^\$ drydock run/!d;}' >"$out"
grep -q 'rule broken: page-reference' "$out" || {
	echo "readme-demo: the second act reported nothing" >&2
	exit 1
}
if [ "${1:-}" = --print ]; then
	cat "$out"
	exit
fi
awk -v out="$out" '
	/<!-- demo:begin -->/ {
		print
		print "```"
		while ((getline line < out) > 0)
			print line
		print "```"
		skip = 1
	}
	/<!-- demo:end -->/ { skip = 0 }
	!skip && !/<!-- demo:begin -->/ { print }
' "$top/README.md" >"$new"
cat "$new" >"$top/README.md"
