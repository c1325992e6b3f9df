#!/bin/bash
# SPDX-License-Identifier: MIT
#
# Every machine runs every driver, and nothing is left behind: the runs of
# drivers_on_machines.txt, one after the other. Prints one line a claim.
#
# Usage: drivers_on_machines_test.sh [DRIVER...]

set -u
build=$(realpath "${DRYDOCK_BUILD:?}")
here=$(cd "$(dirname "$0")" && pwd)
export PATH=$build:$build/drivers:$PATH
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
	local module options version dir=modules
	local machine=$1 ram=${ram_of[$1]} line=${2//\$ram/${ram_of[$1]}}

	module=$(field 1 "$line") version=$(field 2 "$line")
	read -ra options <<<"$(field 3 "$line")"
	[ "$version" = 6.1 ] || dir=modules-$version
	export machine ram
	exits 0 drydock run --machine "$machine" "${options[@]}" \
		--module "$build/$dir/${module%%,*}/${module%%,*}.ko${module#"${module%%,*}"}" -- \
		sh -c "$(field 4 "$line")" &&
			says "$(field 5 "$line")" && says "^drydock: nothing is left: 0 pages, "
}

declare -A ram_of
for dts in "$here"/../machines/*.dts; do
	machine=$(basename "$dts" .dts)
	ram_of[$machine]=$(ram_of "$machine")
done
grep -v '^#' "$here/drivers_on_machines.txt" | grep . >"$tmp/table"
claim "the table has five fields a line, and drivers that are built" awk -F ' ;' -v build="$build" '
	{ gsub(/[ ,].*/, "", $1); gsub(/ /, "", $2) }
	{ path = build "/modules" ($2 == "6.1" ? "" : "-" $2) "/" $1 "/" $1 ".ko" }
	NF != 5 || $5 !~ /[^ ]/ || (getline byte <path) < 0 { print; wrong = 1 }
	END { exit wrong || !NR }' "$tmp/table"
while read -r line; do
	module=$(field 1 "$line")
	[ $# = 0 ] || [[ " $* " == *" ${module%%,*} "* ]] || continue
	for machine in "${!ram_of[@]}"; do
		claim "$module ($(field 2 "$line")) on $machine: $(field 4 "$line")" runs "$machine" "$line"
	done
done <"$tmp/table"
exit $failed
