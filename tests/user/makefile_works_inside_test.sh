#!/bin/bash
# SPDX-License-Identifier: MIT
#
# A driver's own Makefile, which asks uname -r for the kernel's build folder, and
# a load script with sudo work on the machine as they are: also where the host has
# neither /lib/modules nor sudo, which leaves it without them.

set -u
build=$(realpath "${DRYDOCK_BUILD:?}") || exit 1
if [ "${1:-}" = without ]; then # in a mount namespace of its own
	mount --make-rprivate / && mount -t tmpfs tmpfs "$2" || exit 1
	mkdir "$2/lib" "$2/bin" && mknod "$2/lib/modules" c 0 0 && mknod "$2/bin/sudo" c 0 0 || exit 1
	for dir in lib bin; do # a device 0,0 is how an overlay takes a name away
		mount -t overlay -o "lowerdir=$2/$dir:/usr/$dir" overlay "/usr/$dir" || exit 77
	done
	[ ! -e /lib/modules ] && [ ! -e /usr/bin/sudo ] || exit 77
	shift 2
	exec "$@"
fi

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
chmod 755 "$tmp" && mkdir "$tmp/driver" "$tmp/layers" && chmod 777 "$tmp/driver"
cat >"$tmp/driver/hello.c" <<'END'
#include <generated/utsrelease.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
static ssize_t hello_read(struct file *f, char __user *buf, size_t n, loff_t *pos)
{
	return simple_read_from_buffer(buf, n, pos, UTS_RELEASE "\n", sizeof(UTS_RELEASE));
}
static const struct file_operations fops = { .owner = THIS_MODULE, .read = hello_read };
static struct miscdevice misc = { .minor = MISC_DYNAMIC_MINOR, .name = "hello", .fops = &fops };
module_misc_device(misc);
MODULE_LICENSE("GPL");
END
# A module that needs hello's export: modprobe loads both.
sed -i 's/^MODULE_LICENSE/int hello_here;\nEXPORT_SYMBOL_GPL(hello_here);\n&/' "$tmp/driver/hello.c"
cat >"$tmp/driver/friend.c" <<'END'
#include <linux/module.h>
extern int hello_here;
static int __init friend_init(void)
{
	return hello_here;
}
module_init(friend_init);
static void __exit friend_exit(void)
{
}
module_exit(friend_exit);
MODULE_LICENSE("GPL");
END
cat >"$tmp/driver/Makefile" <<'END'
ifneq ($(KERNELRELEASE),)
obj-m := hello.o friend.o
else
KDIR ?= /lib/modules/$(shell uname -r)/build
default:
	$(MAKE) -C $(KDIR) M=$(CURDIR) modules
install:
	$(MAKE) -C $(KDIR) M=$(CURDIR) modules_install
clean:
	$(MAKE) -C $(KDIR) M=$(CURDIR) clean
endif
END
cat >"$tmp/driver/load.sh" <<'END'
set -e
cd "$(dirname "$0")"
[ "$(id -u)" = 0 ]
release=$(uname -r)
[ "$(cat /proc/sys/kernel/osrelease)" = "$release" ]
[ "$(uname -v)" = "$(cat /proc/sys/kernel/version)" ]
grep -qF "Linux version $release (" /proc/version
[ "$(realpath "/lib/modules/$release/build")" = "$(realpath "$1")" ]
[ "$(ls /lib/modules)" = "$release" ]
make -s
sudo -n -E insmod hello.ko
sudo sh -c 'rm -f /dev/hello2 && mknod /dev/hello2 c 10 "$(awk "\$2 == \"hello\" { print \$1 }" /proc/misc)"'
[ "$(sudo cat /dev/hello2)" = "$release" ]
sudo rmmod hello
[ "$(modinfo -F license hello.ko)" = GPL ]
make -s install
depmod
modprobe hello
[ "$(cat /dev/hello)" = "$release" ]
modprobe -r hello
[ ! -e /dev/hello ]
modprobe friend
[ "$(cat /dev/hello)" = "$release" ]
modprobe -r friend
[ ! -e /dev/hello ]
make -s clean
[ "$(echo *)" = "Makefile friend.c hello.c load.sh" ]
END

failed=0
try() { # HOW COMMAND...
	local how=$1 status
	shift
	"$@" "$build/drydock" run --timeout 50 -- sh "$tmp/driver/load.sh" \
		"$("$build/drydock" kdir)" >"$tmp/out" 2>&1
	status=$?
	[ "$status" = 0 ] && return
	[ "$status" = 77 ] && [ "$how" != here ] && echo "$how: cannot be tried here" && return
	echo "$how: status $status"
	cat "$tmp/out"
	failed=1
}
command -v insmod >/dev/null || { echo "skipped: no insmod"; exit 77; }
before=$(ls /lib/modules 2>&1)
try here env
if [ "$(id -u)" = 0 ] && unshare --mount true 2>/dev/null; then
	without=(unshare --mount bash "$0" without "$tmp/layers")
	try "without /lib/modules and sudo" "${without[@]}"
	if su -s /bin/sh nobody -c "unshare -rm test -r '$build/drydock'" 2>/dev/null; then
		nobody=(su -s /bin/bash nobody -c 'exec "$@"' -- bash)
		try "as nobody" "${nobody[@]}"
		try "as nobody, without them" "${without[@]}" "${nobody[@]}"
	else
		echo "not tried as a plain user: nobody cannot make namespaces, or read $build"
	fi
fi
[ "$(ls /lib/modules 2>&1)" = "$before" ] || { echo "the host's /lib/modules has changed"; failed=1; }
exit $failed
