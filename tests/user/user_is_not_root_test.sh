#!/bin/bash
# SPDX-License-Identifier: MIT
#
# Programs are root, and sudo runs what it is given; with --user they are not, and
# what a node's permissions and Linux's rules forbid them is forbidden.

set -u
build=$(realpath "${DRYDOCK_BUILD:?}") || exit 1
module=$build/modules/scullp/scullp.ko
out=$(mktemp)
trap 'rm -f "$out"' EXIT
failed=0

root='
[ "$(id -u)" = 0 ] && [ "$(sudo id -u)" = 0 ] || exit 10
[ "$(sudo -E -u root A="b c" sh -c "echo \"\$A\"")" = "b c" ] || exit 11
[ "$(sudo -n -H -- echo -n x)" = x ] || exit 12
[ "$(echo "echo y" | sudo -s)" = y ] && [ "$(sudo -i echo z)" = z ] || exit 13
sudo false; [ $? = 1 ] || exit 14
said=$(sudo -u nobody id 2>&1) && exit 15
[ "$said" = "sudo: -u nobody: on the machine it runs commands as root only" ] || exit 16
said=$(sudo --list 2>&1) && exit 17
[ "$said" = "sudo: --list: no such option on the machine" ] || exit 18
chmod 600 /dev/scullp0 && echo x >/dev/scullp0 || exit 19
'
user='
[ "$(id -u)" != 0 ] || exit 20
said=$(sudo id 2>&1) && exit 21
[ "${said#sudo: this session has no root}" != "$said" ] || exit 22
[ "$(stat -c %u:%g:%a:%t:%T /dev/tty0)" = 0:0:620:4:0 ] || exit 23
said=$(cat /dev/tty0 2>&1) && exit 24
[ "${said%Permission denied}" != "$said" ] || exit 25
[ "$(stat -c %a /dev/scullp0)" = 666 ] && echo x >/dev/scullp0 || exit 26
[ "$(cat /dev/scullp0)" = x ] || exit 27
rm -f /dev/scullp0 2>/dev/null && exit 28
mknod /dev/x c 1 2 2>/dev/null && exit 29
mknod /dev/shm/x c 1 2 2>/dev/null && exit 30
[ -c /dev/scullp0 ] && [ ! -e /dev/x ] && [ ! -e /dev/shm/x ] || exit 31
busybox rmmod scullp 2>/dev/null && exit 32
grep -q scullp /proc/modules || exit 33
dmesg -r 2>/dev/null | grep -q . || exit 34
said=$(dmesg -n 1 2>&1) && exit 35
said=$(dmesg -C 2>&1) && exit 36
[ "${said%Operation not permitted}" != "$said" ] || exit 37
'
try() { # WHO OPTION SCRIPT COMMAND...
	local who=$1 option=$2 script=$3 status
	shift 3
	"$@" "$build/drydock" run --timeout 40 $option --module "$module" -- sh -c "$script" \
		>"$out" 2>&1
	status=$?
	[ "$status" = 0 ] && return
	echo "$who, ${option:-as root}: status $status"
	tail -5 "$out"
	failed=1
}
try "$(id -un)" "" "$root" env
# The sudo of a build tree is in it: who cannot read that has no sudo.
if [ "$(id -u)" != 0 ] || setpriv --reuid 65534 --clear-groups test -r "$module"; then
	try "$(id -un)" --user "$user" env
else
	echo "--user is not tried: nobody cannot read $module"
fi
[ "$(id -u)" = 0 ] || exit $failed
SUDO_UID=12 SUDO_GID=34 try sudo --user '[ "$(id -u):$(id -g)" = 12:34 ] || exit 40' env
if su -s /bin/sh nobody -c "unshare -rm test -r '$module'" 2>/dev/null; then
	as_nobody=(su -s /bin/bash nobody -c 'cd / && exec "$@"' -- bash)
	try nobody "" "$root" "${as_nobody[@]}"
	try nobody --user "$user" "${as_nobody[@]}"
else
	echo "not tried as a plain user: nobody cannot make namespaces, or read $module"
fi
exit $failed
