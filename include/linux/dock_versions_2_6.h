/* SPDX-License-Identifier: MIT */
/* Which names exist at which version of 2.6: part of linux/dock_versions.h. */
#ifndef _LINUX_DOCK_VERSIONS_2_6_H
#define _LINUX_DOCK_VERSIONS_2_6_H

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_2_6_11 1
#define DOCK_BEFORE_2_6_11 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 11)
#define DOCK_SINCE_2_6_11 1
#define DOCK_BEFORE_2_6_11 0
#else
#define DOCK_SINCE_2_6_11 0
#define DOCK_BEFORE_2_6_11 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_2_6_12 1
#define DOCK_BEFORE_2_6_12 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 12)
#define DOCK_SINCE_2_6_12 1
#define DOCK_BEFORE_2_6_12 0
#else
#define DOCK_SINCE_2_6_12 0
#define DOCK_BEFORE_2_6_12 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_2_6_13 1
#define DOCK_BEFORE_2_6_13 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 13)
#define DOCK_SINCE_2_6_13 1
#define DOCK_BEFORE_2_6_13 0
#else
#define DOCK_SINCE_2_6_13 0
#define DOCK_BEFORE_2_6_13 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_2_6_14 1
#define DOCK_BEFORE_2_6_14 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 14)
#define DOCK_SINCE_2_6_14 1
#define DOCK_BEFORE_2_6_14 0
#else
#define DOCK_SINCE_2_6_14 0
#define DOCK_BEFORE_2_6_14 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_2_6_15 1
#define DOCK_BEFORE_2_6_15 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 15)
#define DOCK_SINCE_2_6_15 1
#define DOCK_BEFORE_2_6_15 0
#else
#define DOCK_SINCE_2_6_15 0
#define DOCK_BEFORE_2_6_15 1
#endif

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
#define DOCK_SINCE_2_6_18 1
#define DOCK_BEFORE_2_6_18 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 18)
#define DOCK_SINCE_2_6_18 1
#define DOCK_BEFORE_2_6_18 0
#else
#define DOCK_SINCE_2_6_18 0
#define DOCK_BEFORE_2_6_18 1
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

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_2_6_20 1
#define DOCK_BEFORE_2_6_20 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 20)
#define DOCK_SINCE_2_6_20 1
#define DOCK_BEFORE_2_6_20 0
#else
#define DOCK_SINCE_2_6_20 0
#define DOCK_BEFORE_2_6_20 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_2_6_21 1
#define DOCK_BEFORE_2_6_21 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 21)
#define DOCK_SINCE_2_6_21 1
#define DOCK_BEFORE_2_6_21 0
#else
#define DOCK_SINCE_2_6_21 0
#define DOCK_BEFORE_2_6_21 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_2_6_23 1
#define DOCK_BEFORE_2_6_23 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 23)
#define DOCK_SINCE_2_6_23 1
#define DOCK_BEFORE_2_6_23 0
#else
#define DOCK_SINCE_2_6_23 0
#define DOCK_BEFORE_2_6_23 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_2_6_24 1
#define DOCK_BEFORE_2_6_24 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 24)
#define DOCK_SINCE_2_6_24 1
#define DOCK_BEFORE_2_6_24 0
#else
#define DOCK_SINCE_2_6_24 0
#define DOCK_BEFORE_2_6_24 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_2_6_25 1
#define DOCK_BEFORE_2_6_25 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 25)
#define DOCK_SINCE_2_6_25 1
#define DOCK_BEFORE_2_6_25 0
#else
#define DOCK_SINCE_2_6_25 0
#define DOCK_BEFORE_2_6_25 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_2_6_26 1
#define DOCK_BEFORE_2_6_26 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 26)
#define DOCK_SINCE_2_6_26 1
#define DOCK_BEFORE_2_6_26 0
#else
#define DOCK_SINCE_2_6_26 0
#define DOCK_BEFORE_2_6_26 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_2_6_27 1
#define DOCK_BEFORE_2_6_27 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 27)
#define DOCK_SINCE_2_6_27 1
#define DOCK_BEFORE_2_6_27 0
#else
#define DOCK_SINCE_2_6_27 0
#define DOCK_BEFORE_2_6_27 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_2_6_30 1
#define DOCK_BEFORE_2_6_30 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 30)
#define DOCK_SINCE_2_6_30 1
#define DOCK_BEFORE_2_6_30 0
#else
#define DOCK_SINCE_2_6_30 0
#define DOCK_BEFORE_2_6_30 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_2_6_31 1
#define DOCK_BEFORE_2_6_31 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 31)
#define DOCK_SINCE_2_6_31 1
#define DOCK_BEFORE_2_6_31 0
#else
#define DOCK_SINCE_2_6_31 0
#define DOCK_BEFORE_2_6_31 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_2_6_35 1
#define DOCK_BEFORE_2_6_35 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 35)
#define DOCK_SINCE_2_6_35 1
#define DOCK_BEFORE_2_6_35 0
#else
#define DOCK_SINCE_2_6_35 0
#define DOCK_BEFORE_2_6_35 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_2_6_36 1
#define DOCK_BEFORE_2_6_36 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 36)
#define DOCK_SINCE_2_6_36 1
#define DOCK_BEFORE_2_6_36 0
#else
#define DOCK_SINCE_2_6_36 0
#define DOCK_BEFORE_2_6_36 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_2_6_37 1
#define DOCK_BEFORE_2_6_37 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 37)
#define DOCK_SINCE_2_6_37 1
#define DOCK_BEFORE_2_6_37 0
#else
#define DOCK_SINCE_2_6_37 0
#define DOCK_BEFORE_2_6_37 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_2_6_38 1
#define DOCK_BEFORE_2_6_38 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 38)
#define DOCK_SINCE_2_6_38 1
#define DOCK_BEFORE_2_6_38 0
#else
#define DOCK_SINCE_2_6_38 0
#define DOCK_BEFORE_2_6_38 1
#endif

#ifdef DRYDOCK_CORE
#define DOCK_SINCE_2_6_39 1
#define DOCK_BEFORE_2_6_39 1
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 39)
#define DOCK_SINCE_2_6_39 1
#define DOCK_BEFORE_2_6_39 0
#else
#define DOCK_SINCE_2_6_39 0
#define DOCK_BEFORE_2_6_39 1
#endif

#endif
