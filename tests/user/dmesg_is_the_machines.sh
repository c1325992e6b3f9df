#!/bin/bash
# SPDX-License-Identifier: MIT
# dmesg, util-linux's and busybox's, shows and clears the machine's log alone;
# programs write to it; the console's level is the machine's.
set -eu
is() { # WHAT GOT WANTED
	[ "$2" = "$3" ] || { printf '%s: got\n%s\nwanted\n%s\n' "$1" "$2" "$3" >&2; exit 1; }
}
bare() { sed 's/^\[[^]]*\] //'; } # without the time

# Boot lines: which machine this is, and how it was started.
dmesg | head -1 | grep -q '^\[    0\.000000\] Linux version 6\.1\.0-drydock '
dmesg | grep -q 'Command line: drydock run .*talker.ko'
dmesg | grep -q 'Machine model: '
dmesg | grep -q 'Memory: [1-9][0-9]*K'
dmesg | grep -q 'Brought up 1 node, 1 CPU$'
is "busybox's dmesg" "$(busybox dmesg)" "$(dmesg)"

dmesg -C
is "after -C" "$(dmesg)" ""
echo hello >/dev/kmsg
echo '<3>an error' >/dev/kmsg
echo '<30>a daemon' >/dev/kmsg
is "facilities" "$(dmesg -x | tr -s ' ' | sed 's/ \[[^]]*\]//')" "user :warn : hello
user :err : an error
daemon:info : a daemon"
is "-l err" "$(dmesg -l err | bare)" "an error"
is "-c shows" "$(dmesg -c | bare | wc -l)" 3
is "and clears" "$(dmesg)$(busybox dmesg)" ""
is "/dev/kmsg has all" "$(timeout 1 dd if=/dev/kmsg bs=8192 count=1 status=none)" \
	"6,0,0,-;Linux version 6.1.0-drydock (drydock)"

# How messages become records.
echo p >/dev/talker
is "pieces" "$(dmesg -c | bare | sed 's/^ *//')" 'one, two, three
no newline
its own line
nothing to go on with
two
lines
a \ and a \x1b[1m'
echo l >/dev/talker
is "levels" "$(dmesg -r | sed 's/\[.*\] //')" "<0>level 0
<1>level 1
<2>level 2
<3>level 3
<4>level 4
<5>level 5
<6>level 6
<7>level 7
<4>level none"

dmesg -C
# A stack has names, here as on the console.
echo s >/dev/talker
dmesg -c | grep -q 'talker_write+0x[0-9a-f/x]* \[talker\] (.*talker\.c:[0-9]*)$'

# The console's level: what is shown on standard error.
is "levels of the console" "$(cat /proc/sys/kernel/printk)" $'7\t4\t1\t7'
dmesg -n 3
is "after -n 3" "$(cut -f1 </proc/sys/kernel/printk)" 3
dmesg -D
is "after -D" "$(cut -f1 </proc/sys/kernel/printk)" 1
dmesg -E
is "after -E" "$(cut -f1 </proc/sys/kernel/printk)" 3
echo 8 >/proc/sys/kernel/printk
is "after a write" "$(cat /proc/sys/kernel/printk)" $'8\t4\t1\t7'
if echo 7 5 >/proc/sys/kernel/printk; then exit 1; fi
dmesg -n 1

# The log holds so much and no more.
echo m >/dev/talker
is "the newest is there, cut" "$(dmesg | tail -2 | head -1 | bare | wc -c)" $((991 - 2 + 1))
is "the oldest is gone" "$(dmesg | grep -c 'line 0$')" 0
[ "$(dmesg | wc -c)" -le $((131072 * 2)) ]
