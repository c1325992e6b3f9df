#!/bin/bash
# SPDX-License-Identifier: MIT
#
# ./check installs what it needs on a fresh Debian 12, builds and passes there.

set -u
source=$(realpath "${DRYDOCK_SOURCE:?}") || exit 1
work=$(realpath "${DRYDOCK_BUILD:?}")/fresh || exit 1
# shellcheck source=root.sh
. "$source/tests/fresh/root.sh"
fresh_or_skip
root=$work/check
trap 'rm -rf "$root"' EXIT
fresh_base "$work/base" && fresh_copy "$work/base" "$root" || exit 1

# The tree as it is: the last commit, and what was changed since.
git -c safe.directory='*' clone -q --no-hardlinks "$source" "$root/root/drydock" || exit 1
git -c safe.directory='*' -C "$source" diff --binary HEAD |
	git -C "$root/root/drydock" apply --allow-empty || exit 1

fresh_enter "$root" sh -c 'apt-get update -qq && cd /root/drydock && ./check' >"$work/check.log" 2>&1
status=$?
[ "$status" = 0 ] && grep -Eq '^[1-9][0-9]+ passed, 0 failed' "$work/check.log" || {
	tail -n 60 "$work/check.log"
	echo "./check on a fresh Debian 12: exit status $status"
	exit 1
}
tail -n 1 "$work/check.log"
