// SPDX-License-Identifier: MIT
/*
 * The DMA engine of edu: one transfer at a time, its end told by an interrupt.
 *
 * It cannot be told to stop. One that does not end in time is waited for a
 * while longer; then the device's bus mastering is switched off, so that it
 * cannot reach memory any more, and it is not used again.
 */
#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/io.h>

#include "edu.h"

#define EDU_STOP_MS 1000
#define EDU_POLL_MS 10

static bool edu_engine_busy(struct edu_dev *dev)
{
	return readl(dev->regs + EDU_REG_DMA_COMMAND) & EDU_DMA_START;
}

void edu_engine_stop(struct edu_dev *dev)
{
	int waited;

	if (dev->stuck)
		return;
	for (waited = 0; edu_engine_busy(dev) && waited < EDU_STOP_MS;
	     waited += EDU_POLL_MS)
		msleep(EDU_POLL_MS);
	if (!edu_engine_busy(dev))
		return;
	dev_err(&dev->pdev->dev, "a transfer does not end; the device is cut off\n");
	pci_clear_master(dev->pdev);
	dev->stuck = true;
}

/* A handle has no more than EDU_DMA_BITS, so the low halves of registers do. */
static void edu_engine_start(struct edu_dev *dev, dma_addr_t handle, u32 offset,
			     u32 bytes, bool to_device)
{
	u32 memory = (u32)handle, buffer = EDU_BUFFER_AT + offset;
	u32 command = EDU_DMA_START | EDU_DMA_IRQ | (to_device ? 0 : EDU_DMA_TO_RAM);

	writel(to_device ? memory : buffer, dev->regs + EDU_REG_DMA_FROM);
	writel(to_device ? buffer : memory, dev->regs + EDU_REG_DMA_TO);
	writel(bytes, dev->regs + EDU_REG_DMA_COUNT);
	/* writel() comes after what the CPU wrote to memory before. */
	writel(command, dev->regs + EDU_REG_DMA_COMMAND);
}

int edu_engine_run(struct edu_dev *dev, dma_addr_t handle, u32 offset, u32 bytes,
		   bool to_device)
{
	if (dev->stuck)
		return -EIO;
	edu_irq_expect(dev, EDU_IRQ_DMA);
	edu_engine_start(dev, handle, offset, bytes, to_device);
	if (!edu_irq_wait(dev, EDU_IRQ_DMA)) {
		dev->counts.timeouts++;
		edu_engine_stop(dev);
		return -ETIMEDOUT;
	}
	if (to_device) {
		dev->counts.to_device++;
		dev->counts.to_device_bytes += bytes;
	} else {
		dev->counts.from_device++;
		dev->counts.from_device_bytes += bytes;
	}
	return 0;
}
