// SPDX-License-Identifier: MIT
/*
 * scullp's memory: the list of quantum sets. The caller holds dev->lock.
 */
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/math64.h>
#include <linux/slab.h>

#include "scullp.h"

/* The number of the set that holds byte @pos, and the slot within it. */
static u64 scullp_place(const struct scullp_dev *dev, loff_t pos, u32 *slot)
{
	return div_u64_rem((u64)pos >> (PAGE_SHIFT + dev->order), dev->qset, slot);
}

/* The link that leads to set @index, or to where it would be put in. */
static struct scullp_set **scullp_set_link(struct scullp_dev *dev, u64 index)
{
	struct scullp_set **link = &dev->sets;

	while (*link && (*link)->index < index)
		link = &(*link)->next;
	return link;
}

void *scullp_quantum_find(struct scullp_dev *dev, loff_t pos)
{
	u32 slot;
	u64 index = scullp_place(dev, pos, &slot);
	struct scullp_set *set = *scullp_set_link(dev, index);

	if (!set || set->index != index)
		return NULL;
	return set->slots[slot];
}

static struct scullp_set *scullp_set_make(struct scullp_dev *dev, u64 index)
{
	struct scullp_set **link = scullp_set_link(dev, index);
	struct scullp_set *set = *link;

	if (set && set->index == index)
		return set;
	set = kzalloc(sizeof(*set) + dev->qset * sizeof(set->slots[0]), GFP_KERNEL);
	if (!set)
		return NULL;
	set->index = index;
	set->next = *link;
	*link = set;
	return set;
}

/*
 * A quantum of several pages is a compound page, so that one reference on its
 * first page, as read and write take it, keeps all of it.
 */
void *scullp_quantum_make(struct scullp_dev *dev, loff_t pos)
{
	u32 slot;
	u64 index = scullp_place(dev, pos, &slot);
	struct scullp_set *set = scullp_set_make(dev, index);

	if (!set)
		return NULL;
	if (!set->slots[slot])
		set->slots[slot] = (void *)__get_free_pages(
			GFP_KERNEL | __GFP_ZERO | __GFP_COMP, dev->order);
	return set->slots[slot];
}

static void scullp_set_free(struct scullp_dev *dev, struct scullp_set *set)
{
	unsigned int slot;

	for (slot = 0; slot < dev->qset; slot++)
		if (set->slots[slot])
			free_pages((unsigned long)set->slots[slot], dev->order);
	kfree(set);
}

int scullp_trim(struct scullp_dev *dev)
{
	struct scullp_set *set, *next;

	if (dev->vmas)
		return -EBUSY;
	for (set = dev->sets; set; set = next) {
		next = set->next;
		scullp_set_free(dev, set);
	}
	dev->sets = NULL;
	dev->size = 0;
	scullp_knobs_read(&dev->order, &dev->qset);
	return 0;
}
