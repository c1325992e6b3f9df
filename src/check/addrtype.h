/* SPDX-License-Identifier: MIT */
/*
 * The five types of addresses, told apart by their windows (layout.h), and the
 * rule "address-type": a function was given an address of the wrong one.
 */
#ifndef DOCK_CHECK_ADDRTYPE_H
#define DOCK_CHECK_ADDRTYPE_H

#include <linux/types.h>

/* What @addr looks like: "a kernel logical address", "a user virtual
 * address", ... for reports. */
const char *dock_addr_type(unsigned long addr);

/* Report unless @addr is a kernel logical (low memory's physical, physical)
 * address; @function is what wants it. */
void dock_want_logical(unsigned long addr, const char *function);
void dock_want_vmalloc(unsigned long addr, const char *function);
void dock_want_bus(unsigned long addr, const char *function);
/* The same for a struct page pointer, and the number of a page frame of RAM:
 * @is_ram says whether it is one. */
/* False: it is none, and was reported. */
bool dock_want_page(unsigned long addr, const char *function);
void dock_want_pfn(unsigned long pfn, bool is_ram, const char *function);
/* The number of any page frame, of RAM or not: it lies in the physical address
 * space, and is not an address itself (@is_address, which the caller judges). */
void dock_want_frame(unsigned long pfn, bool is_address, const char *function);
/* @is_memory: the caller knows memory there, or that it ends there. */
void dock_want_low_physical(unsigned long addr, bool is_memory, const char *function);
void dock_want_physical(unsigned long addr, const char *function);

#endif
