#!/bin/bash
# SPDX-License-Identifier: MIT
#
# build-module.sh KDIR SRC OUT STAMP DEPFILE - build a module for ninja
#
# Builds the driver in SRC into OUT by the module build in KDIR, without a word
# if all goes well, and tells ninja in DEPFILE what it was made from: what the
# saved commands in OUT name.

set -eu
kdir=$1 src=$2 out=$3 stamp=$4 depfile=$5
unset MAKEFLAGS MFLAGS MAKELEVEL

mkdir -p "$out"
if ! make -C "$kdir" M="$src" MO="$out" modules >"$out/make.log" 2>&1; then
	cat "$out/make.log" >&2
	exit 1
fi
# Warnings are worth seeing, also when nothing failed.
grep -A3 'warning:' "$out/make.log" >&2 || :

{
	printf '%s:' "$stamp"
	find "$src" -maxdepth 1 \( -name Kbuild -o -name Makefile \) -printf ' %p'
	printf ' '
	find "$out" -name '.*.o.cmd' -exec cat {} + |
		tr -s ' \\\t' '\n\n\n' | sed 's/:$//' | grep -E '^/.*\.[chS]$' |
		grep -v '\.mod\.c$' | sort -u | tr '\n' ' '
	echo
} >"$depfile"
touch "$stamp"
