# SPDX-License-Identifier: MIT
#
# Where a test of this folder works: sourced by each, with an absolute or relative path
# in $0. It goes to a directory of the test's own, which is removed at the end, and sets
# build, the build directory (DRYDOCK_BUILD of the environment); here, this folder;
# drydock; tmp, that directory. And it brings claim() and its kin.
# shellcheck shell=bash disable=SC2034

build=$(realpath "${DRYDOCK_BUILD:?}")
here=$(cd "$(dirname "$0")" && pwd)
drydock=$build/drydock
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
unset MAKEFLAGS MFLAGS MAKELEVEL
# shellcheck source=tests/claims.sh
. "$here/../claims.sh"
cd "$tmp" || exit 1
