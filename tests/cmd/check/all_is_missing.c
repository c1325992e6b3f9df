// SPDX-License-Identifier: MIT
/* For check_test.sh: what each marked line uses is not there. */
#include <linux/fs.h>
#include <linux/dma-maping.h> /* says: header <linux/dma-maping.h> is not there; nearest: <linux/dma-mapping.h> */
#include <linux/module.h>
#include <linux/pci.h>

static struct dma_poool { int x; } own;
static struct flux_capacitor capacitor; /* says: struct flux_capacitor is not there */
static flux_handle_t handle; /* says: type flux_handle_t is not there */

static int __devinit begin(struct pci_dev *pdev) /* says: macro __devinit is not there; nearest: nothing (since 3.8) */
{
	void *pool = dma_pool_creat("x", &pdev->dev, 8, 8, 0); /* says: function dma_pool_creat is not there (2 uses) */
	dma_addr_t bus;

	if (!pool)
		return FLUX_ERROR; /* says: constant FLUX_ERROR is not there */
	pool = dma_pool_creat("y", &pdev->dev, 8, 8, own.x);
	pool = pci_alloc_consistent(pdev, 8, &bus); /* says: function pci_alloc_consistent is not there; nearest: dma_alloc_coherent (since 5.18) */
	return pci_enable_devise(pdev) + (pool == &handle); /* says: function pci_enable_devise is not there; nearest: pci_enable_device */
}

static ssize_t flux_size(struct kiocb *iocb, struct iov_iter *to)
{
	return capacitor.x + generic_file_read_iter(iocb, to); /* says: function generic_file_read_iter is a stub: the run ends where it is called */
}

static const struct file_operations flux_fops = {
	.read_iter = flux_size,
	.llseek = flux_llseek, /* says: name flux_llseek is not there */
};
