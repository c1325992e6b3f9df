#!/bin/bash
# SPDX-License-Identifier: MIT
#
# A node that cannot be made is bad input, and none is ever made among the
# host's files, which /dev shows too.

set -u
build=$(realpath "${DRYDOCK_BUILD:?}") || exit 1
name=drydock-node-$$
failed=0
refused() {
	local said status
	said=$("$build/drydock" run --quiet --node "$1,c,1,2" -- true 2>&1)
	status=$?
	[ "$status" = 2 ] && [[ $said == "drydock: --node $1: cannot be made: $2" ]] && return
	echo "--node $1: status $status, and it said: $said"
	failed=1
}
refused /dev/null -EEXIST
refused /dev/null/x -EXDEV # the host's file, laid over
refused /dev/tty0/x -ENOTDIR
refused /dev/fd/9 -ENOTDIR
if [ -d /dev/shm ]; then
	refused "/dev/shm/$name" -EXDEV
	refused "/dev/shm/$name/x" -EXDEV
	[ ! -e "/dev/shm/$name" ] || { echo "it is there all the same"; failed=1; }
fi
"$build/drydock" run --quiet --node /dev/a/b/c,c,1,2 -- test -c /dev/a/b/c || failed=1
[ ! -e /dev/a ] || { echo "/dev/a is there outside"; failed=1; }
exit $failed
