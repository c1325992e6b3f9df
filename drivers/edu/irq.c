// SPDX-License-Identifier: MIT
/* Interrupts of edu: counted, acknowledged, waited for. */
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/jiffies.h>

#include "edu.h"

#define EDU_WAIT_MS 5000 /* QEMU's device takes 100 for a transfer */

/* The line may be shared: an interrupt that is not of this device is not ours. */
irqreturn_t edu_irq(int irq, void *data)
{
	struct edu_dev *dev = data;
	u32 bits = readl(dev->regs + EDU_REG_IRQ_STATUS);

	if (!bits)
		return IRQ_NONE;
	writel(bits, dev->regs + EDU_REG_IRQ_ACK);
	spin_lock(&dev->irq_lock);
	dev->seen |= bits;
	dev->counts.interrupts++;
	dev->counts.factorial += !!(bits & EDU_IRQ_FACTORIAL);
	dev->counts.dma += !!(bits & EDU_IRQ_DMA);
	dev->counts.raised += !!(bits & ~(EDU_IRQ_FACTORIAL | EDU_IRQ_DMA));
	spin_unlock(&dev->irq_lock);
	wake_up(&dev->wait);
	return IRQ_HANDLED;
}

void edu_irq_expect(struct edu_dev *dev, u32 bits)
{
	spin_lock_irq(&dev->irq_lock);
	dev->seen &= ~bits;
	spin_unlock_irq(&dev->irq_lock);
}

static u32 edu_irq_seen(struct edu_dev *dev, u32 bits)
{
	u32 seen;

	spin_lock_irq(&dev->irq_lock);
	seen = dev->seen & bits;
	spin_unlock_irq(&dev->irq_lock);
	return seen;
}

/* No signal ends this: the device would go on all the same. */
u32 edu_irq_wait(struct edu_dev *dev, u32 bits)
{
	wait_event_timeout(dev->wait, edu_irq_seen(dev, bits),
			   msecs_to_jiffies(EDU_WAIT_MS));
	return edu_irq_seen(dev, bits);
}

void edu_irq_quiet(struct edu_dev *dev)
{
	writel(0, dev->regs + EDU_REG_STATUS);
	writel(~0U, dev->regs + EDU_REG_IRQ_ACK);
	/* A read, so that the writes have arrived. */
	readl(dev->regs + EDU_REG_IRQ_STATUS);
}
