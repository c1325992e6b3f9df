/* SPDX-License-Identifier: MIT */
/*
 * Configuration space, as drivers reach it; sizing and placing the windows that
 * it describes.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/sizes.h>
#include "kernel/driver/pci.h"
#include "kernel/mm/resource.h"
#include "kernel/sched/sched.h"
#include "machine/pci_hw.h"

#define CONFIG_NS 400 /* two I/O ports, on a PC */
#define FIRST_PORT 0xc000

#define READER(suffix, type, size)							\
	int pci_read_config_##suffix(const struct pci_dev *dev, int where, type *val)	\
	{										\
		if (where < 0 || where >= dev->cfg_size || where % (size)) {		\
			*val = (type)~0;						\
			return PCIBIOS_BAD_REGISTER_NUMBER;				\
		}									\
		dock_switch_point(CONFIG_NS);						\
		*val = (type)dock_pci_config_read(dev->dock_hw, where, size);		\
		return PCIBIOS_SUCCESSFUL;						\
	}										\
	EXPORT_SYMBOL(pci_read_config_##suffix)
#define WRITER(suffix, type, size)							\
	int pci_write_config_##suffix(const struct pci_dev *dev, int where, type val)	\
	{										\
		if (where < 0 || where >= dev->cfg_size || where % (size))		\
			return PCIBIOS_BAD_REGISTER_NUMBER;				\
		dock_switch_point(CONFIG_NS);						\
		dock_pci_config_write(dev->dock_hw, where, size, val);			\
		return PCIBIOS_SUCCESSFUL;						\
	}										\
	EXPORT_SYMBOL(pci_write_config_##suffix)

READER(byte, u8, 1);
READER(word, u16, 2);
READER(dword, u32, 4);
WRITER(byte, u8, 1);
WRITER(word, u16, 2);
WRITER(dword, u32, 4);

void dock_pci_config_update(struct pci_dev *dev, int where, u16 clear, u16 set)
{
	u16 old;

	pci_read_config_word(dev, where, &old);
	if (((old & ~clear) | set) != old)
		pci_write_config_word(dev, where, (u16)((old & ~clear) | set));
}

/* --- capabilities --- */

static u8 find_from(struct pci_dev *dev, u8 pos, int cap)
{
	u8 id;

	/* A list that goes round in a circle has more than fits. */
	for (int left = 48; left && pos >= PCI_STD_HEADER_SIZEOF; left--) {
		pos &= (u8)~3;
		pci_read_config_byte(dev, pos + PCI_CAP_LIST_ID, &id);
		if (id == cap)
			return pos;
		if (id == 0xff)
			break;
		pci_read_config_byte(dev, pos + PCI_CAP_LIST_NEXT, &pos);
	}
	return 0;
}

u8 pci_find_capability(struct pci_dev *dev, int cap)
{
	u16 status;
	u8 pos;

	pci_read_config_word(dev, PCI_STATUS, &status);
	if (!(status & PCI_STATUS_CAP_LIST))
		return 0;
	pci_read_config_byte(dev, PCI_CAPABILITY_LIST, &pos);
	return find_from(dev, pos, cap);
}
EXPORT_SYMBOL(pci_find_capability);

u8 pci_find_next_capability(struct pci_dev *dev, u8 pos, int cap)
{
	pci_read_config_byte(dev, pos + PCI_CAP_LIST_NEXT, &pos);
	return find_from(dev, pos, cap);
}
EXPORT_SYMBOL(pci_find_next_capability);

/* Extended ones lie above byte 256: a conventional device has none. */
u16 pci_find_ext_capability(struct pci_dev *dev, int cap)
{
	return 0;
}
EXPORT_SYMBOL(pci_find_ext_capability);

bool pci_device_is_present(struct pci_dev *dev)
{
	u32 id;

	pci_read_config_dword(dev, PCI_VENDOR_ID, &id);
	return id != ~0U;
}
EXPORT_SYMBOL(pci_device_is_present);

/* --- save and restore --- */

int pci_save_state(struct pci_dev *dev)
{
	for (int i = 0; i < 16; i++)
		pci_read_config_dword(dev, 4 * i, &dev->saved_config_space[i]);
	for (int i = 0; dev->msi_cap && i < 4; i++)
		pci_read_config_dword(dev, dev->msi_cap + 4 * i, &dev->dock_saved_msi[i]);
	dev->state_saved = true;
	return 0;
}
EXPORT_SYMBOL(pci_save_state);

/* Windows before the command register that switches them on. */
void pci_restore_state(struct pci_dev *dev)
{
	if (!dev->state_saved)
		return;
	for (int i = 15; i >= 0; i--)
		pci_write_config_dword(dev, 4 * i, dev->saved_config_space[i]);
	for (int i = 3; dev->msi_cap && i >= 0; i--)
		pci_write_config_dword(dev, dev->msi_cap + 4 * i, dev->dock_saved_msi[i]);
	dev->state_saved = false;
}
EXPORT_SYMBOL(pci_restore_state);

/* No device here has power management: as in Linux, only D0 can be set then. */
int pci_set_power_state(struct pci_dev *dev, pci_power_t state)
{
	if (state == PCI_D0 || state == dev->current_state)
		return 0;
	return -EIO;
}
EXPORT_SYMBOL(pci_set_power_state);

/* --- windows --- */

/* All ones into the register: the bits that stay zero say the size. */
static u32 size_bits(struct pci_dev *dev, int where)
{
	u32 old, bits;

	pci_read_config_dword(dev, where, &old);
	pci_write_config_dword(dev, where, ~0U);
	pci_read_config_dword(dev, where, &bits);
	pci_write_config_dword(dev, where, old);
	return bits;
}

static unsigned long flags_of(u32 reg)
{
	unsigned long flags = reg & (PCI_BASE_ADDRESS_SPACE | 0xe);

	if (reg & PCI_BASE_ADDRESS_SPACE_IO)
		return (reg & 3) | IORESOURCE_IO;
	flags |= IORESOURCE_MEM | IORESOURCE_SIZEALIGN;
	if (reg & PCI_BASE_ADDRESS_MEM_PREFETCH)
		flags |= IORESOURCE_PREFETCH;
	if ((reg & PCI_BASE_ADDRESS_MEM_TYPE_MASK) == PCI_BASE_ADDRESS_MEM_TYPE_64)
		flags |= IORESOURCE_MEM_64;
	return flags;
}

static int find_place(struct resource *res, resource_size_t size)
{
	struct resource *window;

	if (res->flags & IORESOURCE_IO)
		return allocate_resource(&ioport_resource, res, size, FIRST_PORT, 0xffff, size,
					 NULL, NULL);
	for (int i = 0; (window = dock_resource_pci_window(i)); i++) {
		bool low = window->end < SZ_4G;

		if ((low || (res->flags & IORESOURCE_MEM_64)) &&
		    !allocate_resource(window, res, size, window->start, window->end,
				       max_t(resource_size_t, size, SZ_4K), NULL, NULL))
			return 0;
	}
	return dock_resource_pci_window(0) ? -ENOSPC : -ENODEV;
}

/* Returns how many registers the window takes, 0 for an empty one, or -errno. */
static int place_window(struct pci_dev *dev, int bar)
{
	struct resource *res = &dev->resource[bar];
	int where = PCI_BASE_ADDRESS_0 + 4 * bar, err;
	u64 bits;
	u32 reg;

	pci_read_config_dword(dev, where, &reg);
	bits = size_bits(dev, where);
	if (!bits || bits == ~0U)
		return 0;
	res->name = dev_name(&dev->dev);
	res->flags = flags_of(reg);
	bits &= res->flags & IORESOURCE_IO ? ~3ULL : ~0xfULL;
	bits |= res->flags & IORESOURCE_MEM_64 ? (u64)size_bits(dev, where + 4) << 32 :
						 ~0ULL << 32;
	err = find_place(res, ~bits + 1);
	if (err)
		return err;
	pci_write_config_dword(dev, where, (u32)res->start);
	if (!(res->flags & IORESOURCE_MEM_64))
		return 1;
	pci_write_config_dword(dev, where + 4, (u32)(res->start >> 32));
	return 2;
}

int dock_pci_place_windows(struct pci_dev *dev)
{
	for (int bar = 0; bar < PCI_STD_NUM_BARS;) {
		int taken = place_window(dev, bar);

		if (taken < 0)
			return taken;
		bar += taken ? taken : 1;
	}
	return 0;
}
