/* SPDX-License-Identifier: MIT */
/* Pages and the linear map. */
#ifndef _ASM_PAGE_H
#define _ASM_PAGE_H

#include <linux/const.h>
#include <linux/types.h>

#define PAGE_SHIFT	12
#define PAGE_SIZE	(_AC(1, UL) << PAGE_SHIFT)
#define PAGE_MASK	(~(PAGE_SIZE - 1))

#ifndef __ASSEMBLY__

struct page;

/* Checked conversions: an address of the wrong type is reported, then answered
 * with the arithmetic that Linux does. */
extern unsigned long dock_virt_to_phys(const volatile void *addr);
extern void *dock_phys_to_virt(unsigned long phys);
extern struct page *dock_virt_to_page(const volatile void *addr);
extern bool dock_virt_addr_valid(unsigned long addr);
extern bool dock_pfn_valid(unsigned long pfn);
extern struct page *dock_pfn_to_page(unsigned long pfn);
extern unsigned long dock_page_to_pfn(const struct page *page);

#define __pa(x) dock_virt_to_phys((const volatile void *)(unsigned long)(x))
#define __va(x) dock_phys_to_virt((unsigned long)(x))
#define virt_to_page(addr) dock_virt_to_page((const volatile void *)(unsigned long)(addr))
#define virt_to_pfn(addr) (__pa(addr) >> PAGE_SHIFT)
#define page_to_virt(page) __va(page_to_pfn(page) << PAGE_SHIFT)
#define pfn_to_kaddr(pfn) __va((unsigned long)(pfn) << PAGE_SHIFT)
#define virt_addr_valid(addr) dock_virt_addr_valid((unsigned long)(addr))
#define pfn_valid(pfn) dock_pfn_valid(pfn)

extern void clear_page(void *page) __asm__("dock_clear_page");
extern void copy_page(void *to, const void *from) __asm__("dock_copy_page");

typedef struct { unsigned long pgprot; } pgprot_t;
typedef struct { unsigned long pte; } pte_t;
typedef struct { unsigned long pmd; } pmd_t;
typedef struct { unsigned long pud; } pud_t;
typedef struct { unsigned long p4d; } p4d_t;
typedef struct { unsigned long pgd; } pgd_t;

#define pgprot_val(x) ((x).pgprot)
#define __pgprot(x) ((pgprot_t) { (x) })
#define pte_val(x) ((x).pte)
#define __pte(x) ((pte_t) { (x) })
#define pmd_val(x) ((x).pmd)
#define __pmd(x) ((pmd_t) { (x) })

#define DOCK_MEMMAP ((struct page *)0x400000000000UL)
#define vmemmap DOCK_MEMMAP
#ifdef DRYDOCK_CORE
#define pfn_to_page(pfn) (DOCK_MEMMAP + (unsigned long)(pfn))
#define page_to_pfn(page) ((unsigned long)((page) - DOCK_MEMMAP))
#else
#define pfn_to_page(pfn) dock_pfn_to_page((unsigned long)(pfn))
#define page_to_pfn(page) dock_page_to_pfn(page)
#endif
#define page_to_phys(page) ((phys_addr_t)page_to_pfn(page) << PAGE_SHIFT)
#define phys_to_page(phys) pfn_to_page((phys) >> PAGE_SHIFT)
#if DOCK_SINCE_4_5
#define PHYS_PFN(x) ((unsigned long)((x) >> PAGE_SHIFT))
#endif
#define PFN_PHYS(x) ((phys_addr_t)(x) << PAGE_SHIFT)
#define PAGE_OFFSET 0x200000000000UL

#endif
#endif
