#!/bin/bash
# SPDX-License-Identifier: MIT
#
# Programs run in a chroot too, whose "/" is the root of no mount, and nothing
# that is mounted for them is seen outside. Needs root; skipped without.

set -u
build=$(realpath "${DRYDOCK_BUILD:?}") || exit 1
source=$(realpath "${DRYDOCK_SOURCE:?}") || exit 1
if [ "${1:-}" != inside ]; then
	[ "$(id -u)" = 0 ] && unshare --mount true 2>/dev/null || {
		echo "skipped: only root can make a chroot, and no one inside of another"
		exit 77
	}
	tmp=$(mktemp -d)
	trap 'rmdir "$tmp"' EXIT
	unshare --mount bash "$0" inside "$tmp"
	exit
fi

# What is mounted here goes with the namespace.
root=$2
mount -t tmpfs tmpfs "$root" && mkdir "$root/plain" && root=$root/plain || exit 1
for dir in /usr /lib /lib64 /bin /dev /proc /etc "$build" "$source"; do
	[ -e "$dir" ] || continue
	mkdir -p "$root$dir" && mount --rbind "$dir" "$root$dir" || exit 1
done
mount --make-rshared / # the hard case: mounts spread unless they are made private
before=$(cat /proc/self/mountinfo)
said=$(chroot "$root" "$build/drydock" run --module "$build/modules/scullp/scullp.ko" \
	-- bash -c 'cd / && test -c /dev/scullp0 && echo "pid $$"')
status=$?
[ "$status" = 0 ] || { echo "exit status $status: $said"; exit 1; }
case $said in
"pid "[1-9] | "pid "[1-9][0-9]) ;;
*) echo "no pid of the machine: $said"; exit 1 ;;
esac
[ "$(cat /proc/self/mountinfo)" = "$before" ] || { echo "a mount was left outside"; exit 1; }
