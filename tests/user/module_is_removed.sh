#!/bin/bash
# SPDX-License-Identifier: MIT
# delete_module from inside: refused while the device is open, then done.
set -e
remove() { busybox rmmod scullp 2>&1; }
exec 5<>/dev/scullp0
if said=$(remove); then exit 1; fi
[[ $said == *"Resource temporarily unavailable"* ]]
exec 5>&-
remove
[ ! -e /dev/scullp0 ]
if grep -q scullp /proc/modules /proc/devices; then exit 1; fi
