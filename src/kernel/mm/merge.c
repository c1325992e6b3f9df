/* SPDX-License-Identifier: MIT */
/*
 * When neighbouring VMAs become one, as in Linux 6.1: the same flags, the same
 * file with offsets that go on, no vm_ops->close, and private pages that have
 * the same history.
 *
 * That history is vma->anon_vma: NULL, or the number of a family. Parts of what
 * was one VMA are of one family, and so are neighbours that could be merged when
 * the second one got its first page. A child's VMA begins a family of its own;
 * with more than one ancestor it takes in no neighbour without pages.
 */
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include "core/breaks.h"
#include "kernel/mm/shared_anon.h"
#include "kernel/mm/vma.h"

#define ACCESS_FLAGS (VM_READ | VM_WRITE | VM_EXEC)

static unsigned long families;

static pgoff_t pages_between(unsigned long start, unsigned long end)
{
	return (end - start) >> PAGE_SHIFT;
}

static bool follows(const struct vm_area_struct *a, const struct vm_area_struct *b)
{
	return a->vm_end == b->vm_start &&
	       b->vm_pgoff == a->vm_pgoff + pages_between(a->vm_start, b->vm_start);
}

/* A neighbour that could be one VMA with @vma but for its rights, and that began
 * its family: @vma is of the same. */
static bool take_family(struct vm_area_struct *vma, struct vm_area_struct *other,
			bool in_order)
{
	if (!in_order || other->vm_file != vma->vm_file || other->dock_ancestors != 1 ||
	    ((other->vm_flags ^ vma->vm_flags) & ~ACCESS_FLAGS))
		return false;
	vma->anon_vma = other->anon_vma;
	vma->dock_ancestors = 1;
	return true;
}

void dock_vma_first_page(struct vm_area_struct *vma)
{
	struct vm_area_struct *next = dock_vma_next(vma), *prev = dock_vma_prev(vma);

	if (vma->anon_vma || (next && take_family(vma, next, follows(vma, next))) ||
	    (prev && take_family(vma, prev, follows(prev, vma))))
		return;
	vma->anon_vma = (void *)++families;
	vma->dock_ancestors = 1;
}

void dock_vma_child(struct vm_area_struct *child, const struct vm_area_struct *parent)
{
	child->anon_vma = parent->anon_vma ? (void *)++families : NULL;
	child->dock_ancestors = parent->anon_vma ? parent->dock_ancestors + 1 : 0;
}

/* May @vma be made larger by a piece with pages of the family @anon_vma? */
static bool families_fit(const void *anon_vma, const struct vm_area_struct *vma)
{
	if ((!anon_vma || !vma->anon_vma) && vma->dock_ancestors == 1)
		return true;
	return anon_vma == vma->anon_vma;
}

static bool flags_fit(unsigned long a, unsigned long b)
{
	unsigned long other = a ^ b;

	if (DOCK_BREAK("merge-wants-same-kind"))
		other &= ~(unsigned long)(VM_SHARED | VM_MAYSHARE | VM_ACCOUNT);
	if (DOCK_BREAK("special-prevents-merging"))
		other &= ~(unsigned long)(VM_SPECIAL | VM_DONTDUMP | VM_PAT);
	return !other;
}

static bool fits(const struct vm_area_struct *vma, const struct dock_vma_piece *p)
{
	bool closes = vma->vm_ops && vma->vm_ops->close && !dock_shared_anon_of(vma) &&
		      !DOCK_BREAK("close-prevents-merging");

	return flags_fit(vma->vm_flags, p->vm_flags) && !closes &&
	       (vma->vm_file == p->like->vm_file ||
		DOCK_BREAK("merge-wants-same-file")) &&
	       dock_shared_anon_of(vma) == dock_shared_anon_of(p->like) &&
	       families_fit(p->anon_vma, vma);
}

static bool fits_after(const struct vm_area_struct *prev, const struct dock_vma_piece *p)
{
	return prev && prev->vm_end == p->start && fits(prev, p) &&
	       (prev->vm_pgoff + vma_pages((struct vm_area_struct *)prev) == p->pgoff ||
		DOCK_BREAK("merge-wants-next-offset"));
}

static bool fits_before(const struct vm_area_struct *next, const struct dock_vma_piece *p)
{
	return next && next->vm_start == p->end && fits(next, p) &&
	       next->vm_pgoff == p->pgoff + pages_between(p->start, p->end);
}

static bool one_family(const struct vm_area_struct *prev,
		       const struct vm_area_struct *next)
{
	return !next->anon_vma || !prev->anon_vma || next->anon_vma == prev->anon_vma ||
	       DOCK_BREAK("copies-keep-apart");
}

/* @vma's range is another's now. */
static void swallow(struct mm_struct *mm, struct vm_area_struct *vma)
{
	dock_vma_unlink(mm, vma);
	dock_vma_free(vma, dock_shared_anon_of(vma) != NULL);
}

/* @vma takes in pages of another family, or its first ones. */
static void inherit(struct vm_area_struct *vma, const void *anon_vma,
		    unsigned int ancestors)
{
	if (vma->anon_vma || !anon_vma)
		return;
	vma->anon_vma = (void *)anon_vma;
	vma->dock_ancestors = ancestors;
}

/* Merge into the neighbour before, and the one after if @both. @mid, or NULL,
 * is the VMA that has the piece now. */
static struct vm_area_struct *into_prev(struct mm_struct *mm, struct vm_area_struct *prev,
					struct vm_area_struct *mid,
					struct vm_area_struct *next,
					const struct dock_vma_piece *p, bool both)
{
	unsigned long end = both ? next->vm_end : p->end;

	inherit(prev, p->anon_vma, p->ancestors);
	if (both) {
		inherit(prev, next->anon_vma, next->dock_ancestors);
		swallow(mm, next);
	}
	if (mid && mid->vm_end <= end)
		swallow(mm, mid);
	else if (mid)
		dock_vma_resize(mm, mid, end, mid->vm_end,
				mid->vm_pgoff + pages_between(mid->vm_start, end));
	dock_vma_resize(mm, prev, prev->vm_start, end, prev->vm_pgoff);
	return prev;
}

static struct vm_area_struct *into_next(struct mm_struct *mm, struct vm_area_struct *mid,
					struct vm_area_struct *next,
					const struct dock_vma_piece *p)
{
	inherit(next, p->anon_vma, p->ancestors);
	if (mid && mid->vm_start >= p->start)
		swallow(mm, mid);
	else if (mid)
		dock_vma_resize(mm, mid, mid->vm_start, p->start, mid->vm_pgoff);
	dock_vma_resize(mm, next, p->start, next->vm_end, p->pgoff);
	return next;
}

struct vm_area_struct *dock_vma_merge(struct mm_struct *mm, struct vm_area_struct *mid,
				      const struct dock_vma_piece *p)
{
	struct vm_area_struct *next = dock_vma_find(mm, p->end), *prev = NULL;
	bool after, before;

	if (p->vm_flags & VM_SPECIAL)
		return NULL;
	if (p->start)
		prev = dock_vma_at(mm, p->start - 1);
	/* A part of the VMA itself that stays is no neighbour. */
	after = prev != mid && fits_after(prev, p);
	before = next != mid && fits_before(next, p);
	if (after)
		return into_prev(mm, prev, mid, next, p,
				 before && one_family(prev, next));
	return before ? into_next(mm, mid, next, p) : NULL;
}

struct dock_vma_piece dock_vma_piece_of(const struct vm_area_struct *vma,
					unsigned long start, unsigned long end,
					unsigned long vm_flags)
{
	return (struct dock_vma_piece){
		.like = vma,
		.start = start,
		.end = end,
		.vm_flags = vm_flags,
		.pgoff = vma->vm_pgoff + pages_between(vma->vm_start, start),
		.anon_vma = vma->anon_vma,
		.ancestors = vma->dock_ancestors,
	};
}

/* Planted faults alone. */
static bool stays_apart(unsigned long change, unsigned long vm_flags)
{
	if (change & VM_DONTCOPY)
		return DOCK_BREAK("merge-after-advice");
	if (vm_flags & VM_SHARED)
		return DOCK_BREAK("merge-after-mprotect");
	return DOCK_BREAK("merge-after-copies");
}

int dock_vma_modify(struct mm_struct *mm, struct vm_area_struct **vmap,
		    unsigned long start, unsigned long end, unsigned long vm_flags)
{
	struct vm_area_struct *vma = *vmap, *merged;
	struct dock_vma_piece p = dock_vma_piece_of(vma, start, end, vm_flags);
	int err = 0;

	merged = stays_apart(vma->vm_flags ^ vm_flags, vma->vm_flags)
			 ? NULL
			 : dock_vma_merge(mm, vma, &p);
	if (merged) {
		*vmap = merged;
		return 0;
	}
	if (start > vma->vm_start)
		err = dock_vma_split(mm, vma, start, true);
	if (!err && end < vma->vm_end)
		err = dock_vma_split(mm, vma, end, false);
	return err;
}
