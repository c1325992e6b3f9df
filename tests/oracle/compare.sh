#!/bin/bash
# SPDX-License-Identifier: MIT
#
# compare.sh LINUX DRYDOCK: compare two outputs of `cases`, case by case.
#
# ORACLE_SKIP: names of cases that are not compared; "skip CASE" says so.
# Prints "ok CASE", or "FAIL CASE" and the lines that differ; then one line
# "N passed, N failed". A case that one side lacks, or did not end, has failed.
# Exit status 1 if any has; 2 if LINUX holds no case at all.

set -eu
linux=${1:?usage: compare.sh LINUX DRYDOCK}
drydock=${2:?usage: compare.sh LINUX DRYDOCK}

names() {
	sed -n 's/^CASE //p' "$1"
}

# facts FILE CASE: its lines, with the END that shows that it came to its end
facts() {
	awk -v name="$2" '
		/^CASE / { inside = $2 == name; next }
		inside { print }
		/^END / { inside = 0 }
	' "$1"
}

differing() {
	diff <(facts "$linux" "$1") <(facts "$drydock" "$1") |
		sed -n -e 's/^< /  Linux:   /p' -e 's/^> /  Drydock: /p'
}

[ -n "$(names "$linux")" ] || {
	echo "oracle: no case in $linux" >&2
	exit 2
}

# The cases that are equal and ended, found in one go: most are.
declare -A same
while read -r name; do
	same[$name]=1
done < <(awk '
	/^CASE / { name = $2; side = NR == FNR; next }
	name { text[side, name] = text[side, name] $0 "\n" }
	/^END / { ended[side, name] = $2 == name; name = "" }
	END {
		for (key in ended) {
			split(key, part, SUBSEP)
			if (part[1] && ended[0, part[2]] && ended[key] &&
			    text[0, part[2]] == text[key])
				print part[2]
		}
	}
' "$linux" "$drydock")

passed=0 failed=0
while read -r name; do
	if [[ " ${ORACLE_SKIP:-} " == *" $name "* ]]; then
		echo "skip $name"
		continue
	fi
	if [ -n "${same[$name]:-}" ]; then
		echo "ok $name"
		passed=$((passed + 1))
	else
		difference=$(differing "$name")
		echo "FAIL $name"
		[ -z "$difference" ] || echo "$difference"
		failed=$((failed + 1))
	fi
done < <(cat <(names "$linux") <(names "$drydock") | awk '!seen[$0]++')

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
