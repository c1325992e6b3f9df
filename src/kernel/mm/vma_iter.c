/* SPDX-License-Identifier: MIT */
/*
 * Places in the tree of VMAs. Nothing but addresses is kept, so that VMAs may come
 * and go between two calls, which Linux allows after mas_pause() only.
 */
#include <linux/bug.h>
#include <linux/export.h>
#include <linux/maple_tree.h>
#include <linux/mm.h>
#include "kernel/mm/own_areas.h"

static struct mm_struct *mm_of(const struct ma_state *mas)
{
	BUG_ON(!mas->tree->dock_mm); /* no mm's */
	return mas->tree->dock_mm;
}

/* @vma, or NULL: none up to @limit. */
static void *stand(struct ma_state *mas, struct vm_area_struct *vma, unsigned long limit)
{
	mas->index = vma ? vma->vm_start : limit;
	mas->last = vma ? vma->vm_end - 1 : limit;
	mas->dock_on = true;
	return vma;
}

static void *find_from(struct ma_state *mas, unsigned long addr, unsigned long max)
{
	struct vm_area_struct *vma = find_vma(mm_of(mas), addr);

	return stand(mas, vma && vma->vm_start <= max ? vma : NULL, max);
}

void *mas_find(struct ma_state *mas, unsigned long max)
{
	if (!mas->dock_on)
		return find_from(mas, mas->index, max);
	return mas->last >= max ? NULL : find_from(mas, mas->last + 1, max);
}
EXPORT_SYMBOL_GPL(mas_find);

void *mas_walk(struct ma_state *mas)
{
	struct mm_struct *mm = mm_of(mas);
	struct vm_area_struct *vma = find_vma(mm, mas->index), *below;

	if (vma && vma->vm_start <= mas->index)
		return stand(mas, vma, 0);
	below = dock_find_vma_floor(mm, mas->index);
	mas->index = below ? below->vm_end : 0;
	mas->last = vma ? vma->vm_start - 1 : ULONG_MAX;
	mas->dock_on = true;
	return NULL;
}
EXPORT_SYMBOL_GPL(mas_walk);

void *mas_next(struct ma_state *mas, unsigned long max)
{
	if (!mas->dock_on)
		mas_walk(mas);
	return mas_find(mas, max);
}
EXPORT_SYMBOL_GPL(mas_next);

void *mas_prev(struct ma_state *mas, unsigned long min)
{
	struct vm_area_struct *vma;

	if (!mas->dock_on)
		mas_walk(mas);
	vma = mas->index ? dock_find_vma_floor(mm_of(mas), mas->index - 1) : NULL;
	return stand(mas, vma && vma->vm_end > min ? vma : NULL, min);
}
EXPORT_SYMBOL_GPL(mas_prev);

void mas_pause(struct ma_state *mas)
{
	/* What a place consists of stays true whatever becomes of the tree. */
}
EXPORT_SYMBOL_GPL(mas_pause);
