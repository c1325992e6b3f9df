/* SPDX-License-Identifier: MIT */
/* Page table entries: x86-64's bits. */
#ifndef _ASM_PGTABLE_H
#define _ASM_PGTABLE_H

#include <asm/page.h>

struct page;

#define _PAGE_PRESENT	0x001UL
#define _PAGE_RW	0x002UL
#define _PAGE_USER	0x004UL
#define _PAGE_PWT	0x008UL
#define _PAGE_PCD	0x010UL
#define _PAGE_ACCESSED	0x020UL
#define _PAGE_DIRTY	0x040UL
#define _PAGE_SPECIAL	0x200UL
#define _PAGE_NX	(1UL << 63)

#define PTE_PFN_MASK	0x000ffffffffff000UL
#define PTE_FLAGS_MASK	(~PTE_PFN_MASK)

#define PAGE_NONE	__pgprot(0)
#define PAGE_READONLY	__pgprot(_PAGE_PRESENT | _PAGE_USER | _PAGE_ACCESSED | _PAGE_NX)
#define PAGE_READONLY_EXEC __pgprot(_PAGE_PRESENT | _PAGE_USER | _PAGE_ACCESSED)
#define PAGE_SHARED	__pgprot(_PAGE_PRESENT | _PAGE_RW | _PAGE_USER | _PAGE_ACCESSED | _PAGE_NX)
#define PAGE_SHARED_EXEC __pgprot(_PAGE_PRESENT | _PAGE_RW | _PAGE_USER | _PAGE_ACCESSED)
#define PAGE_COPY	PAGE_READONLY
#define PAGE_COPY_EXEC	PAGE_READONLY_EXEC
#define PAGE_KERNEL	__pgprot(_PAGE_PRESENT | _PAGE_RW | _PAGE_ACCESSED | _PAGE_DIRTY | _PAGE_NX)

#define PAGE_KERNEL_RO	__pgprot(_PAGE_PRESENT | _PAGE_ACCESSED | _PAGE_DIRTY | _PAGE_NX)
#define PAGE_KERNEL_EXEC __pgprot(_PAGE_PRESENT | _PAGE_RW | _PAGE_ACCESSED | _PAGE_DIRTY)
#define PAGE_KERNEL_NOCACHE pgprot_noncached(PAGE_KERNEL)

/* Areas of vmalloc(), vmap() and modules; the end is the last byte. */
#define VMALLOC_START	0x300000000000UL
#define VMALLOC_END	0x37ffffffffffUL

/* The page of zeros that stands where nothing was written; the same for all addresses. */
extern struct page *dock_zero_page(void);
#define ZERO_PAGE(vaddr) ((void)(vaddr), dock_zero_page())

static inline int pte_none(pte_t pte)
{
	return pte.pte == 0;
}

static inline int pte_present(pte_t pte)
{
	return (pte.pte & _PAGE_PRESENT) != 0;
}

static inline int pte_write(pte_t pte)
{
	return (pte.pte & _PAGE_RW) != 0;
}

static inline int pte_dirty(pte_t pte)
{
	return (pte.pte & _PAGE_DIRTY) != 0;
}

static inline int pte_young(pte_t pte)
{
	return (pte.pte & _PAGE_ACCESSED) != 0;
}

#if DOCK_SINCE_2_6_26
static inline int pte_special(pte_t pte)
{
	return (pte.pte & _PAGE_SPECIAL) != 0;
}
#endif

static inline unsigned long pte_pfn(pte_t pte)
{
	return (pte.pte & PTE_PFN_MASK) >> PAGE_SHIFT;
}

static inline pte_t pfn_pte(unsigned long pfn, pgprot_t prot)
{
	return __pte(((pfn << PAGE_SHIFT) & PTE_PFN_MASK) | prot.pgprot);
}

static inline pte_t pte_mkwrite(pte_t pte)
{
	return __pte(pte.pte | _PAGE_RW);
}

static inline pte_t pte_wrprotect(pte_t pte)
{
	return __pte(pte.pte & ~_PAGE_RW);
}

static inline pte_t pte_mkdirty(pte_t pte)
{
	return __pte(pte.pte | _PAGE_DIRTY);
}

static inline pte_t pte_mkyoung(pte_t pte)
{
	return __pte(pte.pte | _PAGE_ACCESSED);
}

#if DOCK_SINCE_2_6_26
static inline pte_t pte_mkspecial(pte_t pte)
{
	return __pte(pte.pte | _PAGE_SPECIAL);
}
#endif

#define set_pte_at(mm, addr, ptep, pte) ((void)(mm), (void)(addr), *(ptep) = (pte))
#define pte_clear(mm, addr, ptep) set_pte_at(mm, addr, ptep, __pte(0))
#define pte_page(pte) pfn_to_page(pte_pfn(pte))
#define mk_pte(page, prot) pfn_pte(page_to_pfn(page), prot)
#if DOCK_SINCE_3_8
#define my_zero_pfn(addr) page_to_pfn(ZERO_PAGE(addr))
#define is_zero_pfn(pfn) ((unsigned long)(pfn) == my_zero_pfn(0))
#endif
#define pgprot_noncached(prot) __pgprot(pgprot_val(prot) | _PAGE_PCD | _PAGE_PWT)
#if DOCK_SINCE_2_6_29
#define pgprot_writecombine(prot) __pgprot(pgprot_val(prot) | _PAGE_PWT)
#endif
#if DOCK_SINCE_3_18
#define pgprot_device(prot) pgprot_noncached(prot)
#endif

#endif
