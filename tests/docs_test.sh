#!/bin/bash
# SPDX-License-Identifier: MIT
#
# The documents say what is: every rule has its page, the wrong code of each
# page is reported by that rule and the right code is not, links lead somewhere,
# and what the documents tell to type exists. Prints one line a claim.

set -u
top=$(cd "$(dirname "$0")/.." && pwd)
build=$(realpath "${DRYDOCK_BUILD:-$top/build}")
drydock=$build/drydock
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
unset MAKEFLAGS MAKELEVEL MFLAGS
export PATH=$build:$build/drivers:$PATH
failed=0
cd "$top" || exit 1
documents="README.md docs/*.md docs/book/*.md docs/rules/*.md docs/devices/*.md"
[ -f README.md ] || documents=${documents#README.md }

# claim TEXT FILE: true if FILE, a list of what is wrong, is empty
claim() {
	if [ -s "$2" ]; then
		echo "not ok - $1"
		sed 's/^/  | /' "$2"
		failed=1
	else
		echo "ok - $1"
	fi
}

# --- rules and pages ------------------------------------------------------------
# A rule's name is the first string of a report's beginning, or of a function
# that passes it on (report_page and its kin), perhaps chosen with ?:.
rules_of_source() {
	cat $(find src -name '*.c') | tr -s ' \t\n' ' ' |
		grep -oE '(dock_report_begin|dock_broken_rule_new|report_page|report_object|report_cpu|report_device|report_call|mutex_report|lock_report|report_unanswered) ?\([^;{]*' |
		grep -oE '^[a-z_]+ ?\([^"]*"[a-z-]+"( : "[a-z-]+")?' | grep -oE '"[a-z-]+"' | tr -d '"'
	echo double-free # chosen by a condition, with bad-free
}
# What the supervisor says if a report was garbled: no rule of a driver's.
rules_of_source | grep -vx unnamed | sort -u >"$tmp/rules"
(cd docs/rules && ls) | sed -n 's/\.md$//p' | grep -vx README | sort >"$tmp/pages"
comm -23 "$tmp/rules" "$tmp/pages" >"$tmp/bad"
claim "every rule in src has a page" "$tmp/bad"
while read -r page; do
	grep -rq "\"$page\"" src || echo "$page"
done <"$tmp/pages" >"$tmp/bad"
claim "every page's rule is in src" "$tmp/bad"
while read -r page; do
	grep -qF "($page.md)" docs/rules/README.md || echo "$page"
done <"$tmp/pages" >"$tmp/bad"
claim "the index has every page" "$tmp/bad"

# --- the code on the pages --------------------------------------------------------
# example PAGE HEADING [LANGUAGE]: the code block below that heading
example() {
	awk -v heading="## $2" -v fence="\`\`\`${3:-c}" '
		$0 == heading { inside = 1 }
		inside && /^```$/ { exit }
		inside && code { print }
		inside && $0 == fence { code = 1 }
	' "docs/rules/$1.md"
}
# What the user does wrong is commands; the driver is scullp.
is_of_user() {
	grep -qx '```sh' "docs/rules/$1.md"
}

# make_example NAME PAGE HEADING: NAME.c around the example
make_example() {
	local code
	code=$(example "$2" "$3")
	{
		echo '#include "example.h"'
		grep -q 'example_init(' <<<"$code" && echo '#define HAS_INIT'
		grep -q 'example_exit(' <<<"$code" && echo '#define HAS_EXIT'
		grep -q 'example_fops' <<<"$code" && echo '#define HAS_FOPS'
		grep -q 'example_dma(' <<<"$code" && echo '#define HAS_DMA' && echo '#include "example_dma.h"'
		printf '%s\n' "$code"
		echo '#include "example_end.h"'
	} >"$tmp/mod/$1.c"
	echo "obj-m += $1.o" >>"$tmp/mod/Kbuild"
}

mkdir "$tmp/mod"
cp tests/docs/*.h tests/docs/user.c "$tmp/mod"
echo 'obj-m += user.o' >"$tmp/mod/Kbuild"
while read -r page; do
	name=${page//-/_}
	if is_of_user "$page"; then
		example "$page" Wrong sh >"$tmp/wrong_$name.sh"
		example "$page" Right sh >"$tmp/right_$name.sh"
		continue
	fi
	make_example "wrong_$name" "$page" Wrong
	make_example "right_$name" "$page" Right
done <"$tmp/pages"
make -k -j2 -C "$("$drydock" kdir)" M="$tmp/mod" modules >"$tmp/make.log" 2>&1 ||
	tail -n 20 "$tmp/make.log" >"$tmp/bad"
grep 'error:\|warning:' "$tmp/make.log" >>"$tmp/bad"
claim "the code of the pages compiles without a warning" "$tmp/bad"

# A board without coherent caches, where bus addresses are physical ones.
sed 's/ 0x80000000/ 0x0/; s/0x90000000/0x10000000/' machines/board-noncoherent.dts |
	dtc -q -O dtb -o "$tmp/board.dtb" || exit 1

# reported NAME: the rules that a run with that module broke
reported() {
	local what=(--module "$tmp/mod/$1.ko" --task "$tmp/mod/user.ko") limit=40 machine=pc

	[ "$1" != wrong_timeout ] || limit=2
	[ "${1#*_}" != dma_user_cached ] || machine=$tmp/board.dtb
	[ ! -f "$tmp/$1.sh" ] ||
		what=(--module "$build/modules/scullp/scullp.ko" -- bash "$tmp/$1.sh")
	rm -f "$tmp/report.json"
	"$drydock" run --machine "$machine" --timeout $limit --device edu \
		--report "$tmp/report.json" "${what[@]}" >"$tmp/out" 2>&1
	[ -s "$tmp/report.json" ] || { echo "no run"; return; }
	python3 -c 'import json, sys
print(" ".join(sorted({r["rule"] for r in json.load(open(sys.argv[1]))["reports"]})))' \
		"$tmp/report.json"
}
: >"$tmp/wrong" >"$tmp/right"
while read -r page; do
	name=${page//-/_}
	got=$(reported "wrong_$name")
	is_of_user "$page" && [[ " $got " == *" $page "* ]] && got=$page # more follows
	[ "$got" = "$page" ] || { echo "$page: reported: ${got:-nothing}"; cat "$tmp/out"; } >>"$tmp/wrong"
	got=$(reported "right_$name")
	[ -z "$got" ] || { echo "$page: reported: $got"; cat "$tmp/out"; } >>"$tmp/right"
done <"$tmp/pages"
claim "the wrong code of each page breaks that rule and no other" "$tmp/wrong"
claim "the right code of each page breaks none" "$tmp/right"

# --- links ------------------------------------------------------------------------
for d in $documents; do
	grep -oE '\]\([^)#]+' "$d" | sed 's/^](//' | grep -vE '^(https?|mailto):' | while read -r link; do
		[ -e "$(dirname "$d")/$link" ] || echo "$d: $link"
	done
done >"$tmp/bad"
claim "every relative link leads to a file" "$tmp/bad"

# Paths of this tree in backquotes.
for d in $documents; do
	grep -oE '`(src|include|drivers|machines|tests|tools|docs|bench|kbuild)/[A-Za-z0-9_./-]*`' "$d" |
		tr -d '`' | sort -u | while read -r path; do
		[ -e "$path" ] || [ -e "$build/$path" ] || echo "$d: $path"
	done
done >"$tmp/bad"
claim "every path in backquotes exists" "$tmp/bad"

# What FIDELITY says is not there is not.
sed -n 's/ Of `.*//; /^No header/p' docs/FIDELITY.md | grep -oE '(linux|asm)/[a-z_]*\.h' >"$tmp/absent"
while read -r header; do
	[ ! -e "include/$header" ] || echo "$header"
done <"$tmp/absent" >"$tmp/bad"
[ -s "$tmp/absent" ] || echo "no header found" >"$tmp/bad"
claim "the headers that FIDELITY calls missing are missing" "$tmp/bad"

# The picture of addresses has every window's start.
sed -n 's/^#define DOCK_[A-Z]*_BASE[ \t]*0x\([0-9a-f]\{4\}\)\([0-9a-f]\{4\}\)\([0-9a-f]\{4\}\)UL.*/0x\1_\2_\3/p' \
	src/machine/layout.h >"$tmp/windows"
grep -vFf <(grep -oE '^    0x[0-9a-f_]+' docs/ARCHITECTURE.md | tr -d ' ') "$tmp/windows" >"$tmp/bad"
[ -s "$tmp/windows" ] || echo "no window found in layout.h" >"$tmp/bad"
claim "the picture of addresses has every window of layout.h" "$tmp/bad"

# --- what to type -------------------------------------------------------------------
"$drydock" run --help >"$tmp/help" 2>&1
"$drydock" test --help >>"$tmp/help" 2>&1
"$drydock" kdir --help >>"$tmp/help" 2>&1
"$drydock" --help >>"$tmp/help" 2>&1
{
	sed -n 's/^\.It Fl \(-[a-z]*\).*/-\1/p' docs/drydock.1
	cat $documents | grep -E '(drydock|`)[^|]*--[a-z]' | grep -oE '(^|[ `])--[a-z][a-z-]*' | tr -d ' `'
} | sort -u >"$tmp/options"
# Options of other programs that the documents name.
others='--sync|--coherent|--streaming|--print|--full|--no-install-recommends|--cap-add|--security-opt|--norc|--prefix|--help|--version'
# Those of tests/book/show.
others+='|--old|--maps|--check|--header|--populate'
grep -vxE -e "$others" "$tmp/options" | while read -r option; do
	grep -q -e "$option\b" "$tmp/help" || echo "$option"
done >"$tmp/bad"
claim "every option of drydock in the documents is one that it has" "$tmp/bad"

{ grep -hoE '(^    |`)make [a-z][a-z-]*' $documents | grep -vE 'make (sure|a|the|it)$' | awk '{ print $NF }'; } | sort -u |
	while read -r target; do
		grep -qE "^$target:" Makefile || echo "make $target"
	done >"$tmp/bad"
claim "every make target in the documents is one of the Makefile" "$tmp/bad"

grep -hoE '(^|[ `])\./(demo|check|[a-z]+)( --[a-z]+)?' $documents | tr -d '`' | awk '{ print $1, $2 }' | sort -u |
	while read -r command option; do
		case $command in
		./demo | ./check) [ -x "$command" ] || echo "$command" ;;
		*) continue ;; # a program of the reader's
		esac
		[ -z "$option" ] || grep -q -e "$option)" "$command" || echo "$command $option"
	done >"$tmp/bad"
claim "./demo and ./check are there, with the options shown" "$tmp/bad"

# --- the examples of TASKS.md, DRIVERS.md and MACHINES.md -----------------------------
# A code block after <!-- file: NAME --> is that file.
files_of() {
	awk -v dir="$2" '
		/^<!-- file: .* -->$/ { file = dir "/" $3; next }
		file && /^```/ { if (open) { open = 0; file = "" } else open = 1; next }
		open { print > file }
	' "$1"
}
: >"$tmp/bad"
mkdir "$tmp/task" "$tmp/driver" "$tmp/machine"
files_of docs/TASKS.md "$tmp/task"
make -C "$("$drydock" kdir)" M="$tmp/task" modules >"$tmp/make.log" 2>&1 || cat "$tmp/make.log" >>"$tmp/bad"
"$drydock" run --module "$build/modules/scullp/scullp.ko" --task "$tmp/task/count.ko" >"$tmp/out" 2>&1 ||
	cat "$tmp/out" >>"$tmp/bad"
grep -q "count: scullp0 holds 1000 bytes" "$tmp/out" || cat "$tmp/out" >>"$tmp/bad"
claim "the task of TASKS.md runs" "$tmp/bad"

: >"$tmp/bad"
files_of docs/DRIVERS.md "$tmp/driver"
make -C "$("$drydock" kdir)" M="$tmp/driver" modules >"$tmp/make.log" 2>&1 || cat "$tmp/make.log" >>"$tmp/bad"
"$drydock" run --module "$tmp/driver/onepage.ko" -- mapper /dev/onepage 0 5 >"$tmp/out" 2>&1 ||
	cat "$tmp/out" >>"$tmp/bad"
grep -q "hello" "$tmp/out" || cat "$tmp/out" >>"$tmp/bad"
claim "the driver of DRIVERS.md is built and runs" "$tmp/bad"

: >"$tmp/bad"
files_of docs/MACHINES.md "$tmp/machine"
dtc -q -o "$tmp/machine/holes.dtb" "$tmp/machine/holes.dts" 2>"$tmp/bad"
"$drydock" run --machine "$tmp/machine/holes.dtb" -- cat /proc/iomem /proc/buddyinfo >"$tmp/out" 2>&1 ||
	cat "$tmp/out" >>"$tmp/bad"
for line in '10000000-13efffff : System RAM' '18000000-19ffffff : System RAM' 'Node 0, zone  HighMem'; do
	grep -q "^$line" "$tmp/out" || cat "$tmp/out" >>"$tmp/bad"
done
claim "the machine of MACHINES.md runs" "$tmp/bad"
for dts in machines/*.dts; do
	grep -qF "| \`$(basename "$dts" .dts)\` |" docs/MACHINES.md || echo "$dts"
done >"$tmp/bad"
claim "MACHINES.md has every machine" "$tmp/bad"

# --- the first screen -----------------------------------------------------------------
# The block of README is real output: what does not depend on the host must be
# what the demo prints today.
essence() {
	grep -oE '(rule broken: .*|missed at: .*|exit status [0-9]+)$' "$1" | sort -u
}
if [ -f README.md ]; then
	sed -n '/<!-- demo:begin -->/,/<!-- demo:end -->/p' README.md >"$tmp/block"
	BUILD=$build bash tools/readme-demo.sh --print >"$tmp/now" 2>&1
	essence "$tmp/block" >"$tmp/block.e"
	essence "$tmp/now" >"$tmp/now.e"
	diff "$tmp/block.e" "$tmp/now.e" >"$tmp/bad"
	[ -s "$tmp/block.e" ] || echo "no report in README's block" >>"$tmp/bad"
	[ ! -s "$tmp/bad" ] || echo "tools/readme-demo.sh brings it up to date" >>"$tmp/bad"
	claim "README shows the report that the demo prints" "$tmp/bad"
fi
exit $failed
