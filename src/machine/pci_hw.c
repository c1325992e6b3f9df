/* SPDX-License-Identifier: MIT */
/* The PCI bus: see pci_hw.h. Offsets and bits are the PCI specification's. */
#include "machine/pci_hw.h"

#include <linux/pci_regs.h>
#include "core/breaks.h"
#include "host/mem.h"
#include "machine/clock.h"
#include "machine/intc.h"

#define MSI_CAP_OFFSET	0x40
#define MSIX_CAP_OFFSET 0x50

static struct dock_pci_hw *slots[DOCK_PCI_SLOTS];

/* --- configuration space --- */

static void put(unsigned char *space, int where, int size, unsigned int value)
{
	for (int i = 0; i < size; i++)
		space[where + i] = (unsigned char)(value >> (8 * i));
}

static unsigned int get(const unsigned char *space, int where, int size)
{
	unsigned int value = 0;

	for (int i = 0; i < size; i++)
		value |= (unsigned int)space[where + i] << (8 * i);
	return value;
}

static void lay_out_bars(struct dock_pci_hw *hw)
{
	for (int i = 0; i < DOCK_PCI_BARS; i++) {
		const struct dock_pci_bar *bar = &hw->id.bars[i];
		int where = PCI_BASE_ADDRESS_0 + 4 * i;
		unsigned int flags;

		if (!bar->size_bytes)
			continue;
		flags = bar->is_io ? PCI_BASE_ADDRESS_SPACE_IO : 0;
		flags |= bar->is_64bit ? PCI_BASE_ADDRESS_MEM_TYPE_64 : 0;
		flags |= bar->is_prefetchable ? PCI_BASE_ADDRESS_MEM_PREFETCH : 0;
		put(hw->config, where, 4, flags);
		put(hw->writable, where, 4, (unsigned int)-bar->size_bytes & ~0xfu);
		if (bar->is_io)
			put(hw->writable, where, 4, (unsigned int)-bar->size_bytes & ~0x3u);
		if (bar->is_64bit)
			put(hw->writable, where + 4, 4, (unsigned int)(-bar->size_bytes >> 32));
	}
}

/* One capability: 64-bit messages, with as many vectors as the model has. */
static void lay_out_msi(struct dock_pci_hw *hw)
{
	unsigned int log2 = 0;

	if (!hw->id.msi_vectors)
		return;
	while (1 << log2 < hw->id.msi_vectors)
		log2++;
	hw->msi_cap = MSI_CAP_OFFSET;
	put(hw->config, PCI_CAPABILITY_LIST, 1, MSI_CAP_OFFSET);
	put(hw->config, PCI_STATUS, 2, PCI_STATUS_CAP_LIST);
	put(hw->config, MSI_CAP_OFFSET, 1, PCI_CAP_ID_MSI);
	put(hw->config, MSI_CAP_OFFSET + PCI_MSI_FLAGS, 2, PCI_MSI_FLAGS_64BIT | log2 << 1);
	put(hw->writable, MSI_CAP_OFFSET + PCI_MSI_FLAGS, 2,
	    PCI_MSI_FLAGS_ENABLE | PCI_MSI_FLAGS_QSIZE);
	put(hw->writable, MSI_CAP_OFFSET + PCI_MSI_ADDRESS_LO, 4, ~3u);
	put(hw->writable, MSI_CAP_OFFSET + PCI_MSI_ADDRESS_HI, 4, ~0u);
	put(hw->writable, MSI_CAP_OFFSET + PCI_MSI_DATA_64, 2, 0xffff);
}

/* Before the others in the list. */
static void lay_out_msix(struct dock_pci_hw *hw)
{
	unsigned int window = (unsigned int)hw->id.msix_bar;

	if (!hw->id.msix_vectors)
		return;
	hw->msix_cap = MSIX_CAP_OFFSET;
	put(hw->config, MSIX_CAP_OFFSET, 1, PCI_CAP_ID_MSIX);
	put(hw->config, MSIX_CAP_OFFSET + 1, 1, get(hw->config, PCI_CAPABILITY_LIST, 1));
	put(hw->config, PCI_CAPABILITY_LIST, 1, MSIX_CAP_OFFSET);
	put(hw->config, PCI_STATUS, 2, PCI_STATUS_CAP_LIST);
	put(hw->config, MSIX_CAP_OFFSET + PCI_MSIX_FLAGS, 2, (unsigned int)hw->id.msix_vectors - 1);
	put(hw->config, MSIX_CAP_OFFSET + PCI_MSIX_TABLE, 4, window);
	put(hw->config, MSIX_CAP_OFFSET + PCI_MSIX_PBA, 4, window | DOCK_MSIX_PENDING);
	put(hw->writable, MSIX_CAP_OFFSET + PCI_MSIX_FLAGS, 2,
	    PCI_MSIX_FLAGS_ENABLE | PCI_MSIX_FLAGS_MASKALL);
	dock_msix_init(hw);
}

static void lay_out(struct dock_pci_hw *hw)
{
	const struct dock_pci_identity *id = &hw->id;

	put(hw->config, PCI_VENDOR_ID, 2, id->vendor);
	put(hw->config, PCI_DEVICE_ID, 2, id->device);
	put(hw->config, PCI_REVISION_ID, 1, id->revision);
	put(hw->config, PCI_CLASS_PROG, 2, id->class_code);
	put(hw->config, PCI_CLASS_PROG + 2, 1, id->class_code >> 16);
	put(hw->config, PCI_SUBSYSTEM_VENDOR_ID, 2, id->subsystem_vendor);
	put(hw->config, PCI_SUBSYSTEM_ID, 2, id->subsystem);
	put(hw->config, PCI_INTERRUPT_PIN, 1, (unsigned int)id->irq_pin);
	put(hw->writable, PCI_COMMAND, 2,
	    PCI_COMMAND_IO | PCI_COMMAND_MEMORY | PCI_COMMAND_MASTER | PCI_COMMAND_PARITY |
		    PCI_COMMAND_SERR | PCI_COMMAND_INTX_DISABLE);
	put(hw->writable, PCI_CACHE_LINE_SIZE, 1, 0xff);
	put(hw->writable, PCI_LATENCY_TIMER, 1, 0xff);
	put(hw->writable, PCI_INTERRUPT_LINE, 1, 0xff);
	lay_out_bars(hw);
	lay_out_msi(hw);
	lay_out_msix(hw);
}

unsigned int dock_pci_config_read(const struct dock_pci_hw *hw, int where, int size)
{
	unsigned int value = get(hw->config, where, size);

	if (where <= PCI_STATUS && where + size > PCI_STATUS && hw->wants)
		value |= (unsigned int)PCI_STATUS_INTERRUPT << (8 * (PCI_STATUS - where));
	return value;
}

static void update_line(struct dock_pci_hw *hw)
{
	unsigned int command = get(hw->config, PCI_COMMAND, 2);
	int line = hw->wants && !(command & PCI_COMMAND_INTX_DISABLE);

	if (line != hw->line && hw->id.irq_pin)
		dock_intc_level((unsigned int)dock_pci_input(hw), line);
	hw->line = line;
}

void dock_pci_config_write(struct dock_pci_hw *hw, int where, int size, unsigned int value)
{
	unsigned int mask = get(hw->writable, where, size);

	put(hw->config, where, size, (get(hw->config, where, size) & ~mask) | (value & mask));
	hw->master.enabled = !!(get(hw->config, PCI_COMMAND, 2) & PCI_COMMAND_MASTER);
	update_line(hw);
	dock_msix_update(hw);
}

/* --- slots --- */

int dock_pci_plug(struct dock_pci_hw *hw)
{
	for (int i = DOCK_PCI_FIRST_SLOT; i < DOCK_PCI_SLOTS; i++) {
		if (slots[i])
			continue;
		slots[i] = hw;
		hw->slot = i;
		lay_out(hw);
		return i;
	}
	return -1;
}

struct dock_pci_hw *dock_pci_slot(int slot)
{
	return slot >= 0 && slot < DOCK_PCI_SLOTS ? slots[slot] : (struct dock_pci_hw *)0;
}

int dock_pci_input(const struct dock_pci_hw *hw)
{
	if (!hw->id.irq_pin)
		return -1;
	return DOCK_PCI_FIRST_INPUT + (hw->slot + hw->id.irq_pin - 1) % 4;
}

/* --- who answers at an address --- */

static unsigned long bar_address(const struct dock_pci_hw *hw, int bar)
{
	unsigned long addr = get(hw->config, PCI_BASE_ADDRESS_0 + 4 * bar, 4);

	addr &= hw->id.bars[bar].is_io ? ~0x3UL : ~0xfUL;
	if (hw->id.bars[bar].is_64bit)
		addr |= (unsigned long)get(hw->config, PCI_BASE_ADDRESS_0 + 4 * bar + 4, 4) << 32;
	return addr;
}

static int bar_answers(const struct dock_pci_hw *hw, int bar, int is_io, unsigned long addr)
{
	const struct dock_pci_bar *b = &hw->id.bars[bar];
	unsigned int on = get(hw->config, PCI_COMMAND, 2) &
			  (is_io ? PCI_COMMAND_IO : PCI_COMMAND_MEMORY);
	unsigned long base = bar_address(hw, bar);

	return on && b->size_bytes && !b->is_io == !is_io && base && addr >= base &&
	       addr - base < b->size_bytes;
}

struct target {
	struct dock_pci_hw *hw;
	int bar;
	unsigned long offset;
};

static int find(int is_io, unsigned long addr, struct target *t)
{
	static struct target last; /* most accesses go where the last one went */

	if (!last.hw || !bar_answers(last.hw, last.bar, is_io, addr)) {
		for (int i = 0; i < DOCK_PCI_SLOTS; i++)
			for (int bar = 0; slots[i] && bar < DOCK_PCI_BARS; bar++)
				if (bar_answers(slots[i], bar, is_io, addr)) {
					last.hw = slots[i];
					last.bar = bar;
					goto found;
				}
		return 0;
	}
found:
	*t = last;
	t->offset = addr - bar_address(t->hw, t->bar);
	return 1;
}

static unsigned long ones(int size)
{
	return size == 8 ? ~0UL : (1UL << (8 * size)) - 1;
}

int dock_pci_memory(unsigned long addr, unsigned long *at)
{
	struct target t;

	if (!find(0, addr, &t) || !t.hw->id.bars[t.bar].memory)
		return 0;
	*at = t.hw->id.bars[t.bar].memory_at + t.offset;
	return 1;
}

/* Is it the window with the table of messages? */
static int is_msix(const struct target *t)
{
	return t->hw->msix && t->bar == t->hw->id.msix_bar;
}

/* Where a window of memory has the byte; NULL: ask the model. */
static void *memory_of(const struct target *t)
{
	char *memory = t->hw->id.bars[t->bar].memory;

	return memory ? memory + t->offset : (void *)0;
}

unsigned long dock_pci_load(int is_io, unsigned long addr, int size)
{
	unsigned long value = 0;
	struct target t;

	if (addr & (unsigned long)(size - 1)) {
		value = dock_pci_load(is_io, addr, size / 2);
		return value | dock_pci_load(is_io, addr + (unsigned long)size / 2, size / 2)
				       << (4 * size);
	}
	if (!find(is_io, addr, &t))
		return ones(size);
	if (memory_of(&t)) {
		host_memcpy(&value, memory_of(&t), (unsigned long)size);
		if ((DOCK_BREAK("words") && t.offset == 0x3008) ||
		    (DOCK_BREAK("map-last-page") && t.offset == 0xffffff))
			value = 0;
		return value;
	}
	if (is_msix(&t))
		return dock_msix_load(t.hw, t.offset, size);
	dock_hw_busy++;
	value = t.hw->read(t.hw->owner, t.bar, t.offset, size) & ones(size);
	dock_hw_busy--;
	return value;
}

void dock_pci_store(int is_io, unsigned long addr, int size, unsigned long value)
{
	struct target t;

	if (addr & (unsigned long)(size - 1)) {
		dock_pci_store(is_io, addr, size / 2, value & ones(size / 2));
		dock_pci_store(is_io, addr + (unsigned long)size / 2, size / 2,
			       value >> (4 * size));
		return;
	}
	if (!find(is_io, addr, &t))
		return;
	if (DOCK_BREAK("file-and-mapping") && t.offset == 0x5ff8)
		return;
	if (memory_of(&t)) {
		host_memcpy(memory_of(&t), &value, (unsigned long)size);
		return;
	}
	if (is_msix(&t)) {
		dock_msix_store(t.hw, t.offset, size, value);
		return;
	}
	dock_hw_busy++;
	t.hw->write(t.hw->owner, t.bar, t.offset, size, value & ones(size));
	dock_hw_busy--;
}

/* --- interrupts --- */

void dock_pci_set_line(struct dock_pci_hw *hw, int level)
{
	hw->wants = level && hw->id.irq_pin;
	update_line(hw);
}

static int msi_enabled(const struct dock_pci_hw *hw)
{
	return hw->msi_cap &&
	       (get(hw->config, hw->msi_cap + PCI_MSI_FLAGS, 2) & PCI_MSI_FLAGS_ENABLE);
}

int dock_pci_msi_enabled(const struct dock_pci_hw *hw)
{
	return msi_enabled(hw) || dock_msix_enabled(hw);
}

int dock_pci_msi(struct dock_pci_hw *hw, int vector)
{
	unsigned int flags, count, data;

	/* A message is a store by the device, and needs bus mastering as any does. */
	if (!dock_pci_msi_enabled(hw) || !hw->master.enabled)
		return -1;
	if (dock_msix_enabled(hw))
		return dock_msix_send(hw, vector);
	flags = get(hw->config, hw->msi_cap + PCI_MSI_FLAGS, 2);
	count = 1u << ((flags & PCI_MSI_FLAGS_QSIZE) >> 4);
	if (vector < 0 || (unsigned int)vector >= count)
		return -1;
	data = get(hw->config, hw->msi_cap + PCI_MSI_DATA_64, 2);
	dock_intc_message((data & ~(count - 1)) | (unsigned int)vector);
	return 0;
}
