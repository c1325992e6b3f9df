#!/bin/bash
# SPDX-License-Identifier: MIT
#
# A driver's load script and unload script as the book has them: insmod, the major
# number out of /proc/devices, rm, mknod, ln, chgrp, chmod; rmmod, rm. With the
# programs of kmod and coreutils, and with busybox's; as root and as a plain user.

set -u
build=$(realpath "${DRYDOCK_BUILD:?}") || exit 1
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
chmod 755 "$tmp"
mkdir "$tmp/busybox"
for name in insmod rmmod lsmod modinfo awk mknod ln chgrp chmod rm cat stat dmesg; do
	ln -s "$(command -v busybox)" "$tmp/busybox/$name"
done
cp "$build/modules/scullp/scullp.ko" "$tmp"
cat >"$tmp/load" <<'END'
#!/bin/sh
module=scullp
cd "$(dirname "$0")" || exit 1
insmod ./$module.ko "$@" || exit 1
major=$(awk -v name=$module '$2 == name { print $1 }' /proc/devices)
rm -f /dev/${module}[0-3]
for minor in 0 1 2 3; do
	mknod /dev/$module$minor c "$major" $minor || exit 1
done
ln -sf ${module}0 /dev/$module
group=staff
grep -q '^staff:' /etc/group || group=wheel
chgrp $group /dev/${module}[0-3] || exit 1
chmod 664 /dev/${module}[0-3]
END
cat >"$tmp/unload" <<'END'
#!/bin/sh
rmmod scullp || exit 1
rm -f /dev/scullp /dev/scullp[0-3]
END
cat >"$tmp/session" <<'END'
cd /
modinfo "$1/scullp.ko" | awk '$1 == "parm:" && /scullp_devs/ { n++ } /^license:/ { n++ } END { exit n != 2 }' || exit 10
sh "$1/load" scullp_order=1 scullp_devs=3 || exit 11
[ "$(cat /sys/module/scullp/parameters/scullp_order)" = 1 ] || exit 12
major=$(awk '$2 == "scullp" { print $1 }' /proc/devices)
for n in 0 1 2 3; do
	[ "$(stat -c '%A %U:%G %t:%T' /dev/scullp$n)" = "crw-rw-r-- root:$2 $(printf %x "$major"):$n" ] || exit 13
done
lsmod | awk '$1 == "scullp" && $3 == 0 { n++ } END { exit n != 1 }' || exit 14
echo hello >/dev/scullp && echo there >/dev/scullp2 || exit 15
[ "$(cat /dev/scullp0 /dev/scullp2)" = "hello
there" ] || exit 16
(echo x >/dev/scullp3) 2>"$3" && exit 17 # there are three devices only
grep -q 'No such device or address' "$3" || exit 18
exec 5</dev/scullp1
sh "$1/unload" 2>/dev/null && exit 19 # in use
[ -c /dev/scullp0 ] || exit 20
exec 5<&-
sh "$1/unload" || exit 21
[ -z "$(lsmod | awk '/scullp/')" ] && [ ! -e /dev/scullp0 ] && [ ! -e /dev/scullp ] || exit 22
grep scullp /proc/devices && exit 23
sh "$1/load" && [ "$(cat /sys/module/scullp/parameters/scullp_order)" = 0 ] || exit 24
dmesg >/dev/null || exit 25
END

group=staff
grep -q '^staff:' /etc/group || group=wheel
the_hosts() {
	stat -c '%n %A %u:%g %t:%T' /dev /dev/*
	grep -s '^scullp ' /proc/modules # others come, go and are used
}
before=$(the_hosts)
failed=0
try() { # WHAT PATH COMMAND...
	local what=$1 path=$2 status
	shift 2
	PATH=$path "$@" "$build/drydock" run --timeout 50 -- \
		/bin/sh "$tmp/session" "$tmp" $group "$tmp/said" >"$tmp/out" 2>&1 </dev/null
	status=$?
	[ $status = 0 ] && grep -q 'nothing is left: 0 pages' "$tmp/out" && return
	echo "$what: status $status"
	cat "$tmp/out"
	failed=1
}
: >"$tmp/said"
chmod 666 "$tmp/said"
try kmod "$PATH" env
try busybox "$tmp/busybox:$PATH" env
if [ "$(id -u)" = 0 ] && su -s /bin/sh nobody -c \
	"unshare -rm test -r '$tmp/scullp.ko' -a -x '$build/drydock'" 2>/dev/null; then
	as_nobody=(su -s /bin/bash nobody -c 'cd / && PATH=$0 exec "$@"' --)
	try "kmod, a plain user" "$PATH" "${as_nobody[@]}" "$PATH"
	try "busybox, a plain user" "$PATH" "${as_nobody[@]}" "$tmp/busybox:$PATH"
else
	echo "not tried as another user: nobody cannot make namespaces, or run $build/drydock"
fi
[ "$(the_hosts)" = "$before" ] || {
	echo "the host's /dev or its list of modules has changed"
	failed=1
}
exit $failed
