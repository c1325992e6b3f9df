#!/bin/bash
# SPDX-License-Identifier: MIT
#
# The module build keeps Linux's convention for modules outside the tree.
#
# kbuild_test.sh [KDIR]: KDIR is the folder under test, as "drydock kdir"
# prints it; default: the source tree's. Prints one line a claim; exit 0 or 1.
# Claims about the real kernel's build are skipped where its headers are not
# installed.

set -u
here=$(cd "$(dirname "$0")" && pwd)
kdir=${1:-$here/../build/share/drydock/kdir/6.1}
linux=$(for d in /lib/modules/6.1.*/build; do [ -f "$d/Makefile" ] && echo "$d"; done | head -n 1)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
unset MAKEFLAGS MAKELEVEL MFLAGS KCFLAGS V M MO CC LLVM
failed=0

# new NAME: an empty folder for a driver; the claim that follows works there
new() {
	src=$tmp/$1
	mkdir -p "$src"
	cd "$src" || exit 1
}

# build [ARG...]: make the driver; its output is kept in $tmp/log
build() {
	make -C "$kdir" M="$src" "$@" >"$tmp/log" 2>&1
}

# claim TEXT COMMAND...: the command must succeed
claim() {
	local text=$1
	shift
	if "$@" >"$tmp/claim.out" 2>&1; then
		echo "ok - $text"
	else
		echo "not ok - $text"
		sed 's/^/  | /' "$tmp/log" "$tmp/claim.out" | tail -n 30
		failed=1
	fi
}

# refuses [ARG...]: the build must fail
refuses() {
	! build "$@"
}

# module FILE FUNCTION [BODY]: a source that can be a module of its own
module() {
	mkdir -p "$(dirname "$1")"
	cat >"$1" <<-END
	#include <linux/module.h>
	int $2(void);
	int $2(void) { ${3:-return 0;} }
	MODULE_LICENSE("GPL");
	END
}

part() {
	mkdir -p "$(dirname "$1")"
	printf 'int %s(void);\nint %s(void) { %s }\n' "$2" "$2" "${3:-return 0;}" >"$1"
}

defines() { nm "$1" | grep -q "[TtDd] $2\$"; }
info() {
	objcopy --dump-section .modinfo="$tmp/modinfo" "$1" "$tmp/copy" &&
		tr '\0' '\n' <"$tmp/modinfo" | grep -qx "$2"
}
logged() { grep -q -e "$1" "$tmp/log"; }
unlogged() { ! logged "$1"; }
lines_are() { [ "$(wc -l <"$1")" = "$2" ]; }

# --- names and lists --------------------------------------------------------
new single
module foo-bar.c foo
echo 'obj-m := foo-bar.o' >Kbuild
echo '$(error Kbuild comes first)' >Makefile
claim "Kbuild is read before Makefile, modules is the default target" build
claim "a quiet build says CC [M]" logged "^  CC \[M\]  $src/foo-bar.o\$"
claim "a quiet build says LD [M]" logged "^  LD \[M\]  $src/foo-bar.ko\$"
claim "a dash in a module's name becomes an underscore" info foo-bar.ko name=foo_bar
claim "the module's vermagic names the API version" info foo-bar.ko 'vermagic=6\.1.*'
claim "modules.order lists the module" grep -qx "$src/foo-bar.ko" modules.order
claim "a second build does nothing" build
claim "... and says nothing" unlogged '\[M\]'
touch foo-bar.c
claim "a newer source is compiled again" build
claim "... and linked again" logged 'LD \[M\]'
claim "other flags rebuild" build KCFLAGS=-DOTHER
claim "... with CC" logged 'CC \[M\].*foo-bar.o'
claim "the target clean" build clean
claim "... leaves the sources alone" test "$(echo $(ls -A))" = "Kbuild Makefile foo-bar.c"

new idiom
module foo.c foo
cat >Makefile <<END
ifneq (\$(KERNELRELEASE),)
obj-m := foo.o
\$(shell echo "\$(KERNELRELEASE) \$(KERNELVERSION) \$(VERSION).\$(PATCHLEVEL) \$(src) \$(obj) \$(PWD) \$(CONFIG_MODULES)" >seen)
\$(shell echo "\$(KERNELRELEASE) \$(KERNELVERSION) \$(VERSION).\$(PATCHLEVEL) \$(src) \$(obj) \$(PWD) \$(CONFIG_MODULES)" >$src/seen)
else
KERNELDIR ?= /nowhere
PWD := \$(shell pwd)
default:
	\$(MAKE) -C \$(KERNELDIR) M=\$(PWD) modules
clean:
	\$(MAKE) -C \$(KERNELDIR) M=\$(PWD) clean
endif
END
sed -i '/>seen)/d' Makefile
idiom() { make KERNELDIR="$kdir" "$@" >"$tmp/log" 2>&1; }
claim "a driver's own make with KERNELDIR" idiom
claim "KERNELRELEASE, versions, src, obj, PWD and CONFIG_ are as in Kbuild" \
	grep -qx "6.1.0-drydock 6.1.0 6.1 $src $src $src y" seen
claim "a driver's own make clean" idiom clean
claim "... removes the module" test ! -e foo.ko

new several
module a.c a; module b.c b; part b1.c b1; part sub/b2.c b2; part b3.c b3; part b4.c b4; part b5.c b5
module sub/deeper/c.c c
cat >Makefile <<'END'
obj-m += a.o two.o
obj-m += sub/
two-y := b.o
two-objs := b1.o
two-m := sub/b2.o
two-$(CONFIG_B3) += b3.o
two-$(CONFIG_B4) += b4.o
two-$(CONFIG_MODULES) += b5.o
END
echo 'obj-y += deeper/' >sub/Kbuild
echo 'obj-m := c.o' >sub/deeper/Makefile
claim "several modules, -y -objs -m and CONFIG_, and folders, with -j2" build -j2 CONFIG_B3=y
claim "-y counts" defines two.ko b
claim "-objs counts" defines two.ko b1
claim "an object in a subfolder" defines two.ko b2
claim "CONFIG_ from the command line" defines two.ko b3
claim "an unset CONFIG_ leaves its object out" test ! -e b4.o
claim "CONFIG_ from the headers" defines two.ko b5
claim "obj-m += dir/ and obj-y += dir/ descend" test -e sub/deeper/c.ko
claim "modules.order has them all" lines_are modules.order 3
claim "clean goes into folders" build clean
claim "... and leaves nothing" test -z "$(find . -name '*.o' -o -name '.*.cmd' -o -name '*.ko')"

new shared/driver
part ../common/x.c x
module foo.c foo
printf 'obj-m := m.o\nm-objs := foo.o ../common/x.o\n' >Makefile
claim "an object above the folder" build
claim "... is in the module" defines m.ko x

# --- flags ------------------------------------------------------------------
new flags
mkdir include
echo '#define FROM_INCLUDE 1' >include/mine.h
check_flags='#include "mine.h"
#if !defined(CC_Y) || !defined(EXTRA) || !defined(KC) || FROM_INCLUDE != 1
#error a flag is missing
#endif'
module foo.c foo
{ echo "$check_flags"; cat <<'END'
#ifndef FOR_FOO
#error CFLAGS_foo.o
#endif
END
} >>foo.c
part sub/bar.c bar
{ echo "$check_flags"; cat <<'END'
#if defined(FOR_FOO) || defined(TAKEN)
#error CFLAGS_foo.o or CFLAGS_REMOVE_bar.o
#endif
#ifndef FOR_BAR
#error CFLAGS_sub/bar.o
#endif
END
} >>sub/bar.c
cat >Makefile <<'END'
obj-m := m.o
m-y := foo.o sub/bar.o low.o
ccflags-y := -DCC_Y -DTAKEN -I$(src)/include
EXTRA_CFLAGS += -DEXTRA
asflags-y := -DAS_Y
CFLAGS_foo.o := -DFOR_FOO
CFLAGS_sub/bar.o := -DFOR_BAR
CFLAGS_REMOVE_sub/bar.o := -DTAKEN
END
cat >low.S <<'END'
#ifndef AS_Y
#error asflags-y
#endif
	.text
	.globl low
	.type low, @function
low:	ret
END
claim "ccflags-y, EXTRA_CFLAGS, KCFLAGS, CFLAGS_x.o, CFLAGS_REMOVE_x.o, asflags-y" build KCFLAGS=-DKC
claim "V=1 shows the commands" build KCFLAGS=-DKC V=1 -B
claim "... whole" logged '-DCC_Y'

new subflags
mkdir sub
module sub/foo.c foo
printf '#ifndef DEEP\n#error subdir-ccflags-y\n#endif\n' >>sub/foo.c
printf 'obj-m := sub/\nsubdir-ccflags-y := -DDEEP\n' >Makefile
echo 'obj-m := foo.o' >sub/Makefile
claim "subdir-ccflags-y reaches the folders" build

new header
echo '#define X 1' >x.h
module foo.c foo 'return X;'
sed -i '1i #include "x.h"' foo.c
echo 'obj-m := foo.o' >Makefile
build
touch x.h
claim "a newer header" build
claim "... compiles its users again" logged 'CC \[M\].*/foo.o'
sed -i '/x.h/d; s/return X/return 1/' foo.c
rm x.h
claim "a header that is gone does not stop the build" build

new depends
module a.c dep_a
echo 'EXPORT_SYMBOL(dep_a);' >>a.c
module b.c dep_b 'extern int dep_a(void); return dep_a();'
echo 'obj-m := my-a.o b.o
my-a-y := a.o' >Makefile
claim "a module that uses another's export" build
claim "... depends on it" info b.ko depends=my_a
claim "... and the other on nothing" info my-a.ko depends=
claim "Module.symvers lists the export" grep -q "dep_a.*$src/my-a.*EXPORT_SYMBOL" Module.symvers

first=$src
new dependent
module b.c b 'extern int dep_a(void); return dep_a();'
echo 'obj-m := b.o' >Makefile
claim "KBUILD_EXTRA_SYMBOLS" build KBUILD_EXTRA_SYMBOLS="$first/Module.symvers"
claim "... gives what another build's module exports" info b.ko depends=my_a
claim "... only to this one" unlogged my_a
claim "KBUILD_EXTRA_SYMBOLS that is not there fails" refuses KBUILD_EXTRA_SYMBOLS=/no/symvers
claim "... naming it" logged 'KBUILD_EXTRA_SYMBOLS: cannot read /no/symvers'

# --- the file that comes out ------------------------------------------------
new layout
module foo.c foo 'return counter++ + table[counter];'
sed -i '1a static int counter = 5; static int table[9000];' foo.c
echo 'obj-m := foo.o' >Makefile
build
# Pages (of the file) of the segment with text, and of the one that is written.
pages() {
	readelf -lW foo.ko | awk -v want="$1" '
		function hex(s, i, v) { for (i = 3; i <= length(s); i++)
			v = v * 16 + index("0123456789abcdef", substr(s, i, 1)) - 1; return v }
		$1 == "LOAD" && (want == "E" ? / R E / : / RW /) {
			print int(hex($2) / 4096), int((hex($2) + hex($5) - 1) / 4096) }'
}
apart() {
	read -r t0 t1 <<<"$(pages E)"
	read -r d0 d1 <<<"$(pages W)"
	[ -n "$t0" ] && [ -n "$d0" ] && { [ "$t1" -lt "$d0" ] || [ "$d1" -lt "$t0" ]; }
}
claim "text and data share no page of the file" apart
claim "a module has no relocations in its text" test -z "$(readelf -dW foo.ko | grep TEXTREL)"
claim "line numbers can be found" eval "readelf --debug-dump=decodedline foo.ko | grep -q foo.c"

# --- MO=, install, tools ----------------------------------------------------
new apart
module foo.c foo; part sub/x.c x; part ../common/x.c y; module deep/d.c d
printf 'obj-m := m.o deep/\nm-y := foo.o sub/x.o ../common/x.o gen.o\n$(obj)/gen.c:\n\techo "int gen;" >$@\n' >Makefile
echo 'obj-m := d.o' >deep/Kbuild
before=$(find "$tmp/apart" "$tmp/common" | sort)
claim "MO=DIR" build MO="$tmp/out"
claim "... leaves the sources' folders alone" test "$before" = "$(find "$tmp/apart" "$tmp/common" | sort)"
claim "... has the modules" test -e "$tmp/out/m.ko" -a -e "$tmp/out/deep/d.ko"
claim "... with the object from above" defines "$tmp/out/m.ko" y
claim "modules_install copies" build MO="$tmp/out" modules_install INSTALL_MOD_PATH="$tmp/inst"
claim "... below INSTALL_MOD_PATH" test -e "$tmp/inst/lib/modules/6.1.0-drydock/extra/deep/d.ko"
claim "MO=DIR clean" build MO="$tmp/out" clean
claim "... empties it" test ! -e "$tmp/out/m.ko"
claim "modules_prepare" make -C "$kdir" modules_prepare

new tools
module foo.c foo
echo 'obj-m := foo.o' >Makefile
claim "W=1" build W=1
claim "... more with W=2" build W=12 V=1
claim "... and all" logged '-Wextra .*-Wshadow'
claim "the compiler's name" build CC=gcc-12 V=1 -B
claim "... is taken" logged '^gcc-12 '
claim "help" eval 'make -C "$kdir" help >"$tmp/log"'
claim "... names the targets" eval 'logged modules_install && logged compile_commands.json'
build clean
claim "nothing that is built cannot be installed" refuses modules_install INSTALL_MOD_PATH="$tmp/none"
claim "... and is said so" logged 'nothing to install'
claim "one object by name" build foo.o
claim "... and no module" test -e foo.o -a ! -e foo.ko
claim "a preprocessed file by name" build foo.i
claim "... has what foo.c includes" grep -q init_module foo.i
claim "an assembler file by name" build foo.s
claim "... is one" grep -q '^foo:' foo.s
claim "one module by name" build foo.ko
claim "... is there" test -e foo.ko
claim "another module by name fails" refuses bar.ko
claim "... naming it" logged 'no module of .* is called bar.ko'
claim "INSTALL_MOD_DIR" build modules_install INSTALL_MOD_PATH="$tmp/other" INSTALL_MOD_DIR=mine
claim "... is the folder" test -e "$tmp/other/lib/modules/6.1.0-drydock/mine/foo.ko"
producer() { objdump --dwarf=info foo.o | grep DW_AT_producer; }
if command -v clang >/dev/null && command -v ld.lld >/dev/null && command -v llvm-nm >/dev/null; then
	claim "LLVM=1" build LLVM=1
	claim "... compiles with clang" eval 'producer | grep -q clang'
	claim "... without a warning" unlogged warning:
	claim "CC=clang, and the linker of binutils" build CC=clang
	claim "... without a warning" unlogged warning:
	version=$(clang -dumpversion | cut -d. -f1)
	if command -v "ld.lld-$version" "llvm-nm-$version" >/dev/null; then
		claim "LLVM=-$version" build LLVM="-$version" V=1
		claim "... names the tools so" logged "^clang-$version "
	fi
else
	echo "skipped - LLVM=1: no clang, ld.lld or llvm-nm"
fi

# --- compile_commands.json ----------------------------------------------------
new commands
module foo.c foo 'const char *s = TEXT; return *s + sizeof(KBUILD_MODNAME);'
part sub/bar.c bar
cat >Makefile <<'END'
obj-m := m.o
m-y := foo.o sub/bar.o
ccflags-y := -DTEXT='"a $$b \#c"'
END
claim "compile_commands.json" build compile_commands.json
claim "... after a build" test -e m.ko
# Each entry's command, run as it says, makes that file's object anew.
run_commands() {
	rm foo.o sub/bar.o
	python3 - "$src" <<'END'
import json, subprocess, sys
entries = json.load(open("compile_commands.json"))
assert [e["file"] for e in entries] == [sys.argv[1] + "/foo.c", sys.argv[1] + "/sub/bar.c"], entries
for e in entries:
    subprocess.run(["sh", "-c", e["command"]], cwd=e["directory"], check=True)
END
	[ -e foo.o ] && [ -e sub/bar.o ] && grep -q 'a $b #c' foo.o
}
claim "... has each source, and a command that compiles it" run_commands
if command -v clangd >/dev/null; then
	claim "clangd finds no error in foo.c" clangd --check="$src/foo.c"
	claim "clangd finds no error in sub/bar.c" clangd --check="$src/sub/bar.c"
	build LLVM=1 compile_commands.json
	claim "clangd finds none with clang's flags" clangd --check="$src/foo.c"
	sed -i 's/return/return no_such +/' foo.c
	claim "clangd finds an error that is there" eval '! clangd --check="$src/foo.c"'
else
	echo "skipped - no clangd"
fi
build clean
claim "clean removes compile_commands.json" test ! -e compile_commands.json

new checks
module foo.c foo
echo 'obj-m := foo.o' >Makefile
build clean
if command -v sparse >/dev/null; then
	claim "C=1 runs sparse" build C=1
	claim "... and says so" logged '^  CHECK'
	claim "CF= are flags for it" build C=2 CF=-DFOR_SPARSE V=1
	claim "... that it gets" logged '^sparse .*-DFOR_SPARSE'
fi
claim "C=1 without sparse fails" refuses C=1 CHECK=no-such-sparse
claim "... and says what to do" logged 'apt-get install sparse'

# --- mistakes ---------------------------------------------------------------
new missing
module foo.c foo
printf 'obj-m := m.o\nm-y := foo.o nowhere.o\n' >Makefile
claim "a missing source fails" refuses
claim "... naming it" logged "no source for it: $src/nowhere.c"
new spaces
claim "a path with a space fails" refuses M="$tmp/a b"
claim "... saying so" logged 'a path with a space'
claim "no M= fails" refuses M=
claim "... saying what to give" logged 'M=\$PWD'
claim "a folder that is not there fails" refuses M=/no/such
claim "... naming it" logged 'M=/no/such: no such folder'
claim "a folder without Kbuild or Makefile fails" refuses
claim "... naming it" logged "$src has neither Kbuild nor Makefile"
new licence
printf '#include <linux/module.h>\n' >foo.c
echo 'obj-m := foo.o' >Makefile
claim "a module without a licence fails, as in Linux" refuses
new undeclared
module foo.c foo 'return no_such_function();'
echo 'obj-m := foo.o' >Makefile
claim "an undeclared function is an error, as in Linux" refuses
claim "... with its line" logged "foo.c:3:.*error: implicit declaration"

# --- beside the real kernel's build -----------------------------------------
if [ -n "$linux" ]; then
	new beside
	module foo.c foo; module one.c one; part two.c two
	printf 'obj-m := foo.o m.o\nm-y := one.o two.o\n' >Makefile
	ours() { nm foo.o m.o | grep -q -e mcount -e __fentry__ -e __x86_return_thunk; [ $? = 1 ]; }
	real() { make -C "$linux" M="$src" modules >"$tmp/log" 2>&1; }
	claim "the real kernel's build" real
	claim "... leaves objects of its own" eval '! ours'
	claim "ours, over it" build
	claim "... compiles every object again" ours
	claim "... and makes shared objects" eval "readelf -hW foo.ko m.ko | grep -c 'Type:.*DYN' | grep -qx 2"
	claim "the real one, over ours" real
	claim "... compiles every object again" eval '! ours'
	claim "... and makes relocatable modules" eval "readelf -hW foo.ko m.ko | grep -c 'Type:.*REL' | grep -qx 2"
	claim "our clean cleans up after it" build clean
	claim "... whole" test "$(echo $(ls -A))" = "Makefile foo.c one.c two.c"
else
	echo "skipped - no headers of a real 6.1 kernel in /lib/modules"
fi

exit $failed
