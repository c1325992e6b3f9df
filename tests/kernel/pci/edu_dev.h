/* SPDX-License-Identifier: MIT */
/* What the claims of this folder know of the edu device, and how they find it. */
#ifndef TESTS_EDU_DEV_H
#define TESTS_EDU_DEV_H

#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/pci.h>
#include "claims.h"

#define EDU_VENDOR 0x1234
#define EDU_DEVICE 0x11e8
#define EDU_BYTES  0x100000UL
#define EDU_ID	   0x010000edu

#define EDU_LIVENESS   0x04
#define EDU_FACTORIAL  0x08
#define EDU_STATUS     0x20
#define EDU_IRQ_STATUS 0x24
#define EDU_IRQ_RAISE  0x60
#define EDU_IRQ_ACK    0x64

/* The edu in @slot, with a reference; every run has one in 4, 5, ... */
static inline struct pci_dev *edu_in(unsigned int slot)
{
	struct pci_dev *dev = pci_get_domain_bus_and_slot(0, 0, PCI_DEVFN(slot, 0));

	EXPECT(dev != NULL);
	return dev;
}

/* Found, enabled and mapped; edu_put() undoes it. */
static inline void __iomem *edu_get(unsigned int slot, struct pci_dev **dev)
{
	*dev = edu_in(slot);
	EXPECT_EQ(pci_enable_device(*dev), 0);
	return pci_iomap(*dev, 0, 0);
}

static inline void edu_put(struct pci_dev *dev, void __iomem *regs)
{
	pci_iounmap(dev, regs);
	pci_disable_device(dev);
	pci_dev_put(dev);
}

#endif
