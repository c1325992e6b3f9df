// SPDX-License-Identifier: MIT
/* VMAs of a program's own memory, and how drivers find VMAs: see own_areas.h. */
#include "kernel/mm/own_areas.h"

#include <linux/export.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/printk.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "core/api.h"
#include "host/mem.h"
#include "host/procfs.h"
#include "kernel/fs/file.h"
#include "kernel/mm/mm_host.h"
#include "kernel/mm/slab.h"
#include "kernel/mm/vma.h"
#include "kernel/mm/vma_index.h"

/* A file's or the kernel's own: not anonymous. */
static const struct vm_operations_struct no_ops;

static const struct {
	char name[3];
	unsigned long flag;
} flag_names[] = {
	{"rd", VM_READ},       {"wr", VM_WRITE},       {"ex", VM_EXEC},
	{"sh", VM_SHARED},     {"mr", VM_MAYREAD},     {"mw", VM_MAYWRITE},
	{"me", VM_MAYEXEC},    {"ms", VM_MAYSHARE},    {"gd", VM_GROWSDOWN},
	{"pf", VM_PFNMAP},     {"lo", VM_LOCKED},      {"io", VM_IO},
	{"sr", VM_SEQ_READ},   {"rr", VM_RAND_READ},   {"dc", VM_DONTCOPY},
	{"de", VM_DONTEXPAND}, {"lf", VM_LOCKONFAULT}, {"ac", VM_ACCOUNT},
	{"nr", VM_NORESERVE},  {"ht", VM_HUGETLB},     {"sf", VM_SYNC},
	{"wf", VM_WIPEONFORK}, {"dd", VM_DONTDUMP},    {"mm", VM_MIXEDMAP},
};

/* @text: "rd wr mr " */
static unsigned long flags_of(const char *text)
{
	unsigned long flags = 0;

	for (; text[0] && text[1]; text += 3) {
		for (unsigned int i = 0; i < ARRAY_SIZE(flag_names); i++)
			if (!strncmp(text, flag_names[i].name, 2))
				flags |= flag_names[i].flag;
		if (!text[2])
			break;
	}
	return flags;
}

/* --- one --- */

static pgoff_t pgoff_of(const struct host_area *a, unsigned long start)
{
	if (a->special)
		return 0;
	if (a->ino)
		return (a->offset + start - a->start) >> PAGE_SHIFT;
	return start >> PAGE_SHIFT;
}

static struct vm_area_struct *area_new(struct mm_struct *mm, const struct host_area *a,
				       unsigned long start, unsigned long end)
{
	struct vm_area_struct *vma = kzalloc(sizeof(*vma), GFP_ATOMIC);

	if (!vma)
		return NULL;
	dock_slab_own(vma);
	vma->vm_start = start;
	vma->vm_end = end;
	vma->vm_mm = mm;
	vma->vm_flags = vma->dock_own_flags = flags_of(a->flags);
	vma->vm_page_prot = vm_get_page_prot(vma->vm_flags);
	vma->vm_pgoff = pgoff_of(a, start);
	if (a->ino)
		vma->vm_file = dock_file_of_host(
			a->ino, vma->vm_flags & VM_SHARED ? O_RDWR : O_RDONLY);
	if (a->ino || a->special)
		vma->vm_ops = &no_ops;
	return vma;
}

static bool area_is(const struct vm_area_struct *vma, const struct host_area *a,
		    unsigned long start, unsigned long end)
{
	return vma->vm_start == start && vma->vm_end == end &&
	       vma->dock_own_flags == flags_of(a->flags) &&
	       vma->vm_pgoff == pgoff_of(a, start) &&
	       (vma->vm_file ? file_inode(vma->vm_file)->i_ino : 0) == a->ino;
}

/* A driver may have written to it, as it may not. */
static void check_flags(struct vm_area_struct *vma)
{
	if (vma->vm_flags != vma->dock_own_flags)
		pr_err("vm_flags of a program's own memory (0x%lx to 0x%lx) were changed "
		       "from 0x%lx to 0x%lx: that changes nothing here\n",
		       vma->vm_start, vma->vm_end, vma->dock_own_flags, vma->vm_flags);
	vma->vm_flags = vma->dock_own_flags;
}

static void area_free(struct vm_area_struct *vma)
{
	check_flags(vma);
	if (vma->vm_file)
		fput(vma->vm_file);
	kfree(vma);
}

bool dock_own_area_refuses(const struct vm_area_struct *vma, const char *function)
{
	if (likely(!vma->dock_own_flags))
		return false;
	pr_err("%s() of a program's own memory (0x%lx to 0x%lx) is not there\n", function,
	       vma->vm_start, vma->vm_end);
	return true;
}

/* --- all of an mm --- */

struct update {
	struct mm_struct *mm;
	struct dock_own_areas *own, old;
	int at; /* in the old ones, by address as the new ones */
	int room;
};

/* The one that it was, or a new one. */
static struct vm_area_struct *area_of(struct update *u, const struct host_area *a,
				      unsigned long start, unsigned long end)
{
	struct vm_area_struct *vma;

	while (u->at < u->old.nr && u->old.vmas[u->at]->vm_start < start)
		u->at++;
	if (u->at == u->old.nr || !area_is(u->old.vmas[u->at], a, start, end))
		return area_new(u->mm, a, start, end);
	vma = u->old.vmas[u->at];
	u->old.vmas[u->at++] = NULL;
	check_flags(vma);
	return vma;
}

static void add_part(struct update *u, const struct host_area *a, unsigned long start,
		     unsigned long end)
{
	struct vm_area_struct *vma = area_of(u, a, start, end);
	int old_room = u->room;

	if (!vma)
		return;
	if (u->own->nr == u->room) {
		u->room = u->room ? 2 * u->room : 32;
		u->own->vmas = host_realloc(u->own->vmas, old_room * sizeof(vma),
					    u->room * sizeof(vma));
	}
	u->own->vmas[u->own->nr++] = vma;
}

/* The machine's VMAs are areas of the host's, too: placeholders and pages of RAM. */
static void add_area(void *arg, const struct host_area *a)
{
	unsigned long start = a->start, vma_start, vma_end;
	struct update *u = arg;

	while (start < a->end &&
	       dock_mm_overlaps(u->mm, start, a->end - start, &vma_start, &vma_end)) {
		if (vma_start > start)
			add_part(u, a, start, vma_start);
		start = vma_end;
	}
	if (start < a->end)
		add_part(u, a, start, a->end);
}

static struct vm_area_struct *lower(struct vm_area_struct *a, struct vm_area_struct *b)
{
	return !b || (a && a->vm_start < b->vm_start) ? a : b;
}

static struct vm_area_struct *higher(struct vm_area_struct *a, struct vm_area_struct *b)
{
	return !b || (a && a->vm_start > b->vm_start) ? a : b;
}

/* Until 6.0 drivers went from one to the next. (From a device's they come to the next
 * device's.) */
static void link(struct mm_struct *mm, const struct dock_own_areas *own)
{
	for (int i = 0; i < own->nr; i++) {
		struct vm_area_struct *vma = own->vmas[i];
		struct vm_area_struct *next = i + 1 < own->nr ? own->vmas[i + 1] : NULL;
		struct vm_area_struct *prev = i ? own->vmas[i - 1] : NULL;

		vma->vm_next = lower(next, dock_vma_find(mm, vma->vm_end));
		vma->vm_prev = higher(prev, dock_vma_index_floor(mm, vma->vm_start));
	}
}

static void update(struct mm_struct *mm)
{
	struct update u = {.mm = mm};

	if (!mm->dock_own)
		mm->dock_own = host_alloc(sizeof(*mm->dock_own));
	u.own = mm->dock_own;
	u.old = *u.own;
	u.own->vmas = NULL;
	u.own->nr = 0;
	u.own->fresh = mm->dock_host->areas(mm, add_area, &u);
	for (int i = 0; i < u.old.nr; i++) {
		if (!u.old.vmas[i])
			continue;
		u.old.vmas[i]->dock_next = u.own->former;
		u.own->former = u.old.vmas[i];
	}
	host_free(u.old.vmas);
	link(mm, u.own);
}

void dock_own_areas_forget(struct mm_struct *mm)
{
	struct dock_own_areas *own = mm->dock_own;
	struct vm_area_struct *vma;

	if (!own)
		return;
	mm->dock_own = NULL;
	for (int i = 0; i < own->nr; i++)
		area_free(own->vmas[i]);
	while ((vma = own->former)) {
		own->former = vma->dock_next;
		area_free(vma);
	}
	host_free(own->vmas);
	host_free(own);
}

void dock_own_areas_forget_unlocked(struct mm_struct *mm)
{
	mm->dock_own->fresh = false;
	if (!rwsem_is_locked(&mm->mmap_lock))
		dock_own_areas_forget(mm);
}

/* --- what drivers ask --- */

static const struct dock_own_areas *own_areas(struct mm_struct *mm)
{
	static const struct dock_own_areas none;

	if (!mm->dock_host || !mm->dock_host->areas)
		return &none;
	if (!mm->dock_own || !mm->dock_own->fresh)
		update(mm);
	return mm->dock_own;
}

/* The index of the first that ends above @addr. */
static int own_index(const struct dock_own_areas *own, unsigned long addr)
{
	int low = 0, high = own->nr;

	while (low < high) {
		int middle = (low + high) / 2;

		if (own->vmas[middle]->vm_end > addr)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

struct vm_area_struct *find_vma(struct mm_struct *mm, unsigned long addr)
{
	struct vm_area_struct *vma = dock_vma_find(mm, addr);
	const struct dock_own_areas *own;
	int i;

	if (vma && vma->vm_start <= addr)
		return vma;
	own = own_areas(mm);
	i = own_index(own, addr);
	return lower(i < own->nr ? own->vmas[i] : NULL, vma);
}
EXPORT_SYMBOL(find_vma);

struct vm_area_struct *dock_find_vma_floor(struct mm_struct *mm, unsigned long addr)
{
	const struct dock_own_areas *own = own_areas(mm);
	int i = own_index(own, addr);

	if (i == own->nr || own->vmas[i]->vm_start > addr)
		i--;
	return higher(i < 0 ? NULL : own->vmas[i], dock_vma_index_floor(mm, addr));
}

struct vm_area_struct *find_vma_prev(struct mm_struct *mm, unsigned long addr,
				     struct vm_area_struct **prev)
{
	struct vm_area_struct *vma = find_vma(mm, addr);
	unsigned long start = vma ? vma->vm_start : ULONG_MAX;

	if (!start)
		*prev = NULL;
	else if (dock_api_since(6, 1, 0) || (vma && vma->dock_own_flags))
		*prev = dock_find_vma_floor(mm, start - 1);
	else
		*prev = dock_vma_index_floor(mm, start - 1); /* as in the list */
	return vma;
}
EXPORT_SYMBOL(find_vma_prev);

struct vm_area_struct *vma_lookup(struct mm_struct *mm, unsigned long addr)
{
	struct vm_area_struct *vma = find_vma(mm, addr);

	return vma && addr >= vma->vm_start ? vma : NULL;
}
EXPORT_SYMBOL(vma_lookup);

struct vm_area_struct *find_vma_intersection(struct mm_struct *mm, unsigned long start,
					     unsigned long end)
{
	struct vm_area_struct *vma = find_vma(mm, start);

	return vma && vma->vm_start < end ? vma : NULL;
}
EXPORT_SYMBOL(find_vma_intersection);
