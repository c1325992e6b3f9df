#!/bin/bash
# SPDX-License-Identifier: MIT
#
# pictures.sh [FOLDER] - draw README's pictures into FOLDER (docs/pictures)
#
# BUILD is the build folder, ./build unless it is set. Both pictures are what the
# program draws; where the build lies does not show in them.

set -eu
cd "$(dirname "$0")/.."
build=$(realpath "${BUILD:-build}")
to=${1:-docs/pictures}
mkdir -p "$to"
top=$(pwd)

# The broken driver ends the run with 99.
"$build/drydock" run --quiet --machine pc --device edu --timeline "$to/timeline.svg" \
	--module "$build/modules/pictures/receive.ko" -- true 2>"$to/log" || [ $? = 99 ] ||
	{ cat "$to/log"; exit 1; }
rm -f "$to/log"
"$build/drydock" picture "$to/addresses.svg" --machine pc
sed -i "s,$build/,build/,g; s,$top/,,g" "$to/timeline.svg"
