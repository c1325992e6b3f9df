/* SPDX-License-Identifier: MIT */
/* The kernel version that a driver is built for; 6.1 unless the build says. */
#ifndef _LINUX_VERSION_H
#define _LINUX_VERSION_H

#define KERNEL_VERSION(a, b, c) (((a) << 16) + ((b) << 8) + ((c) > 255 ? 255 : (c)))

#ifdef DOCK_API_VERSION_CODE
#define LINUX_VERSION_CODE DOCK_API_VERSION_CODE
#else
#define LINUX_VERSION_CODE KERNEL_VERSION(6, 1, 0)
#endif

#if LINUX_VERSION_CODE < KERNEL_VERSION(2, 6, 18)
#define UTS_RELEASE DOCK_API_VERSION "-drydock" /* later in a header of its own */
#endif

#define LINUX_VERSION_MAJOR	 (LINUX_VERSION_CODE >> 16)
#define LINUX_VERSION_PATCHLEVEL ((LINUX_VERSION_CODE >> 8) & 255)
#define LINUX_VERSION_SUBLEVEL	 (LINUX_VERSION_CODE & 255)

#endif
