#!/bin/bash
# SPDX-License-Identifier: MIT
#
# A run has the Linux that its modules are built for: a driver in the words of
# 2.6.10 is built as its Makefile of that time asks for it, and all that names
# the kernel agrees. Prints one line a claim.

set -u
# shellcheck source=tests/api/workplace.sh
. "$(dirname "$0")/workplace.sh"

kdir() { "$drydock" kdir --api "$1"; }

mkdir old
cp "$here/hello.c" old
printf 'CFLAGS += -DHELLO=1\nEXTRA_CFLAGS += -DEXTRA=1\nobj-m := hello.o\n' >old/Makefile
printf '#if !defined(HELLO) || !defined(EXTRA)\n#error "flags"\n#endif\n' >>old/hello.c
claim "a module of 2.6.10 is built, with SUBDIRS= and CFLAGS" \
	exits 0 make -C "$(kdir 2.6.10)" SUBDIRS="$tmp/old" modules
claim "it is loaded, with MODULE_PARM parameters" \
	exits 0 "$drydock" run --module old/hello.ko,howmany=3,four=5,6,7,whom=Linus -- true
claim "... and knows its kernel" says "Hello, Linus: 2.6.10-drydock 2060a, 3, 5 6 7 0"
claim "... sleeps on a queue until its time is over" says "Nobody woke: 0 left"
claim "... and leaves" says "Goodbye, cruel world"
claim "fewer values than the type wants are refused" \
	exits 2 "$drydock" run --module old/hello.ko,four=5 -- true
claim "... and more" exits 2 "$drydock" run --module old/hello.ko,four=1,2,3,4,5 -- true
claim "... and a number that is too large" \
	exits 2 "$drydock" run --module old/hello.ko,howmany=99999999999 -- true
claim "... in one line" says "parameter howmany: '99999999999' does not fit into its type\$"

cat >names <<'END'
uname -r
cat /proc/sys/kernel/osrelease
cut -d' ' -f1-3 /proc/version
readlink /lib/modules/$(uname -r)/build
dmesg | grep -o 'Linux version .*'
END
claim "a program on it sees 2.6.10" \
	exits 0 "$drydock" run --module old/hello.ko -- sh names
for line in '^2.6.10-drydock$' '^Linux version 2.6.10-drydock$' "^$(kdir 2.6.10)\$" \
	'^Linux version 2.6.10-drydock (drydock)$'; do
	claim "... $line" says "$line"
done
claim "... in both places" test "$(grep -cx '2.6.10-drydock' said)" = 2
claim "without a module --api says it" exits 0 "$drydock" run --api 4.19 -- sh names
claim "... 4.19" says '^Linux version 4.19.0-drydock$'
claim "without both it is 6.1" exits 0 "$drydock" run -- sh names
claim "... 6.1" says '^Linux version 6.1.0-drydock$'

claim "drydock check finds nothing missing at 2.6.16" \
	exits 0 "$drydock" check --api 2.6.16 old
claim "... MODULE_PARM at 2.6.17" exits 1 "$drydock" check --api 2.6.17 old
claim "... by name" says 'hello.c:.*MODULE_PARM is not there'
claim "... and refuses a version that there is not" exits 2 "$drydock" check --api 9.9 old
claim "... in one line" says "^drydock: check: 9.9: no such version; there is 2.6.10 to .* 6.12$"

claim "... the header at 6.1" exits 1 "$drydock" check old
claim "... which is named" says 'hello.c:.*header <linux/config.h> is not there'

# What a version does not know: the header, MODULE_PARM, SUBDIRS=.
claim "6.1 has no linux/config.h" exits 2 make -C "$(kdir 6.1)" M="$tmp/old" modules
claim "... and says so" says "there is no linux/config.h since Linux 2.6.19"
sed -i '/config.h/d; /CFLAGS/d; /^#/d; /flags/d' old/hello.c old/Makefile
sed -i '1i#include <linux/module.h>\n#include <linux/version.h>' old/hello.c
claim "2.6.17 has no MODULE_PARM" exits 2 make -C "$(kdir 2.6.17)" M="$tmp/old" modules
claim "5.4 knows no SUBDIRS=" exits 2 make -C "$(kdir 5.4)" SUBDIRS="$tmp/old" modules
claim "... 5.3 does" exits 0 make -C "$(kdir 5.3)" SUBDIRS="$tmp/old" clean
exit $failed
