/* SPDX-License-Identifier: MIT */
/*
 * Where a fault handler hands its page over: the instruction that stores
 * vmf->page, so that a report can name its line.
 *
 * The first time that a handler runs, its struct vm_fault lies on a page of
 * its own that the host has write-protected. The store traps once and is
 * noted; every later call of that handler runs as if nothing was there.
 */
#ifndef DOCK_KERNEL_MM_FAULT_WATCH_H
#define DOCK_KERNEL_MM_FAULT_WATCH_H

#include <linux/mm.h>

int dock_fault_watch_init(void);

/* Call the handler of @vmf's VMA, watched if that is still to be done. */
vm_fault_t dock_fault_watch_call(struct vm_fault *vmf);

/* The store of vmf->page in @handler, or 0: not seen (yet). */
unsigned long dock_fault_watch_pc(unsigned long handler);

/* A store at @pc to @addr trapped. 1: it was ours, go on. */
int dock_fault_watch_trap(unsigned long addr, unsigned long pc);

#endif
