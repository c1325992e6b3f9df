// SPDX-License-Identifier: MIT
/*
 * Who has which part of the region: a list of blocks, ascending by offset. What lies
 * between them is free, so nothing has to be joined when a block comes back. A block
 * goes to the first gap that has room for it.
 */
#include <linux/errno.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <asm/io.h>
#include <linux/version.h>
#if LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 26)
#include <linux/semaphore.h>
#else
#include <asm/semaphore.h>
#endif

#include "allocator.h"

struct allocator_piece {
	struct list_head list;
	unsigned long offset, size;
	const void *owner;
	int users;
};

#if LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 37)
static DEFINE_SEMAPHORE(lock); /* of all that follows; the innermost */
#else
static DECLARE_MUTEX(lock);
#endif
static LIST_HEAD(blocks);

static struct allocator_piece *block_of(struct list_head *at)
{
	return list_entry(at, struct allocator_piece, list);
}

/* Where the gap ends that is before @at, a block or the list's head. */
static unsigned long gap_end(struct list_head *at)
{
	return at == &blocks ? allocator_region.size : block_of(at)->offset;
}

static unsigned long gap_start(struct list_head *at)
{
	return at->prev == &blocks
		       ? 0
		       : block_of(at->prev)->offset + block_of(at->prev)->size;
}

/* What the first gap of @size bytes is before; NULL: there is none. */
static struct list_head *gap_find(unsigned long size)
{
	struct list_head *at = &blocks;

	do {
		at = at->next;
		if (gap_end(at) - gap_start(at) >= size)
			return at;
	} while (at != &blocks);
	return NULL;
}

/* The block that holds byte @offset. */
static struct allocator_piece *block_find(unsigned long offset)
{
	struct allocator_piece *block;

	list_for_each_entry (block, &blocks, list)
		if (offset - block->offset < block->size)
			return block;
	return NULL;
}

static void block_drop(struct allocator_piece *block)
{
	list_del(&block->list);
	kfree(block);
}

int allocator_get(unsigned long bytes, const void *owner, unsigned long *offset)
{
	struct allocator_piece *block;
	struct list_head *gap;

	if (!bytes)
		return -EINVAL;
	if (bytes > allocator_region.size)
		return -ENOMEM;
	block = kmalloc(sizeof(*block), GFP_KERNEL);
	if (!block)
		return -ENOMEM;
	block->size = PAGE_ALIGN(bytes);
	block->owner = owner;
	block->users = 0;
	down(&lock);
	gap = gap_find(block->size);
	if (gap) {
		block->offset = gap_start(gap);
		list_add_tail(&block->list, gap);
		memset_io(allocator_region.mem + block->offset, 0, block->size);
		*offset = block->offset;
	}
	up(&lock);
	if (gap)
		return 0;
	kfree(block);
	return -ENOMEM;
}
EXPORT_SYMBOL(allocator_get);

int allocator_put(unsigned long offset, const void *owner)
{
	struct allocator_piece *block;
	int err = 0;

	down(&lock);
	block = block_find(offset);
	if (!block || block->offset != offset || block->owner != owner)
		err = -ENOENT;
	else if (block->users)
		err = -EBUSY;
	else
		block_drop(block);
	up(&lock);
	return err;
}
EXPORT_SYMBOL(allocator_put);

void allocator_put_all(const void *owner)
{
	struct allocator_piece *block, *next;

	down(&lock);
	list_for_each_entry_safe (block, next, &blocks, list)
		if (block->owner == owner)
			block_drop(block);
	up(&lock);
}
EXPORT_SYMBOL(allocator_put_all);

struct allocator_piece *allocator_use(unsigned long at, unsigned long bytes,
				      const void *owner)
{
	struct allocator_piece *block;

	down(&lock);
	block = block_find(at);
	if (block && (block->owner != owner || bytes > block->offset + block->size - at))
		block = NULL;
	if (block)
		block->users++;
	up(&lock);
	return block;
}

void allocator_use_again(struct allocator_piece *block)
{
	down(&lock);
	block->users++;
	up(&lock);
}

void allocator_unuse(struct allocator_piece *block)
{
	down(&lock);
	block->users--;
	up(&lock);
}

void allocator_count(unsigned long *used, unsigned long *largest)
{
	struct list_head *at = &blocks;
	unsigned long gap, gaps = 0;

	*largest = 0;
	down(&lock);
	do {
		at = at->next;
		gap = gap_end(at) - gap_start(at);
		gaps += gap;
		if (gap > *largest)
			*largest = gap;
	} while (at != &blocks);
	up(&lock);
	*used = allocator_region.size - gaps;
}
EXPORT_SYMBOL(allocator_count);
