#!/bin/bash
# SPDX-License-Identifier: MIT
#
# build.sh BUILD: make what the oracle runs, in the folder BUILD.
#
#   BUILD/cases                   the program, static
#   BUILD/linux/VERSION/DRIVER/   the driver, built against that kernel
#   BUILD/linux/modules/          what was made there: DRIVER.ko, and more
#   BUILD/linux/kernel            that kernel, unpacked if that is possible here
#
# The kernel is the newest installed 6.1, for which the driver is written, or
# ORACLE_KERNEL=VERSION. Without one, exit status 77. Sources are copied first:
# the real kernel's build leaves objects beside them, and those must not meet
# the ones that Drydock's build makes.

set -eu
here=$(cd "$(dirname "$0")" && pwd)
top=$here/../..
build=${1:?usage: build.sh BUILD}
# shellcheck source=driver.sh
. "$here/driver.sh"
unset MAKEFLAGS MAKELEVEL MFLAGS

fail() {
	echo "oracle: $*" >&2
	exit 2
}

# The newest 6.1 whose image and headers are both here.
newest() {
	local dir v

	for dir in $(ls -d /lib/modules/6.1.*/build 2>/dev/null | sort -rV); do
		v=$(basename "$(dirname "$dir")")
		[ -f "$dir/Makefile" ] && [ -r "/boot/vmlinuz-$v" ] && echo "$v" && return
	done
}

# unpack IMAGE OUT: the ELF file within a bzImage. Unpacking it here saves half
# of the boot. The header's fields are those of the x86 boot protocol.
unpack() {
	local sectors offset length payload=$2.payload tool

	sectors=$(od -An -tu1 -j $((0x1f1)) -N 1 "$1")
	offset=$(od -An -tu4 -j $((0x248)) -N 4 "$1")
	length=$(od -An -tu4 -j $((0x24c)) -N 4 "$1")
	# Its last four bytes are the unpacked size, not part of the stream.
	tail -c +$(((sectors + 1) * 512 + offset + 1)) "$1" | head -c $((length - 4)) >"$payload"
	for tool in xz zstd gzip lz4 none; do
		[ $tool != none ] && $tool -dc <"$payload" >"$2" 2>/dev/null && break
	done
	rm -f "$payload"
	[ $tool != none ]
}

version=${ORACLE_KERNEL:-$(newest)}
if [ -z "$version" ]; then
	echo "oracle: no Linux 6.1 with headers here (linux-image-amd64, linux-headers-amd64)" >&2
	exit 77
fi

mkdir -p "$build/linux/$version/$driver" "$build/objects"
for source in "${sources[@]}"; do
	object=$build/objects/$(basename "$source" .c).o
	[ "$object" -nt "$source" ] && [ "$object" -nt "$here/cases.h" ] &&
		[ "$object" -nt "$driver_dir/${driver}_ioctl.h" ] && continue
	${CC:-gcc} -std=gnu11 -D_GNU_SOURCE -O2 -Wall -Wextra -I"$here" \
		-I"$driver_dir" -c -o "$object" "$source"
done
${CC:-gcc} -static -pthread -o "$build/cases" "$build"/objects/*.o

rm -rf "$build/linux/modules"
mkdir "$build/linux/modules"
for folder in "$driver_dir" "${more_dirs[@]}"; do
	module=$build/linux/$version/$(basename "$folder")
	[ "$folder" != "$driver_dir" ] || module=$build/linux/$version/$driver
	mkdir -p "$module"
	cp -uL "$folder"/*.[ch] "$folder/Makefile" "$module/"
	make -C "/lib/modules/$version/build" M="$(cd "$module" && pwd)" modules \
		>"$build/linux/make.log" 2>&1 || {
		cat "$build/linux/make.log" >&2
		fail "$folder does not build for Linux $version"
	}
	cp "$module"/*.ko "$build/linux/modules/"
done
image=/boot/vmlinuz-$version
if [ ! "$build/linux/kernel" -nt "$image" ] || [ "$(cat "$build/linux/version")" != "$version" ]; then
	unpack "$image" "$build/linux/kernel" || cp "$image" "$build/linux/kernel"
	echo "$version" >"$build/linux/version"
fi
