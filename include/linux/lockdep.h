/* SPDX-License-Identifier: MIT */
/* Lock classes: accepted, not used. What Drydock checks of locks does not need
 * a driver's help. */
#ifndef _LINUX_LOCKDEP_H
#define _LINUX_LOCKDEP_H

#include <linux/dock_versions.h>

struct lock_class_key {
	char unused;
};

#define lockdep_assert_held(l) do { (void)(l); } while (0)
/* As if it were: what asks, asks for debugging. */
#if DOCK_SINCE_2_6_32
#define lockdep_is_held(l) ((void)(l), 1)
#endif
#define lockdep_set_class(l, key) do { (void)(l); (void)(key); } while (0)

#endif
