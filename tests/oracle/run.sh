#!/bin/bash
# SPDX-License-Identifier: MIT
#
# run.sh [OPTION...]: the oracle's cases in real Linux and in Drydock, compared.
#
# OPTIONs go to `drydock run` (--seed N, ...). From the environment:
#   DRYDOCK        the program under test (default: build/drydock of this tree)
#   ORACLE_DRIVER  the driver and its set of cases: scullp (default), edu,
#                  or another one of driver.sh's
#   ORACLE_BOUNCE  1: swiotlb=force there, the machine pc-bounce here
#   ORACLE_BUILD   where things are made (default: build/oracle of this tree, and
#                  build/oracle-DRIVER for others than scullp)
#   ORACLE_LINUX   what Linux printed before, used instead of another boot
#   ORACLE_CASES   names of the cases to run (default: all)
#
# Exit status: 0 if all agree, 1 if not, 2 if something cannot be built or run,
# 77 if there is no real kernel or no QEMU here to compare with.

set -eu
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
drydock=${DRYDOCK:-$top/build/drydock}
# shellcheck source=driver.sh
. "$here/driver.sh"
build=${ORACLE_BUILD:-$top/build/oracle}
[ -n "${ORACLE_BUILD:-}" ] || [ "$driver" = scullp ] || build=$build-$driver
cases=${ORACLE_CASES:-}
unset MAKEFLAGS MAKELEVEL MFLAGS

[ -x "$drydock" ] || {
	echo "oracle: no drydock at $drydock" >&2
	exit 2
}

"$here/build.sh" "$build" || exit $?
ask_linux() {
	# shellcheck disable=SC2086 # the names are words
	"$here/vm.sh" "$build" "$linux" ${ORACLE_CASES:-} || {
		[ $? = 77 ] && exit 77
		exit 2
	}
}

if [ -n "${ORACLE_LINUX:-}" ]; then
	linux=$ORACLE_LINUX
	hurries=false
else
	linux=$build/linux-$machine.out
	ask_linux
fi

for folder in "$driver_dir" "${more_dirs[@]}"; do
	module=$build/drydock/$(basename "$folder")
	[ "$folder" != "$driver_dir" ] || module=$build/drydock/$driver
	mkdir -p "$module"
	cp -uL "$folder"/*.[ch] "$folder/Makefile" "$module/"
	make -C "$("$drydock" kdir)" M="$module" modules >"$build/drydock/make.log" 2>&1 || {
		cat "$build/drydock/make.log" >&2
		exit 2
	}
	[ "$folder" = "$driver_dir" ] || cp "$module"/*.ko "$build/drydock/$driver/"
done

# shellcheck disable=SC2086
[ -n "$cases" ] || cases=$("$build/cases" -l)
here_too=$(printf '%s\n' $cases | grep -vxF "$(printf '%s\n' "${linux_only[@]}")" || :)
[ -n "$here_too" ] || {
	echo "oracle: none of these cases is for Drydock"
	exit 77
}

# What the cases printed is compared first; then a broken rule (99) that is not
# one of $rules or a death of drydock fails the run too.
status=0
# shellcheck disable=SC2086
export ORACLE_MODULES=$build/drydock/$driver
attach_modules
"$drydock" run --machine "$machine" --report "$build/report.json" "${attach[@]}" "$@" -- \
	"$build/cases" $here_too >"$build/drydock-$machine.out" || status=$?
export ORACLE_SKIP="${linux_only[*]}"
"$here/compare.sh" "$linux" "$build/drydock-$machine.out" || {
	[ "$hurries" = true ] || exit 1
	echo "oracle: asking Linux again, with a clock that waits"
	ORACLE_CLOCK_WAITS=on ask_linux
	"$here/compare.sh" "$linux" "$build/drydock-$machine.out" || exit 1
}
broken=$(sed -n 's/.*"rule": *"\([^"]*\)".*/\1/p' "$build/report.json" | sort -u)
unexpected=$(grep -vxF "$(printf '%s\n' "${rules[@]}")" <<<"$broken" || :)
[ "$status" = 99 ] && [ -n "$broken" ] && [ -z "$unexpected" ] && status=0
[ "$status" = 0 ] || {
	echo "oracle: all agree, but drydock's exit status is $status"
	exit 1
}
