#!/bin/bash
# SPDX-License-Identifier: MIT
#
# enter.sh DIR CMD [ARG]... - in mount and process namespaces of its own (see
# root.sh): make DIR the root, and run the command there.

set -eu
root=$1
shift
mount --make-rprivate /
mount --bind "$root" "$root"
mkdir -p "$root/old"
mount --rbind /dev "$root/dev"
mount --rbind /sys "$root/sys"
mount -t proc proc "$root/proc"
cd "$root"
pivot_root . old
umount -l /old
rmdir /old
cd /
exec env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
	TERM=dumb LC_ALL=C.UTF-8 CI="${CI:-}" "$@"
