/* SPDX-License-Identifier: MIT */
/* Which names exist at which version of 3 and 4: part of linux/dock_versions.h. */
#ifndef _LINUX_DOCK_VERSIONS_3_4_H
#define _LINUX_DOCK_VERSIONS_3_4_H

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_3_0 1
#define DOCK_BEFORE_3_0 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(3, 0, 0)
#define DOCK_SINCE_3_0 1
#define DOCK_BEFORE_3_0 0
#else
#define DOCK_SINCE_3_0 0
#define DOCK_BEFORE_3_0 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_3_1 1
#define DOCK_BEFORE_3_1 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(3, 1, 0)
#define DOCK_SINCE_3_1 1
#define DOCK_BEFORE_3_1 0
#else
#define DOCK_SINCE_3_1 0
#define DOCK_BEFORE_3_1 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_3_3 1
#define DOCK_BEFORE_3_3 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(3, 3, 0)
#define DOCK_SINCE_3_3 1
#define DOCK_BEFORE_3_3 0
#else
#define DOCK_SINCE_3_3 0
#define DOCK_BEFORE_3_3 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_3_4 1
#define DOCK_BEFORE_3_4 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(3, 4, 0)
#define DOCK_SINCE_3_4 1
#define DOCK_BEFORE_3_4 0
#else
#define DOCK_SINCE_3_4 0
#define DOCK_BEFORE_3_4 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_3_5 1
#define DOCK_BEFORE_3_5 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(3, 5, 0)
#define DOCK_SINCE_3_5 1
#define DOCK_BEFORE_3_5 0
#else
#define DOCK_SINCE_3_5 0
#define DOCK_BEFORE_3_5 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_3_6 1
#define DOCK_BEFORE_3_6 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(3, 6, 0)
#define DOCK_SINCE_3_6 1
#define DOCK_BEFORE_3_6 0
#else
#define DOCK_SINCE_3_6 0
#define DOCK_BEFORE_3_6 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_3_7 1
#define DOCK_BEFORE_3_7 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(3, 7, 0)
#define DOCK_SINCE_3_7 1
#define DOCK_BEFORE_3_7 0
#else
#define DOCK_SINCE_3_7 0
#define DOCK_BEFORE_3_7 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_3_8 1
#define DOCK_BEFORE_3_8 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(3, 8, 0)
#define DOCK_SINCE_3_8 1
#define DOCK_BEFORE_3_8 0
#else
#define DOCK_SINCE_3_8 0
#define DOCK_BEFORE_3_8 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_3_9 1
#define DOCK_BEFORE_3_9 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(3, 9, 0)
#define DOCK_SINCE_3_9 1
#define DOCK_BEFORE_3_9 0
#else
#define DOCK_SINCE_3_9 0
#define DOCK_BEFORE_3_9 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_3_10 1
#define DOCK_BEFORE_3_10 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(3, 10, 0)
#define DOCK_SINCE_3_10 1
#define DOCK_BEFORE_3_10 0
#else
#define DOCK_SINCE_3_10 0
#define DOCK_BEFORE_3_10 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_3_11 1
#define DOCK_BEFORE_3_11 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(3, 11, 0)
#define DOCK_SINCE_3_11 1
#define DOCK_BEFORE_3_11 0
#else
#define DOCK_SINCE_3_11 0
#define DOCK_BEFORE_3_11 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_3_12 1
#define DOCK_BEFORE_3_12 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(3, 12, 0)
#define DOCK_SINCE_3_12 1
#define DOCK_BEFORE_3_12 0
#else
#define DOCK_SINCE_3_12 0
#define DOCK_BEFORE_3_12 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_3_14 1
#define DOCK_BEFORE_3_14 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(3, 14, 0)
#define DOCK_SINCE_3_14 1
#define DOCK_BEFORE_3_14 0
#else
#define DOCK_SINCE_3_14 0
#define DOCK_BEFORE_3_14 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_3_15 1
#define DOCK_BEFORE_3_15 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(3, 15, 0)
#define DOCK_SINCE_3_15 1
#define DOCK_BEFORE_3_15 0
#else
#define DOCK_SINCE_3_15 0
#define DOCK_BEFORE_3_15 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_3_16 1
#define DOCK_BEFORE_3_16 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(3, 16, 0)
#define DOCK_SINCE_3_16 1
#define DOCK_BEFORE_3_16 0
#else
#define DOCK_SINCE_3_16 0
#define DOCK_BEFORE_3_16 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_3_17 1
#define DOCK_BEFORE_3_17 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(3, 17, 0)
#define DOCK_SINCE_3_17 1
#define DOCK_BEFORE_3_17 0
#else
#define DOCK_SINCE_3_17 0
#define DOCK_BEFORE_3_17 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_3_18 1
#define DOCK_BEFORE_3_18 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(3, 18, 0)
#define DOCK_SINCE_3_18 1
#define DOCK_BEFORE_3_18 0
#else
#define DOCK_SINCE_3_18 0
#define DOCK_BEFORE_3_18 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_3_19 1
#define DOCK_BEFORE_3_19 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(3, 19, 0)
#define DOCK_SINCE_3_19 1
#define DOCK_BEFORE_3_19 0
#else
#define DOCK_SINCE_3_19 0
#define DOCK_BEFORE_3_19 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_4_1 1
#define DOCK_BEFORE_4_1 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(4, 1, 0)
#define DOCK_SINCE_4_1 1
#define DOCK_BEFORE_4_1 0
#else
#define DOCK_SINCE_4_1 0
#define DOCK_BEFORE_4_1 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_4_2 1
#define DOCK_BEFORE_4_2 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(4, 2, 0)
#define DOCK_SINCE_4_2 1
#define DOCK_BEFORE_4_2 0
#else
#define DOCK_SINCE_4_2 0
#define DOCK_BEFORE_4_2 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_4_3 1
#define DOCK_BEFORE_4_3 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(4, 3, 0)
#define DOCK_SINCE_4_3 1
#define DOCK_BEFORE_4_3 0
#else
#define DOCK_SINCE_4_3 0
#define DOCK_BEFORE_4_3 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_4_4 1
#define DOCK_BEFORE_4_4 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(4, 4, 0)
#define DOCK_SINCE_4_4 1
#define DOCK_BEFORE_4_4 0
#else
#define DOCK_SINCE_4_4 0
#define DOCK_BEFORE_4_4 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_4_5 1
#define DOCK_BEFORE_4_5 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(4, 5, 0)
#define DOCK_SINCE_4_5 1
#define DOCK_BEFORE_4_5 0
#else
#define DOCK_SINCE_4_5 0
#define DOCK_BEFORE_4_5 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_4_6 1
#define DOCK_BEFORE_4_6 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(4, 6, 0)
#define DOCK_SINCE_4_6 1
#define DOCK_BEFORE_4_6 0
#else
#define DOCK_SINCE_4_6 0
#define DOCK_BEFORE_4_6 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_4_7 1
#define DOCK_BEFORE_4_7 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(4, 7, 0)
#define DOCK_SINCE_4_7 1
#define DOCK_BEFORE_4_7 0
#else
#define DOCK_SINCE_4_7 0
#define DOCK_BEFORE_4_7 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_4_8 1
#define DOCK_BEFORE_4_8 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(4, 8, 0)
#define DOCK_SINCE_4_8 1
#define DOCK_BEFORE_4_8 0
#else
#define DOCK_SINCE_4_8 0
#define DOCK_BEFORE_4_8 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_4_10 1
#define DOCK_BEFORE_4_10 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(4, 10, 0)
#define DOCK_SINCE_4_10 1
#define DOCK_BEFORE_4_10 0
#else
#define DOCK_SINCE_4_10 0
#define DOCK_BEFORE_4_10 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_4_11 1
#define DOCK_BEFORE_4_11 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(4, 11, 0)
#define DOCK_SINCE_4_11 1
#define DOCK_BEFORE_4_11 0
#else
#define DOCK_SINCE_4_11 0
#define DOCK_BEFORE_4_11 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_4_12 1
#define DOCK_BEFORE_4_12 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(4, 12, 0)
#define DOCK_SINCE_4_12 1
#define DOCK_BEFORE_4_12 0
#else
#define DOCK_SINCE_4_12 0
#define DOCK_BEFORE_4_12 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_4_13 1
#define DOCK_BEFORE_4_13 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(4, 13, 0)
#define DOCK_SINCE_4_13 1
#define DOCK_BEFORE_4_13 0
#else
#define DOCK_SINCE_4_13 0
#define DOCK_BEFORE_4_13 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_4_14 1
#define DOCK_BEFORE_4_14 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(4, 14, 0)
#define DOCK_SINCE_4_14 1
#define DOCK_BEFORE_4_14 0
#else
#define DOCK_SINCE_4_14 0
#define DOCK_BEFORE_4_14 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_4_15 1
#define DOCK_BEFORE_4_15 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(4, 15, 0)
#define DOCK_SINCE_4_15 1
#define DOCK_BEFORE_4_15 0
#else
#define DOCK_SINCE_4_15 0
#define DOCK_BEFORE_4_15 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_4_16 1
#define DOCK_BEFORE_4_16 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(4, 16, 0)
#define DOCK_SINCE_4_16 1
#define DOCK_BEFORE_4_16 0
#else
#define DOCK_SINCE_4_16 0
#define DOCK_BEFORE_4_16 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_4_17 1
#define DOCK_BEFORE_4_17 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(4, 17, 0)
#define DOCK_SINCE_4_17 1
#define DOCK_BEFORE_4_17 0
#else
#define DOCK_SINCE_4_17 0
#define DOCK_BEFORE_4_17 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_4_18 1
#define DOCK_BEFORE_4_18 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(4, 18, 0)
#define DOCK_SINCE_4_18 1
#define DOCK_BEFORE_4_18 0
#else
#define DOCK_SINCE_4_18 0
#define DOCK_BEFORE_4_18 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_4_19 1
#define DOCK_BEFORE_4_19 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(4, 19, 0)
#define DOCK_SINCE_4_19 1
#define DOCK_BEFORE_4_19 0
#else
#define DOCK_SINCE_4_19 0
#define DOCK_BEFORE_4_19 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_4_20 1
#define DOCK_BEFORE_4_20 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(4, 20, 0)
#define DOCK_SINCE_4_20 1
#define DOCK_BEFORE_4_20 0
#else
#define DOCK_SINCE_4_20 0
#define DOCK_BEFORE_4_20 1
#endif

#endif
