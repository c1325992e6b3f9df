// SPDX-License-Identifier: MIT
/* scullv's memory: a list of areas, ascending by index. The caller holds dev->sem. */
#include <linux/errno.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "scullv.h"

struct scullv_area {
	struct list_head list;
	unsigned long index; /* this area's place among all of the device */
	void *mem;
};

/* The area @index; or the one it would be put before, which may be the head. */
static struct list_head *area_place(struct scullv_dev *dev, unsigned long index)
{
	struct list_head *at;

	list_for_each (at, &dev->areas)
		if (list_entry(at, struct scullv_area, list)->index >= index)
			break;
	return at;
}

static struct scullv_area *area_find(struct scullv_dev *dev, unsigned long index)
{
	struct list_head *at = area_place(dev, index);
	struct scullv_area *area = list_entry(at, struct scullv_area, list);

	return at != &dev->areas && area->index == index ? area : NULL;
}

/* vmalloc() takes single pages, so that a large area needs no large block of RAM. */
static struct scullv_area *area_make(struct scullv_dev *dev, unsigned long index)
{
	struct scullv_area *area = kmalloc(sizeof(*area), GFP_KERNEL);

	if (!area)
		return NULL;
	area->index = index;
	area->mem = vmalloc(scullv_area_size());
	if (!area->mem) {
		kfree(area);
		return NULL;
	}
	memset(area->mem, 0, scullv_area_size());
	list_add_tail(&area->list, area_place(dev, index));
	return area;
}

static unsigned long area_index(loff_t pos)
{
	return (unsigned long)(pos >> (PAGE_SHIFT + scullv_order));
}

static void *area_byte(struct scullv_area *area, loff_t pos, size_t *len)
{
	size_t offset = (size_t)pos & (scullv_area_size() - 1);

	*len = scullv_area_size() - offset;
	return area ? area->mem + offset : NULL;
}

void *scullv_find(struct scullv_dev *dev, loff_t pos, size_t *len)
{
	return area_byte(area_find(dev, area_index(pos)), pos, len);
}

void *scullv_make(struct scullv_dev *dev, loff_t pos, size_t *len)
{
	struct scullv_area *area = area_find(dev, area_index(pos));

	return area_byte(area ? area : area_make(dev, area_index(pos)), pos, len);
}

int scullv_trim(struct scullv_dev *dev)
{
	struct scullv_area *area, *next;

	if (dev->users)
		return -EBUSY;
	list_for_each_entry_safe (area, next, &dev->areas, list) {
		vfree(area->mem);
		kfree(area);
	}
	INIT_LIST_HEAD(&dev->areas);
	dev->size = 0;
	return 0;
}
