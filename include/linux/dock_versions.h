/* SPDX-License-Identifier: MIT */
/*
 * Which names exist at which version of Linux.
 *
 * For each version X.Y[.Z] at which something changed there are two macros:
 * DOCK_SINCE_X_Y is 1 at it and later, DOCK_BEFORE_X_Y is 1 before it; else 0.
 * Drydock itself (DRYDOCK_CORE) serves all versions, so there both are 1: a name
 * that exists anywhere exists, and of two forms (#if DOCK_SINCE_ ... #else) it has
 * the newest. What a driver handed over in an older form src/kernel/compat knows.
 */
#ifndef _LINUX_DOCK_VERSIONS_H
#define _LINUX_DOCK_VERSIONS_H

#include <linux/version.h>
#include <linux/dock_versions_2_6.h>
#include <linux/dock_versions_3_4.h>

/*
 * A member of a structure that Linux has at some versions only. Elsewhere it is
 * there under a name that no driver writes, so that a structure has one layout for
 * all versions. @cond: DOCK_SINCE_X_Y, DOCK_BEFORE_X_Y or DOCK_BOTH() of two.
 */
#define DOCK_FIELD(cond, name)	     __DOCK_FIELD(cond, name)
#define __DOCK_FIELD(cond, name)     __DOCK_FIELD_##cond(name)
#define __DOCK_FIELD_1(name)	     name
#define __DOCK_FIELD_0(name)	     __dock_absent_##name
#define DOCK_BOTH(a, b)		     __DOCK_BOTH(a, b)
#define __DOCK_BOTH(a, b)	     __DOCK_BOTH_##a##b
#define __DOCK_BOTH_11		     1
#define __DOCK_BOTH_10		     0
#define __DOCK_BOTH_01		     0
#define __DOCK_BOTH_00		     0

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_5_0 1
#define DOCK_BEFORE_5_0 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(5, 0, 0)
#define DOCK_SINCE_5_0 1
#define DOCK_BEFORE_5_0 0
#else
#define DOCK_SINCE_5_0 0
#define DOCK_BEFORE_5_0 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_5_1 1
#define DOCK_BEFORE_5_1 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(5, 1, 0)
#define DOCK_SINCE_5_1 1
#define DOCK_BEFORE_5_1 0
#else
#define DOCK_SINCE_5_1 0
#define DOCK_BEFORE_5_1 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_5_2 1
#define DOCK_BEFORE_5_2 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(5, 2, 0)
#define DOCK_SINCE_5_2 1
#define DOCK_BEFORE_5_2 0
#else
#define DOCK_SINCE_5_2 0
#define DOCK_BEFORE_5_2 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_5_3 1
#define DOCK_BEFORE_5_3 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(5, 3, 0)
#define DOCK_SINCE_5_3 1
#define DOCK_BEFORE_5_3 0
#else
#define DOCK_SINCE_5_3 0
#define DOCK_BEFORE_5_3 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_5_4 1
#define DOCK_BEFORE_5_4 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(5, 4, 0)
#define DOCK_SINCE_5_4 1
#define DOCK_BEFORE_5_4 0
#else
#define DOCK_SINCE_5_4 0
#define DOCK_BEFORE_5_4 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_5_5 1
#define DOCK_BEFORE_5_5 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(5, 5, 0)
#define DOCK_SINCE_5_5 1
#define DOCK_BEFORE_5_5 0
#else
#define DOCK_SINCE_5_5 0
#define DOCK_BEFORE_5_5 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_5_6 1
#define DOCK_BEFORE_5_6 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(5, 6, 0)
#define DOCK_SINCE_5_6 1
#define DOCK_BEFORE_5_6 0
#else
#define DOCK_SINCE_5_6 0
#define DOCK_BEFORE_5_6 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_5_7 1
#define DOCK_BEFORE_5_7 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(5, 7, 0)
#define DOCK_SINCE_5_7 1
#define DOCK_BEFORE_5_7 0
#else
#define DOCK_SINCE_5_7 0
#define DOCK_BEFORE_5_7 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_5_8 1
#define DOCK_BEFORE_5_8 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(5, 8, 0)
#define DOCK_SINCE_5_8 1
#define DOCK_BEFORE_5_8 0
#else
#define DOCK_SINCE_5_8 0
#define DOCK_BEFORE_5_8 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_5_9 1
#define DOCK_BEFORE_5_9 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(5, 9, 0)
#define DOCK_SINCE_5_9 1
#define DOCK_BEFORE_5_9 0
#else
#define DOCK_SINCE_5_9 0
#define DOCK_BEFORE_5_9 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_5_10 1
#define DOCK_BEFORE_5_10 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(5, 10, 0)
#define DOCK_SINCE_5_10 1
#define DOCK_BEFORE_5_10 0
#else
#define DOCK_SINCE_5_10 0
#define DOCK_BEFORE_5_10 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_5_11 1
#define DOCK_BEFORE_5_11 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(5, 11, 0)
#define DOCK_SINCE_5_11 1
#define DOCK_BEFORE_5_11 0
#else
#define DOCK_SINCE_5_11 0
#define DOCK_BEFORE_5_11 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_5_12 1
#define DOCK_BEFORE_5_12 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(5, 12, 0)
#define DOCK_SINCE_5_12 1
#define DOCK_BEFORE_5_12 0
#else
#define DOCK_SINCE_5_12 0
#define DOCK_BEFORE_5_12 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_5_13 1
#define DOCK_BEFORE_5_13 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(5, 13, 0)
#define DOCK_SINCE_5_13 1
#define DOCK_BEFORE_5_13 0
#else
#define DOCK_SINCE_5_13 0
#define DOCK_BEFORE_5_13 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_5_14 1
#define DOCK_BEFORE_5_14 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(5, 14, 0)
#define DOCK_SINCE_5_14 1
#define DOCK_BEFORE_5_14 0
#else
#define DOCK_SINCE_5_14 0
#define DOCK_BEFORE_5_14 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_5_15 1
#define DOCK_BEFORE_5_15 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(5, 15, 0)
#define DOCK_SINCE_5_15 1
#define DOCK_BEFORE_5_15 0
#else
#define DOCK_SINCE_5_15 0
#define DOCK_BEFORE_5_15 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_5_16 1
#define DOCK_BEFORE_5_16 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(5, 16, 0)
#define DOCK_SINCE_5_16 1
#define DOCK_BEFORE_5_16 0
#else
#define DOCK_SINCE_5_16 0
#define DOCK_BEFORE_5_16 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_5_17 1
#define DOCK_BEFORE_5_17 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(5, 17, 0)
#define DOCK_SINCE_5_17 1
#define DOCK_BEFORE_5_17 0
#else
#define DOCK_SINCE_5_17 0
#define DOCK_BEFORE_5_17 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_5_18 1
#define DOCK_BEFORE_5_18 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(5, 18, 0)
#define DOCK_SINCE_5_18 1
#define DOCK_BEFORE_5_18 0
#else
#define DOCK_SINCE_5_18 0
#define DOCK_BEFORE_5_18 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_5_19 1
#define DOCK_BEFORE_5_19 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(5, 19, 0)
#define DOCK_SINCE_5_19 1
#define DOCK_BEFORE_5_19 0
#else
#define DOCK_SINCE_5_19 0
#define DOCK_BEFORE_5_19 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_6_0 1
#define DOCK_BEFORE_6_0 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(6, 0, 0)
#define DOCK_SINCE_6_0 1
#define DOCK_BEFORE_6_0 0
#else
#define DOCK_SINCE_6_0 0
#define DOCK_BEFORE_6_0 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_6_1 1
#define DOCK_BEFORE_6_1 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(6, 1, 0)
#define DOCK_SINCE_6_1 1
#define DOCK_BEFORE_6_1 0
#else
#define DOCK_SINCE_6_1 0
#define DOCK_BEFORE_6_1 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_6_2 1
#define DOCK_BEFORE_6_2 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(6, 2, 0)
#define DOCK_SINCE_6_2 1
#define DOCK_BEFORE_6_2 0
#else
#define DOCK_SINCE_6_2 0
#define DOCK_BEFORE_6_2 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_6_3 1
#define DOCK_BEFORE_6_3 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(6, 3, 0)
#define DOCK_SINCE_6_3 1
#define DOCK_BEFORE_6_3 0
#else
#define DOCK_SINCE_6_3 0
#define DOCK_BEFORE_6_3 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_6_4 1
#define DOCK_BEFORE_6_4 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(6, 4, 0)
#define DOCK_SINCE_6_4 1
#define DOCK_BEFORE_6_4 0
#else
#define DOCK_SINCE_6_4 0
#define DOCK_BEFORE_6_4 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_6_8 1
#define DOCK_BEFORE_6_8 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(6, 8, 0)
#define DOCK_SINCE_6_8 1
#define DOCK_BEFORE_6_8 0
#else
#define DOCK_SINCE_6_8 0
#define DOCK_BEFORE_6_8 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_6_10 1
#define DOCK_BEFORE_6_10 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(6, 10, 0)
#define DOCK_SINCE_6_10 1
#define DOCK_BEFORE_6_10 0
#else
#define DOCK_SINCE_6_10 0
#define DOCK_BEFORE_6_10 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_6_11 1
#define DOCK_BEFORE_6_11 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(6, 11, 0)
#define DOCK_SINCE_6_11 1
#define DOCK_BEFORE_6_11 0
#else
#define DOCK_SINCE_6_11 0
#define DOCK_BEFORE_6_11 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_6_12 1
#define DOCK_BEFORE_6_12 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(6, 12, 0)
#define DOCK_SINCE_6_12 1
#define DOCK_BEFORE_6_12 0
#else
#define DOCK_SINCE_6_12 0
#define DOCK_BEFORE_6_12 1
#endif

#endif
