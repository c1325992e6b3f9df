#!/bin/bash
# SPDX-License-Identifier: MIT
#
# memory_for_threads_test.sh - where the machine's memory is short, threads and
# children are refused, and nobody is killed

set -u
build=${DRYDOCK_BUILD:?}
here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

timeout 100 "$build/drydock" run --cmdline mem=24M --module "$build/modules/scullp/scullp.ko" -- \
	python3 "$here/memory_for_threads.py" /dev/scullp0 >"$dir/out" 2>"$dir/err" </dev/null
status=$?
diff "$dir/out" - <<'END' && [ $status = 0 ] || { cat "$dir/err"; echo "FAIL: status $status"; exit 1; }
write: ENOMEM
threads: refused
children: ENOMEM
a thread runs
END
grep -q '^drydock: nothing is left' "$dir/err"
