#!/bin/bash
# SPDX-License-Identifier: MIT
#
# /sys/module as Linux shows it, parameters that are read and written there, and
# the programs of kmod that live on it.

set -u
build=$(realpath "${DRYDOCK_BUILD:?}") || exit 1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
failed=0
export LC_ALL=C STARTER=$build/modules/starter/starter.ko SCULLP=$build/modules/scullp/scullp.ko

# prints TEXT COMMANDS: what bash prints inside, with "$(...)" of standard error
prints() {
	"$build/drydock" run --quiet --timeout 30 -- bash -c "cd /sys/module; $2" >"$dir/out" 2>"$dir/log"
	[ "$(cat "$dir/out")" = "$1" ] && return
	echo "FAIL: $2"
	diff <(echo "$1") "$dir/out"
	cat "$dir/log"
	failed=1
}
said() {
	grep -qF -- "$1" "$dir/log" && return
	echo "FAIL: it does not say: $1"
	cat "$dir/log"
	failed=1
}

# kmod
prints 'Module                  Size  Used by
starter                16384  0' 'insmod $STARTER; lsmod'
prints '1.2
live
0' 'insmod $STARTER; modinfo -F version $STARTER; cat starter/initstate; rmmod starter; echo $?'
prints '1
0' 'insmod $SCULLP; exec 5<>/dev/scullp0; rmmod scullp; echo $?; exec 5<&-; rmmod scullp; echo $?'
said 'rmmod: ERROR: Module scullp is in use'
prints 1 'insmod $STARTER; insmod $STARTER; echo $?'
said "insmod: ERROR: could not insert module $STARTER: File exists"

# the directory
prints '-r--r--r-- 4096 coresize
drwxr-xr-x 0 holders
-r--r--r-- 4096 initsize
-r--r--r-- 4096 initstate
drwxr-xr-x 0 parameters
-r--r--r-- 4096 refcnt
-r--r--r-- 4096 taint
--w------- 4096 uevent
-r--r--r-- 4096 version' 'insmod $STARTER; cd starter; find * -prune -printf "%M %s %f\n" | sort -k3 |
	sed "s/^\(d[^ ]*\) [0-9]*/\1 0/"'
prints '16384 0 0 O' 'insmod $STARTER; cd starter; echo $(cat coresize initsize refcnt taint)'
prints '2 scullp 2' 'insmod $SCULLP; exec 5<>/dev/scullp0; echo $(cat scullp/refcnt;
	cut -d" " -f1,3 /proc/modules)'
prints 'starter 16384 0 - Live 0x0000380000000000 (O)' 'insmod $STARTER; cat /proc/modules'

# parameters
prints '0444 big
0600 fixed
0644 flag
0444 no_flag
0644 numbers
0644 own
0444 result
0200 small
0644 text' 'insmod $STARTER; cd starter/parameters; stat -c "0%a %n" *'
prints '7 abc Y N 1,2,3 5 hello' 'insmod $STARTER big=7 flag no_flag=N result=5 text=hello
	cd starter/parameters; echo $(cat big fixed flag no_flag numbers result text)' # no_flag is inverted
prints '0 Y
0 4,5
1 Y' 'insmod $STARTER; cd starter/parameters; echo 1 >flag; echo $? $(cat flag)
	echo 4,5 >numbers; echo $? $(cat numbers); echo maybe >flag; echo $? $(cat flag)'
prints '1 6,7,8,9' 'insmod $STARTER; cd starter/parameters; echo 6,7,8,9,10 >numbers
	echo $? $(cat numbers)'
said 'numbers: can only take 4 arguments'
prints '1 abc' 'insmod $STARTER; cd starter/parameters; echo 12345678 >fixed; echo $? $(cat fixed)'
said "fixed: string doesn't fit in 7 chars."
prints 'hello|' 'insmod $STARTER; cd starter/parameters; printf "hello" >text; tr "\n" "|" <text'
prints '3 4 1 4' 'insmod $STARTER own=3; cd starter/parameters; v=$(cat own); echo 4 >own
	v="$v $(cat own)"; echo 5 >own; echo $v $? $(cat own)'
said 'Device or resource busy'
prints 1 'insmod $STARTER; cat starter/parameters/small; echo $?'
said 'Permission denied'
prints 1 'insmod $STARTER; echo 1 >starter/parameters/result; echo $?'
said 'Permission denied'

# An open file outlives its module.
prints 'live
1' 'insmod $STARTER; exec 6<starter/initstate; head -n 1 <&6; rmmod starter; cat <&6; echo $?; ls'
said 'No such device'
exit $failed
