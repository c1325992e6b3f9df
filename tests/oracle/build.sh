#!/bin/bash
# SPDX-License-Identifier: MIT
#
# build.sh BUILD: make what the oracle runs, in the folder BUILD.
#
#   BUILD/cases              the program, static
#   BUILD/linux/VERSION/...  scullp, built for the newest installed kernel
#   BUILD/linux/scullp.ko    that module; BUILD/linux/vmlinuz links its kernel
#
# Sources are copied first: the real kernel's build leaves objects beside them,
# and those must not meet the ones that Drydock's build makes.

set -eu
here=$(cd "$(dirname "$0")" && pwd)
top=$here/../..
build=${1:?usage: build.sh BUILD}
unset MAKEFLAGS MAKELEVEL MFLAGS

fail() {
	echo "oracle: $*" >&2
	exit 2
}

# The newest kernel whose image and headers are both here.
version=
for dir in $(ls -d /lib/modules/*/build 2>/dev/null | sort -V); do
	v=$(basename "$(dirname "$dir")")
	[ -f "$dir/Makefile" ] && [ -r "/boot/vmlinuz-$v" ] && version=$v
done
[ -n "$version" ] || fail "no kernel with headers here (linux-image-amd64, linux-headers-amd64)"

mkdir -p "$build/linux/$version/scullp" "$build/objects"
for source in "$here"/*.c; do
	object=$build/objects/$(basename "$source" .c).o
	[ "$object" -nt "$source" ] && [ "$object" -nt "$here/cases.h" ] && continue
	${CC:-gcc} -std=gnu11 -D_GNU_SOURCE -O2 -Wall -Wextra -I"$top/drivers/scullp" \
		-c -o "$object" "$source"
done
${CC:-gcc} -static -pthread -o "$build/cases" "$build"/objects/*.o

cp -uL "$top"/drivers/scullp/*.[ch] "$top/drivers/scullp/Makefile" "$build/linux/$version/scullp/"
make -C "/lib/modules/$version/build" M="$(cd "$build/linux/$version/scullp" && pwd)" modules \
	>"$build/linux/make.log" 2>&1 || {
	cat "$build/linux/make.log" >&2
	fail "scullp does not build for Linux $version"
}
cp "$build/linux/$version/scullp/scullp.ko" "$build/linux/scullp.ko"
ln -sf "/boot/vmlinuz-$version" "$build/linux/vmlinuz"
