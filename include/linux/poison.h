/* SPDX-License-Identifier: MIT */
/* Values that say of memory or of a pointer that it is dead. */
#ifndef _LINUX_POISON_H
#define _LINUX_POISON_H

/* Not canonical addresses, as in Linux on x86-64: using one traps. */
#define POISON_POINTER_DELTA	0xdead000000000000UL
#define LIST_POISON1		((void *)(0x100 + POISON_POINTER_DELTA))
#define LIST_POISON2		((void *)(0x122 + POISON_POINTER_DELTA))

#define TIMER_ENTRY_STATIC	((void *)(0x300 + POISON_POINTER_DELTA))

#define POISON_INUSE		0x5a
#define POISON_FREE		0x6b
#define POISON_END		0xa5
#define PAGE_POISON		0xaa
#define SLUB_RED_INACTIVE	0xbb
#define SLUB_RED_ACTIVE		0xcc
#define POISON_FREE_INITMEM	0xcc
#define POOL_POISON_FREED	0xa7
#define POOL_POISON_ALLOCATED	0xa9

#endif
