#!/bin/bash
# SPDX-License-Identifier: MIT
#
# The book's session with scullp ("Remapping RAM"), as ./demo's bash runs it
# on the machine: each command after a prompt, as if typed.

say() {
	printf '\n$ %s\n' "$*"
	eval "$*"
}

say 'ls -l /dev > /dev/scullp0'
say 'mapper /dev/scullp0 0 140'
say 'mapper /dev/scullp0 8192 200'
# -m: and show the line of the mapping in /proc/<pid>/maps
say 'mapper -m /dev/scullp0 0 4096 > /dev/null'
