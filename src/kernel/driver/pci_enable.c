/* SPDX-License-Identifier: MIT */
/* Switching PCI devices on and off, and their windows. */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include "kernel/driver/io.h"
#include "kernel/driver/pci.h"

/* --- on and off --- */

static int enable_windows(struct pci_dev *dev, unsigned long types)
{
	u16 set = 0;

	for (int bar = 0; bar < PCI_STD_NUM_BARS; bar++) {
		unsigned long type = resource_type(&dev->resource[bar]) & types;

		set |= type == IORESOURCE_MEM ? PCI_COMMAND_MEMORY : 0;
		set |= type == IORESOURCE_IO ? PCI_COMMAND_IO : 0;
	}
	dock_pci_config_update(dev, PCI_COMMAND, 0, set);
	return 0;
}

static int enable(struct pci_dev *dev, unsigned long types)
{
	if (atomic_inc_return(&dev->enable_cnt) > 1)
		return 0;
	dev->current_state = PCI_D0;
	/* Without messages the device interrupts by its pin. */
	if (dev->pin && !dev->msi_enabled)
		dock_pci_config_update(dev, PCI_COMMAND, PCI_COMMAND_INTX_DISABLE, 0);
	return enable_windows(dev, types);
}

int pci_enable_device(struct pci_dev *dev)
{
	return enable(dev, IORESOURCE_MEM | IORESOURCE_IO);
}
EXPORT_SYMBOL(pci_enable_device);

int pci_enable_device_mem(struct pci_dev *dev)
{
	return enable(dev, IORESOURCE_MEM);
}
EXPORT_SYMBOL(pci_enable_device_mem);

int pci_enable_device_io(struct pci_dev *dev)
{
	return enable(dev, IORESOURCE_IO);
}
EXPORT_SYMBOL(pci_enable_device_io);

int pci_reenable_device(struct pci_dev *dev)
{
	return pci_is_enabled(dev) ? enable_windows(dev, IORESOURCE_MEM | IORESOURCE_IO) : 0;
}
EXPORT_SYMBOL(pci_reenable_device);

/* The last one out stops the device's transfers. Its registers go on answering,
 * as in Linux. */
void pci_disable_device(struct pci_dev *dev)
{
	if (WARN(!pci_is_enabled(dev), "%s: disabling already-disabled device\n", pci_name(dev)))
		return;
	if (atomic_dec_return(&dev->enable_cnt))
		return;
	dock_pci_config_update(dev, PCI_COMMAND, PCI_COMMAND_MASTER, 0);
	dev->is_busmaster = 0;
}
EXPORT_SYMBOL(pci_disable_device);

void pci_set_master(struct pci_dev *dev)
{
	dock_pci_config_update(dev, PCI_COMMAND, 0, PCI_COMMAND_MASTER);
	dev->is_busmaster = 1;
}
EXPORT_SYMBOL(pci_set_master);

void pci_clear_master(struct pci_dev *dev)
{
	dock_pci_config_update(dev, PCI_COMMAND, PCI_COMMAND_MASTER, 0);
	dev->is_busmaster = 0;
}
EXPORT_SYMBOL(pci_clear_master);

/* Memory Write and Invalidate is a hint that these devices do not take. */
int pci_set_mwi(struct pci_dev *dev)
{
	u16 command;

	dock_pci_config_update(dev, PCI_COMMAND, 0, PCI_COMMAND_INVALIDATE);
	pci_read_config_word(dev, PCI_COMMAND, &command);
	return command & PCI_COMMAND_INVALIDATE ? 0 : -EINVAL;
}
EXPORT_SYMBOL(pci_set_mwi);

int pci_try_set_mwi(struct pci_dev *dev)
{
	return pci_set_mwi(dev);
}
EXPORT_SYMBOL(pci_try_set_mwi);

void pci_clear_mwi(struct pci_dev *dev)
{
	dock_pci_config_update(dev, PCI_COMMAND, PCI_COMMAND_INVALIDATE, 0);
}
EXPORT_SYMBOL(pci_clear_mwi);

/* --- the pin --- */

void pci_intx(struct pci_dev *dev, int enable)
{
	dock_pci_config_update(dev, PCI_COMMAND, PCI_COMMAND_INTX_DISABLE,
			       enable ? 0 : PCI_COMMAND_INTX_DISABLE);
}
EXPORT_SYMBOL(pci_intx);

/* Does the device ask by its pin? Then let it ask no more (@mask), and true; to
 * let it ask again it must not be asking. */
static bool check_and_set_intx(struct pci_dev *dev, bool mask)
{
	u16 status;

	pci_read_config_word(dev, PCI_STATUS, &status);
	if (mask != !!(status & PCI_STATUS_INTERRUPT))
		return false;
	pci_intx(dev, !mask);
	return true;
}

bool pci_check_and_mask_intx(struct pci_dev *dev)
{
	return check_and_set_intx(dev, true);
}
EXPORT_SYMBOL(pci_check_and_mask_intx);

bool pci_check_and_unmask_intx(struct pci_dev *dev)
{
	return check_and_set_intx(dev, false);
}
EXPORT_SYMBOL(pci_check_and_unmask_intx);

/* --- regions --- */

static struct resource *root_of(struct pci_dev *dev, int bar)
{
	return pci_resource_flags(dev, bar) & IORESOURCE_IO ? &ioport_resource : &iomem_resource;
}

static int request(struct pci_dev *dev, int bar, const char *name, int flags)
{
	if (!pci_resource_len(dev, bar))
		return 0;
	if (!__request_region(root_of(dev, bar), pci_resource_start(dev, bar),
			      pci_resource_len(dev, bar), name, flags)) {
		pci_warn(dev, "BAR %d: can't reserve %pR\n", bar, &dev->resource[bar]);
		return -EBUSY;
	}
	dock_pcim_note_region(dev, bar, true);
	return 0;
}

int pci_request_region(struct pci_dev *dev, int bar, const char *name)
{
	return request(dev, bar, name, 0);
}
EXPORT_SYMBOL(pci_request_region);

void pci_release_region(struct pci_dev *dev, int bar)
{
	if (!pci_resource_len(dev, bar))
		return;
	__release_region(root_of(dev, bar), pci_resource_start(dev, bar),
			 pci_resource_len(dev, bar));
	dock_pcim_note_region(dev, bar, false);
}
EXPORT_SYMBOL(pci_release_region);

void pci_release_selected_regions(struct pci_dev *dev, int bars)
{
	for (int bar = 0; bar < PCI_STD_NUM_BARS; bar++)
		if (bars & (1 << bar))
			pci_release_region(dev, bar);
}
EXPORT_SYMBOL(pci_release_selected_regions);

static int request_selected(struct pci_dev *dev, int bars, const char *name, int flags)
{
	for (int bar = 0; bar < PCI_STD_NUM_BARS; bar++)
		if ((bars & (1 << bar)) && request(dev, bar, name, flags)) {
			pci_release_selected_regions(dev, bars & ((1 << bar) - 1));
			return -EBUSY;
		}
	return 0;
}

int pci_request_selected_regions(struct pci_dev *dev, int bars, const char *name)
{
	return request_selected(dev, bars, name, 0);
}
EXPORT_SYMBOL(pci_request_selected_regions);

#define ALL_BARS ((1 << PCI_STD_NUM_BARS) - 1)

int pci_request_regions(struct pci_dev *dev, const char *name)
{
	return request_selected(dev, ALL_BARS, name, 0);
}
EXPORT_SYMBOL(pci_request_regions);

int pci_request_regions_exclusive(struct pci_dev *dev, const char *name)
{
	return request_selected(dev, ALL_BARS, name, IORESOURCE_EXCLUSIVE);
}
EXPORT_SYMBOL(pci_request_regions_exclusive);

void pci_release_regions(struct pci_dev *dev)
{
	pci_release_selected_regions(dev, ALL_BARS);
}
EXPORT_SYMBOL(pci_release_regions);

int pci_select_bars(struct pci_dev *dev, unsigned long flags)
{
	int bars = 0;

	for (int bar = 0; bar < PCI_NUM_RESOURCES; bar++)
		if (pci_resource_flags(dev, bar) & flags)
			bars |= 1 << bar;
	return bars;
}
EXPORT_SYMBOL(pci_select_bars);

/* --- mappings --- */

void __iomem *pci_iomap_range(struct pci_dev *dev, int bar, unsigned long offset,
			      unsigned long maxlen)
{
	resource_size_t start, len;

	if (bar < 0 || bar >= PCI_STD_NUM_BARS)
		return NULL;
	start = pci_resource_start(dev, bar);
	len = pci_resource_len(dev, bar);
	if (len <= offset || !start)
		return NULL;
	len -= offset;
	start += offset;
	if (maxlen && len > maxlen)
		len = maxlen;
	if (pci_resource_flags(dev, bar) & IORESOURCE_IO)
		return ioport_map(start, (unsigned int)len);
	return ioremap(start, len);
}
EXPORT_SYMBOL(pci_iomap_range);

void __iomem *pci_iomap(struct pci_dev *dev, int bar, unsigned long maxlen)
{
	return pci_iomap_range(dev, bar, 0, maxlen);
}
EXPORT_SYMBOL(pci_iomap);

void __iomem *pci_iomap_wc(struct pci_dev *dev, int bar, unsigned long maxlen)
{
	if (bar < 0 || bar >= PCI_STD_NUM_BARS ||
	    (pci_resource_flags(dev, bar) & IORESOURCE_IO))
		return NULL;
	return pci_iomap_range(dev, bar, 0, maxlen);
}
EXPORT_SYMBOL(pci_iomap_wc);

void pci_iounmap(struct pci_dev *dev, void __iomem *addr)
{
	iounmap(addr);
}
EXPORT_SYMBOL(pci_iounmap);

void __iomem *pci_ioremap_bar(struct pci_dev *dev, int bar)
{
	struct resource *res = &dev->resource[bar];

	if (!(res->flags & IORESOURCE_MEM)) {
		pci_err(dev, "can't ioremap BAR %d: %pR\n", bar, res);
		return NULL;
	}
	return ioremap(res->start, resource_size(res));
}
EXPORT_SYMBOL(pci_ioremap_bar);
