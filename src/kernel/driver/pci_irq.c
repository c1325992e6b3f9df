/* SPDX-License-Identifier: MIT */
/* Interrupts of PCI devices: the pin, or messages. */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/interrupt.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/slab.h>
#include "core/breaks.h"
#include "kernel/driver/irq.h"
#include "kernel/driver/pci.h"
#include "machine/pci_hw.h"

int pci_msi_vec_count(struct pci_dev *dev)
{
	u16 flags;

	if (!dev->msi_cap)
		return -EINVAL;
	pci_read_config_word(dev, dev->msi_cap + PCI_MSI_FLAGS, &flags);
	return 1 << ((flags & PCI_MSI_FLAGS_QMASK) >> 1);
}
EXPORT_SYMBOL(pci_msi_vec_count);

static void program_messages(struct pci_dev *dev, unsigned int first, unsigned int nr)
{
	int cap = dev->msi_cap;

	pci_write_config_dword(dev, cap + PCI_MSI_ADDRESS_LO, DOCK_PCI_MSI_ADDRESS);
	pci_write_config_dword(dev, cap + PCI_MSI_ADDRESS_HI, 0);
	pci_write_config_word(dev, cap + PCI_MSI_DATA_64, (u16)first);
	dock_pci_config_update(dev, cap + PCI_MSI_FLAGS, PCI_MSI_FLAGS_QSIZE,
			       (u16)(ilog2(nr) << 4 | PCI_MSI_FLAGS_ENABLE));
}

/* Between @min and @max messages: how many, or -errno as Linux has it. */
static int enable_msi(struct pci_dev *dev, unsigned int min, unsigned int max)
{
	int have = pci_msi_vec_count(dev), first;
	unsigned int nr;

	if (dev->no_msi || dev->msix_enabled)
		return -EINVAL;
	if (max < min)
		return -ERANGE;
	if (WARN(dev->msi_enabled, "%s: MSI is enabled already\n", pci_name(dev)))
		return -EINVAL;
	if (have < 0)
		return have;
	if ((unsigned int)have < min)
		return -ENOSPC;
	nr = rounddown_pow_of_two(min_t(unsigned int, max, (unsigned int)have));
	if (nr < min)
		nr *= 2;
	if (dock_pcim_note_msi(dev))
		return -ENOMEM;
	first = dock_irq_vectors_alloc(nr, (unsigned long)pci_dev_id(dev) << 11);
	if (first < 0)
		return first;
	pci_intx(dev, 0);
	program_messages(dev, (unsigned int)first, nr);
	dev->msi_enabled = 1;
	dev->dock_nr_vectors = nr;
	dev->irq = (unsigned int)first;
	return (int)nr;
}

int pci_enable_msi(struct pci_dev *dev)
{
	int nr = enable_msi(dev, 1, 1);

	return nr < 0 ? nr : 0;
}
EXPORT_SYMBOL(pci_enable_msi);

void pci_disable_msi(struct pci_dev *dev)
{
	if (!dev->msi_enabled)
		return;
	dock_pci_config_update(dev, dev->msi_cap + PCI_MSI_FLAGS, PCI_MSI_FLAGS_ENABLE, 0);
	pci_intx(dev, 1);
	for (unsigned int i = 0; i < dev->dock_nr_vectors; i++)
		if (WARN(dock_irq_has_handler(dev->irq + i),
			 "%s: MSI is disabled while interrupt %u has a handler\n", pci_name(dev),
			 dev->irq + i))
			goto out;
	dock_irq_vectors_free(dev->irq, dev->dock_nr_vectors);
out:
	dev->msi_enabled = 0;
	dev->irq = dev->pin ? (unsigned int)dock_pci_input(dev->dock_hw) : 0;
}
EXPORT_SYMBOL(pci_disable_msi);

int pci_alloc_irq_vectors(struct pci_dev *dev, unsigned int min_vecs, unsigned int max_vecs,
			  unsigned int flags)
{
	int nr = -ENOSPC;

	if (flags & PCI_IRQ_MSIX) {
		nr = pci_enable_msix_range(dev, NULL, (int)min_vecs, (int)max_vecs);
		if (nr > 0)
			return nr;
	}
	if ((flags & PCI_IRQ_MSI) && !DOCK_BREAK("probe-facts")) {
		nr = enable_msi(dev, min_vecs, max_vecs);
		if (nr > 0)
			return min_t(int, nr, (int)max_vecs);
	}
	if ((flags & PCI_IRQ_LEGACY) && min_vecs == 1 && dev->irq) {
		pci_intx(dev, 1);
		return 1;
	}
	return nr;
}
EXPORT_SYMBOL(pci_alloc_irq_vectors);

void pci_free_irq_vectors(struct pci_dev *dev)
{
	pci_disable_msix(dev);
	pci_disable_msi(dev);
}
EXPORT_SYMBOL(pci_free_irq_vectors);

int pci_irq_vector(struct pci_dev *dev, unsigned int nr)
{
	if (nr >= (pci_dev_msi_enabled(dev) ? dev->dock_nr_vectors : 1))
		return -EINVAL;
	return (int)((dev->msix_enabled ? dev->dock_first_vector : dev->irq) + nr);
}
EXPORT_SYMBOL(pci_irq_vector);

/* The name is the core's, and goes with the handler. */
int pci_request_irq(struct pci_dev *dev, unsigned int nr, irq_handler_t handler,
		    irq_handler_t thread_fn, void *dev_id, const char *fmt, ...)
{
	unsigned long flags = IRQF_SHARED | (handler ? 0 : IRQF_ONESHOT);
	va_list args, again;
	char *name;
	int len, err;

	va_start(args, fmt);
	va_copy(again, args);
	len = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	name = kmalloc((size_t)len + 1, GFP_KERNEL);
	if (name)
		vsnprintf(name, (size_t)len + 1, fmt, args);
	va_end(args);
	if (!name)
		return -ENOMEM;
	err = request_threaded_irq((unsigned int)pci_irq_vector(dev, nr), handler, thread_fn,
				   flags, name, dev_id);
	if (err)
		kfree(name);
	return err;
}
EXPORT_SYMBOL(pci_request_irq);

void pci_free_irq(struct pci_dev *dev, unsigned int nr, void *dev_id)
{
	kfree(free_irq((unsigned int)pci_irq_vector(dev, nr), dev_id));
}
EXPORT_SYMBOL(pci_free_irq);
