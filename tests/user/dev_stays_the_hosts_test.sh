#!/bin/bash
# SPDX-License-Identifier: MIT
#
# Whatever programs do to /dev inside, as root of the host and as a plain user,
# the host's stays as it was: every name, type, number, owner, mode and time.
#
# As root "the host's" is a copy in a mount and pid namespace that the real one is
# not in: a drydock that fails here must not take the machine's along. And that
# copy is destroyed in the end, in the same ways, to see that it would be noticed.

set -u
build=$(realpath "${DRYDOCK_BUILD:?}") || exit 1
source=$(realpath "${DRYDOCK_SOURCE:?}") || exit 1
if [ "$(id -u)" = 0 ] && [ "${1:-}" != inside ]; then
	own=(unshare --mount --pid --fork --kill-child --mount-proc)
	"${own[@]}" true 2>/dev/null || {
		echo "skipped: root cannot have namespaces here"
		exit 77
	}
	tmp=$(mktemp -d)
	"${own[@]}" bash "$0" inside "$tmp"
	status=$?
	rm -rf "$tmp"
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
	cd / && copy_dev "$2" && chmod 1777 "$2" && mkdir "$2/dev copy" &&
		mount --bind /dev "$2/dev copy" || { echo "cannot make a /dev to try it on"; exit 1; }
	tmp=$2 copy="$2/dev copy"
else
	tmp=$(mktemp -d) copy=
fi

shared=/dev/shm/drydock-$$
touch "$shared" || exit 1
trap 'rm -f "$shared"; [ "$copy" ] || rm -rf "$tmp"' EXIT
failed=0
mischief() { python3 "$source/tests/user/dev_mischief.py" "$@"; }

session() { # HOW COMMAND...
	local how=$1 before after status
	shift
	before=$(mischief snapshot)
	"$@" >"$tmp/done" 2>"$tmp/err" </dev/null 5</dev 6</ 7</usr
	status=$?
	after=$(mischief snapshot)
	rm -f "$tmp/link"
	[ "$status" = 0 ] || { echo "$how: status $status"; tail -5 "$tmp/err"; failed=1; }
	[ "$before" = "$after" ] && return
	echo "$how: the host's /dev has changed:"
	diff <(echo "$before") <(echo "$after")
	failed=1
}
run=("$build/drydock" run --timeout 40 --quiet --module "$build/modules/scullp/scullp.ko" --
	python3 "$source/tests/user/dev_mischief.py" machine "$tmp" ${copy:+"$copy"})

cd / || exit 1
session "as $(id -un)" "${run[@]}"
if [ "$copy" ]; then
	cp "$tmp/done" "$tmp/root"
	if su -s /bin/sh nobody -c "unshare -rm test -r '$build/drydock'" 2>/dev/null; then
		session "as nobody" su -s /bin/bash nobody -c 'exec "$@"' -- bash "${run[@]}"
		grep -v ': chown$' "$tmp/root" | diff - "$tmp/done" || { echo "nobody does not do it all"; failed=1; }
	else
		echo "not tried as a plain user: nobody cannot make namespaces, or read $build"
	fi
fi
cd /dev || exit 1
session "from /dev" "${run[@]}"
cd / || exit 1
[ "$copy" ] || exit $failed

# A folder that is open, and not in the machine's world, is not handed to it.
mkdir /dev/gone
said=$("$build/drydock" run --quiet -- true 2>&1 5</dev/gone)
status=$?
[ "$status" = 2 ] && [[ $said = "drydock: descriptor 5 is the folder /dev/gone, which "* ]] || {
	echo "a folder of the host's /dev is handed on: status $status, $said"
	failed=1
}
rmdir /dev/gone

# The same without the machine: each thing is noticed.
mischief canary "$tmp" >"$tmp/noticed" 5</dev 6</ 7</usr || failed=1
diff "$tmp/root" "$tmp/noticed" || { echo "not all that is done is known to be noticed"; failed=1; }
exit $failed
