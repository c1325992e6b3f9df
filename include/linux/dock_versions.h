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
#define DOCK_SINCE_2_6_17 1
#define DOCK_BEFORE_2_6_17 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 17)
#define DOCK_SINCE_2_6_17 1
#define DOCK_BEFORE_2_6_17 0
#else
#define DOCK_SINCE_2_6_17 0
#define DOCK_BEFORE_2_6_17 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_2_6_19 1
#define DOCK_BEFORE_2_6_19 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 19)
#define DOCK_SINCE_2_6_19 1
#define DOCK_BEFORE_2_6_19 0
#else
#define DOCK_SINCE_2_6_19 0
#define DOCK_BEFORE_2_6_19 1
#endif

#endif
