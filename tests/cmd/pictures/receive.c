// SPDX-License-Identifier: MIT
/*
 * The broken driver of README's picture of a buffer's life. It keeps one mapping
 * for what the device sends. The first packet is taken rightly; of the second
 * one, which is longer, only as much is synced as the first one had.
 */
#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/iopoll.h>
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/slab.h>
#include <linux/string.h>

#define EDU_FROM    0x80
#define EDU_TO	    0x88
#define EDU_COUNT   0x90
#define EDU_COMMAND 0x98
#define EDU_START   0x1
#define EDU_TO_RAM  0x2
#define EDU_BUFFER  0x40000
#define EDU_BITS    28

#define ROOM	     1024
#define FIRST_BYTES  256
#define SECOND_BYTES 640

struct receiver {
	struct device *dev;
	void __iomem *regs;
	u8 *room, *packet;
	dma_addr_t bus;
};

static int device_sends(struct receiver *r, u32 bytes)
{
	u32 command;

	writel(EDU_BUFFER, r->regs + EDU_FROM);
	writel((u32)r->bus, r->regs + EDU_TO);
	writel(bytes, r->regs + EDU_COUNT);
	writel(EDU_START | EDU_TO_RAM, r->regs + EDU_COMMAND);
	return readl_poll_timeout(r->regs + EDU_COMMAND, command, !(command & EDU_START), 20,
				  1000000);
}

static noinline void take_packet(struct receiver *r, u32 bytes)
{
	dma_sync_single_for_cpu(r->dev, r->bus, FIRST_BYTES, DMA_FROM_DEVICE);
	memcpy(r->packet, r->room, bytes);
	dma_sync_single_for_device(r->dev, r->bus, FIRST_BYTES, DMA_FROM_DEVICE);
}

static int receive(struct receiver *r)
{
	int err;

	r->bus = dma_map_single(r->dev, r->room, ROOM, DMA_FROM_DEVICE);
	if (dma_mapping_error(r->dev, r->bus))
		return -EIO;
	err = device_sends(r, FIRST_BYTES);
	if (!err) {
		take_packet(r, FIRST_BYTES);
		err = device_sends(r, SECOND_BYTES);
	}
	if (!err)
		take_packet(r, SECOND_BYTES);
	dma_unmap_single(r->dev, r->bus, ROOM, DMA_FROM_DEVICE);
	return err;
}

static int receive_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct receiver r = { .dev = &pdev->dev };
	int err = pci_enable_device(pdev);

	if (err)
		return err;
	pci_set_master(pdev);
	r.regs = pci_iomap(pdev, 0, 0);
	r.room = kzalloc(ROOM, GFP_KERNEL);
	r.packet = kzalloc(ROOM, GFP_KERNEL);
	err = dma_set_mask_and_coherent(r.dev, DMA_BIT_MASK(EDU_BITS));
	if (!err)
		err = r.regs && r.room && r.packet ? receive(&r) : -ENOMEM;
	kfree(r.packet);
	kfree(r.room);
	if (r.regs)
		pci_iounmap(pdev, r.regs);
	pci_clear_master(pdev);
	pci_disable_device(pdev);
	return err;
}

static const struct pci_device_id receive_ids[] = {
	{ PCI_DEVICE(0x1234, 0x11e8) },
	{},
};

static struct pci_driver receive_driver = {
	.name = "receive",
	.id_table = receive_ids,
	.probe = receive_probe,
};
module_pci_driver(receive_driver);
MODULE_LICENSE("Dual MIT/GPL");
