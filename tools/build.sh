#!/bin/bash
# SPDX-License-Identifier: MIT
#
# build.sh - bring build/ up to date, saying nothing unless it fails

set -u
cd "$(dirname "$0")/.." || exit 1
build=${BUILD:-build}
log=$(mktemp)
trap 'rm -f "$log"' EXIT

if [ ! -f "$build/build.ninja" ]; then
	meson setup "$build" >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
fi
ninja -C "$build" >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
