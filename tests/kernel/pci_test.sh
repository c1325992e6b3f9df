#!/bin/bash
# SPDX-License-Identifier: MIT
#
# pci_test.sh NAME - the claims of one module of tests/kernel/pci
#
# Each run must end with status 0, say "ok" for every claim and "nothing is
# left": with seeds 1 to 20, with one processor and with four.

set -u
build=${DRYDOCK_BUILD:?} name=${1:?}
out=$(mktemp)
trap 'rm -f "$out"' EXIT
want=$(grep -c '^	CLAIM(' "$(dirname "$0")/pci/$name.c")

devices=()
case $name in
pci_core | pci_driver | pci_pool) devices=(--device edu --device edu) ;;
pci_irq) devices=(--device edu --device edu --device edu --device edu --device edu) ;;
esac

for seed in {1..20}; do
	for cpus in 1 4; do
		line=(run --timeout 60 --seed "$seed" --cpus "$cpus" "${devices[@]}"
			--module "$build/modules/pci/$name.ko"
			--task "$build/modules/tasks/run_claims.ko")
		"$build/drydock" "${line[@]}" >"$out" 2>&1
		status=$?
		if [ $status -ne 0 ] || [ "$(grep -c '\] ok ' "$out")" -ne "$want" ] ||
			! grep -q '^drydock: nothing is left' "$out"; then
			cat "$out"
			echo "FAIL: status $status, wanted $want claims and nothing left, of: drydock ${line[*]}"
			exit 1
		fi
	done
done
