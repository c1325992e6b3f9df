#!/bin/bash
# SPDX-License-Identifier: MIT
#
# tasks_test.sh NAME - the claims of one module or task of tests/kernel/tasks
#
# Each run must end with status 0, say "ok" for every claim and "nothing is
# left". What can depend on the order of things runs with seeds 1 to 20, with
# one processor and with four.

set -u
build=${DRYDOCK_BUILD:?} name=${1:?}
ko=$build/modules/tasks
out=$(mktemp)
trap 'rm -f "$out"' EXIT

# run WANTED_CLAIMS ARGUMENT...
run() {
	local want=$1 status
	shift
	"$build/drydock" run --timeout 60 "$@" >"$out" 2>&1
	status=$?
	if [ $status -ne 0 ] || [ "$(grep -c '\] ok ' "$out")" -ne "$want" ] ||
		! grep -q '^drydock: nothing is left' "$out"; then
		cat "$out"
		echo "FAIL: status $status, wanted $want claims and nothing left, of: drydock run $*"
		exit 1
	fi
}

# refused TEXT ARGUMENT... - the run must not start, and say TEXT
refused() {
	local text=$1 status
	shift
	"$build/drydock" run --timeout 60 "$@" >"$out" 2>&1
	status=$?
	if [ $status -ne 2 ] || ! grep -qF -- "$text" "$out"; then
		cat "$out"
		echo "FAIL: status $status, wanted 2 and '$text', of: drydock run $*"
		exit 1
	fi
}

# How many claims the source of a module or task lists.
claims() {
	grep -c '^	CLAIM(' "$(dirname "$0")/tasks/$1.c"
}

# every_order ARGUMENT...
every_order() {
	for seed in {1..20}; do
		for cpus in 1 4; do
			run "$(claims "$name")" --seed "$seed" --cpus "$cpus" "$@"
		done
	done
}

case $name in
task_anon | task_map | task_device)
	every_order --module "$ko/testdrv.ko" --task "$ko/$name.ko"
	# The same where users' pages have no address.
	run "$(claims "$name")" --machine board-highmem --module "$ko/testdrv.ko" \
		--task "$ko/$name.ko"
	;;
task_insert | task_merge)
	every_order --module "$ko/mapdrv.ko" --task "$ko/$name.ko"
	;;
task_badargs)
	refused "exports to no module: remap_vmalloc_range_partial" --module "$ko/badargs.ko" \
		--task "$ko/$name.ko"
	run "$(claims "$name")" --export remap_vmalloc_range_partial --module "$ko/badargs.ko" --task "$ko/$name.ko"
	;;
task_uncached)
	for seed in 1 2 3; do
		run "$(claims "$name")" --machine board-noncoherent --seed $seed \
			--module "$ko/uncached.ko" --task "$ko/$name.ko,coherent=0"
	done
	run "$(claims "$name")" --module "$ko/uncached.ko" --task "$ko/$name.ko,coherent=1"
	;;
kernel_sched)
	every_order --module "$ko/$name.ko" --task "$ko/run_claims.ko"
	;;
kernel_pages)
	refused "exports to no module: alloc_pages_exact_nid" --module "$ko/$name.ko" \
		--task "$ko/run_claims.ko"
	run "$(claims "$name")" --export alloc_pages_exact_nid --module "$ko/$name.ko" \
		--task "$ko/run_claims.ko"
	;;
kernel_memory | kernel_vmas | kernel_strings | kernel_devices)
	run "$(claims "$name")" --module "$ko/$name.ko" --task "$ko/run_claims.ko"
	;;
kernel_highmem)
	run "$(claims "$name")" --machine board-highmem --module "$ko/$name.ko" \
		--task "$ko/run_claims.ko"
	;;
kernel_alloc)
	run "$(claims "$name")" --module "$ko/$name.ko" --task "$ko/run_claims.ko"
	sed -n '/mark: now it warns/,/mark: no more/s/^.*run_claims: \(.*\), nodemask.*/\1/p' "$out" |
		diff - <(printf '%s\n' \
			'page allocation failure: order:3, mode:0xdc0(GFP_KERNEL|__GFP_ZERO)' \
			'page allocation failure: order:1, mode:0xa21(GFP_ATOMIC|GFP_DMA)' \
			'vmalloc error: size 12288, page order 0, failed to allocate pages, mode:0xcc2(GFP_KERNEL|__GFP_HIGHMEM)' \
			'vmalloc error: size 1099511627776, exceeds total pages, mode:0xcc0(GFP_KERNEL)' \
			'vmalloc error: size 18446744073709551615, exceeds total pages, mode:0xcc0(GFP_KERNEL)') ||
		{ echo "FAIL: the log does not say so"; exit 1; }
	[ "$(grep -c 'kmem_cache_create((null)) integrity check failed$' "$out")" = 1 ] &&
		[ "$(grep -c 'kmem_cache_create(too_large) integrity check failed$' "$out")" = 2 ] &&
		[ "$(grep -c 'kmem_cache_create(too_wide) failed with error -22$' "$out")" = 2 ] &&
		grep -q 'kmem_cache_create(in_timer) integrity check failed$' "$out" ||
		{ cat "$out"; echo "FAIL: caches refused in silence"; exit 1; }
	grep -q 'nodemask=(null),cpuset=/,mems_allowed=0$' "$out" || { cat "$out"; exit 1; }
	grep -q 'Node 0 DMA32: 0\*4kB 0\*8kB .* 0\*4096kB = 0kB$' "$out" || { cat "$out"; exit 1; }
	;;
kernel_kept)
	run "$(claims "$name")" --cmdline "quiet mem=512M" --module "$ko/$name.ko" \
		--task "$ko/run_claims.ko"
	"$build/drydock" run --cmdline "quiet mem=512M" -- cat /proc/cmdline /proc/iomem >"$out" 2>&1
	grep -qx 'quiet mem=512M' "$out" && grep -q '^00100000-1fffffff : System RAM' "$out" || {
		cat "$out"
		echo "FAIL: /proc/cmdline or /proc/iomem"
		exit 1
	}
	refused "mem=12X: write a size" --cmdline mem=12X -- true
	refused "mem=1M: leaves the kernel less than 4 MiB" --cmdline mem=1M -- true
	refused "which begins at 0x80000000" --machine board-highmem --cmdline mem=1G -- true
	;;
# shellcheck disable=SC2016 # the dollar is memmap's
kernel_nomap)
	run "$(claims "$name")" --cmdline 'memmap=16M$512M' --module "$ko/$name.ko" \
		--task "$ko/run_claims.ko"
	{
		cat "$(dirname "$0")/../../machines/pc.dts"
		echo '/ { reserved-memory { #address-cells = <2>; #size-cells = <2>; ranges;'
		echo 'kept@20000000 { reg = <0 0x20000000 0 0x1000000>; no-map; }; }; };'
	} | dtc -q -I dts -O dtb -o "$out.dtb"
	run "$(claims "$name")" --machine "$out.dtb" --module "$ko/$name.ko" \
		--task "$ko/run_claims.ko"
	"$build/drydock" run --machine "$out.dtb" -- cat /proc/iomem >"$out" 2>&1
	rm "$out.dtb"
	for line in '00100000-1fffffff : System RAM' '20000000-20ffffff : Reserved' \
		'21000000-3fffffff : System RAM'; do
		grep -qx "$line" "$out" || { cat "$out"; echo "FAIL: no '$line'"; exit 1; }
	done
	refused 'memmap=16M@512M: write SIZE$START' --cmdline memmap=16M@512M -- true
	refused 'memmap=16M$1: write SIZE$START' --cmdline 'memmap=16M$1' -- true
	refused 'memmap=16M$9T: write SIZE$START' --cmdline 'memmap=16M$9T' -- true
	refused 'leaves the kernel less than 4 MiB' --cmdline 'memmap=1023M$1M' -- true
	;;
kernel_nodes)
	run "$(claims "$name")" --machine server-numa --module "$ko/$name.ko" \
		--task "$ko/run_claims.ko"
	;;
task_files)
	run "$(claims "$name")" --module "$ko/kernel_devices.ko" --node /dev/nobody,c,199,0 \
		--task "$ko/task_files.ko"
	;;
kernel_params)
	good=p_byte=255,p_short=-32768,p_ushort=65535,p_int=-5,p_uint=0x10
	good+=,p_long=-9000000000,p_ulong=9000000000,p_ullong=18446744073709551615
	good+=,p_hexint=0xbeef,p-charp='a word',p_bool=y,p_invbool=1,p_string=new
	good+=,p_array=10,20,30,p_names=x,yy,outer=6,p_bool_alone=on
	run "$(claims "$name")" --module "$ko/$name.ko,$good" --task "$ko/run_claims.ko"
	for bad in p_byte=256 p_short=40000 p_ushort=-1 p_int=12x p_uint= p_bool=perhaps \
		p_string=toolong8 p_array=1,2,3,4,5 p_array=1,x p_names=a,b,c,d p_int; do
		refused "parameter ${bad%%=*}" --module "$ko/$name.ko,$bad" --task "$ko/run_claims.ko"
	done
	refused "there is no parameter 'nothing'" --module "$ko/$name.ko,nothing=1" \
		--task "$ko/run_claims.ko"
	;;
importer)
	run 1 --module "$ko/exporter.ko" --module "$ko/importer.ko" --task "$ko/run_claims.ko"
	refused exporter_add --module "$ko/importer.ko" --task "$ko/run_claims.ko"
	;;
task_modules)
	run 2 --module "$ko/exporter.ko" --module "$ko/importer.ko" --task "$ko/task_modules.ko"
	;;
*)
	echo "tasks_test.sh: no test '$name'" >&2
	exit 1
	;;
esac
