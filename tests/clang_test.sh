#!/bin/bash
# SPDX-License-Identifier: MIT
#
# clang_test.sh [all] - modules that clang compiled are run, and reported, as
# those of gcc are: the same tests with other modules. Without "all", a few.
#
# The modules lie in build/clang, which is else the build tree by links.
# -finline-hint-functions: a report names the function that an address lies in,
# and clang would put every function that is called once into its caller.

set -u
here=$(cd "$(dirname "$0")" && pwd)
build=$(realpath "${DRYDOCK_BUILD:?}") || exit 1
which=${1:-few}
for tool in clang ld.lld llvm-nm llvm-objcopy; do
	command -v $tool >/dev/null || { echo "skipped: no $tool"; exit 77; }
done
unset MAKEFLAGS MAKELEVEL MFLAGS
mine=$build/clang/$which
log=$(mktemp)
trap 'rm -f "$log"' EXIT
failed=0

rm -rf "$mine"
mkdir -p "$mine/modules"
for f in drydock drivers machines share; do
	ln -s "$build/$f" "$mine/$f"
done
export DRYDOCK_BUILD=$mine

# build DIR [KIND]: a warning counts as a failure. KIND: of the kdir, as "plain"
build() {
	local name=${1##*/}${2:+-$2}
	echo "build: $*"
	make -j2 -C "$("$build/drydock" kdir)${2:+-$2}" M="$here/../$1" MO="$mine/modules/$name" \
		LLVM=1 KCFLAGS=-finline-hint-functions >"$log" 2>&1 &&
		! grep -A3 -e 'warning:' "$log" && return
	cat "$log"
	failed=1
}

# check SCRIPT ARGUMENT...
check() {
	bash "$here/$1" "${@:2}" >"$log" 2>&1 && return
	cat "$log"
	echo "FAIL: with clang's modules: $*"
	failed=1
}

build drivers/scullp
build drivers/edu
build tests/must_report/dma
if [ "$which" = all ]; then
	for dir in tests/must_report/{broken,crash,scullp-noget} tests/kernel/{tasks,pci} \
		tests/kunit/suites; do
		build "$dir"
	done
	build tests/must_report/crash plain
fi

made=$(objdump --dwarf=info "$mine/modules/edu/main.o" | grep -m1 DW_AT_producer)
[[ $made == *clang* ]] || { echo "FAIL: edu is not clang's: $made"; failed=1; }

few="memory.after_free memory.overrun stale_load.missing stale_load.polled unmap.twice
	leak.coherent cpu_store.after_map cpu_store.own_flag call.stack device.sent
	cacheline.chunks"
if [ "$which" = few ]; then
	check must_report/dma_test.sh drivers 1
	for shape in $few; do
		check must_report/dma_test.sh $shape
	done
	exit $failed
fi
cd "$here" || exit 1
for f in must_report/broken/*.expect; do
	check must_report/must_report_test.sh "$(basename "$f" .expect)"
done
for kind in new kept pfn insert nopage; do
	check must_report/must_report_test.sh legal $kind
done
for name in $(ls must_report/crash/*.expect | sed 's,.*/,,; s/\..*//' | sort -u); do
	check must_report/crash_test.sh "$name"
done
check must_report/bounded_test.sh
check kunit/kunit_test.sh
for f in must_report/dma/*.expect; do
	check must_report/dma_test.sh "$(basename "$f" .expect)"
done
for f in must_report/dma/*.c; do
	[ "$f" = must_report/dma/banks.c ] || # has a machine of its own
		check must_report/dma_test.sh silent "$(basename "$f" .c)" 3
done
check must_report/dma_test.sh banks
check must_report/dma_test.sh drivers 3
for name in task_anon task_map task_device task_files task_modules kernel_memory kernel_sched \
	kernel_devices kernel_params importer; do
	check kernel/tasks_test.sh $name
done
for name in pci_core pci_driver pci_irq platform_claims; do
	check kernel/pci_test.sh $name
done
exit $failed
