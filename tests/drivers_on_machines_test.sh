#!/bin/bash
# SPDX-License-Identifier: MIT
#
# Every machine runs every driver, and nothing is left behind: the runs of
# drivers_on_machines.txt, one after the other. Prints one line a claim.
#
# Usage: drivers_on_machines_test.sh TOUCH [DRIVER...]

set -u
build=$(realpath "${DRYDOCK_BUILD:?}")
here=$(cd "$(dirname "$0")" && pwd)
export PATH=$build:$build/drivers:$PATH
touch=$(realpath "$1")
shift
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
# shellcheck source=tests/claims.sh
. "$here/claims.sh"

field() { # NUMBER LINE: without the blanks around it
	awk -F ' ;' -v n="$1" '{ gsub(/^ +| +$/, "", $n); print $n }' <<<"$2"
}

# The first page of the last MiB of the machine's first bank of 16 MiB and more.
ram_of() { # MACHINE
	drydock run --quiet --machine "$1" -- cat /proc/iomem | awk -F '[- ]' '
		function hex(text,  n, i) {
			for (i = 1; i <= length(text); i++)
				n = n * 16 + index("0123456789abcdef", substr(text, i, 1)) - 1
			return n
		}
		/^[0-9a-f].*System RAM/ && hex($2) - hex($1) >= 2 ^ 24 {
			printf "0x%x\n", hex($2) + 1 - 2 ^ 20
			exit
		}'
}

runs() { # MACHINE LINE-OF-THE-TABLE
	local name options dir machine=$1 ram=${ram_of[$1]} line=${2//\$ram/${ram_of[$1]}}

	dir=modules-$(field 2 "$line") dir=${dir%-6.1}
	read -ra options <<<"$(field 3 "$line")"
	for name in $(field 1 "$line"); do # with its parameters
		options+=(--module "$build/$dir/${name%%,*}/${name%%,*}.ko${name#"${name%%,*}"}")
	done
	export machine ram touch
	exits 0 drydock run --machine "$machine" "${options[@]}" -- \
		sh -c '[ ! -e /dev/paper ] || paper=$(sed -n "1s/ .*//p" /dev/paper)
			'"$(field 4 "$line")" &&
			says "$(field 5 "$line")" && says "^drydock: nothing is left: 0 pages, "
}

declare -A ram_of
for dts in "$here"/../machines/*.dts; do
	machine=$(basename "$dts" .dts)
	ram_of[$machine]=$(ram_of "$machine")
done
grep -v '^#' "$here/drivers_on_machines.txt" | grep . >"$tmp/table"
claim "the table has five fields a line, and drivers that are built" awk -F ' ;' -v build="$build" '
	NF != 5 || $5 !~ /[^ ]/ { print; wrong = 1 }
	{
		gsub(/,[^ ]*/, "", $1); gsub(/ /, "", $2)
		n = split($1, name, " ")
	}
	{
		for (; n; n--) {
			path = build "/modules" ($2 == "6.1" ? "" : "-" $2) "/" name[n] "/" name[n] ".ko"
			if ((getline byte <path) < 0) {
				print "not there: " path
				wrong = 1
			}
		}
	}
	END { exit wrong || !NR }' "$tmp/table"
while read -r line; do
	module=$(field 1 "$line")
	[ $# = 0 ] || grep -qwF "$(printf '%s\n' "$@")" <<<"$module" || continue
	for machine in "${!ram_of[@]}"; do
		claim "$module ($(field 2 "$line")) on $machine: $(field 4 "$line")" runs "$machine" "$line"
	done
done <"$tmp/table"
exit $failed
