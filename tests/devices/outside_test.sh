#!/bin/bash
# SPDX-License-Identifier: MIT
#
# A device model is built outside the tree, against an installed drydock, as
# docs/devices/README.md says and with the code that it shows; a driver of it
# runs. What is no model is refused in one line. Prints one line a claim.

set -u
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
build=${DRYDOCK_BUILD:?}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
unset DRYDOCK_DATADIR MAKEFLAGS MAKELEVEL MFLAGS
command -v pkg-config >/dev/null || { echo "SKIP: no pkg-config"; exit 77; }
# shellcheck source=tests/claims.sh
. "$(dirname "$0")/../claims.sh"

DESTDIR=$tmp/dest meson install -C "$build" --no-rebuild --quiet >"$tmp/log" 2>&1 ||
	{ cat "$tmp/log"; exit 1; }
exe=$(find "$tmp/dest" -name drydock -type f -perm -u+x | head -n 1)
prefix=$(dirname "$(dirname "$exe")")
export PKG_CONFIG_PATH=$prefix/share/pkgconfig
cflags=$(pkg-config --define-variable=prefix="$prefix" --cflags drydock)
claim "pkg-config knows where the installed header is" \
	test -e "$(tr ' ' '\n' <<<"$cflags" | sed -n 's/^-I//p' | head -n 1)/drydock/device.h"

# model NAME: NAME.so of NAME.c
model() {
	# shellcheck disable=SC2086
	cc -shared -fPIC -Wall -Wextra -Wno-unused-parameter -Werror $cflags \
		-o "$tmp/$1.so" "$tmp/$1.c"
}

awk '/^```c$/ { code = 1; next } /^```$/ { code = 0 } code' "$top/docs/devices/README.md" \
	>"$tmp/countdown.c"
claim "the document's model compiles without a warning" model countdown

mkdir "$tmp/drv"
cp "$here/countdown_driver.c" "$here/countdown_task.c" "$tmp/drv"
echo 'obj-m := countdown_driver.o countdown_task.o' >"$tmp/drv/Makefile"
claim "its driver is built" make -C "$("$exe" kdir)" M="$tmp/drv" modules
run=("$exe" run --timeout 20 --module "$tmp/drv/countdown_driver.ko"
	--task "$tmp/drv/countdown_task.ko")
for seed in 1 2 3; do
	claim "the driver meets the model (seed $seed)" \
		exits 0 "${run[@]}" --seed "$seed" --device "$tmp/countdown.so,step_us=50"
	claim "... counts down to its interrupt" says "countdown 0000:00:04.0: done after 20 steps"
	claim "... of 50 us each" says "took 1[0-9][0-9][0-9] us"
	claim "... and nothing is left" says "^drydock: nothing is left"
done
claim "two of them are two devices" \
	exits 0 "${run[@]}" --device "$tmp/countdown.so" --device "$tmp/countdown.so"
claim "... in slots of their own" says "countdown 0000:00:05.0: done"

claim "a complaint of the model is bad input" \
	exits 2 "${run[@]}" --device "$tmp/countdown.so,step_us=0"
claim "... in its own words" says "step_us=0: write a number of microseconds"
claim "an option that it does not know is refused" \
	exits 2 "${run[@]}" --device "$tmp/countdown.so,colour=red"
claim "... by name" says "no option 'colour=red'"
claim "a file that is not there is refused" exits 2 "${run[@]}" --device ./nothing.so
claim "... saying so" says "nothing.so': No such file"

# One mistake each, and what must be said of it.
refused() {
	sed "$2" "$tmp/countdown.c" >"$tmp/wrong.c"
	claim "$1: compiles" model wrong
	claim "$1: is refused" exits 2 "${run[@]}" --device "$tmp/wrong.so"
	claim "$1: ... $3" says "$3"
	claim "$1: ... in one line" test "$(wc -l <"$tmp/said")" = 1
}
refused "another version" 's/DOCK_DEVICE_ABI/DOCK_DEVICE_ABI + 1/' "another version"
refused "no model" 's/dock_device_model/something_else/' "no symbol dock_device_model"
refused "a crooked window" 's/4096/4095/' "no power of two"
refused "no vendor" '/\.vendor/d' "no vendor number"

# What it may not do when drivers run.
sed -e '1i#include <sys/socket.h>' \
	-e '/read_register(/,/^{/ s/^{/{\n\tsocket(AF_INET, SOCK_STREAM, 0);/' "$tmp/countdown.c" \
	>"$tmp/caller.c"
claim "a model that reaches for the network compiles" model caller
claim "... and ends the run" exits 99 "${run[@]}" --device "$tmp/caller.so"
claim "... saying so" says "system call 41 (socket) that the machine does not make"

exit $failed
