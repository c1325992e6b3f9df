#!/bin/bash
# SPDX-License-Identifier: MIT
#
# A device model with MSI-X, built outside the tree: its vectors reach their handlers.
# A table of messages without a place is refused. Prints one line a claim.

set -u
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
build=$(realpath "${DRYDOCK_BUILD:?}")
drydock=$build/drydock
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
unset MAKEFLAGS MFLAGS MAKELEVEL
# shellcheck source=tests/claims.sh
. "$here/../claims.sh"

model() { # NAME: NAME.so of NAME.c
	cc -shared -fPIC -Wall -Wextra -Wno-unused-parameter -Werror -I "$top/include" \
		-o "$tmp/$1.so" "$tmp/$1.c"
}

cp "$here/msix_model.c" "$tmp"
claim "the model is built" model msix_model
mkdir "$tmp/drv"
cp "$here/msix_driver.c" "$here/../kernel/tasks/claims.h" "$tmp/drv"
echo 'obj-m := msix_driver.o' >"$tmp/drv/Makefile"
claim "its driver is built" make -C "$("$drydock" kdir)" M="$tmp/drv" modules
run=("$drydock" run --timeout 20 --module "$tmp/drv/msix_driver.ko"
	--task "$build/modules/tasks/run_claims.ko")
for cpus in 1 4; do
	claim "the driver meets the model ($cpus processors)" \
		exits 0 "${run[@]}" --cpus $cpus --device "$tmp/msix_model.so"
	while read -r name; do
		claim "... $name" says "\] ok $name"
	done < <(sed -n 's/^	CLAIM(\(.*\)),$/\1/p' "$here/msix_driver.c")
	claim "... and nothing is left" says "^drydock: nothing is left"
done

# refused WHAT SED TEXT: a mistake in the model, and what is said of it
refused() {
	sed "$2" "$here/msix_model.c" >"$tmp/wrong.c"
	claim "$1: compiles" model wrong
	claim "$1: is refused" exits 2 "${run[@]}" --device "$tmp/wrong.so"
	claim "$1: ... $3" says "$3"
}
refused "too many vectors" 's/msix_vectors = 4/msix_vectors = 65/' "beyond 0..64"
refused "no window" 's/msix_bar = 1/msix_bar = 2/' "no window of registers of 4096 bytes"
refused "a small window" 's/msix_bar = 1/msix_bar = 0/' "no window of registers of 4096 bytes"
exit $failed
