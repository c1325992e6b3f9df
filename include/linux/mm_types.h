/* SPDX-License-Identifier: MIT */
/* Page frames, VMAs and address spaces. */
#ifndef _LINUX_MM_TYPES_H
#define _LINUX_MM_TYPES_H

#include <linux/atomic.h>
#include <linux/list.h>
#include <linux/maple_tree.h>
#include <linux/rbtree.h>
#include <linux/rwsem.h>
#include <linux/spinlock.h>
#include <linux/types.h>
#include <asm/page.h>

struct address_space;
struct file;
struct vm_area_struct;
struct vm_fault;
struct vm_operations_struct;
struct dock_mm_host_ops;
struct dock_own_areas;
struct dock_vma_node;

/* What the count of references was called. */
#if DOCK_SINCE_4_7
#define __dock_refcount _refcount
#else
#define __dock_refcount _count
#endif

/* One for each page frame, 64 bytes. All zero: free. */
struct page {
	unsigned long flags;			/* PG_... */
	union {
		struct {
			struct list_head lru;
			struct address_space *mapping;
			pgoff_t index;
			unsigned long private;
		};
		struct {
			unsigned long compound_head;	/* of a tail: head | 1 */
		};
	};
	union {
		atomic_t _mapcount;		/* user PTEs, -1 based as in Linux */
		unsigned int page_type;
	};
	atomic_t __dock_refcount;
	unsigned char compound_order;		/* of a head page */
	unsigned char buddy_order;		/* of a free block's first page */
	unsigned char slab;			/* belongs to kmalloc */
	unsigned char reserved_;
	unsigned int pad_;
};

/* A page that is no tail of a compound page: alone, or the first of one. */
struct folio {
	union {
		struct {
			unsigned long flags;
			struct list_head lru;
			struct address_space *mapping;
			pgoff_t index;
			void *private;
			atomic_t _mapcount;
			atomic_t __dock_refcount;
		};
		struct page page;
	};
};

struct vm_area_struct {
	unsigned long vm_start, vm_end;		/* the end is exclusive */
	struct vm_area_struct *DOCK_FIELD(DOCK_BEFORE_6_1, vm_next); /* by address */
	struct vm_area_struct *DOCK_FIELD(DOCK_BOTH(DOCK_SINCE_2_6_36, DOCK_BEFORE_6_1), vm_prev);
	struct mm_struct *vm_mm;
	pgprot_t vm_page_prot;
#if DOCK_SINCE_6_3 && !defined(DRYDOCK_CORE)
	const unsigned long vm_flags;		/* VM_...; vm_flags_set() changes them */
#else
	unsigned long vm_flags;			/* VM_... */
#endif
	void *anon_vma;				/* non-NULL once it has pages of its own */
	unsigned int dock_ancestors;		/* Drydock's own: of its anon_vma, itself too */
	const struct vm_operations_struct *vm_ops;
	unsigned long vm_pgoff;			/* of vm_start, in pages */
	struct file *vm_file;
	void *vm_private_data;
	struct vm_area_struct *dock_next;	/* of those being unmapped */
	struct list_head dock_list;		/* Drydock's own: of all that have a file */
	unsigned long dock_own_flags;		/* of a program's own memory: its vm_flags; else 0 */
};

struct mm_struct {
	struct vm_area_struct *DOCK_FIELD(DOCK_BEFORE_6_1, mmap); /* the first */
	unsigned long task_size;
	unsigned long mmap_base;
	pgd_t *pgd;
	atomic_t mm_users, mm_count;
	int map_count;
	spinlock_t page_table_lock;
#if DOCK_SINCE_5_8
	struct rw_semaphore mmap_lock;
#else
	struct rw_semaphore mmap_sem;
#endif
	unsigned long total_vm, locked_vm, pinned_vm;
	unsigned long start_code, end_code, start_data, end_data;
	unsigned long start_brk, brk, start_stack;
	unsigned long def_flags;		/* of new VMAs: VM_LOCKED */
	/* What follows is Drydock's own. */
#if DOCK_SINCE_6_1
	struct maple_tree mm_mt;
#else
	void *dock_mm_mt;
#endif
	struct dock_vma_node *dock_vmas;	/* by address: vma_index.c */
	int dock_vmas_height;
	struct dock_own_areas *dock_own;	/* of a program: own_areas.c */
	unsigned long dock_nr_ptes;		/* pages of tables, for the ledger */
	const struct dock_mm_host_ops *dock_host;
	void *dock_priv;
};

#if DOCK_SINCE_6_1
/* A place among an mm's VMAs. */
struct vma_iterator {
	struct ma_state mas;
};

#define VMA_ITERATOR(name, mm, addr)						\
	struct vma_iterator name = {						\
		.mas = { .tree = &(mm)->mm_mt, .index = (addr) },		\
	}
#endif

typedef struct {
	u64 val;
} pfn_t; /* linux/pfn_t.h */

#if DOCK_SINCE_2_6_23
enum vm_fault_reason {
	VM_FAULT_OOM		= 0x000001,
	VM_FAULT_SIGBUS		= 0x000002,
	VM_FAULT_MAJOR		= 0x000004,
#if DOCK_SINCE_2_6_32
	VM_FAULT_HWPOISON	= 0x000010,
#endif
#if DOCK_SINCE_2_6_37
	VM_FAULT_HWPOISON_LARGE	= 0x000020,
#endif
#if DOCK_SINCE_3_19
	VM_FAULT_SIGSEGV	= 0x000040,
#endif
	VM_FAULT_NOPAGE		= 0x000100,
	VM_FAULT_LOCKED		= 0x000200,
#if DOCK_SINCE_2_6_37
	VM_FAULT_RETRY		= 0x000400,
#endif
#if DOCK_SINCE_3_12
	VM_FAULT_FALLBACK	= 0x000800,
#endif
#if DOCK_SINCE_4_10
	VM_FAULT_DONE_COW	= 0x001000,
#endif
#if DOCK_SINCE_4_15
	VM_FAULT_NEEDDSYNC	= 0x002000,
#endif
};

#define VM_FAULT_ERROR 0x000873 /* each of them that is an error, and has a name by now */
#if DOCK_BEFORE_4_6
#define VM_FAULT_MINOR 0
#endif
#else
/* What nopage leaves in *type. */
#define VM_FAULT_OOM	(-1)
#define VM_FAULT_SIGBUS	0
#define VM_FAULT_MINOR	1
#define VM_FAULT_MAJOR	2
#endif

#if DOCK_SINCE_5_14
#define __dock_fault_flag enum fault_flag
#else
#define __dock_fault_flag unsigned int
#endif
#if DOCK_SINCE_2_6_23
enum fault_flag {
	FAULT_FLAG_WRITE		= 1 << 0,
#if DOCK_SINCE_2_6_27
#if DOCK_SINCE_2_6_30
	FAULT_FLAG_MKWRITE		= 1 << 1,
#endif
#endif
#if DOCK_SINCE_2_6_37
	FAULT_FLAG_ALLOW_RETRY		= 1 << 2,
#endif
#if DOCK_SINCE_2_6_39
	FAULT_FLAG_RETRY_NOWAIT		= 1 << 3,
#endif
#if DOCK_SINCE_3_0
	FAULT_FLAG_KILLABLE		= 1 << 4,
#endif
#if DOCK_SINCE_3_7
	FAULT_FLAG_TRIED		= 1 << 5,
#endif
#if DOCK_SINCE_3_12
	FAULT_FLAG_USER			= 1 << 6,
#endif
#if DOCK_SINCE_4_6
	FAULT_FLAG_REMOTE		= 1 << 7,
	FAULT_FLAG_INSTRUCTION		= 1 << 8,
#endif
#if DOCK_SINCE_5_7
	FAULT_FLAG_INTERRUPTIBLE	= 1 << 9,
#endif
};
#endif

#endif
