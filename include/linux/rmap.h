/* SPDX-License-Identifier: MIT */
/* Nothing of its own: which mappings a page has is the kernel's affair. Drivers
 * include it for what it includes. */
#ifndef _LINUX_RMAP_H
#define _LINUX_RMAP_H

#include <linux/list.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/slab.h>
#if DOCK_SINCE_5_5
#include <linux/highmem.h>
#endif

#endif
