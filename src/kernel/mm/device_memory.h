/* SPDX-License-Identifier: MIT */
/*
 * Page frames that are no RAM. A user's page may refer to one
 * (remap_pfn_range, vmf_insert_pfn); what answers there is the bus's affair.
 */
#ifndef DOCK_KERNEL_MM_DEVICE_MEMORY_H
#define DOCK_KERNEL_MM_DEVICE_MEMORY_H

#include <linux/types.h>

#define DOCK_NO_FRAME (~0UL)

/* The frame of the RAM file that shows @pfn: itself where it is RAM, another
 * for a device's memory window, DOCK_NO_FRAME for registers and for nothing. */
unsigned long dock_pfn_frame(unsigned long pfn);

/* A processor's loads and stores of [phys, phys+len), which lies in one page and
 * is no RAM: aligned words of at most eight bytes, from below. Where nothing
 * answers, a load gives all ones and a store is lost. May switch. */
void dock_device_load(phys_addr_t phys, void *to, unsigned long len);
void dock_device_store(phys_addr_t phys, const void *from, unsigned long len);

#endif
