#!/bin/bash
# SPDX-License-Identifier: MIT
#
# An installed drydock works without the source tree: it finds its folder, and
# a driver is built with the headers that were installed.

set -u
build=${DRYDOCK_BUILD:?}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
unset DRYDOCK_DATADIR MAKEFLAGS MAKELEVEL MFLAGS
# shellcheck source=tests/claims.sh
. "$(dirname "$0")/claims.sh"

DESTDIR=$tmp/dest meson install -C "$build" --no-rebuild --quiet >"$tmp/log" 2>&1 ||
	{ cat "$tmp/log"; exit 1; }
exe=$(find "$tmp/dest" -name drydock -type f -perm -u+x | head -n 1)
prefix=$(dirname "$(dirname "$exe")")
share=$prefix/share/drydock

claim "the build tree's drydock names the build tree's folder" \
	test "$("$build/drydock" kdir)" = "$(realpath "$build")/share/drydock/kdir/6.1"
claim "the installed one names the installed folder" \
	test "$("$exe" kdir)" = "$(realpath "$share")/kdir/6.1"
claim "--api 6.1 is the same" test "$("$exe" kdir --api 6.1)" = "$("$exe" kdir)"
claim "an unknown version is refused" exits 2 "$exe" kdir --api 9.9
claim "... naming those there are" says "no API version '9.9'; there is 2.6.10 to 2.6.39, .*, 6.0 to 6.12$"
claim "a stable update is no version of its own" exits 2 "$exe" kdir --api 5.10.3
claim "each version has a folder" sh -c \
	"for v in \$('${DRYDOCK_SOURCE:?}/kbuild/versions'); do
		test \"\$('$exe' kdir --api \$v)\" = '$(realpath "$share")'/kdir/\$v -a \
			-e '$share'/kdir/\$v-plain/Makefile || exit 1
	done"
claim "... also when it is written with three numbers" \
	test "$("$exe" kdir --api 5.4.0)" = "$(realpath "$share")/kdir/5.4"
claim "a path as a version is refused" exits 2 "$exe" kdir --api ../kdir/6.1
claim "an unknown option is refused" exits 2 "$exe" kdir --frobnicate
claim "DRYDOCK_DATADIR goes first" exits 2 env DRYDOCK_DATADIR=/nowhere "$exe" kdir
claim "... and is named when it is wrong" says "/nowhere/kdir: no module build"

mv "$prefix" "$tmp/moved"
share=$tmp/moved/share/drydock
claim "an installed tree may be moved" \
	test "$("$tmp/moved/bin/drydock" kdir)" = "$(realpath "$share")/kdir/6.1"
mkdir "$tmp/drv"
printf '#include <linux/module.h>\nMODULE_LICENSE("GPL");\n' >"$tmp/drv/m.c"
echo 'obj-m := m.o' >"$tmp/drv/Makefile"
claim "a driver is built with it" make -C "$share/kdir/6.1" M="$tmp/drv" modules
claim "... with the installed headers alone" \
	test -z "$(grep -h "${DRYDOCK_SOURCE:?}" "$tmp"/drv/.*.cmd)"
runs() { "$build/drydock" run --quiet --module "$tmp/drv/m.ko" -- true; }
claim "... and runs where headers are the same" exits 0 runs
digests() { "$share/kdir/header-digests" "$1/include"; }
claim "... as those that were installed are" \
	test "$(digests "$share")" = "$(digests "${DRYDOCK_SOURCE:?}")"
cp -r "$share/include" "$tmp/include"
echo '/* another */' >>"$share/include/linux/seq_file.h"
claim "a header that a driver does not include may differ" \
	make -C "$share/kdir/6.1" M="$tmp/drv" modules
claim "... and it still runs" exits 0 runs
echo '/* another */' >>"$share/include/linux/module.h"
claim "one that it includes" make -C "$share/kdir/6.1" M="$tmp/drv" modules
claim "... may not" exits 2 runs
claim "... and is named" says "m.ko is built with other headers of drydock (linux/module.h is not the same)"
claim "... in one line" test "$(grep -c . "$tmp/said")" = 1
rm -r "$share/include" && mv "$tmp/include" "$share/include"
claim "the machines are installed" test -e "$share/machines/pc.dtb"
claim "drydock.pc is installed" find "$tmp/moved/share/pkgconfig/drydock.pc"

if command -v gdb >/dev/null; then
	printf 'break m_init\ncontinue\nbacktrace 1\n' >"$tmp/commands"
	printf 'static int m_init(void) { return 0; }\nmodule_init(m_init);
static void m_exit(void) {}\nmodule_exit(m_exit);\n' >>"$tmp/drv/m.c"
	make -C "$share/kdir/6.1" M="$tmp/drv" modules >"$tmp/said" 2>&1
	claim "gdb knows a driver's functions" exits 0 "$tmp/moved/bin/drydock" run \
		--gdb="$tmp/commands" --module "$tmp/drv/m.ko" -- true </dev/null
	claim "... and lines" says "m_init () at $tmp/drv/m.c:3"
fi
exit $failed
