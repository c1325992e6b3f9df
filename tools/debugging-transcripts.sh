#!/bin/bash
# SPDX-License-Identifier: MIT
#
# debugging-transcripts.sh [--print] - the sessions of docs/DEBUGGING.md
#
# Types the sessions below at a terminal and puts what it showed between the lines
# <!-- NAME:begin --> and <!-- NAME:end --> of docs/DEBUGGING.md. Nothing is changed
# in it but spaces at line ends, and this tree's absolute paths, which become
# relative. --print: print them instead.

set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
build=$(realpath "${BUILD:-$top/build}")
doc=$top/docs/DEBUGGING.md
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
# No history, no colours, no init file of the user's.
export HOME=$tmp TERM=dumb PATH=$build:$build/drivers:$PATH
cd "$tmp"

# session COMMAND: a shell's command line; the lines that gdb gets are read here
session() {
	local line

	echo "\$ $1"
	{
		while read -r line; do
			[ "$line" = y ] && echo 'expect (y or n) ' || echo 'expect (gdb) '
			echo "send $line"
		done
	} >"$tmp/steps"
	python3 "$top/tests/gdb/terminal.py" bash -c "exec ${1//build\//$build/}" <"$tmp/steps" ||
		[ $? = 99 ]
}

relative() {
	tr -d '\r' | sed -e 's, *$,,' -e "s#$build/#build/#g" -e "s#$top/##g"
}

# It ends with gdb: the run's last lines would mix with gdb's prompt.
gdb_session() {
	session "drydock run --gdb -- bash -c 'insmod build/modules/scullp/scullp.ko; echo hello >/dev/scullp0; mapper /dev/scullp0 0 5; echo'" <<-STEPS
	break scullp_mmap
	break fault.c:$(grep -n -m1 'vmf->page = virt_to_page' "$top/drivers/scullp/fault.c" | cut -d: -f1)
	continue
	backtrace 3
	continue
	print vmf->pgoff
	print dev->size
	next
	print *vmf->page
	quit
	y
	STEPS
}

core_session() {
	local run="drydock run --core x.core --module build/modules/broken/oops_null.ko --task build/modules/broken/poke.ko,how=ioctl"

	run+=" 2>&1 | grep -e 'rule broken' -e 'core file'"
	echo "\$ $run"
	bash -c "${run//build\//$build/}"
	session "drydock gdb x.core" <<-STEPS
	list
	print p
	print &p->member
	backtrace
	drydock-tasks
	quit
	STEPS
}

for name in gdb core; do
	${name}_session 2>&1 | relative >"$tmp/$name.text"
done
if [ "${1:-}" = --print ]; then
	cat "$tmp/gdb.text" "$tmp/core.text"
	exit
fi
for name in gdb core; do
	awk -v name=$name -v text="$tmp/$name.text" '
		$0 == "<!-- " name ":end -->" { skip = 0 }
		!skip
		$0 == "<!-- " name ":begin -->" {
			print "```"
			while ((getline line < text) > 0)
				print line
			print "```"
			skip = 1
		}
	' "$doc" >"$tmp/new"
	cat "$tmp/new" >"$doc"
done
