#!/bin/bash
# SPDX-License-Identifier: MIT
#
# What the headers declare is there: else a driver compiles, and cannot be loaded.
# Prints the names that are not.

set -eu
cd "$(dirname "$0")/../.."
build=${DRYDOCK_BUILD:?}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# The compiler makes calls of the mem... by itself, which go elsewhere; get_, set and
# name are what macros put names together from.
grep -rhoE '__dock\([a-zA-Z_0-9]+\)' include/linux include/asm* |
	sed 's/__dock(//; s/)//' | grep -vxE 'mem(cpy|move|set|cmp)|get_|set|name' | sort -u >"$tmp/declared"
nm "$build/drydock" | sed -n 's/.* __dock_ksym_//p' | sort -u >"$tmp/there"
[ "$(wc -l <"$tmp/declared")" -gt 800 ] || { echo "FAIL: no names were found"; exit 1; }
comm -23 "$tmp/declared" "$tmp/there" >"$tmp/missing"
cat "$tmp/missing"
[ ! -s "$tmp/missing" ]
