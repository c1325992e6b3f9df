#!/bin/bash
# SPDX-License-Identifier: MIT
#
# The core file of a run that crashed, read by gdb: function, line and variables
# of the driver, and each task of the machine.

set -u
build=$(realpath "${DRYDOCK_BUILD:?}") || exit 1
command -v gdb >/dev/null || { echo "skipped: no gdb"; exit 77; }
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
ko=$build/modules
drydock=$build/drydock
failed=0
cd "$tmp" || exit 1

# crash ARGUMENT...: a run that must end with status 99 and leave a core file
crash() {
	rm -f core
	"$drydock" run --core core "$@" >run 2>&1 </dev/null
	status=$?
	[ $status = 99 ] && grep -q 'core file core: read it with: drydock gdb core$' run && return
	echo "not ok - status $status, or no core file: drydock run --core core $*"
	cat run
	failed=1
}

broken() {
	crash --module "$ko/broken/$1.ko" --task "$ko/broken/poke.ko,how=ioctl" "${@:2}"
}

ask() {
	local words=()
	for command; do words+=(-ex "$command"); done
	"$drydock" gdb core -batch "${words[@]}" >out 2>&1 </dev/null
}

# shown TEXT...: in this order, each in a line of its own; * stands for anything
shown() {
	if python3 - out "$@" <<'END'; then echo "ok - $claim"
import fnmatch, sys
lines = iter(open(sys.argv[1], errors="replace").read().splitlines())
for text in sys.argv[2:]:
    if not any(fnmatch.fnmatchcase(line, f"*{text}*") for line in lines):
        sys.exit(f"missing: {text}")
END
	else
		echo "not ok - $claim"
		cat run out
		failed=1
	fi
}

claim="an oops: the function and the line, its variables, and who called"
broken oops_null
ask 'print p' 'print &p->member' list bt 'print broken_misc.name' 'x/s broken_misc.name'
shown 'SIGSEGV' 'in act (' 'p->member = 1;' '= (struct thing ?) 0x0' '0x18' 'struct thing here' \
	'#0 *in act (' '#1 *in broken_ioctl (' 'dock_sys_ioctl' 'task_main () at *poke.c' \
	'fiber_start ()' '"broken"'
[ "$(stat -c %s core)" -lt 20000000 ] || { echo "not ok - size $(stat -c %s core)"; failed=1; }
[ "$(stat -c %a core)" = 600 ] || { echo "not ok - mode $(stat -c %a core)"; failed=1; }

claim="a BUG(): the driver's frame is the one that is shown"
broken oops_bug
ask list 'print $_siginfo' 'frame'
shown 'in act (' 'oops_bug.c' 'BUG'

claim="a stack overflow: as deep as the stack is"
broken oops_stack
ask 'print depth' 'frame function act'
shown 'in down_and_down (' '= 1' 'in act ('

claim="a jump to nowhere: where from"
broken oops_jump
ask bt
shown 'in act (' '#0  0x0000000000000000' '#1 *in act (*oops_jump.c'

claim="a hang: each task, and what it waits in"
broken hang
ask 'info threads' drydock-tasks 'thread apply all bt'
shown '? 1 *LWP' 'LWP 2 ' 'poke *waits in act at *hang.c:' '(LWP 2)' 'in act (' 'hang.c:'

claim="the time limit: where the machine was"
broken endless_loop --timeout 2 # it must be there by then
ask bt 'print going'
shown 'loop' 'in act (' '= 1'

claim="memory of the machine: objects, page tables' pages, and the books"
broken oops_null --machine board-noncoherent
ask 'print current_comm' 'p *(unsigned long *)0x4000000000' 'print dock_cpu->curr->comm' \
	'print broken_fops.owner->name' 'print dock_current()->comm'
shown '= "poke' '= "oops_null"'

claim="a program's call into a module that insmod loaded"
crash -- bash -c "insmod $ko/broken/oops_null.ko
	python3 -c 'import fcntl; fcntl.ioctl(open(\"/dev/broken\"), 0, 0)'"
ask bt drydock-modules
shown 'in act (' '#0 *in act (*oops_null.c' 'dock_traced_main' 'oops_null.ko'

claim="a module that was built anew is not the one that crashed"
mkdir changed
cp "$ko/broken/oops_null.ko" changed/x.ko
crash --module changed/x.ko --task "$ko/broken/poke.ko,how=ioctl"
printf '\1' | dd of=changed/x.ko bs=1 seek=200 conv=notrunc status=none
ask bt
shown 'x.ko is not the file that was loaded: no symbols'

claim="a run that does not crash leaves none"
rm -f core
"$drydock" run --core core -- true >run 2>&1
[ $? = 0 ] && [ ! -e core ] && echo "ok - $claim" || { echo "not ok - $claim"; failed=1; }

# refused TEXT OPTION...: one line that says TEXT, and status 2
refused() {
	claim=$1
	"$drydock" run "${@:2}" -- true >out 2>&1
	[ $? = 2 ] && [ "$(wc -l <out)" = 1 ] || { cat out; failed=1; }
	shown "$claim"
}
refused "--core '/no/dir/core': No such file" --core /no/dir/core
refused "--core '/dev/full': not a regular file" --core /dev/full
refused "--core: no file name" --core ''

claim="the folder may go away, and the program's /dev be another"
mkdir gone
crash_without_core() {
	"$drydock" run --core "$1" --module "$ko/broken/oops_null.ko" -- bash -c "$2
		python3 -c 'import fcntl; fcntl.ioctl(open(\"/dev/broken\"), 0, 0)'" >out 2>&1
	shown 'rule broken: oops' "core file $1: cannot be written: $3"
}
crash_without_core gone/core 'rmdir gone' -ENOENT

claim="a core file that is not whole is not left, and the report comes out"
mkdir small
if [ "$(id -u)" = 0 ] && unshare -m mount -t tmpfs -o size=256k none small 2>/dev/null; then
	export drydock ko failed claim
	export -f crash_without_core shown
	unshare -m bash -c 'mount -t tmpfs -o size=256k none small
		crash_without_core small/core : -ENOSPC
		[ ! -e small/core ] || echo "not ok - half a core file is left"
		exit $failed' 2>&1 | tee small.out
	! grep -q '^not ok' small.out || failed=1
else
	echo "skipped - only root makes a file system that is full"
fi
exit $failed
