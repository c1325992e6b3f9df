/* SPDX-License-Identifier: MIT */
/*
 * Managed PCI devices. After pcim_enable_device() the device is disabled when
 * its driver lets go, and so are its regions released and its messages given
 * back, however they were asked for: as in Linux 6.1.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include "kernel/driver/pci.h"

struct managed {
	unsigned int enabled : 1, pinned : 1;
	unsigned int regions; /* bit i: window i was requested */
};

static void managed_release(struct device *dev, void *res)
{
	struct pci_dev *pdev = to_pci_dev(dev);
	struct managed *m = res;
	unsigned int regions = m->regions;

	pci_disable_msi(pdev);
	for (int bar = 0; bar < PCI_STD_NUM_BARS; bar++)
		if (regions & (1u << bar))
			pci_release_region(pdev, bar);
	if (m->enabled && !m->pinned)
		pci_disable_device(pdev);
	pdev->is_managed = 0;
}

static struct managed *find(struct pci_dev *dev)
{
	return dev->is_managed ? devres_find(&dev->dev, managed_release, NULL, NULL) : NULL;
}

int pcim_enable_device(struct pci_dev *dev)
{
	struct managed *m = find(dev);
	int err;

	if (!m) {
		m = devres_alloc(managed_release, sizeof(*m), GFP_KERNEL);
		if (!m)
			return -ENOMEM;
		devres_add(&dev->dev, m);
	}
	if (m->enabled)
		return 0;
	err = pci_enable_device(dev);
	if (err)
		return err;
	dev->is_managed = 1;
	m->enabled = 1;
	return 0;
}
EXPORT_SYMBOL(pcim_enable_device);

void pcim_pin_device(struct pci_dev *dev)
{
	struct managed *m = find(dev);

	WARN_ON(!m || !m->enabled);
	if (m)
		m->pinned = 1;
}
EXPORT_SYMBOL(pcim_pin_device);

void dock_pcim_note_region(struct pci_dev *dev, int bar, bool requested)
{
	struct managed *m = find(dev);

	if (!m)
		return;
	if (requested)
		m->regions |= 1u << bar;
	else
		m->regions &= ~(1u << bar);
}

static void msi_release(struct device *dev, void *res)
{
	to_pci_dev(dev)->is_msi_managed = 0;
	pci_free_irq_vectors(to_pci_dev(dev));
}

int dock_pcim_note_msi(struct pci_dev *dev)
{
	void *res;

	if (!dev->is_managed || dev->is_msi_managed)
		return 0;
	res = devres_alloc(msi_release, 0, GFP_KERNEL);
	if (!res)
		return -ENOMEM;
	devres_add(&dev->dev, res);
	dev->is_msi_managed = 1;
	return 0;
}

/* --- mappings: a table with a row for each window --- */

struct table {
	void __iomem *at[PCI_STD_NUM_BARS];
};

static void table_release(struct device *dev, void *res)
{
	struct table *t = res;

	for (int bar = 0; bar < PCI_STD_NUM_BARS; bar++)
		if (t->at[bar])
			pci_iounmap(to_pci_dev(dev), t->at[bar]);
}

void __iomem *const *pcim_iomap_table(struct pci_dev *dev)
{
	struct table *t = devres_find(&dev->dev, table_release, NULL, NULL);

	if (t)
		return t->at;
	t = devres_alloc(table_release, sizeof(*t), GFP_KERNEL);
	if (!t)
		return NULL;
	devres_add(&dev->dev, t);
	return t->at;
}
EXPORT_SYMBOL(pcim_iomap_table);

void __iomem *pcim_iomap(struct pci_dev *dev, int bar, unsigned long maxlen)
{
	void __iomem **table = (void __iomem **)pcim_iomap_table(dev);

	if (bar < 0 || bar >= PCI_STD_NUM_BARS || !table || table[bar])
		return NULL;
	table[bar] = pci_iomap(dev, bar, maxlen);
	return table[bar];
}
EXPORT_SYMBOL(pcim_iomap);

void pcim_iounmap(struct pci_dev *dev, void __iomem *addr)
{
	void __iomem **table = (void __iomem **)pcim_iomap_table(dev);

	pci_iounmap(dev, addr);
	for (int bar = 0; table && bar < PCI_STD_NUM_BARS; bar++)
		if (table[bar] == addr) {
			table[bar] = NULL;
			return;
		}
	WARN_ON(1);
}
EXPORT_SYMBOL(pcim_iounmap);

static int request_and_map(struct pci_dev *dev, int bar, const char *name)
{
	int err;

	if (!pci_resource_len(dev, bar))
		return -EINVAL;
	err = pci_request_region(dev, bar, name);
	if (err)
		return err;
	if (pcim_iomap(dev, bar, 0))
		return 0;
	pci_release_region(dev, bar);
	return -ENOMEM;
}

void pcim_iounmap_regions(struct pci_dev *dev, int mask)
{
	void __iomem *const *table = pcim_iomap_table(dev);

	for (int bar = 0; table && bar < PCI_STD_NUM_BARS; bar++) {
		if (!(mask & (1 << bar)) || !table[bar])
			continue;
		pcim_iounmap(dev, table[bar]);
		pci_release_region(dev, bar);
	}
}
EXPORT_SYMBOL(pcim_iounmap_regions);

int pcim_iomap_regions(struct pci_dev *dev, int mask, const char *name)
{
	for (int bar = 0; bar < PCI_STD_NUM_BARS; bar++) {
		int err = mask & (1 << bar) ? request_and_map(dev, bar, name) : 0;

		if (err) {
			pcim_iounmap_regions(dev, mask & ((1 << bar) - 1));
			return err;
		}
	}
	return 0;
}
EXPORT_SYMBOL(pcim_iomap_regions);

int pcim_iomap_regions_request_all(struct pci_dev *dev, int mask, const char *name)
{
	int others = ((1 << PCI_STD_NUM_BARS) - 1) & ~mask;
	int err = pci_request_selected_regions(dev, others, name);

	if (err)
		return err;
	err = pcim_iomap_regions(dev, mask, name);
	if (err)
		pci_release_selected_regions(dev, others);
	return err;
}
EXPORT_SYMBOL(pcim_iomap_regions_request_all);
