#!/bin/bash
# SPDX-License-Identifier: MIT
# The book's session, in a real bash on the machine.
PATH=$PATH:${DRYDOCK_BUILD:-build}/drivers
set -e
ls -l /dev > /dev/scullp0
first=$(mapper /dev/scullp0 0 140)
[ "$first" = "$(head -c 140 /dev/scullp0)" ]
[[ $first == "total 0"* ]]
head -c 10000 /dev/zero | tr '\0' z >> /dev/scullp1
[ "$(mapper /dev/scullp1 8192 200 | tr -d z | wc -c)" = 0 ]
mapper -m /dev/scullp0 0 140 2>&1 >/dev/null | grep -q '/dev/scullp0$'
if mapper /dev/scullp2 0 1; then exit 1; fi # empty: a hole
[ "$(stat -c %F /dev/scullp3)" = "character special file" ]
grep -q ' scullp$' /proc/devices
grep -q '^scullp ' /proc/modules
grep -q 'System RAM' /proc/iomem
[ "$(id -u)" = 0 ]
# descriptors of the shell's own
exec 5<>/dev/scullp3
echo one >&5
echo two >&5
[ "$(cat /dev/scullp3)" = "one
two" ]
exec 5>&-
(dd if=/dev/scullp0 bs=100 count=1 status=none | cat) | cmp - <(head -c 100 /dev/scullp0)
