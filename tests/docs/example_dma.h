/* SPDX-License-Identifier: MIT */
/*
 * Around an example about DMA: a driver of the edu device, whose probe calls
 *
 *	int example_dma(struct device *dev, u8 *buf)
 *
 * once, with 512 bytes of kmalloc. device_reads() and device_writes() are a
 * whole transfer of the device; device_starts_writing() and device_ends() are
 * the two ends of one. Included by docs_test.sh before the example.
 */
#ifndef EXAMPLE_DMA_H
#define EXAMPLE_DMA_H

#include <linux/dma-mapping.h>
#include <linux/iopoll.h>
#include <linux/pci.h>

#define EXAMPLE_BYTES 512

static int example_dma(struct device *dev, u8 *buf);
static void __iomem *example_device;

static void __maybe_unused device_starts(u64 from, u64 to, u32 bytes, u32 command)
{
	writel((u32)from, example_device + 0x80);
	writel((u32)to, example_device + 0x88);
	writel(bytes, example_device + 0x90);
	writel(command, example_device + 0x98);
}

static void __maybe_unused device_starts_writing(dma_addr_t bus, u32 bytes)
{
	device_starts(0x40000, bus, bytes, 3);
}

static void __maybe_unused device_ends(void)
{
	u32 command;

	readl_poll_timeout(example_device + 0x98, command, !(command & 1), 10, 100000);
}

static void __maybe_unused device_writes(dma_addr_t bus, u32 bytes)
{
	device_starts_writing(bus, bytes);
	device_ends();
}

static void __maybe_unused device_reads(dma_addr_t bus, u32 bytes)
{
	device_starts(bus, 0x40000, bytes, 1);
	device_ends();
}

static int example_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	u8 *buf = kzalloc(EXAMPLE_BYTES, GFP_KERNEL);
	int err = buf ? pci_enable_device(pdev) : -ENOMEM;

	if (err)
		goto out;
	err = dma_set_mask_and_coherent(&pdev->dev, DMA_BIT_MASK(28));
	pci_set_master(pdev);
	example_device = pci_iomap(pdev, 0, 0);
	if (!err && example_device)
		err = example_dma(&pdev->dev, buf);
	pci_iounmap(pdev, example_device);
	pci_clear_master(pdev);
	pci_disable_device(pdev);
out:
	kfree(buf);
	return err;
}

static const struct pci_device_id example_ids[] = { { PCI_DEVICE(0x1234, 0x11e8) }, {} };

static struct pci_driver example_driver = {
	.name = "example", .id_table = example_ids, .probe = example_probe,
};

#endif
