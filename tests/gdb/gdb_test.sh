#!/bin/bash
# SPDX-License-Identifier: MIT
#
# gdb on the running driver: by function and line, before modules are loaded and
# when they are loaded inside; at a broken rule; at a terminal; from elsewhere.

set -u
here=$(cd "$(dirname "$0")" && pwd)
build=$(realpath "${DRYDOCK_BUILD:?}") || exit 1
command -v gdb >/dev/null || { echo "skipped: no gdb"; exit 77; }
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
ko=$build/modules
drydock=$build/drydock
failed=0
cd "$tmp" || exit 1

# debug STATUS ARGUMENT...: drydock run with gdb, whose commands are read here
debug() {
	local want=$1 status
	cat >"$tmp/commands"
	"$drydock" run --gdb="$tmp/commands" "${@:2}" >"$tmp/out" 2>&1 </dev/null
	status=$?
	[ $status -eq "$want" ] && return
	echo "not ok - status $status, not $want: drydock run ${*:2}"
	cat "$tmp/out"
	failed=1
}

# shown TEXT...: in this order, each in a line of its own; * stands for anything
shown() {
	if python3 - "$tmp/out" "$@" <<'END'; then echo "ok - $claim"
import fnmatch, sys
lines = iter(open(sys.argv[1], errors="replace").read().splitlines())
for text in sys.argv[2:]:
    if not any(fnmatch.fnmatchcase(line, f"*{text}*") for line in lines):
        sys.exit(f"missing: {text}")
END
	else
		echo "not ok - $claim"
		cat "$tmp/out"
		failed=1
	fi
}

# A line of a source of scullp, by what it says.
line() {
	grep -nF -m1 "$2" "$here/../../drivers/scullp/$1" | cut -d: -f1
}
page=$(line fault.c 'vmf->page = virt_to_page')
session='echo hello >/dev/scullp0; mapper /dev/scullp0 0 5; echo'
export PATH=$build/drivers:$PATH

claim="breakpoints by function and by file and line, before the module is there"
debug 0 --module "$ko/scullp/scullp.ko" -- bash -c "$session" <<END
break scullp_init
break scullp_mmap
break fault.c:$page
continue
backtrace 1
continue
print vma->vm_file == filp
next
continue
print quantum != 0
next
print vmf->page->_refcount.counter
finish
delete
continue
END
shown 'Breakpoint 2, scullp_init () at */scullp/main.c:' \
	'#0  scullp_init () at */scullp/main.c:' \
	'Breakpoint 3, scullp_mmap (filp=0x2' '= 1' \
	"Breakpoint 4, scullp_vma_fault (vmf=" "fault.c:$page" '= 1' '= 1' \
	'Value returned is * = 0' 'exited normally'
claim="the machine's own traps are passed on in silence"
! grep -q 'received signal' "$tmp/out" && echo "ok - $claim" || { echo "not ok - $claim"; failed=1; }
claim="the program's output and the end are the run's"
shown hello 'nothing is left'

claim="breakpoints in a module that insmod loads inside"
debug 0 -- bash -c "insmod $ko/scullp/scullp.ko; $session; busybox rmmod scullp" <<END
break scullp_vma_fault
continue
print *vmf->vma->vm_file
drydock-modules
continue
drydock-modules
END
shown 'Breakpoint 2 (scullp_vma_fault) pending' 'Breakpoint 2, scullp_vma_fault (' 'f_op = ' \
	'.ko' 'exited normally'
[ "$(grep -c '^0x.*\.ko$' "$tmp/out")" = 1 ] || { echo "not ok - rmmod takes the symbols out"; failed=1; }

broken() {
	debug 99 --module "$ko/broken/$1.ko" --task "$ko/broken/poke.ko,how=ioctl"
}
claim="gdb stops where a rule is broken"
broken kfree_twice <<END
continue
frame function act
print p
continue
END
shown 'Breakpoint 1, dock_debugger_report ()' 'in act (' '0x2' 'rule broken: double-free'
claim="... and at an oops, with the frames below the trap"
broken oops_null <<END
continue
backtrace
frame function act
print p
continue
END
shown 'Breakpoint 1, ' 'signal handler called' '#*in act (' 'oops_null.c:' '#*in broken_ioctl (' \
	'#*fiber_start' 'p->member = 1' '= (struct thing ?) 0x0' 'rule broken: oops'

claim="... and at a system call of a driver, which is one, too"
debug 99 --module "$ko/crash/call.ko,kind=getpid" --task "$ko/crash/visit.ko" <<END
continue
backtrace
continue
END
shown 'Breakpoint 1, ' 'signal handler called' 'call.c:' '#*fiber_start' 'rule broken: oops'
! grep 'received signal' "$tmp/out" || { echo "not ok - $claim"; failed=1; }

claim="kill in gdb ends the run, and breaks no rule"
debug 137 --module "$ko/scullp/scullp.ko" -- true <<END
break scullp_init
continue
kill
END
shown 'killed]'
shown 'drydock: ended by Killed'
! grep 'rule broken' "$tmp/out" || { echo "not ok - $claim"; failed=1; }

claim="at a terminal: ^C stops the machine, and gdb asks before it leaves"
run=("$drydock" run --gdb --module "$ko/broken/endless_loop.ko"
	--task "$ko/broken/poke.ko,how=ioctl")
TERM=dumb python3 "$here/terminal.py" "${run[@]}" >"$tmp/out" 2>&1 <<'END'
expect (gdb)
send break loop
expect pending
expect (gdb)
send continue
expect Breakpoint 2, loop
expect (gdb)
send continue
expect Continuing.
busy drydock
key C
expect Program received signal SIGINT
expect (gdb)
send backtrace 5
expect in act (
expect (gdb)
send set var going = 0
expect (gdb)
send quit
expect Quit anyway?
send y
END
[ $? = 0 ] || { echo "not ok - status of the run at a terminal"; failed=1; }
shown 'Program received signal SIGINT' 'in act (' 'Quit anyway' 'nothing is left'

claim="--gdb=wait: drydock gdb PID from elsewhere, and --timeout is off"
"$drydock" run --gdb=wait --timeout 0.001 --module "$ko/scullp/scullp.ko" -- bash -c "$session" \
	>"$tmp/run" 2>&1 </dev/null &
run=$!
until pid=$(sed -n 's/.*the machine waits for a debugger: drydock gdb \([0-9]*\)$/\1/p' "$tmp/run") &&
	[ -n "$pid" ]; do
	kill -0 $run 2>/dev/null || { cat "$tmp/run"; exit 1; }
	read -rt 0.05 <> <(:)
done
"$drydock" gdb "$pid" -batch -ex 'break scullp_open' -ex continue -ex 'print *inode' \
	>"$tmp/out" 2>&1 </dev/null
shown 'Breakpoint 2, scullp_open (inode=' 'i_cdev = 0x'
wait $run
status=$?
cat "$tmp/run" >>"$tmp/out"
claim="... and the run goes on when gdb has left"
[ $status = 0 ] || { echo "not ok - status $status"; failed=1; }
shown hello 'nothing is left'

# --- mistakes -----------------------------------------------------------------
# refused TEXT COMMAND...: one line that says TEXT, and status 2
refused() {
	claim=$1
	"${@:2}" >"$tmp/out" 2>&1
	[ $? = 2 ] && [ "$(wc -l <"$tmp/out")" = 1 ] || { cat "$tmp/out"; failed=1; }
	shown "$claim"
}
refused "--gdb '/no/file': No such file" "$drydock" run --gdb=/no/file -- true
refused "--gdb: no file name" "$drydock" run --gdb= -- true
refused "there is no gdb in PATH" env PATH=/nowhere "$drydock" run --gdb -- /bin/true
refused "gdb: /no/core: No such file" "$drydock" gdb /no/core
refused "gdb: 4194304: No such process" "$drydock" gdb 4194304
exit $failed
