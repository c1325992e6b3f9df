/* SPDX-License-Identifier: MIT */
/* Memory management, as drivers use it. */
#ifndef _LINUX_MM_H
#define _LINUX_MM_H

#include <linux/dock_vma.h>
#include <linux/err.h>
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/mm_types.h>
#include <linux/mmap_lock.h>
#include <linux/mmdebug.h>
#include <linux/page-flags.h>
#include <linux/page_ref.h>
#include <linux/pfn.h>
#include <linux/sysinfo.h>
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
#if DOCK_SINCE_2_6_15
#define VM_PFNMAP	0x00000400
#endif
#define VM_LOCKED	0x00002000
#define VM_IO		0x00004000
#define VM_SEQ_READ	0x00008000
#define VM_RAND_READ	0x00010000
#define VM_DONTCOPY	0x00020000
#define VM_DONTEXPAND	0x00040000
#if DOCK_SINCE_4_4
#define VM_LOCKONFAULT	0x00080000
#endif
#if DOCK_BEFORE_3_7
#define VM_RESERVED	0x00080000
#endif
#define VM_ACCOUNT	0x00100000
#if DOCK_SINCE_2_6_27
#define VM_NORESERVE	0x00200000
#endif
#define VM_HUGETLB	0x00400000
#if DOCK_SINCE_4_15
#define VM_SYNC		0x00800000
#endif
#if DOCK_SINCE_3_7
#define VM_ARCH_1	0x01000000
#define VM_PAT		VM_ARCH_1 /* of x86: one remap_pfn_range has made it all */
#endif
#if DOCK_SINCE_4_14
#define VM_WIPEONFORK	0x02000000
#endif
#if DOCK_SINCE_3_7
#define VM_DONTDUMP	0x04000000
#endif
#if DOCK_SINCE_3_12
#define VM_SOFTDIRTY	0
#endif
#if DOCK_SINCE_2_6_26
#define VM_MIXEDMAP	0x10000000
#endif
#if DOCK_SINCE_2_6_28
#define VM_SPECIAL	(VM_IO | VM_DONTEXPAND | VM_PFNMAP | VM_MIXEDMAP)
#endif

#if DOCK_SINCE_4_17
#define __dock_fault_t vm_fault_t
#else
#define __dock_fault_t int
#endif

#if DOCK_SINCE_2_6_23
struct vm_fault {
	struct vm_area_struct *DOCK_FIELD(DOCK_SINCE_4_10, vma);
	gfp_t gfp_mask;
	pgoff_t pgoff;			/* in the file, in pages */
#if DOCK_SINCE_4_10
	unsigned long address;		/* page aligned */
#else
	void __user *virtual_address;
#endif
	unsigned long DOCK_FIELD(DOCK_SINCE_5_18, real_address);	/* as accessed */
	__dock_fault_flag flags;
	pmd_t *pmd;
	pud_t *pud;
	pte_t orig_pte;
	struct page *cow_page;
	struct page *page;		/* ->fault leaves the page here */
	pte_t *pte;
};
#endif

struct vm_operations_struct {
	void (*open)(struct vm_area_struct *vma);
	void (*close)(struct vm_area_struct *vma);
#if DOCK_SINCE_5_11
	int (*may_split)(struct vm_area_struct *vma, unsigned long addr);
#else
	int (*DOCK_FIELD(DOCK_SINCE_4_15, split))(struct vm_area_struct *vma, unsigned long addr);
#endif
	int (*DOCK_FIELD(DOCK_SINCE_4_3, mremap))(struct vm_area_struct *vma);
	int (*DOCK_FIELD(DOCK_SINCE_5_11, mprotect))(struct vm_area_struct *vma, unsigned long start, unsigned long end,
			unsigned long newflags);
	/* In these forms src/kernel/compat/vm_ops.c calls them. */
#if DOCK_SINCE_4_11
	__dock_fault_t (*fault)(struct vm_fault *vmf);
	__dock_fault_t (*page_mkwrite)(struct vm_fault *vmf);
	__dock_fault_t (*pfn_mkwrite)(struct vm_fault *vmf);
#else
	int (*DOCK_FIELD(DOCK_SINCE_2_6_23, fault))(struct vm_area_struct *vma, struct vm_fault *vmf);
#if DOCK_SINCE_2_6_30
	int (*page_mkwrite)(struct vm_area_struct *vma, struct vm_fault *vmf);
#else
	int (*DOCK_FIELD(DOCK_SINCE_2_6_18, page_mkwrite))(struct vm_area_struct *vma,
							   struct page *page);
#endif
	int (*DOCK_FIELD(DOCK_SINCE_4_1, pfn_mkwrite))(struct vm_area_struct *vma,
						       struct vm_fault *vmf);
#endif
	__dock_fault_t (*DOCK_FIELD(DOCK_SINCE_3_15, map_pages))(struct vm_fault *vmf,
								 pgoff_t start_pgoff,
								 pgoff_t end_pgoff);
	unsigned long (*DOCK_FIELD(DOCK_SINCE_4_17, pagesize))(struct vm_area_struct *vma);
	int (*DOCK_FIELD(DOCK_SINCE_2_6_27, access))(struct vm_area_struct *vma, unsigned long addr,
						     void *buf, int len, int write);
	const char *(*DOCK_FIELD(DOCK_SINCE_3_16, name))(struct vm_area_struct *vma);
	struct page *(*DOCK_FIELD(DOCK_BEFORE_2_6_26, nopage))(struct vm_area_struct *area,
							       unsigned long address, int *type);
	unsigned long (*DOCK_FIELD(DOCK_BOTH(DOCK_SINCE_2_6_19, DOCK_BEFORE_2_6_27), nopfn))(
		struct vm_area_struct *area, unsigned long address);
	int (*DOCK_FIELD(DOCK_BEFORE_2_6_23, populate))(struct vm_area_struct *area,
							unsigned long address, unsigned long len,
							pgprot_t prot, unsigned long pgoff,
							int nonblock);
};

#if DOCK_BEFORE_2_6_26
#define NOPAGE_SIGBUS	((struct page *)NULL)
#define NOPAGE_OOM	((struct page *)-1)
#endif
#if DOCK_BOTH(DOCK_SINCE_2_6_19, DOCK_BEFORE_2_6_27)
#define NOPFN_SIGBUS	((unsigned long)-1)
#define NOPFN_OOM	((unsigned long)-2)
#endif
#if DOCK_BOTH(DOCK_SINCE_2_6_21, DOCK_BEFORE_2_6_27)
#define NOPFN_REFAULT	((unsigned long)-3)
#endif

#if DOCK_SINCE_6_3
static inline void vm_flags_init(struct vm_area_struct *vma, unsigned long flags)
{
	*(unsigned long *)&vma->vm_flags = flags;
}

static inline void vm_flags_reset(struct vm_area_struct *vma, unsigned long flags)
{
	vm_flags_init(vma, flags);
}

static inline void vm_flags_set(struct vm_area_struct *vma, unsigned long flags)
{
	vm_flags_init(vma, vma->vm_flags | flags);
}

static inline void vm_flags_clear(struct vm_area_struct *vma, unsigned long flags)
{
	vm_flags_init(vma, vma->vm_flags & ~flags);
}

static inline void vm_flags_mod(struct vm_area_struct *vma, unsigned long set, unsigned long clear)
{
	vm_flags_init(vma, (vma->vm_flags | set) & ~clear);
}
#endif

/* References. Only the first page of a block that is not split is counted. */
extern void get_page(struct page *page) __dock(get_page);
extern void put_page(struct page *page) __dock(put_page);
#if DOCK_BEFORE_6_11
extern int page_mapcount(struct page *page) __dock(page_mapcount);
#endif
extern int dock_page_mapcount(struct page *page);
extern int set_page_dirty(struct page *page) __dock(set_page_dirty);
extern int set_page_dirty_lock(struct page *page) __dock(set_page_dirty_lock);
extern void lock_page(struct page *page) __dock(lock_page);
extern int dock_trylock_page(struct page *page);
#if DOCK_SINCE_2_6_27
extern int trylock_page(struct page *page) __dock(trylock_page);
#else
#define TestSetPageLocked(page) (!dock_trylock_page(page))
#endif
extern void unlock_page(struct page *page) __dock(unlock_page);
extern int dock_lock_page_killable(struct page *page);
extern void dock_wait_on_page_locked(struct page *page);
#if DOCK_SINCE_2_6_17
extern void split_page(struct page *page, unsigned int order) __dock(split_page);
#endif
extern void *page_address(const struct page *page) __dock(page_address);
extern void *dock_lowmem_page_address(const struct page *page);
#define lowmem_page_address(page) dock_lowmem_page_address(page)

extern int page_to_nid(const struct page *page) __dock(page_to_nid);
extern struct zone *page_zone(const struct page *page) __dock(page_zone);
extern enum zone_type page_zonenum(const struct page *page) __dock(page_zonenum);
extern void *high_memory __dock(high_memory); /* the first address that is not logical */

#if DOCK_SINCE_2_6_22
static inline unsigned int compound_order(struct page *page)
{
	return PageHead(page) ? page->compound_order : 0;
}
#endif

#if DOCK_SINCE_5_4
#define compound_nr(page) (1UL << compound_order(page))
#define page_size(page) (PAGE_SIZE << compound_order(page))
#define page_shift(page) (PAGE_SHIFT + compound_order(page))
#endif
#if DOCK_SINCE_2_6_15
#define page_private(page) ((page)->private)
#endif
#if DOCK_SINCE_2_6_22
#define virt_to_head_page(addr) compound_head(virt_to_page(addr))
#endif

#if DOCK_SINCE_2_6_15
static inline void set_page_private(struct page *page, unsigned long private)
{
	page->private = private;
}
#endif

#if DOCK_SINCE_2_6_17
/* Take a reference unless there is none. */
extern bool get_page_unless_zero(struct page *page) __dock(get_page_unless_zero);
#endif
/* Drop one; was it the last? Then the page is the caller's to free. */
extern int put_page_testzero(struct page *page) __dock(put_page_testzero);

static inline int page_mapped(struct page *page)
{
	return dock_page_mapcount(page) != 0;
}

extern int remap_pfn_range(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn,
			   unsigned long size, pgprot_t prot) __dock(remap_pfn_range);
#if DOCK_BEFORE_2_6_11
#define remap_page_range(vma, addr, phys, size, prot)			\
	remap_pfn_range(vma, addr, (phys) >> PAGE_SHIFT, size, prot)
#endif
#if DOCK_BEFORE_2_6_14
#define io_remap_page_range(vma, addr, phys, size, prot)		\
	remap_pfn_range(vma, addr, (phys) >> PAGE_SHIFT, size, prot)
#endif
#if DOCK_SINCE_2_6_12
extern int io_remap_pfn_range(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn,
			      unsigned long size, pgprot_t prot) __dock(io_remap_pfn_range);
#endif
#if DOCK_SINCE_3_9
extern int vm_iomap_memory(struct vm_area_struct *vma, phys_addr_t start, unsigned long len)
	__dock(vm_iomap_memory);
#endif
#if DOCK_SINCE_2_6_15
extern int vm_insert_page(struct vm_area_struct *vma, unsigned long addr, struct page *page)
	__dock(vm_insert_page);
#endif
#if DOCK_SINCE_5_7
/* *num: how many; and how many were not inserted, after an error. */
extern int vm_insert_pages(struct vm_area_struct *vma, unsigned long addr, struct page **pages,
			   unsigned long *num) __dock(vm_insert_pages);
#endif
#if DOCK_SINCE_5_2
extern int vm_map_pages(struct vm_area_struct *vma, struct page **pages, unsigned long num)
	__dock(vm_map_pages);
extern int vm_map_pages_zero(struct vm_area_struct *vma, struct page **pages, unsigned long num)
	__dock(vm_map_pages_zero);
#endif
#if DOCK_BOTH(DOCK_SINCE_2_6_21, DOCK_BEFORE_4_20)
extern int vm_insert_pfn(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn)
	__dock(vm_insert_pfn);
#endif
/* Into a VM_MIXEDMAP area: 0, -EBUSY if there is a page already, or another -errno. */
#if DOCK_BOTH(DOCK_SINCE_4_5, DOCK_BEFORE_4_20)
extern int vm_insert_mixed(struct vm_area_struct *vma, unsigned long addr, pfn_t pfn)
	__dock(vm_insert_mixed);
#elif DOCK_BOTH(DOCK_SINCE_2_6_26, DOCK_BEFORE_4_5)
extern int dock_insert_mixed_frame(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn);
#define vm_insert_mixed(vma, addr, pfn) dock_insert_mixed_frame((vma), (addr), (pfn))
#endif
#if DOCK_BOTH(DOCK_SINCE_4_6, DOCK_BEFORE_4_20)
extern int vm_insert_pfn_prot(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn,
			      pgprot_t pgprot) __dock(vm_insert_pfn_prot);
#endif
#if DOCK_SINCE_4_17
extern vm_fault_t vmf_insert_pfn(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn)
	__dock(vmf_insert_pfn);
extern vm_fault_t vmf_insert_mixed(struct vm_area_struct *vma, unsigned long addr, pfn_t pfn)
	__dock(vmf_insert_mixed);

static inline vm_fault_t vmf_insert_page(struct vm_area_struct *vma, unsigned long addr,
					 struct page *page)
{
	int err = vm_insert_page(vma, addr, page);

	if (err == -ENOMEM)
		return VM_FAULT_OOM;
	return err < 0 && err != -EBUSY ? VM_FAULT_SIGBUS : VM_FAULT_NOPAGE;
}
#endif
#if DOCK_SINCE_4_18
extern vm_fault_t vmf_insert_mixed_mkwrite(struct vm_area_struct *vma, unsigned long addr,
					   pfn_t pfn) __dock(vmf_insert_mixed_mkwrite);

static inline vm_fault_t vmf_error(int err)
{
	return err == -ENOMEM ? VM_FAULT_OOM : VM_FAULT_SIGBUS;
}
#endif
#if DOCK_SINCE_4_20
extern vm_fault_t vmf_insert_pfn_prot(struct vm_area_struct *vma, unsigned long addr,
				      unsigned long pfn, pgprot_t pgprot)
	__dock(vmf_insert_pfn_prot);
#endif
#if DOCK_BOTH(DOCK_SINCE_5_6, DOCK_BEFORE_6_4)
extern vm_fault_t vmf_insert_mixed_prot(struct vm_area_struct *vma, unsigned long addr, pfn_t pfn,
					pgprot_t pgprot) __dock(vmf_insert_mixed_prot);
#endif

/* Take away what users have mapped of a file's bytes or pages; 0: to the end.
 * @even_cows: private copies, too. */
#if DOCK_SINCE_4_16
extern void unmap_mapping_pages(struct address_space *mapping, pgoff_t start, pgoff_t nr,
				bool even_cows) __dock(unmap_mapping_pages);
#endif
extern void unmap_mapping_range(struct address_space *mapping, loff_t const holebegin,
				loff_t const holelen, int even_cows) __dock(unmap_mapping_range);

static inline void unmap_shared_mapping_range(struct address_space *mapping,
					      loff_t const holebegin, loff_t const holelen)
{
	unmap_mapping_range(mapping, holebegin, holelen, 0);
}

#if DOCK_BOTH(DOCK_SINCE_5_11, DOCK_BEFORE_6_10)
/* 0: *ptlp is held, until pte_unmap_unlock(). */
extern int follow_pte(struct mm_struct *mm, unsigned long address, pte_t **ptepp,
		      spinlock_t **ptlp) __dock(follow_pte);
#elif DOCK_BOTH(DOCK_SINCE_6_10, DOCK_BEFORE_6_12)
extern int dock_follow_pte(struct mm_struct *mm, unsigned long address, pte_t **ptepp,
			   spinlock_t **ptlp);
#define follow_pte(vma, address, ptepp, ptlp) \
	dock_follow_pte((vma)->vm_mm, address, ptepp, ptlp)
#endif
#if DOCK_SINCE_2_6_15
#define pte_unmap_unlock(pte, ptl) ((void)(pte), spin_unlock(ptl))
#endif
#if DOCK_BEFORE_2_6_23
extern int install_page(struct mm_struct *mm, struct vm_area_struct *vma, unsigned long addr,
			struct page *page, pgprot_t prot) __dock(install_page);
#endif
#if DOCK_SINCE_3_11
extern int generic_access_phys(struct vm_area_struct *vma, unsigned long addr, void *buf, int len,
			       int write) __dock(generic_access_phys);
#endif
#if DOCK_SINCE_5_3
typedef int (*pte_fn_t)(pte_t *pte, unsigned long addr, void *data);
#elif DOCK_SINCE_2_6_22
typedef int (*pte_fn_t)(pte_t *pte, struct page *table, unsigned long addr, void *data);
#endif
#if DOCK_SINCE_2_6_22
/* @fn is called for each entry, which it may write; it must not sleep. */
extern int apply_to_page_range(struct mm_struct *mm, unsigned long address, unsigned long size,
			       pte_fn_t fn, void *data) __dock(apply_to_page_range);
#endif
#if DOCK_SINCE_5_5
/* The same for those that are there already. */
extern int apply_to_existing_page_range(struct mm_struct *mm, unsigned long address,
					unsigned long size, pte_fn_t fn, void *data)
	__dock(apply_to_existing_page_range);
#endif
#if DOCK_SINCE_2_6_27
extern void zap_vma_ptes(struct vm_area_struct *vma, unsigned long address, unsigned long size)
	__dock(zap_vma_ptes);
#endif
#if DOCK_BOTH(DOCK_SINCE_2_6_31, DOCK_BEFORE_6_10)
extern int follow_pfn(struct vm_area_struct *vma, unsigned long address, unsigned long *pfn)
	__dock(follow_pfn);
#endif
#if DOCK_SINCE_6_12
struct follow_pfnmap_args {
	struct vm_area_struct *vma;	/* in, with the lock of its mm held */
	unsigned long address;
	spinlock_t *lock;
	pte_t *ptep;
	unsigned long pfn;		/* out, good until follow_pfnmap_end() */
	pgprot_t pgprot;
	bool writable, special;
};

extern int follow_pfnmap_start(struct follow_pfnmap_args *args) __dock(follow_pfnmap_start);
extern void follow_pfnmap_end(struct follow_pfnmap_args *args) __dock(follow_pfnmap_end);
#endif
#if DOCK_SINCE_3_4
extern unsigned long vm_mmap(struct file *file, unsigned long addr, unsigned long len,
			     unsigned long prot, unsigned long flag, unsigned long offset)
	__dock(vm_mmap);
extern int vm_munmap(unsigned long start, size_t len) __dock(vm_munmap);
#endif
#if DOCK_SINCE_2_6_19
extern pgprot_t vm_get_page_prot(unsigned long vm_flags) __dock(vm_get_page_prot);
#endif

extern struct page *vmalloc_to_page(const void *addr) __dock(vmalloc_to_page);
extern unsigned long vmalloc_to_pfn(const void *addr) __dock(vmalloc_to_pfn);
#if DOCK_SINCE_2_6_25
extern bool is_vmalloc_addr(const void *x) __dock(is_vmalloc_addr);
#endif
#if DOCK_SINCE_3_15
extern void kvfree(const void *addr) __dock(kvfree);
#endif
#if DOCK_SINCE_5_8
extern void kvfree_sensitive(const void *addr, size_t len) __dock(kvfree_sensitive);
#endif
#if DOCK_SINCE_5_0
extern unsigned long totalram_pages(void) __dock(totalram_pages);
#else
extern unsigned long __dock_totalram_pages(void) __dock(totalram_pages);
#define totalram_pages (__dock_totalram_pages())
#endif
/* Fills in what concerns memory; in pages, whose size is mem_unit. */
extern void si_meminfo(struct sysinfo *info) __dock(si_meminfo);
#if DOCK_SINCE_4_6
extern long si_mem_available(void) __dock(si_mem_available);
#endif
#if DOCK_SINCE_3_11
static inline unsigned long get_num_physpages(void)
{
	unsigned long pages = 0;
	int nid;

	for_each_online_node(nid)
		pages += node_present_pages(nid);
	return pages;
}
#endif
#if DOCK_BEFORE_3_11
#define num_physpages (dock_num_physpages())
extern unsigned long dock_num_physpages(void);
#endif

#define offset_in_page(p) ((unsigned long)(p) & ~PAGE_MASK)
#define PAGE_ALIGN(addr) ALIGN(addr, PAGE_SIZE)
#if DOCK_SINCE_3_10
#define PAGE_ALIGNED(addr) IS_ALIGNED((unsigned long)(addr), PAGE_SIZE)
#endif

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

/* --- folios --- */

#if DOCK_SINCE_5_16
static inline void folio_get(struct folio *folio)
{
	get_page(&folio->page);
}

static inline void folio_put(struct folio *folio)
{
	put_page(&folio->page);
}

extern void folio_put_refs(struct folio *folio, int refs) __dock(folio_put_refs);

static inline bool folio_try_get(struct folio *folio)
{
	return get_page_unless_zero(&folio->page);
}

#define folio_order(folio) compound_order(&(folio)->page)
#define folio_nr_pages(folio) ((long)compound_nr(&(folio)->page))
#define folio_size(folio) page_size(&(folio)->page)
#define folio_shift(folio) page_shift(&(folio)->page)
#define folio_pfn(folio) page_to_pfn(&(folio)->page)
#endif
#if DOCK_SINCE_6_1
#define pfn_folio(pfn) page_folio(pfn_to_page(pfn))
#endif
#if DOCK_SINCE_5_16
#define virt_to_folio(addr) page_folio(virt_to_page(addr))
#define folio_address(folio) page_address(&(folio)->page)
#define folio_nid(folio) page_to_nid(&(folio)->page)
#define folio_zone(folio) page_zone(&(folio)->page)
#define folio_pgdat(folio) NODE_DATA(folio_nid(folio))
#endif
#if DOCK_SINCE_5_18
#define folio_page_idx(folio, p) ((p) - &(folio)->page)
#define folio_mapcount(folio) dock_page_mapcount(&(folio)->page)
#endif
#if DOCK_SINCE_5_16
#define folio_mapped(folio) page_mapped(&(folio)->page)
#define folio_mark_dirty(folio) ((bool)set_page_dirty(&(folio)->page))
#define folio_lock(folio) lock_page(&(folio)->page)
#define folio_trylock(folio) ((bool)trylock_page(&(folio)->page))
#define folio_lock_killable(folio) dock_lock_page_killable(&(folio)->page)
#define folio_wait_locked(folio) dock_wait_on_page_locked(&(folio)->page)
#define folio_unlock(folio) unlock_page(&(folio)->page)
#define folio_get_private(folio) ((folio)->private)
#define offset_in_folio(folio, p) ((unsigned long)(p) & (folio_size(folio) - 1))

static inline struct folio *folio_next(struct folio *folio)
{
	return (struct folio *)folio_page(folio, folio_nr_pages(folio));
}
#endif

/* Drivers of that time got files with it. */
#if !DOCK_SINCE_2_6_20
#include <linux/fs.h>
#endif

#endif
