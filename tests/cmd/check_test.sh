#!/bin/bash
# SPDX-License-Identifier: MIT
#
# drydock check: what is missing is named with file, line and the nearest thing,
# what is there is not. Prints one line a claim.

set -u
build=$(realpath "${DRYDOCK_BUILD:?}")
top=$(cd "$(dirname "$0")/../.." && pwd)
drydock=$build/drydock
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
# shellcheck source=tests/claims.sh
. "$(dirname "$0")/../claims.sh"
cd "$tmp" || exit 1

# line TEXT: one of the lines is exactly that
line() { grep -qxF -e "$1" "$tmp/said" || { cat "$tmp/said"; return 1; }; }
silent() { ! grep -q -e "$1" "$tmp/said" || { cat "$tmp/said"; return 1; }; }
lines() { [ "$(wc -l <"$tmp/said")" = "$1" ] || { cat "$tmp/said"; return 1; }; }

# --- drivers that compile -----------------------------------------------------
for d in drivers/scullp drivers/edu tests/must_report/broken tests/must_report/dma \
	tests/kernel/tasks tests/kernel/pci tests/cmd/pictures bench/driver; do
	claim "nothing is missing in $d" exits 0 "$drydock" check "$top/$d"
done
cp -r "$top/tests/cmd/check" samples
claim "nothing is missing where everything is declared" \
	exits 0 "$drydock" check samples/all_is_there.c
claim "... and that is said" line "nothing is missing; 1 file looked at"

# --- what is missing ------------------------------------------------------------
claim "what is missing gives status 1" exits 1 "$drydock" check samples/all_is_missing.c
# Each line of the sample that ends in "/* says: TEXT */" must be said with its
# number, and nothing else.
grep -n 'says: ' samples/all_is_missing.c |
	sed 's|^\([0-9]*\):.*says: \(.*\) \*/$|samples/all_is_missing.c:\1: \2|' >wanted
grep -v 'looked at$' said >got
sed -i 's|; nearest: .*||' got
claim "each missing thing is named with its line, and nothing else" \
	diff <(sed 's|; nearest: .*||' wanted) got
grep 'nearest: ' wanted >near
while read -r text; do
	claim "the nearest: ${text##*: }" line "$text"
done <near
claim "the last line counts them" \
	line "1 header, 4 functions, 1 macro, 1 constant, 1 struct, 1 type, 1 name missing; 1 file looked at"

# --- which files ------------------------------------------------------------------
mkdir -p drv/parts drv/inc
printf 'obj-m += two.o\ntwo-y := a.o parts/b.o\nccflags-y := -I$(src)/inc -DWITH_B=1\n' >drv/Kbuild
printf '#include "two.h"\nint a(void)\n{\n\treturn b() + not_there_a();\n}\n' >drv/a.c
printf '#include "two.h"\n#if WITH_B\nint b(void)\n{\n\treturn gone_b();\n}\n#endif\n' >drv/parts/b.c
printf 'int b(void);\n' >drv/inc/two.h
printf 'int c(void)\n{\n\treturn not_built();\n}\n' >drv/c.c
claim "the Kbuild file says which files there are" exits 1 "$drydock" check drv
claim "... one is looked at" line "drv/a.c:4: function not_there_a is not there"
claim "... and one in a folder below" line "drv/parts/b.c:5: function gone_b is not there"
claim "... what is not built is not looked at" silent not_built
claim "the folder above finds it too" exits 1 "$drydock" check .
claim "one file can be named" exits 1 "$drydock" check drv/c.c
claim "... and only that one is looked at" line "1 function missing; 1 file looked at"
printf 'ifneq ($(KERNELRELEASE),)\nobj-m := one.o\nelse\nall:\n\tmake -C $(KDIR) M=$(PWD)\nendif\n' >drv/Makefile
rm drv/Kbuild
printf '#ifdef CONFIG_NOBODY_HAS_THIS\nint x = gone();\n#endif\n' >drv/one.c
claim "a Makefile is read as well" exits 0 "$drydock" check drv
printf '#include "generated.h"\n#if defined(__arm__) || defined(__ia64)\nint x = gone_elsewhere();\n#endif\n#ifdef GENERATED\nint y = gone_perhaps();\n#endif\n' >drv/c.c
claim "where a header is missing what it defines is not known" exits 1 "$drydock" check drv/c.c
claim "... so both sides are looked at" line "drv/c.c:6: function gone_perhaps is not there"
claim "... but not another processor's" silent gone_elsewhere
mkdir -p where/src where/inc
cat >where/Makefile <<'EOF'
HOME := $(shell dirname $(realpath $(lastword $(MAKEFILE_LIST))))
HERE := $(dir $(abspath $(lastword $(MAKEFILE_LIST))))
VERSION := $(shell git describe)
ccflags-y += -I$(HOME)/src -I$(HERE)/inc
ccflags-y += -DIN_KERNEL=1 -DVERSION_TEXT=\"$(VERSION)\"
ifneq ($(OTHER),)
ccflags-y += -DWITH_OTHER=1
endif
obj-m := where.o
where-objs := src/one.o
EOF
printf '#include <one.h>\n#include <two.h>\nconst char *version = VERSION_TEXT;\n' >where/src/one.c
printf '#if IN_KERNEL\n#include <linux/types.h>\n#else\n#include <stdint.h>\n#endif\n' >where/src/one.h
printf '#ifdef WITH_OTHER\nint x = other_is_not_there();\n#endif\n' >where/inc/two.h
claim "a Makefile may ask where it is" exits 1 "$drydock" check where
claim "... what may be built is looked at, what is given is there" \
	line "where/inc/two.h:2: function other_is_not_there is not there"
claim "... and nothing else is missing" lines 2
mkdir loose
printf '#include <stdio.h>\nint main(void)\n{\n\treturn puts("");\n}\n' >loose/prog.c
printf '#include <linux/module.h>\nMODULE_LICENSE("GPL");\n' >loose/drv.c
printf 'x\n' >loose/drv.mod.c
claim "without a makefile all C files are read, but no programs" exits 0 "$drydock" check loose/
claim "... " line "nothing is missing; 1 file looked at"

# --- JSON ---------------------------------------------------------------------------
claim "--json exits as well" exits 1 "$drydock" check --json samples/all_is_missing.c
claim "--json is JSON with the same things" python3 -c '
import json, sys
j = json.load(open(sys.argv[1]))
assert j["files"] == 1 and len(j["missing"]) == 10, j
m = {x["name"]: x for x in j["missing"]}
assert m["dma_pool_creat"]["uses"] == 2 and m["dma_pool_creat"]["kind"] == "function", m
' "$tmp/said"

# --- strange files --------------------------------------------------------------------
printf '"never ends\n/* nor this' >strange1.c
python3 -c 'import random, sys
sys.stdout.buffer.write(random.Random(2).randbytes(20000))' >strange2.c
{ printf 'int x = '; head -c 1000000 /dev/zero | tr '\0' '('; } >strange3.c
printf '#include "strange4.c"\n#define a a a\n#define b b(b)\n#define f(x) f(x)(x) x\nint c = a + b(b(f(f(1))));\n' >strange4.c
{ for i in $(seq 60); do echo "#define m$i m$((i + 1)) m$((i + 1))"; done; echo 'int y = m1;'; } >strange5.c
head -c 100000 /dev/zero >strange6.c
{ printf '#if '; head -c 300000 /dev/zero | tr '\0' '('; echo; printf '#if '; head -c 300000 /dev/zero | tr '\0' '!'; } >strange7.c
for i in 1 2 3 4 5 6 7; do
	timeout 300 "$drydock" check "strange$i.c" >said 2>&1
	status=$?
	claim "strange file $i is read to its end" test $status -le 1
done

printf '#include <a\033[2J\377b.h>\n' >strange8.c
claim "a name that would command a terminal does not" exits 1 "$drydock" check strange8.c
claim "... it is shown" line 'strange8.c:1: header <a\x1b[2J\xffb.h> is not there'
claim "... in JSON, too" exits 1 "$drydock" check --json strange8.c
claim "... which has it" grep -qF '"name": "a\\x1b[2J\\xffb.h"' "$tmp/said"

# --- bad usage ---------------------------------------------------------------------------
mkfifo pipe
mkdir empty
bad() {
	claim "bad: $*" exits 2 "$drydock" check "$@"
	claim "... in one line" lines 1
}
bad
bad /nowhere/at/all
bad --frobnicate drv
bad empty
bad pipe
bad ""
bad samples/all_is_there.c missing.c
bad /bin/true
claim "... which says why" line "drydock: check: /bin/true: no C source: it is an ELF file"
DRYDOCK_DATADIR=/nowhere bad drv
claim "... which says what is wrong" line "drydock: check: /nowhere/include: no headers there; drydock is not installed whole"
claim "--help" exits 0 "$drydock" check --help

exit $failed
