#!/bin/bash
# SPDX-License-Identifier: MIT
#
# log_tells_reports_test.sh - a broken rule is a line of the machine's log, with
# names in it, and a whole report on standard error
set -u
out=$("${DRYDOCK_BUILD:?}/drydock" run --timeout 40 \
	--module "$DRYDOCK_BUILD/modules/talker/talker.ko" -- \
	bash -c 'echo w >/dev/talker; dmesg -l err' 2>&1)
[ $? -eq 99 ] && grep -q '^\[[^]]*\] rule broken: warning: WARN at .*talker\.c:[0-9]*$' <<<"$out" &&
	grep -q '^\[[^]]*\] rule broken: warning$' <<<"$out" && exit 0
echo "$out"
exit 1
