/* SPDX-License-Identifier: MIT */
/*
 * The PCI bus: finding what is plugged in, and bringing drivers to it.
 *
 * struct pci_dev is an object in simulated RAM, made once at boot. The kernel
 * plays the firmware's part too: it gives windows their addresses and writes
 * the interrupt line.
 */
#include "kernel/driver/pci.h"

#include <linux/dma-mapping.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "kernel/driver/driver.h"
#include "kernel/driver/irq.h"
#include "machine/pci_hw.h"

static struct pci_bus *root_bus;

/* --- matching --- */

static int bus_match(struct device *dev, struct device_driver *drv)
{
	return dock_pci_match(to_pci_driver(drv), to_pci_dev(dev)) != NULL;
}

static int bus_probe(struct device *dev)
{
	struct pci_dev *pdev = to_pci_dev(dev);
	struct pci_driver *drv = to_pci_driver(dev->driver);
	int ret;

	if (!drv->probe)
		return 0;
	pci_dev_get(pdev);
	pdev->driver = drv;
	ret = drv->probe(pdev, dock_pci_match(drv, pdev));
	if (ret > 0)
		dev_warn(dev, "Driver probe function unexpectedly returned %d\n", ret);
	if (ret >= 0)
		return 0;
	pdev->driver = NULL;
	pci_dev_put(pdev);
	return ret;
}

static void bus_remove(struct device *dev)
{
	struct pci_dev *pdev = to_pci_dev(dev);
	struct pci_driver *drv = pdev->driver;

	if (drv && drv->remove)
		drv->remove(pdev);
	if (drv) {
		pdev->driver = NULL;
		pci_dev_put(pdev);
	}
}

struct bus_type pci_bus_type = {
	.name = "pci",
	.match = bus_match,
	.probe = bus_probe,
	.remove = bus_remove,
	.uevent = dock_pci_uevent,
	.dev_groups = dock_pci_device_groups,
	.drv_groups = dock_pci_driver_groups,
};
EXPORT_SYMBOL(pci_bus_type);

int __pci_register_driver(struct pci_driver *drv, struct module *owner, const char *mod_name)
{
	drv->driver.name = drv->name;
	drv->driver.bus = &pci_bus_type;
	drv->driver.owner = owner;
	drv->driver.mod_name = mod_name;
	drv->driver.groups = drv->groups;
	drv->driver.dev_groups = drv->dev_groups;
	INIT_LIST_HEAD(&drv->dynids.list);
	return driver_register(&drv->driver);
}
EXPORT_SYMBOL(__pci_register_driver);

void pci_unregister_driver(struct pci_driver *drv)
{
	driver_unregister(&drv->driver);
	dock_pci_ids_free(drv);
}
EXPORT_SYMBOL(pci_unregister_driver);

/* --- finding devices --- */

struct pci_dev *pci_dev_get(struct pci_dev *dev)
{
	if (dev)
		get_device(&dev->dev);
	return dev;
}
EXPORT_SYMBOL(pci_dev_get);

void pci_dev_put(struct pci_dev *dev)
{
	if (dev)
		put_device(&dev->dev);
}
EXPORT_SYMBOL(pci_dev_put);

static int id_matches(struct device *dev, const void *id)
{
	return dock_pci_id_matches(id, to_pci_dev(dev));
}

/* As all that take @from: its reference is dropped, the result has one. */
static struct pci_dev *next_matching(const struct pci_device_id *id, struct pci_dev *from)
{
	struct device *dev = bus_find_device(&pci_bus_type, from ? &from->dev : NULL, id,
					     id_matches);

	pci_dev_put(from);
	return dev ? to_pci_dev(dev) : NULL;
}

struct pci_dev *pci_get_subsys(unsigned int vendor, unsigned int device, unsigned int ss_vendor,
			       unsigned int ss_device, struct pci_dev *from)
{
	struct pci_device_id id = { .vendor = vendor, .device = device, .subvendor = ss_vendor,
				    .subdevice = ss_device };

	return next_matching(&id, from);
}
EXPORT_SYMBOL(pci_get_subsys);

struct pci_dev *pci_get_device(unsigned int vendor, unsigned int device, struct pci_dev *from)
{
	return pci_get_subsys(vendor, device, PCI_ANY_ID, PCI_ANY_ID, from);
}
EXPORT_SYMBOL(pci_get_device);

struct pci_dev *pci_get_class(unsigned int class, struct pci_dev *from)
{
	struct pci_device_id id = { PCI_DEVICE_CLASS(class, ~0U) };

	return next_matching(&id, from);
}
EXPORT_SYMBOL(pci_get_class);

static int has_devfn(struct device *dev, const void *devfn)
{
	return to_pci_dev(dev)->devfn == *(const unsigned int *)devfn;
}

struct pci_dev *pci_get_domain_bus_and_slot(int domain, unsigned int bus, unsigned int devfn)
{
	struct device *dev = NULL;

	if (!domain && !bus)
		dev = bus_find_device(&pci_bus_type, NULL, &devfn, has_devfn);
	return dev ? to_pci_dev(dev) : NULL;
}
EXPORT_SYMBOL(pci_get_domain_bus_and_slot);

struct pci_dev *pci_get_slot(struct pci_bus *bus, unsigned int devfn)
{
	return pci_get_domain_bus_and_slot(0, bus->number, devfn);
}
EXPORT_SYMBOL(pci_get_slot);

int pci_dev_present(const struct pci_device_id *ids)
{
	struct pci_dev *dev = NULL;

	for_each_pci_dev(dev)
		if (pci_match_id(ids, dev)) {
			pci_dev_put(dev);
			return 1;
		}
	return 0;
}
EXPORT_SYMBOL(pci_dev_present);

/* --- enumeration --- */

static void pci_dev_release(struct device *dev)
{
	kfree(to_pci_dev(dev));
}

static void read_identity(struct pci_dev *dev)
{
	u32 class;

	pci_read_config_word(dev, PCI_VENDOR_ID, &dev->vendor);
	pci_read_config_word(dev, PCI_DEVICE_ID, &dev->device);
	pci_read_config_word(dev, PCI_SUBSYSTEM_VENDOR_ID, &dev->subsystem_vendor);
	pci_read_config_word(dev, PCI_SUBSYSTEM_ID, &dev->subsystem_device);
	pci_read_config_dword(dev, PCI_CLASS_REVISION, &class);
	dev->revision = class & 0xff;
	dev->class = class >> 8;
	pci_read_config_byte(dev, PCI_HEADER_TYPE, &dev->hdr_type);
	pci_read_config_byte(dev, PCI_INTERRUPT_PIN, &dev->pin);
	dev->msi_cap = pci_find_capability(dev, PCI_CAP_ID_MSI);
	dev->msix_cap = pci_find_capability(dev, PCI_CAP_ID_MSIX);
}

static void wire_interrupt(struct pci_dev *dev)
{
	int input = dock_pci_input(dev->dock_hw);

	if (input < 0)
		return;
	dev->irq = (unsigned int)input;
	pci_write_config_byte(dev, PCI_INTERRUPT_LINE, (u8)input);
	dock_irq_exists(dev->irq, "IO-APIC", dev->irq, true);
}

static void set_up_dma(struct pci_dev *dev)
{
	dev->dma_mask = DMA_BIT_MASK(32);
	dev->dev.dma_mask = &dev->dma_mask;
	dev->dev.coherent_dma_mask = DMA_BIT_MASK(32);
	dev->dev.dma_parms = &dev->dma_parms;
	dev->dma_parms.max_segment_size = 65536;
	dev->dma_parms.segment_boundary_mask = 0xffffffff;
	dev->dev.dock_master = &dev->dock_hw->master;
	dev->dock_hw->master.device = &dev->dev;
}

static int add_device(struct dock_pci_hw *hw)
{
	struct pci_dev *dev = kzalloc(sizeof(*dev), GFP_KERNEL);
	int err;

	if (!dev)
		return -ENOMEM;
	device_initialize(&dev->dev);
	dev->dock_hw = hw;
	dev->bus = root_bus;
	dev->devfn = PCI_DEVFN(hw->slot, 0);
	dev->cfg_size = DOCK_PCI_CONFIG_BYTES;
	dev->current_state = PCI_D0;
	dev->error_state = pci_channel_io_normal;
	dev->dev.bus = &pci_bus_type;
	dev->dev.parent = &root_bus->dev;
	dev->dev.release = pci_dev_release;
	err = dev_set_name(&dev->dev, "0000:00:%02x.0", hw->slot);
	if (err)
		goto out;
	read_identity(dev);
	err = dock_pci_place_windows(dev);
	if (err)
		goto out;
	wire_interrupt(dev);
	set_up_dma(dev);
	list_add_tail(&dev->bus_list, &root_bus->devices);
	err = device_add(&dev->dev);
	if (!err)
		err = dock_pci_windows_show(dev);
out:
	if (err)
		put_device(&dev->dev);
	return err;
}

static void bus_release(struct device *dev)
{
	kfree(container_of(dev, struct pci_bus, dev));
}

static int make_root_bus(void)
{
	root_bus = kzalloc(sizeof(*root_bus), GFP_KERNEL);
	if (!root_bus)
		return -ENOMEM;
	INIT_LIST_HEAD(&root_bus->devices);
	INIT_LIST_HEAD(&root_bus->children);
	strscpy(root_bus->name, "PCI Bus 0000:00", sizeof(root_bus->name));
	device_initialize(&root_bus->dev);
	root_bus->dev.release = bus_release;
	dev_set_name(&root_bus->dev, "pci0000:00");
	return device_add(&root_bus->dev);
}

int dock_pci_init(void)
{
	int err = bus_register(&pci_bus_type);

	for (int slot = 0; slot < DOCK_PCI_SLOTS && !err; slot++) {
		if (!dock_pci_slot(slot))
			continue;
		if (!root_bus)
			err = make_root_bus();
		if (!err)
			err = add_device(dock_pci_slot(slot));
	}
	return err;
}
