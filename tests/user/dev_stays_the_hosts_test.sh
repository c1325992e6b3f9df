#!/bin/bash
# SPDX-License-Identifier: MIT
#
# Whatever programs do to /dev inside, as root of the host and as a plain user,
# the host's stays as it was: every name, type, number, owner, mode and time.
#
# As root "the host's" is a copy in a mount namespace that the real one is not in:
# a drydock that fails here must not take the machine's along.

set -u
build=$(realpath "${DRYDOCK_BUILD:?}") || exit 1
source=$(realpath "${DRYDOCK_SOURCE:?}") || exit 1
if [ "$(id -u)" = 0 ] && [ "${1:-}" != inside ]; then
	unshare --mount true 2>/dev/null || {
		echo "skipped: root cannot have a mount namespace here"
		exit 77
	}
	tmp=$(mktemp -d)
	unshare --mount bash "$0" inside "$tmp"
	status=$?
	rmdir "$tmp"
	exit $status
fi

copy_dev() { # DIR
	mount --make-rprivate / && mount -t tmpfs -o mode=755 tmpfs "$1" || return
	cp -a /dev/{null,zero,full,random,urandom,tty,console} "$1" || return
	mknod -m 666 "$1/ptmx" c 5 2 && mknod -m 600 "$1/ttyS0" c 4 64 || return
	mknod -m 660 "$1/sda" b 8 0 && ln -s /proc/self/fd "$1/fd" || return
	mkdir "$1/pts" "$1/shm" && mount -t devpts devpts "$1/pts" || return
	mount -t tmpfs -o mode=1777 tmpfs "$1/shm" || return
	while mountpoint -q /dev; do umount -R -l /dev || return; done
	mount --move "$1" /dev
}
if [ "${1:-}" = inside ]; then
	copy_dev "$2" || { echo "cannot make a /dev to try it on"; exit 1; }
fi

shared=/dev/shm/drydock-$$
touch "$shared" || exit 1
out=$(mktemp)
trap 'rm -f "$shared" "$out"' EXIT
failed=0

# Terminals and shared memory come and go with other programs, and using a
# terminal changes its times; what is ours to look at is the rest.
snapshot() {
	find /dev -path /dev/pts -prune -o -path '/dev/shm/*' -prune -o -print0 | sort -z |
		xargs -0 stat -c '%n %F %t:%T %a %u:%g'
	find /dev -path /dev/pts -prune -o -path '/dev/shm*' -prune -o -name 'tty*' -prune -o \
		! -name ptmx ! -name console -print0 | sort -z | xargs -0 stat -c '%n %y'
	stat -c '%n %F %a %u:%g %y' /dev/pts "$shared"
	stat -c '%n %F %t:%T %a %u:%g' /dev/pts/ptmx
}

session() { # HOW COMMAND...
	local how=$1 before after status
	shift
	before=$(snapshot)
	"$@" >"$out" 2>&1
	status=$?
	after=$(snapshot)
	[ "$status" = 0 ] || { echo "$how: status $status"; tail -5 "$out"; failed=1; }
	[ "$before" = "$after" ] && return
	echo "$how: the host's /dev has changed:"
	diff <(echo "$before") <(echo "$after")
	failed=1
}

run=("$build/drydock" run --timeout 40 --module "$build/modules/scullp/scullp.ko" --
	python3 "$source/tests/user/dev_mischief.py")

session "as $(id -un)" "${run[@]}"
(cd /dev && session "from /dev" "${run[@]}"; exit $failed) || failed=1
if said=$("$build/drydock" run --quiet -- true 5</dev 2>&1) ||
	[[ $said != "drydock: descriptor 5 is the host's folder /dev"* ]]; then
	echo "an open /dev is handed to the program: $said"
	failed=1
fi
[ "$(id -u)" = 0 ] || exit $failed
if su -s /bin/sh nobody -c "unshare -rm test -r '$build/drydock'" 2>/dev/null; then
	session "as nobody" su -s /bin/bash nobody -c 'cd / && exec "$@"' -- bash "${run[@]}"
else
	echo "not tried as a plain user: nobody cannot make namespaces, or read $build"
fi
exit $failed
