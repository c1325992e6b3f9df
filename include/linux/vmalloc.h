/* SPDX-License-Identifier: MIT */
/* Memory that is contiguous in kernel virtual addresses only. */
#ifndef _LINUX_VMALLOC_H
#define _LINUX_VMALLOC_H

#include <linux/gfp.h>
#include <linux/types.h>
#include <asm/page.h>

#define VM_IOREMAP	0x00000001
#define VM_ALLOC	0x00000002
#define VM_MAP		0x00000004
#define VM_USERMAP	0x00000008

struct vm_area_struct;

extern void *vmalloc(unsigned long size) __dock(vmalloc);
#if DOCK_SINCE_2_6_37
extern void *vzalloc(unsigned long size) __dock(vzalloc);
#endif
#if DOCK_SINCE_2_6_18
extern void *vmalloc_user(unsigned long size) __dock(vmalloc_user);
#endif
extern void *vmalloc_32(unsigned long size) __dock(vmalloc_32);
extern void *__vmalloc(unsigned long size, gfp_t gfp) __dock(__vmalloc);
#if !DOCK_SINCE_5_8
#define __vmalloc(size, gfp, prot) ((void)(prot), __vmalloc(size, gfp))
#endif
#if DOCK_SINCE_5_18
extern void *vmalloc_array(size_t n, size_t size) __dock(vmalloc_array);
extern void *vcalloc(size_t n, size_t size) __dock(vcalloc);
#endif
#if DOCK_SINCE_2_6_15
extern void *vmalloc_node(unsigned long size, int node) __dock(vmalloc_node);
#endif
#if DOCK_SINCE_2_6_37
extern void *vzalloc_node(unsigned long size, int node) __dock(vzalloc_node);
#endif
extern void vfree(const void *addr) __dock(vfree);
extern void *vmap(struct page **pages, unsigned int count, unsigned long flags, pgprot_t prot)
	__dock(vmap);
extern void vunmap(const void *addr) __dock(vunmap);
#if DOCK_SINCE_2_6_18
extern void *vmalloc_32_user(unsigned long size) __dock(vmalloc_32_user);
/* Of areas from vmalloc_user() and its kin alone. @pgoff: in the area. */
extern int remap_vmalloc_range(struct vm_area_struct *vma, void *addr, unsigned long pgoff)
	__dock(remap_vmalloc_range);
#endif
#if DOCK_SINCE_3_11
extern int remap_vmalloc_range_partial(struct vm_area_struct *vma, unsigned long uaddr, void *kaddr,
				       unsigned long pgoff, unsigned long size)
	__dock(remap_vmalloc_range_partial);
#endif

#endif
