/* SPDX-License-Identifier: MIT */
/*
 * The shadow: for each eight bytes of RAM one byte that says whether an access
 * needs a closer look.
 *
 *   0                  nothing lives there: never allocated, freed, red zone
 *   LIVE               anyone may load and store: the fast path
 *   LIVE | PARTIAL     the end of an object: not all eight bytes are its own
 *   LIVE | DMA         a DMA mapping (or its cache line) lies there: ask dma.h
 *
 * It is indexed by physical address. Accesses through the linear map are looked
 * up directly; kernel stacks and module data, which no allocator hands out, are
 * not looked up; vmalloc areas are only if a DMA mapping lies in vmalloc memory.
 */
#ifndef DOCK_CHECK_SHADOW_H
#define DOCK_CHECK_SHADOW_H

#include <linux/types.h>

#define DOCK_SHADOW_LIVE    1
#define DOCK_SHADOW_DMA	    2
#define DOCK_SHADOW_PARTIAL 4

int dock_shadow_init(unsigned long ram_bytes);

/* Whole granules (multiples of eight bytes). */
void dock_shadow_set(unsigned long phys, unsigned long len, u8 value);
/* An object of @size bytes at @phys (aligned to eight) lives; the rest of
 * @room bytes is red zone. */
void dock_shadow_object(unsigned long phys, unsigned long size, unsigned long room);
/* A DMA mapping covers the bytes (is gone). */
void dock_shadow_dma(unsigned long phys, unsigned long len, bool there);

/* What the allocator knows of an address; false: nothing. */
struct dock_shadow_object {
	unsigned long start, size; /* physical, bytes asked for */
	bool live;
	u32 alloc_stack, free_stack;
};
extern bool (*dock_shadow_find_object)(unsigned long phys, struct dock_shadow_object *o);
/* The same for what lies behind an address of the kmap window. */
extern bool (*dock_shadow_find_kmap)(unsigned long addr, unsigned long *phys);

/*
 * dock_shadow_check - the driver loads or stores [addr, addr+len)
 * @pc: the access; 0: the innermost driver frame of the stack
 */
void dock_shadow_check(unsigned long addr, unsigned long len, bool write, unsigned long pc);

/* The same, once the shadow has said that it is not plainly LIVE. */
void dock_shadow_slow(unsigned long addr, unsigned long len, bool write, unsigned long pc);

/* RAM ends here: what the hooks look up. */
extern unsigned long dock_hook_ram_end;

/* The interleaving of processors at accesses: hooks.c. */
extern long dock_hook_countdown;
extern void (*dock_hook_interleave)(void);

/* Switches all rules about accesses and DMA off (--no-check). */
extern bool dock_no_check;

#endif
