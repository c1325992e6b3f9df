// SPDX-License-Identifier: MIT
/* edu as a PCI device: probe, remove, and what they take and give back. */
#include <linux/dma-mapping.h>
#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/module.h>
#include <linux/slab.h>

#include "edu.h"

#define EDU_BAR 0

static bool msi = true;
module_param(msi, bool, 0444);
MODULE_PARM_DESC(msi, "use message signalled interrupts where there are any");

unsigned int edu_buffer_bytes = EDU_BUFFER_BYTES;
module_param_named(buffer_bytes, edu_buffer_bytes, uint, 0444);
MODULE_PARM_DESC(buffer_bytes, "use so much of the device's buffer (QEMU 7.2 dies of a "
			       "transfer that reaches its last byte)");

static struct edu_dev *edu_dev_new(struct pci_dev *pdev)
{
	struct edu_dev *dev = kzalloc(sizeof(*dev), GFP_KERNEL);

	if (!dev)
		return NULL;
	kref_init(&dev->refs);
	mutex_init(&dev->lock);
	spin_lock_init(&dev->irq_lock);
	init_waitqueue_head(&dev->wait);
	dev->pdev = pdev;
	return dev;
}

static void edu_dev_free(struct kref *refs)
{
	kfree(container_of(refs, struct edu_dev, refs));
}

void edu_dev_put(struct edu_dev *dev)
{
	kref_put(&dev->refs, edu_dev_free);
}

static int edu_regs_get(struct edu_dev *dev)
{
	int err = pci_request_regions(dev->pdev, "edu");

	if (err)
		return err;
	dev->regs = pci_iomap(dev->pdev, EDU_BAR, 0);
	if (!dev->regs) {
		pci_release_regions(dev->pdev);
		return -ENOMEM;
	}
	return 0;
}

static void edu_regs_put(struct edu_dev *dev)
{
	pci_iounmap(dev->pdev, dev->regs);
	pci_release_regions(dev->pdev);
}

/* An interrupt may come as soon as this has its handler. */
static int edu_irq_get(struct edu_dev *dev)
{
	unsigned int kinds = PCI_IRQ_LEGACY | (msi ? PCI_IRQ_MSI : 0);
	int err = pci_alloc_irq_vectors(dev->pdev, 1, 1, kinds);

	if (err < 0)
		return err;
	edu_irq_quiet(dev);
	err = request_irq(pci_irq_vector(dev->pdev, 0), edu_irq, IRQF_SHARED, "edu", dev);
	if (err)
		pci_free_irq_vectors(dev->pdev);
	return err;
}

static void edu_irq_put(struct edu_dev *dev)
{
	edu_irq_quiet(dev);
	free_irq(pci_irq_vector(dev->pdev, 0), dev);
	pci_free_irq_vectors(dev->pdev);
}

static bool edu_known(struct edu_dev *dev)
{
	u32 id = readl(dev->regs + EDU_REG_ID);

	if ((id & 0xffff) == EDU_ID_LOW)
		return true;
	dev_err(&dev->pdev->dev, "not an edu device: identification %#x\n", id);
	return false;
}

/* From a device that answers to one that moves data; undone by edu_stop(). */
static int edu_start(struct edu_dev *dev)
{
	int err = dma_set_mask_and_coherent(&dev->pdev->dev, DMA_BIT_MASK(EDU_DMA_BITS));

	if (err)
		return err;
	err = edu_buffers_get(dev);
	if (err)
		return err;
	pci_set_master(dev->pdev);
	err = edu_irq_get(dev);
	if (err) {
		pci_clear_master(dev->pdev);
		edu_buffers_put(dev);
	}
	return err;
}

/* Calls that come later find the device gone; the engine is stopped first. */
static void edu_stop(struct edu_dev *dev)
{
	mutex_lock(&dev->lock);
	dev->gone = true;
	edu_engine_stop(dev);
	mutex_unlock(&dev->lock);
	edu_irq_put(dev);
	pci_clear_master(dev->pdev);
	edu_buffers_put(dev);
}

static int edu_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct edu_dev *dev = edu_dev_new(pdev);
	int err;

	if (!dev)
		return -ENOMEM;
	err = pci_enable_device(pdev);
	if (err)
		goto no_device;
	err = edu_regs_get(dev);
	if (err)
		goto no_regs;
	err = edu_known(dev) ? edu_start(dev) : -ENODEV;
	if (err)
		goto no_start;
	pci_set_drvdata(pdev, dev);
	err = edu_dev_add(dev);
	if (err)
		goto no_node;
	return 0;
no_node:
	edu_stop(dev);
no_start:
	edu_regs_put(dev);
no_regs:
	pci_disable_device(pdev);
no_device:
	edu_dev_put(dev);
	return err;
}

static void edu_remove(struct pci_dev *pdev)
{
	struct edu_dev *dev = pci_get_drvdata(pdev);

	edu_dev_del(dev);
	edu_stop(dev);
	edu_regs_put(dev);
	pci_disable_device(pdev);
	edu_dev_put(dev);
}

static const struct pci_device_id edu_ids[] = {
	{PCI_DEVICE(EDU_VENDOR, EDU_DEVICE)},
	{},
};
MODULE_DEVICE_TABLE(pci, edu_ids);

struct pci_driver edu_pci_driver = {
	.name = "edu",
	.id_table = edu_ids,
	.probe = edu_probe,
	.remove = edu_remove,
};
