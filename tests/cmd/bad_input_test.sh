#!/bin/bash
# SPDX-License-Identifier: MIT
#
# bad_input_test.sh [PART] - bad input gives one clear line and exit status 2,
# and nothing runs. Parts: modules, parameters, machines, options, commands, programs,
# permissions, architectures, damaged [N]. Prints one line a claim.

set -u
build=$(realpath "${DRYDOCK_BUILD:?}")
drydock=$build/drydock
mods=$build/modules/bad_input
scullp=$build/modules/scullp/scullp.ko
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
failed=0
claims=0
cd "$tmp" || exit 1

ok() {
	claims=$((claims + 1))
	echo "ok - $1"
}
not_ok() {
	echo "not ok - $1"
	head -c 2000 said | sed 's/^/  | /'
	failed=1
}

# bad TEXT ARGUMENT... - drydock run says one line with TEXT (grep -E), status 2
bad() {
	local text=$1 status
	shift
	timeout 20 "$drydock" run "$@" >said 2>&1 </dev/null
	status=$?
	if [ $status != 2 ]; then
		not_ok "$*: status $status, wanted 2"
	elif [ "$(grep -c '^drydock: ' said)" != 1 ] || [ "$(grep -vc '^\[' said)" != 1 ]; then
		not_ok "$*: one line"
	elif ! grep -a '^drydock: ' said | grep -qaE -e "$text"; then
		not_ok "$*: $text"
	else
		ok "$* -> $text"
	fi
}
# bad_command TEXT ARGUMENT... - the same of drydock's other commands
bad_command() {
	local text=$1 status
	shift
	timeout 20 "$drydock" "$@" >said 2>&1 </dev/null
	status=$?
	if [ $status = 2 ] && [ "$(wc -l <said)" = 1 ] && grep -qE -e "^drydock: $text" said; then
		ok "$* -> $text"
	else
		not_ok "$*: status $status, or not one line: $text"
	fi
}
# good TEXT ARGUMENT... - status 0, and TEXT is said
good() {
	local text=$1 status
	shift
	timeout 20 "$drydock" run "$@" >said 2>&1 </dev/null
	status=$?
	if [ $status = 0 ] && grep -qaE -e "$text" said; then
		ok "$* -> $text"
	else
		not_ok "$*: status $status"
	fi
}

# elf CLASS DATA MACHINE - the beginning of an ELF file, two bytes for MACHINE
elf() {
	printf '\177ELF'"$1$2"'\1\0\0\0\0\0\0\0\0\0'
	if [ "$2" = '\2' ]; then printf '\0\3\0'"$3"; else printf '\3\0'"$3"'\0'; fi
	head -c 200 /dev/zero
}

as_user() { # a user who may not read everything
	if [ "$(id -u)" = 0 ]; then setpriv --reuid 65534 --clear-groups "$@"; else "$@"; fi
}

make_files() {
	mkdir dir
	: >empty
	echo 'hello' >text
	mkfifo fifo
	elf '\2' '\1' '\267' >arm64
	elf '\1' '\1' '\3' >i386
	elf '\2' '\2' '\25' >ppc64
	elf '\1' '\1' '\50' >arm32
	elf '\2' '\1' '\377' >unknown
	cp "$scullp" copy.ko
}

modules() {
	bad "module 'missing.ko': No such file" --module missing.ko -- true
	bad "module 'dir': is a directory" --module dir -- true
	bad "module 'empty': the file is empty" --module empty -- true
	bad "module 'text': not an ELF file; build it with make -C" --module text -- true
	bad "module 'fifo': not a regular file" --module fifo -- true
	bad "module '/dev/null': not a regular file" --module /dev/null -- true
	bad "module 'arm64': is built for AArch64, not for x86-64" --module arm64 -- true
	bad "module 'i386': is built for 32-bit i386, not for x86-64" --module i386 -- true
	bad "module 'ppc64': is built for big-endian PowerPC" --module ppc64 -- true
	bad "module 'unknown': is built for a processor that is not known \(255\)" \
		--module unknown -- true
	bad "is a (program or a )?library of the host" --module "$(libc)" -- true
	bad "is a program" --module /bin/true -- true
	gcc -c -xc - -o object.ko <<<'int x;'
	bad "'./object.ko': is a module for a real kernel, or an object file; build it with make -C" \
		--module ./object.ko -- true
	real=$(find /lib/modules -name '*.ko' 2>/dev/null | head -n 1)
	[ -z "$real" ] ||
		bad "'$real': is a module for a real kernel, .*; build it with make -C" \
			--module "$real" -- true
	bad "scullp.ko is loaded already, as scullp" --module "$scullp" --module "$scullp" -- true
	bad "copy.ko is loaded already, as scullp" --module "$scullp" --module ./copy.ko -- true
	sed 's/vermagic=6\.1/vermagic=7.0/' "$scullp" >new.ko
	bad "new.ko is built for '7\.0.*', this is '6\.1.*'; build it again" --module ./new.ko -- true
	cp "$scullp" s.ko
	sed 's/vermagic=6\.1/vermagic=5.4/' "$scullp" >old.ko
	bad "module './old.ko' is built for 5\.4, and './s.ko' for 6\.1; a run has one kernel version" \
		--module ./s.ko --module ./old.ko -- true
	bad "--api 6\.1: module './old.ko' is built for 5\.4" --api 6.1 --module ./old.ko -- true
	bad "--api '6\.13': there is 2\.6\.10 to 2\.6\.39, .* 6\.0 to 6\.12" --api 6.13 -- true
	sed 's/vermagic=/vermagik=/' "$scullp" >none.ko
	bad "none.ko says for no kernel what it is built for" --module ./none.ko -- true
	sed 's/linux\/mm_types.h ......../linux\/mm_types.h 00000000/' "$scullp" >headers.ko
	bad "headers.ko is built with other headers of drydock \(linux/mm_types.h is not the same\); build it again" \
		--module ./headers.ko -- true
	sed 's/linux\/mm_types\.h/linux\/mm_typos.h/' "$scullp" >header.ko
	bad "header.ko is built with other headers of drydock \(linux/mm_typos.h is not the same\); build it again" \
		--module ./header.ko -- true
	objcopy --rename-section dock_headers=dock_nothing "$scullp" unsaid.ko
	bad "unsaid.ko does not say which headers of drydock it is built with; build it again" \
		--module ./unsaid.ko -- true
	for n in first second third fourth fifth sixth seventh; do
		bad "unknown.ko needs what is not there:.* ${n}_nobody_has(,|\$)" \
			--module "$mods/unknown.ko" -- true
	done
	bad "leaver.ko needs what is not there: exit\$" --module "$mods/leaver.ko" -- true
	bad "needs what only GPL modules may use, and its license is 'Proprietary': (gcd, lcm|lcm, gcd)\$" \
		--module "$mods/gpl_user.ko" -- true
	bad "'text': not an ELF" --task text
	if as_user test -x "$drydock" 2>/dev/null; then
		chmod 755 . && cp "$scullp" secret.ko && chmod 000 secret.ko
		as_user timeout 20 "$drydock" run --module secret.ko -- true >said 2>&1 </dev/null
		if [ $? = 2 ] && grep -q "module 'secret.ko': Permission denied" said; then
			ok "a file that may not be read"
		else
			not_ok "a file that may not be read"
		fi
	fi
}

libc() { ldd /bin/true | sed -n 's/.*=> \([^ ]*libc\.so[^ ]*\) .*/\1/p'; }

parameters() {
	p=$mods/params.ko
	good "number 7 small 255 flag 1 text a b name seven77 list 1 of 2" \
		--module "$p,number=7,small=255,flag=y,text=a b,name=seven77,list=1,2" -- true
	good "number 3 " --module "$p,number=2,number=3" -- true
	good "flag 1" --module "$p,flag" -- true
	bad "there is no parameter 'nummber'; there are: .*number" --module "$p,nummber=1" -- true
	bad "there is no parameter 'x'; it has none" --module "$mods/gpl_free.ko,x=1" -- true
	bad "parameter number: 'abc' is no int" --module "$p,number=abc" -- true
	bad "parameter number: '' is no int" --module "$p,number=" -- true
	bad "parameter number: '1x' is no int" --module "$p,number=1x" -- true
	bad "parameter number: '2147483648' does not fit into its type, int" \
		--module "$p,number=2147483648" -- true
	bad "parameter small: '256' does not fit into its type, byte" --module "$p,small=256" -- true
	bad "parameter small: '-1' (is no|does not fit)" --module "$p,small=-1" -- true
	bad "parameter flag: 'perhaps' is no bool \(y or n\)" --module "$p,flag=perhaps" -- true
	bad "parameter number wants a value: number=\.\.\." --module "$p,number" -- true
	bad "parameter list: '1,2,3,4' has more than 3 elements" --module "$p,list=1,2,3,4" -- true
	bad "parameter list: '1,x' is no list of int" --module "$p,list=1,x" -- true
	bad "parameter name: 'eight888.*' has more than 7 letters" --module "$p,name=eight888" -- true
	bad "parameter text: 'aaaa.*' has more than 1024 letters" \
		--module "$p,text=$(head -c 1025 /dev/zero | tr '\0' a)" -- true
	bad "a parameter without a name" --module "$p,=1" -- true
}

# dts TEXT - TEXT as a device tree in t.dtb
dts() { printf '/dts-v1/;\n/ { #address-cells = <2>; #size-cells = <2>; %s };' "$1" | dtc -q -O dtb -o t.dtb -; }

machines() {
	pc=$build/machines/pc.dtb
	bad "no machine 'nosuch'; there are: .*pc.*; or give a file" --machine nosuch -- true
	bad "no machine 'board-noncoherrent' \(nearest: board-noncoherent\)" \
		--machine board-noncoherrent -- true
	bad "'./missing.dtb': No such file" --machine ./missing.dtb -- true
	bad "'dir/': is a directory" --machine dir/ -- true
	bad "'./text': not a flattened device tree" --machine ./text -- true
	bad "'./empty': not a flattened device tree" --machine ./empty -- true
	bad "'./fifo': not a regular file" --machine ./fifo -- true
	echo '/dts-v1/; / { };' >source.dts
	bad "this is device tree source; compile it: dtc" --machine source.dts -- true
	for n in 1 8 39 40 100 $(($(stat -c %s "$pc") - 1)); do
		head -c $n "$pc" >short.dtb
		bad "'short.dtb': (truncated|not a flattened|damaged)" --machine short.dtb -- true
	done
	dts 'memory@0 { device_type = "memory"; reg = <0 0 0 0x10000000>, <0 0x8000000 0 0x10000000>; };'
	bad "node /memory@0: overlaps other RAM" --machine t.dtb -- true
	dts 'memory@0 { device_type = "memory"; reg = <0xffffffff 0 0 0x1000>; };'
	bad "node /memory@0: reg reaches beyond the physical addresses" --machine t.dtb -- true
	dts 'memory@0 { device_type = "memory"; reg = <0 0>; };'
	bad "node /memory@0: reg is not a whole number" --machine t.dtb -- true
	dts 'memory@0 { device_type = "memory"; reg = <0 0 0 0x800>; };'
	bad "node /memory@0: reg holds less than one page" --machine t.dtb -- true
	sed -i 's/memory@0/me\x1b[2J@0/' t.dtb # it would clear the screen
	bad 'node /me\\x1b\[2J@0: reg holds less than one page' --machine t.dtb -- true
	bad "says itself what memory it has" --memory 1G -- true
}

options() {
	bad "unknown option '--frobnicate'; see" --frobnicate -- true
	bad "unknown option '--modulo'; nearest: --module; see" --modulo x -- true
	bad "unknown option '--machinx=pc'; nearest: --machine; see" --machinx=pc -- true
	bad "option '--machine' needs a value" --machine
	bad "option '--module' needs a value" --module -- true
	bad "no program; write" --
	bad "no program; write"
	if "$drydock" run --help | grep -q -e --break; then
		bad "no fault 'nosuch-is-there'; see 'drydock run --break help'" --break nosuch-is-there -- true
		bad "no fault 'unload-unknow'; nearest: unload-unknown; see" --break unload-unknow -- true
		bad "no fault ''; see" --break '' -- true
		"$drydock" run --break help | grep -qx unload-unknown || not_ok 'list of faults'
	fi
	bad "no device 'edo' \(nearest: edu\); there are: bochs-display, edu" --device edo -- true
	bad "no device 'nosuch'; there are: bochs-display, edu" --device nosuch -- true
	bad "it has no option 'mask2=1'" --device edu,mask2=1 -- true
	bad "device './missing.so': No such file" --device ./missing.so -- true
	bad "device './text': not an ELF file; a device model is a shared object" --device ./text -- true
	gcc -c -xc - -o model.o <<<'int x;'
	bad "device './model.o': is an object file; a device model is a shared object" \
		--device ./model.o -- true
	bad "device './arm64': is built for AArch64" --device ./arm64 -- true
	bad "device '.*libc.*': it is no device model" --device "$(libc)" -- true
	bad "device '.*scullp.ko': it is a module, no device model" --device "$scullp" -- true
	for o in '--cpus 0' '--cpus -1' '--cpus abc' '--cpus 65' '--cpus 1e9' '--memory 0' \
		'--memory 1X' '--memory -1' '--memory 99999999999T' '--seed text' '--seed -1' \
		'--timeout 0' '--timeout -1' '--timeout soon' '--timeout 1e99'; do
		# shellcheck disable=SC2086
		bad "${o% *} '${o#* }'" $o -- true
	done
	for n in /dev/x /dev/x,c /dev/x,c,1 /dev/x,b,1,2 /dev/x,c,a,b /dev/x,c,-1,2 /dev/x,c,4096,0 \
		/etc/x,c,1,2 /dev/../x,c,1,2 x,c,1,2 ,,,; do
		bad "--node '$n': " --node "$n" -- true
	done
	bad "--node /dev/x: it exists already" --node /dev/x,c,1,2 --node /dev/x,c,1,2 -- true
	bad "--report '/nowhere/x.json': No such file" --report /nowhere/x.json -- true
	bad "--report 'dir': is a directory" --report dir -- true
	bad "--timeline 'dir': is a directory" --timeline dir -- true
	bad "--screenshot '/nowhere/x.png': No such file" --screenshot /nowhere/x.png -- true
	bad "--screenshot: no device of this machine has a screen; .*bochs-display" \
		--device edu --screenshot x.png -- true
}

commands() {
	bad_command "unknown command 'runn' \(nearest: run\); there are: run, " runn
	bad_command "unknown command '--module'; there are: run, " --module x
	bad_command "no test; write: drydock test" test
	bad_command "module 'missing.ko': No such file" test missing.ko
	bad_command "module 'text': not an ELF file" test text
	bad_command "kdir: '--frobnicate' is not understood" kdir --frobnicate
	bad_command "kdir: no API version '6.13'; there is 2.6.10 to .*, 6.0 to 6.12" kdir --api 6.13
	bad_command "no rule 'us-after-free'; the nearest is 'use-after-free'" explain us-after-free
	bad_command "explain: 'x' is not understood" explain oops x
	bad_command "picture: no file" picture
	bad_command "picture '/nowhere/x.svg': No such file" picture /nowhere/x.svg
	bad_command ".*no machine 'nosuch'" picture x.svg --machine nosuch
	bad_command "gdb: no machine; write" gdb
	if command -v gdb >/dev/null; then
		bad_command "gdb: missing: No such file" gdb missing
		bad_command "gdb: 0: no such process" gdb 0
		bad_command "gdb: 99999999999: no such process" gdb 99999999999
		for f in text empty dir fifo /bin/true; do
			bad_command "gdb: $f: neither a PID nor a core file" gdb $f
		done
	fi
}

programs() {
	bad "program 'no-such-program': not found" -- no-such-program
	bad "program './missing': No such file" -- ./missing
	bad "program './text': not executable" -- ./text
	bad "program './dir': is a directory" -- ./dir
	bad "program '': no name" -- ''
	chmod +x text arm64 i386 arm32 ppc64
	bad "program './i386': is built for 32-bit i386; drydock runs 64-bit x86-64 programs" -- ./i386
	bad "program './arm32': is built for 32-bit ARM" -- ./arm32
	bad "program './arm64': is built for AArch64" -- ./arm64
	bad "program './ppc64': is built for big-endian PowerPC" -- ./ppc64
	printf '#!/no/such/interpreter -x\n' >script
	printf '\0\1\2' >bytes
	head -c 80 /bin/true >cut
	chmod +x script bytes cut
	bad "program './script': its interpreter '/no/such/interpreter': No such file" -- ./script
	bad "program './bytes': neither an ELF file nor a script" -- ./bytes
	bad "program './cut': truncated ELF file" -- ./cut
	gcc -xc - -o loaderless -Wl,--dynamic-linker=/no/such/loader <<<'int main(void) { return 0; }'
	bad "program './loaderless': its loader '/no/such/loader' is not there" -- ./loaderless
	# As execvp(3) and every shell have it.
	echo 'echo text is a script' >text
	good "text is a script" -- ./text
}

# denied TEXT CALL... - a run where the host refuses CALL says how to allow it
denied() {
	local text=$1 status
	shift
	timeout 20 "$build/tests/deny" "$@" -- "$drydock" run --report "$tmp/denied.json" \
		--module "$scullp" -- true >said 2>&1 </dev/null
	status=$?
	if [ $status != 2 ] || [ "$(wc -l <said)" != 1 ] || ! grep -qE -e "$text" said; then
		not_ok "without $*: status $status"
	elif [ "$(wc -c <said)" -gt 400 ]; then
		not_ok "without $*: a long line"
	elif grep -l "$tmp/denied.json" /proc/[0-9]*/cmdline 2>/dev/null; then
		not_ok "without $*: a process is left behind"
	else
		ok "without $* -> $text"
	fi
}

permissions() {
	local docker='in Docker: .*--security-opt seccomp=unconfined'
	timeout 20 "$build/tests/deny" none -- "$drydock" run -- true >said 2>&1 ||
		{ echo "skipped: no programs can be traced here"; return; }
	denied "cannot trace .*: Operation not permitted \($docker; else see sysctl .*ptrace" ptrace
	denied "cannot install a filter .*: Operation not permitted \($docker" seccomp
	if timeout 20 "$build/tests/deny" seccomp -- "$drydock" run --module \
		"$build/modules/crash/where.ko" --task "$build/modules/crash/visit.ko" >said 2>&1 &&
		grep -q 'the host takes no seccomp filter (-EPERM)' said; then
		ok "without seccomp a task runs, with a warning"
	else
		not_ok "without seccomp a task runs, with a warning"
	fi
	denied "cannot read memory .*: Operation not permitted \($docker" process_vm_readv
	denied "cannot make namespaces .*: Operation not permitted \(.*$docker" unshare
	denied "cannot .*: Operation not permitted \($docker|--cap-add SYS_ADMIN" mount
	denied "no memory for the machine: -EPERM \($docker" memfd_create
	denied "Operation not permitted|EPERM" ptrace seccomp unshare mount memfd_create
	if ulimit -Sv 4000000; then
		bad "no memory for the machine: -ENOMEM .*ulimit -v unlimited" -- true
		ulimit -Sv unlimited
	fi
	if unshare -m sh -c 'umount -l /proc' 2>/dev/null; then
		unshare -m sh -c "umount -l /proc; '$drydock' run -- true" >said 2>&1 </dev/null
		if [ $? = 2 ] && [ "$(wc -l <said)" = 1 ] && grep -q 'there is no /proc' said; then
			ok "without /proc"
		else
			not_ok "without /proc"
		fi
	fi
}

# Drydock is for one kind of host; whoever builds it on another learns so at once.
architectures() {
	cat >cross.txt <<-EOF
		[binaries]
		c = 'gcc'
		[host_machine]
		system = 'linux'
		cpu_family = 'aarch64'
		cpu = 'aarch64'
		endian = 'little'
	EOF
	if meson setup "$tmp/cross" "${DRYDOCK_SOURCE:?}" --cross-file cross.txt >said 2>&1; then
		not_ok "it is configured for AArch64"
	elif grep -q 'ERROR: .*Drydock runs on x86-64 Linux hosts only' said; then
		ok "meson refuses another processor in one line"
	else
		not_ok "meson refuses another processor"
	fi
}

# Damaged module files: loaded or refused, never the end of the supervisor.
# Code is left alone: what it does is its own.
damage() {
	python3 - "$1" "$scullp" <<'PY'
import random, struct, sys
rounds, path = int(sys.argv[1]), sys.argv[2]
data = open(path, "rb").read()
shoff, = struct.unpack_from("<Q", data, 40)
shentsize, shnum, shstrndx = struct.unpack_from("<HHH", data, 58)
phoff, = struct.unpack_from("<Q", data, 32)
phnum, = struct.unpack_from("<H", data, 56)
places = [(0, 64), (phoff, 56 * phnum), (shoff, shentsize * shnum)]
for i in range(shnum):
    kind, = struct.unpack_from("<I", data, shoff + i * shentsize + 4)
    offset, size = struct.unpack_from("<QQ", data, shoff + i * shentsize + 24)
    # SHT_STRTAB, SHT_RELA, SHT_DYNAMIC, SHT_DYNSYM
    if kind in (3, 4, 6, 11) and size:
        places.append((offset, size))
random.seed(4)
for n in range(rounds):
    new = bytearray(data)
    for _ in range(random.choice((1, 1, 1, 3))):
        at, size = random.choice(places)
        at += random.randrange(size)
        new[at] = random.choice((0, 1, 0x7f, 0x80, 0xff, new[at] ^ 1 << random.randrange(8)))
    open("damaged%d.ko" % n, "wb").write(new)
PY
}

damaged() {
	local rounds=$1 size n status
	size=$(stat -c %s "$scullp")
	for n in $(seq 1 $((size / 12)) "$size") 4 63 64 65 119 120 121; do
		[ "$n" -lt "$size" ] || continue
		head -c "$n" "$scullp" >short.ko
		bad "short.ko" --module ./short.ko -- true
	done >short.log
	grep -q '^not ok' short.log && { failed=1; cat short.log; }
	claims=$((claims + 1))
	damage "$rounds"
	for n in $(seq 0 $((rounds - 1))); do
		timeout 20 "$drydock" run --quiet --timeout 5 --module ./damaged$n.ko -- true \
			>said 2>&1 </dev/null
		status=$?
		case $status in
		2) [ "$(grep -ac '^drydock: ' said)" = 1 ] || not_ok "damaged module $n: one line" ;;
		0 | 99) ;;
		*) not_ok "damaged module $n: status $status" ;;
		esac
		grep -aqE 'internal error|machine-died|nonsense' said &&
			not_ok "damaged module $n of seed 4 takes the machine down"
		rm -f damaged$n.ko
	done
	ok "$rounds damaged modules are refused or loaded"
}

make_files
part=${1:-all}
[ $# = 0 ] || shift
case $part in
all)
	modules
	parameters
	machines
	options
	commands
	programs
	permissions
	architectures
	;;
*) "$part" "${@:-60}" ;;
esac
[ $claims -gt 0 ] || failed=1
exit $failed
