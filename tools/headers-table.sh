#!/bin/sh
# SPDX-License-Identifier: MIT
#
# headers-table.sh SOURCE OUT DEPFILE - write the table of the headers that
# modules are built with, for src/kernel/module/headers.c. Ninja is told to do so
# again when one changes, comes or goes.
set -eu
source=$1 out=$2 depfile=$3

{
	echo '/* Written by tools/headers-table.sh. */'
	echo '#include "kernel/module/headers.h"'
	echo
	echo 'const struct dock_header dock_headers[] = {'
	"$source/kbuild/header-digests" "$source/include" |
		sed 's/\(.*\) \(.*\)/	{ "\1", "\2" },/'
	echo '};'
	echo 'const unsigned long dock_nr_headers = sizeof(dock_headers) / sizeof(dock_headers[0]);'
} >"$out"
printf '%s:' "$out" >"$depfile"
find "$source/include" \( -type d -o -name '*.h' \) -printf ' %p' >>"$depfile"
echo >>"$depfile"
