// SPDX-License-Identifier: MIT
/*
 * Three ways to move bytes between a program and the device's buffer. Each
 * begins and ends with its buffer as edu.h has it.
 */
#include <linux/dma-mapping.h>
#include <linux/errno.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "edu.h"

/*
 * GFP_DMA: the device reaches 28 bits, and a machine need not have bounce
 * buffers down there; then memory from elsewhere could not be mapped.
 */
static void *edu_buffer_new(void)
{
	return kzalloc(EDU_BUFFER_BYTES, GFP_KERNEL | GFP_DMA);
}

static int edu_ring_map(struct edu_dev *dev)
{
	struct device *d = &dev->pdev->dev;

	dev->ring_handle =
		dma_map_single(d, dev->ring, EDU_BUFFER_BYTES, DMA_BIDIRECTIONAL);
	return dma_mapping_error(d, dev->ring_handle) ? -ENOMEM : 0;
}

int edu_buffers_get(struct edu_dev *dev)
{
	struct device *d = &dev->pdev->dev;

	dev->bounce = edu_buffer_new();
	if (!dev->bounce)
		goto no_bounce;
	dev->ring = edu_buffer_new();
	if (!dev->ring)
		goto no_ring;
	dev->coherent = dma_alloc_coherent(d, EDU_BUFFER_BYTES, &dev->coherent_handle,
					   GFP_KERNEL);
	if (!dev->coherent)
		goto no_coherent;
	if (edu_ring_map(dev))
		goto no_map;
	return 0;
no_map:
	dma_free_coherent(d, EDU_BUFFER_BYTES, dev->coherent, dev->coherent_handle);
no_coherent:
	kfree(dev->ring);
no_ring:
	kfree(dev->bounce);
no_bounce:
	return -ENOMEM;
}

void edu_buffers_put(struct edu_dev *dev)
{
	struct device *d = &dev->pdev->dev;

	dma_unmap_single(d, dev->ring_handle, EDU_BUFFER_BYTES, DMA_BIDIRECTIONAL);
	dma_free_coherent(d, EDU_BUFFER_BYTES, dev->coherent, dev->coherent_handle);
	kfree(dev->ring);
	kfree(dev->bounce);
}

/* The bounce buffer goes to the device, is used, and comes back. */
static int edu_streaming_move(struct edu_dev *dev, u32 offset, u32 bytes, bool to_device)
{
	enum dma_data_direction dir = to_device ? DMA_TO_DEVICE : DMA_FROM_DEVICE;
	struct device *d = &dev->pdev->dev;
	dma_addr_t handle;
	int err;

	handle = dma_map_single(d, dev->bounce, bytes, dir);
	if (dma_mapping_error(d, handle)) {
		dev->counts.map_errors++;
		return -ENOMEM;
	}
	err = edu_engine_run(dev, handle, offset, bytes, to_device);
	dma_unmap_single(d, handle, bytes, dir);
	return err;
}

int edu_streaming_write(struct edu_dev *dev, const char __user *buf, u32 offset,
			u32 bytes)
{
	if (copy_from_user(dev->bounce, buf, bytes))
		return -EFAULT;
	return edu_streaming_move(dev, offset, bytes, true);
}

int edu_streaming_read(struct edu_dev *dev, char __user *buf, u32 offset, u32 bytes)
{
	int err = edu_streaming_move(dev, offset, bytes, false);

	if (err)
		return err;
	return copy_to_user(buf, dev->bounce, bytes) ? -EFAULT : 0;
}

int edu_sync_write(struct edu_dev *dev, const char __user *buf, u32 offset, u32 bytes)
{
	struct device *d = &dev->pdev->dev;
	unsigned long left;

	dma_sync_single_for_cpu(d, dev->ring_handle, bytes, DMA_BIDIRECTIONAL);
	left = copy_from_user(dev->ring, buf, bytes);
	dma_sync_single_for_device(d, dev->ring_handle, bytes, DMA_BIDIRECTIONAL);
	if (left)
		return -EFAULT;
	return edu_engine_run(dev, dev->ring_handle, offset, bytes, true);
}

int edu_sync_read(struct edu_dev *dev, char __user *buf, u32 offset, u32 bytes)
{
	struct device *d = &dev->pdev->dev;
	unsigned long left;
	int err = edu_engine_run(dev, dev->ring_handle, offset, bytes, false);

	if (err)
		return err;
	dma_sync_single_for_cpu(d, dev->ring_handle, bytes, DMA_BIDIRECTIONAL);
	left = copy_to_user(buf, dev->ring, bytes);
	dma_sync_single_for_device(d, dev->ring_handle, bytes, DMA_BIDIRECTIONAL);
	return left ? -EFAULT : 0;
}

int edu_coherent_write(struct edu_dev *dev, const char __user *buf, u32 offset, u32 bytes)
{
	if (copy_from_user(dev->coherent, buf, bytes))
		return -EFAULT;
	return edu_engine_run(dev, dev->coherent_handle, offset, bytes, true);
}

int edu_coherent_read(struct edu_dev *dev, char __user *buf, u32 offset, u32 bytes)
{
	int err = edu_engine_run(dev, dev->coherent_handle, offset, bytes, false);

	if (err)
		return err;
	return copy_to_user(buf, dev->coherent, bytes) ? -EFAULT : 0;
}
