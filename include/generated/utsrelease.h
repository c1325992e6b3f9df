/* SPDX-License-Identifier: MIT */
/* The release of the kernel that a driver is built for: what uname -r says on the
 * machine, and KERNELRELEASE in a Makefile. */
#ifndef DOCK_GENERATED_UTSRELEASE_H
#define DOCK_GENERATED_UTSRELEASE_H

#define UTS_RELEASE DOCK_API_VERSION "-drydock"

#endif
