#!/bin/sh
# SPDX-License-Identifier: MIT
#
# link-share.sh SOURCE BUILD - make BUILD/share/drydock, which has in links what
# an installed PREFIX/share/drydock has in files.

set -eu
source=$1 build=$2

mkdir -p "$build/share/drydock" "$build/machines"
ln -sfn "$source/include" "$build/share/drydock/include"
ln -sfn "$source/kbuild" "$build/share/drydock/kdir"
ln -sfn "$source/docs/rules" "$build/share/drydock/rules"
ln -sfn "$source/tools/inside" "$build/share/drydock/bin"
ln -sfn "$source/tools/gdb" "$build/share/drydock/gdb"
ln -sfn ../../machines "$build/share/drydock/machines"
ln -sfn share/drydock/kdir "$build/kdir"
