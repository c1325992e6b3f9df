#!/bin/bash
# SPDX-License-Identifier: MIT
#
# much_memory_test.sh - 64 GiB of memory that nobody touches costs the host less
# than 100 MiB, with a driver loaded and a program run

set -u
build=${DRYDOCK_BUILD:?}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

dtc -q -I dts -O dtb -o "$dir/m.dtb" "$(dirname "$0")/much_memory.dts" || exit 1

# The most memory that one process of the run ever had, in KiB.
cat >"$dir/run.py" <<'EOF'
import resource, subprocess, sys
status = subprocess.run(sys.argv[1:]).returncode
print("most", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, "status", status)
EOF

# most ARGUMENT... - of a run that must be right
most() {
	python3 "$dir/run.py" "$build/drydock" run --timeout 60 "$@" >"$dir/out" 2>"$dir/err"
	grep -q 'status 0$' "$dir/out" || {
		cat "$dir/out" "$dir/err"
		echo "FAIL: drydock run $*"
		exit 1
	}
	sed -n 's/^most \([0-9]*\) .*/\1/p' "$dir/out"
}

scullp=(--module "$build/modules/scullp/scullp.ko" --)
small=$(most "${scullp[@]}" sh -c 'echo hello >/dev/scullp0; cat /dev/scullp0 /proc/meminfo')
large=$(most --machine "$dir/m.dtb" "${scullp[@]}" \
	sh -c 'echo hello >/dev/scullp0; cat /dev/scullp0 /proc/meminfo /proc/buddyinfo')
echo "1 GiB: $small KiB; 64 GiB: $large KiB"
grep -qx 'MemTotal:       67107840 kB' "$dir/out" || {
	cat "$dir/out"
	echo "FAIL: the machine has not 64 GiB"
	exit 1
}
[ "$large" -lt $((100 << 10)) ] || { echo "FAIL: not under 100 MiB"; exit 1; }
[ "$large" -gt $((4 << 10)) ] || { echo "FAIL: $large KiB cannot be"; exit 1; }
