/* SPDX-License-Identifier: MIT */
/* MSI-X: messages of PCI devices, each with an address and data of its own. */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include "kernel/driver/irq.h"
#include "kernel/driver/pci.h"
#include "machine/pci_hw.h"

int pci_msix_vec_count(struct pci_dev *dev)
{
	u16 flags;

	if (!dev->msix_cap)
		return -EINVAL;
	pci_read_config_word(dev, dev->msix_cap + PCI_MSIX_FLAGS, &flags);
	return (flags & PCI_MSIX_FLAGS_QSIZE) + 1;
}
EXPORT_SYMBOL(pci_msix_vec_count);

/* Are they rows of the table, each named once? NULL: the first ones. */
static bool are_rows(const struct msix_entry *entries, int nr, int have)
{
	for (int i = 0; entries && i < nr; i++) {
		if (entries[i].entry >= have)
			return false;
		for (int j = 0; j < i; j++)
			if (entries[i].entry == entries[j].entry)
				return false;
	}
	return true;
}

static unsigned long table_address(struct pci_dev *dev)
{
	u32 table;

	pci_read_config_dword(dev, dev->msix_cap + PCI_MSIX_TABLE, &table);
	return pci_resource_start(dev, table & PCI_MSIX_TABLE_BIR) +
	       (table & PCI_MSIX_TABLE_OFFSET);
}

static void write_row(unsigned long row, unsigned int irq, u32 control)
{
	dock_pci_store(0, row + PCI_MSIX_ENTRY_LOWER_ADDR, 4, DOCK_PCI_MSI_ADDRESS);
	dock_pci_store(0, row + PCI_MSIX_ENTRY_UPPER_ADDR, 4, 0);
	dock_pci_store(0, row + PCI_MSIX_ENTRY_DATA, 4, irq);
	dock_pci_store(0, row + PCI_MSIX_ENTRY_VECTOR_CTRL, 4, control);
}

/* All masked while rows are written; then those that were asked for go. */
static void program(struct pci_dev *dev, struct msix_entry *entries, int nr,
		    unsigned int first)
{
	int flags = dev->msix_cap + PCI_MSIX_FLAGS;
	unsigned long table = table_address(dev);

	dock_pci_config_update(dev, flags, 0,
			       PCI_MSIX_FLAGS_MASKALL | PCI_MSIX_FLAGS_ENABLE);
	for (int i = pci_msix_vec_count(dev) - 1; i >= 0; i--)
		write_row(table + PCI_MSIX_ENTRY_SIZE * (unsigned long)i, 0,
			  PCI_MSIX_ENTRY_CTRL_MASKBIT);
	for (int i = 0; i < nr; i++) {
		unsigned long row = entries ? entries[i].entry : (unsigned long)i;

		write_row(table + PCI_MSIX_ENTRY_SIZE * row, first + (unsigned int)i, 0);
		if (entries)
			entries[i].vector = first + (u32)i;
	}
	pci_intx(dev, 0);
	dock_pci_config_update(dev, flags, PCI_MSIX_FLAGS_MASKALL, 0);
}

/* 0; how many there are, if that is too few; or -errno. Until 4.11 drivers called it. */
int pci_enable_msix(struct pci_dev *dev, struct msix_entry *entries, int nr)
{
	int have = pci_msix_vec_count(dev), first;

	if (dev->no_msi || nr < 1 || dev->current_state != PCI_D0)
		return -EINVAL;
	if (have < 0 || nr > have)
		return have;
	if (!are_rows(entries, nr, have))
		return -EINVAL;
	if (dev->msi_enabled) {
		pci_info(dev, "can't enable MSI-X (MSI IRQ already assigned)\n");
		return -EINVAL;
	}
	if (dock_pcim_note_msi(dev))
		return -ENOMEM;
	first = dock_irq_vectors_alloc(roundup_pow_of_two((unsigned int)nr),
				       (unsigned long)pci_dev_id(dev) << 11);
	if (first < 0)
		return first;
	program(dev, entries, nr, (unsigned int)first);
	dev->msix_enabled = 1;
	dev->dock_first_vector = (unsigned int)first;
	dev->dock_nr_vectors = (unsigned int)nr;
	return 0;
}
EXPORT_SYMBOL(pci_enable_msix);

int pci_enable_msix_range(struct pci_dev *dev, struct msix_entry *entries, int minvec,
			  int maxvec)
{
	int nr = maxvec, err;

	if (maxvec < minvec)
		return -ERANGE;
	if (WARN(dev->msix_enabled, "%s: MSI-X is enabled already\n", pci_name(dev)))
		return -EINVAL;
	while ((err = pci_enable_msix(dev, entries, nr)) > 0) {
		if (err < minvec)
			return -ENOSPC;
		nr = err;
	}
	return err ? err : nr;
}
EXPORT_SYMBOL(pci_enable_msix_range);

void pci_disable_msix(struct pci_dev *dev)
{
	unsigned int first = dev->dock_first_vector;
	bool used = false;

	if (!dev->msix_enabled)
		return;
	dock_pci_config_update(dev, dev->msix_cap + PCI_MSIX_FLAGS, PCI_MSIX_FLAGS_ENABLE,
			       0);
	pci_intx(dev, 1);
	dev->msix_enabled = 0;
	for (unsigned int i = first; i < first + dev->dock_nr_vectors && !used; i++)
		used = WARN(dock_irq_has_handler(i),
			    "%s: MSI-X is disabled while interrupt %u has a handler\n",
			    pci_name(dev), i);
	if (!used)
		dock_irq_vectors_free(first, roundup_pow_of_two(dev->dock_nr_vectors));
}
EXPORT_SYMBOL(pci_disable_msix);
