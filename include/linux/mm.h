/* SPDX-License-Identifier: MIT */
/* Memory management, as drivers use it. */
#ifndef _LINUX_MM_H
#define _LINUX_MM_H

#include <linux/err.h>
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/mm_types.h>
#include <linux/mmap_lock.h>
#include <linux/page-flags.h>
#include <linux/pfn.h>
#include <asm/pgtable.h>

#define VM_NONE		0x00000000
#define VM_READ		0x00000001
#define VM_WRITE	0x00000002
#define VM_EXEC		0x00000004
#define VM_SHARED	0x00000008
#define VM_MAYREAD	0x00000010
#define VM_MAYWRITE	0x00000020
#define VM_MAYEXEC	0x00000040
#define VM_MAYSHARE	0x00000080
#define VM_GROWSDOWN	0x00000100
#define VM_PFNMAP	0x00000400
#define VM_LOCKED	0x00002000
#define VM_IO		0x00004000
#define VM_SEQ_READ	0x00008000
#define VM_RAND_READ	0x00010000
#define VM_DONTCOPY	0x00020000
#define VM_DONTEXPAND	0x00040000
#define VM_LOCKONFAULT	0x00080000
#define VM_ACCOUNT	0x00100000
#define VM_NORESERVE	0x00200000
#define VM_HUGETLB	0x00400000
#define VM_SYNC		0x00800000
#define VM_WIPEONFORK	0x02000000
#define VM_DONTDUMP	0x04000000
#define VM_SOFTDIRTY	0
#define VM_MIXEDMAP	0x10000000
#define VM_SPECIAL	(VM_IO | VM_DONTEXPAND | VM_PFNMAP | VM_MIXEDMAP)

struct vm_fault {
	struct vm_area_struct *vma;
	gfp_t gfp_mask;
	pgoff_t pgoff;			/* in the file, in pages */
	unsigned long address;		/* page aligned */
	unsigned long real_address;	/* as accessed */
	enum fault_flag flags;
	pmd_t *pmd;
	pud_t *pud;
	pte_t orig_pte;
	struct page *cow_page;
	struct page *page;		/* ->fault leaves the page here */
	pte_t *pte;
};

struct vm_operations_struct {
	void (*open)(struct vm_area_struct *vma);
	void (*close)(struct vm_area_struct *vma);
	int (*may_split)(struct vm_area_struct *vma, unsigned long addr);
	int (*mremap)(struct vm_area_struct *vma);
	int (*mprotect)(struct vm_area_struct *vma, unsigned long start, unsigned long end,
			unsigned long newflags);
	vm_fault_t (*fault)(struct vm_fault *vmf);
	vm_fault_t (*map_pages)(struct vm_fault *vmf, pgoff_t start_pgoff, pgoff_t end_pgoff);
	unsigned long (*pagesize)(struct vm_area_struct *vma);
	vm_fault_t (*page_mkwrite)(struct vm_fault *vmf);
	vm_fault_t (*pfn_mkwrite)(struct vm_fault *vmf);
	int (*access)(struct vm_area_struct *vma, unsigned long addr, void *buf, int len, int write);
	const char *(*name)(struct vm_area_struct *vma);
};

/* References. Only the first page of a block that is not split is counted. */
extern void get_page(struct page *page) __dock(get_page);
extern void put_page(struct page *page) __dock(put_page);
extern int page_count(const struct page *page) __dock(page_count);
extern int page_mapcount(struct page *page) __dock(page_mapcount);
extern void set_page_count(struct page *page, int v) __dock(set_page_count);
extern int set_page_dirty(struct page *page) __dock(set_page_dirty);
extern int set_page_dirty_lock(struct page *page) __dock(set_page_dirty_lock);
extern void lock_page(struct page *page) __dock(lock_page);
extern void unlock_page(struct page *page) __dock(unlock_page);
extern void split_page(struct page *page, unsigned int order) __dock(split_page);
extern void *page_address(const struct page *page) __dock(page_address);
extern void *dock_lowmem_page_address(const struct page *page);
#define lowmem_page_address(page) dock_lowmem_page_address(page)

static inline unsigned int compound_order(struct page *page)
{
	return PageHead(page) ? page->compound_order : 0;
}

static inline int page_mapped(struct page *page)
{
	return page_mapcount(page) != 0;
}

extern struct vm_area_struct *find_vma(struct mm_struct *mm, unsigned long addr) __dock(find_vma);
extern struct vm_area_struct *vma_lookup(struct mm_struct *mm, unsigned long addr) __dock(vma_lookup);
extern struct vm_area_struct *find_vma_intersection(struct mm_struct *mm, unsigned long start,
						    unsigned long end) __dock(find_vma_intersection);

extern int remap_pfn_range(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn,
			   unsigned long size, pgprot_t prot) __dock(remap_pfn_range);
extern int io_remap_pfn_range(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn,
			      unsigned long size, pgprot_t prot) __dock(io_remap_pfn_range);
extern int vm_iomap_memory(struct vm_area_struct *vma, phys_addr_t start, unsigned long len)
	__dock(vm_iomap_memory);
extern int vm_insert_page(struct vm_area_struct *vma, unsigned long addr, struct page *page)
	__dock(vm_insert_page);
extern vm_fault_t vmf_insert_pfn(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn)
	__dock(vmf_insert_pfn);
extern void zap_vma_ptes(struct vm_area_struct *vma, unsigned long address, unsigned long size)
	__dock(zap_vma_ptes);
extern unsigned long vm_mmap(struct file *file, unsigned long addr, unsigned long len,
			     unsigned long prot, unsigned long flag, unsigned long offset)
	__dock(vm_mmap);
extern int vm_munmap(unsigned long start, size_t len) __dock(vm_munmap);
extern pgprot_t vm_get_page_prot(unsigned long vm_flags) __dock(vm_get_page_prot);

extern struct page *vmalloc_to_page(const void *addr) __dock(vmalloc_to_page);
extern unsigned long vmalloc_to_pfn(const void *addr) __dock(vmalloc_to_pfn);
extern bool is_vmalloc_addr(const void *x) __dock(is_vmalloc_addr);
extern void kvfree(const void *addr) __dock(kvfree);
extern unsigned long totalram_pages(void) __dock(totalram_pages);

#define offset_in_page(p) ((unsigned long)(p) & ~PAGE_MASK)
#define PAGE_ALIGN(addr) ALIGN(addr, PAGE_SIZE)
#define PAGE_ALIGNED(addr) IS_ALIGNED((unsigned long)(addr), PAGE_SIZE)

static inline unsigned long vma_pages(struct vm_area_struct *vma)
{
	return (vma->vm_end - vma->vm_start) >> PAGE_SHIFT;
}

static inline bool vma_is_anonymous(struct vm_area_struct *vma)
{
	return !vma->vm_ops;
}

static inline int get_order(unsigned long size)
{
	int order = 0;

	size = (size - 1) >> PAGE_SHIFT;
	while (size) {
		order++;
		size >>= 1;
	}
	return order;
}

#endif
