// SPDX-License-Identifier: MIT
/* Questions to the DMA layer: which masks it takes, what memory and handles are like. */
#include <linux/dma-mapping.h>
#include <linux/errno.h>
#include <linux/io.h>
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "edu.h"

void edu_try_mask(struct edu_dev *dev, struct edu_mask *m)
{
	struct device *d = &dev->pdev->dev;

	m->result = dma_set_mask_and_coherent(d, m->mask);
	m->dma_mask = dma_get_mask(d);
	m->coherent_mask = d->coherent_dma_mask;
	/* Granted in probe, so it is now. */
	WARN_ON(dma_set_mask_and_coherent(d, DMA_BIT_MASK(EDU_DMA_BITS)));
}

static bool edu_within_mask(dma_addr_t handle, size_t bytes)
{
	return handle + bytes - 1 <= DMA_BIT_MASK(EDU_DMA_BITS);
}

static u32 edu_nonzero(const u8 *bytes, size_t count)
{
	u32 found = 0;

	while (count--)
		found += *bytes++ != 0;
	return found;
}

int edu_try_coherent(struct edu_dev *dev, struct edu_coherent *c)
{
	struct device *d = &dev->pdev->dev;
	dma_addr_t handle;
	void *cpu;

	if (!c->bytes || c->bytes > EDU_MEASURE_MAX)
		return -EINVAL;
	cpu = dma_alloc_coherent(d, c->bytes, &handle, GFP_KERNEL);
	if (!cpu)
		return -ENOMEM;
	c->handle_offset =
		handle & (max_t(u64, roundup_pow_of_two(c->bytes), PAGE_SIZE) - 1);
	c->cpu_offset = offset_in_page(cpu);
	c->nonzero = edu_nonzero(cpu, c->bytes);
	c->within_mask = edu_within_mask(handle, c->bytes);
	/* So that zeros in the next one are somebody's work. */
	memset(cpu, 0xa5, c->bytes);
	dma_free_coherent(d, c->bytes, cpu, handle);
	return 0;
}

/* virt_to_phys() tells whether there is a bounce buffer; it is never an address. */
int edu_try_mapping(struct edu_dev *dev, struct edu_mapping *m)
{
	struct device *d = &dev->pdev->dev;
	dma_addr_t handle;
	void *memory;

	if (!m->bytes || m->bytes > EDU_MEASURE_MAX || m->direction > DMA_FROM_DEVICE)
		return -EINVAL;
	memory = kzalloc(m->bytes, GFP_KERNEL | GFP_DMA);
	if (!memory)
		return -ENOMEM;
	handle = dma_map_single(d, memory, m->bytes, m->direction);
	m->failed = !!dma_mapping_error(d, handle);
	if (!m->failed) {
		m->moved = handle != virt_to_phys(memory);
		m->page_offset = offset_in_page(handle - virt_to_phys(memory));
		m->within_mask = edu_within_mask(handle, m->bytes);
		dma_unmap_single(d, handle, m->bytes, m->direction);
	}
	kfree(memory);
	return 0;
}

static int edu_partial_move(struct edu_dev *dev, const struct edu_partial *p)
{
	struct device *d = &dev->pdev->dev;
	dma_addr_t handle;
	int err;

	memset(dev->bounce, p->fill, EDU_BUFFER_BYTES);
	handle = dma_map_single(d, dev->bounce, EDU_BUFFER_BYTES, p->direction);
	if (dma_mapping_error(d, handle)) {
		dev->counts.map_errors++;
		return -ENOMEM;
	}
	err = edu_engine_run(dev, handle + p->offset, p->offset, p->bytes, false);
	dma_unmap_single(d, handle, EDU_BUFFER_BYTES, p->direction);
	return err;
}

int edu_try_partial(struct edu_dev *dev, const struct edu_partial *p)
{
	int err;

	if (!p->bytes || p->bytes > edu_buffer_bytes ||
	    p->offset > edu_buffer_bytes - p->bytes || p->fill > 0xff ||
	    (p->direction != DMA_BIDIRECTIONAL && p->direction != DMA_FROM_DEVICE))
		return -EINVAL;
	err = edu_partial_move(dev, p);
	if (err)
		return err;
	if (copy_to_user(u64_to_user_ptr(p->data), dev->bounce, EDU_BUFFER_BYTES))
		return -EFAULT;
	return 0;
}
