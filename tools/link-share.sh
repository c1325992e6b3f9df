#!/bin/sh
# SPDX-License-Identifier: MIT
#
# link-share.sh SOURCE BUILD - make BUILD/share/drydock, which has in links what
# an installed PREFIX/share/drydock has in files.

set -eu
source=$1 build=$2

# A folder for each version of Linux, with and without hooks.
make_kdir() {
	kdir=$build/share/drydock/kdir
	rm -rf "$kdir"
	mkdir -p "$kdir"
	ln -s "$source"/kbuild/* "$kdir"
	for version in $("$source/kbuild/versions"); do
		for folder in "$kdir/$version" "$kdir/$version-plain"; do
			mkdir "$folder"
			ln -s ../Makefile.version "$folder/Makefile"
			ln -s ../../include "$folder/include"
		done
	done
}

mkdir -p "$build/share/drydock" "$build/machines"
ln -sfn "$source/include" "$build/share/drydock/include"
make_kdir
ln -sfn "$source/docs/rules" "$build/share/drydock/rules"
ln -sfn "$source/tools/inside" "$build/share/drydock/bin"
ln -sfn "$source/tools/gdb" "$build/share/drydock/gdb"
ln -sfn ../../machines "$build/share/drydock/machines"
ln -sfn share/drydock/kdir "$build/kdir"
