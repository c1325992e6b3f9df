#!/bin/bash
# SPDX-License-Identifier: MIT
#
# deb.sh - make the Debian package: build/drydock_VERSION_amd64.deb
#
# It is built in a copy of the tree, so nothing is written into the tree but
# below build/. Prints the package's path. What is missing is installed, or
# named.

set -eu
cd "$(dirname "$0")/.."
build=${BUILD:-build}
bash tools/setup.sh build deb
mkdir -p "$build"
dir=$(realpath "$build")/deb
rm -rf "$dir"
mkdir -p "$dir/drydock"
{ git -c safe.directory='*' ls-files 2>/dev/null ||
	find . -path ./.git -prune -o -path './build*' -prune -o -type f -print -o -type l -print; } |
	tar -c -T - | tar -x -C "$dir/drydock"
(cd "$dir/drydock" && dpkg-buildpackage -b -us -uc) >"$dir/log" 2>&1 || {
	tail -n 40 "$dir/log" >&2
	echo "deb: the package cannot be built; the whole log is $dir/log" >&2
	exit 1
}
mv "$dir"/drydock_*.deb "$build/"
ls "$build"/drydock_*.deb
