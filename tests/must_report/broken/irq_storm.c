/* SPDX-License-Identifier: MIT */
/* Broken: a handler says that it has handled, and never tells the device. */
#include <linux/delay.h>
#include <linux/pci.h>
#include "broken.h"

static void __iomem *regs;

static irqreturn_t handler(int irq, void *arg)
{
	u32 cause = readl(regs + 0x24);

	if (!cause)
		return IRQ_NONE;
	if (fixed)
		writel(cause, regs + 0x64);
	return IRQ_HANDLED;
}

static int act(unsigned long arg)
{
	struct pci_dev *dev = pci_get_device(0x1234, 0x11e8, NULL);
	int err = pci_enable_device(dev);

	if (err)
		return err;
	regs = pci_iomap(dev, 0, 0);
	err = request_irq(dev->irq, handler, IRQF_SHARED, "forget", &regs); /* HERE requested */
	if (!err) {
		writel(1, regs + 0x60);
		msleep(1);
		writel(1, regs + 0x64);
		free_irq(dev->irq, &regs);
	}
	pci_iounmap(dev, regs);
	pci_disable_device(dev);
	pci_dev_put(dev);
	return err;
}

BROKEN_DRIVER(act, NULL, NULL);
