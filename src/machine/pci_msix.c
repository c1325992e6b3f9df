/* SPDX-License-Identifier: MIT */
/*
 * MSI-X: a table with a message for each vector, which lies in a window of the
 * device's and is served here, not by the model. A vector that is masked remembers
 * that it was asked for; the message goes when the mask does. Offsets and bits are
 * the PCI specification's.
 */
#include "machine/pci_hw.h"

#include <linux/pci_regs.h>
#include "host/mem.h"
#include "machine/intc.h"

#define TABLE_BYTES (DOCK_MSIX_MAX * PCI_MSIX_ENTRY_SIZE)

struct dock_msix {
	unsigned int table[DOCK_MSIX_MAX][PCI_MSIX_ENTRY_SIZE / 4];
	unsigned long pending; /* bit n: vector n */
};

void dock_msix_init(struct dock_pci_hw *hw)
{
	hw->msix = host_alloc(sizeof(*hw->msix));
	for (int i = 0; i < DOCK_MSIX_MAX; i++)
		hw->msix->table[i][PCI_MSIX_ENTRY_VECTOR_CTRL / 4] =
			PCI_MSIX_ENTRY_CTRL_MASKBIT;
}

static unsigned int flags(const struct dock_pci_hw *hw)
{
	return dock_pci_config_read(hw, hw->msix_cap + PCI_MSIX_FLAGS, 2);
}

int dock_msix_enabled(const struct dock_pci_hw *hw)
{
	return hw->msix && (flags(hw) & PCI_MSIX_FLAGS_ENABLE);
}

static int is_masked(const struct dock_pci_hw *hw, int vector)
{
	return (flags(hw) & PCI_MSIX_FLAGS_MASKALL) ||
	       (hw->msix->table[vector][PCI_MSIX_ENTRY_VECTOR_CTRL / 4] &
		PCI_MSIX_ENTRY_CTRL_MASKBIT);
}

/* A store like any other: one that goes elsewhere interrupts nobody. */
static void emit(const unsigned int *entry)
{
	if (entry[PCI_MSIX_ENTRY_LOWER_ADDR / 4] == DOCK_PCI_MSI_ADDRESS &&
	    !entry[PCI_MSIX_ENTRY_UPPER_ADDR / 4] &&
	    entry[PCI_MSIX_ENTRY_DATA / 4] < DOCK_INTC_INPUTS)
		dock_intc_message(entry[PCI_MSIX_ENTRY_DATA / 4]);
}

void dock_msix_update(struct dock_pci_hw *hw)
{
	if (!dock_msix_enabled(hw) || !hw->master.enabled)
		return;
	for (int i = 0; hw->msix->pending && i < hw->id.msix_vectors; i++)
		if ((hw->msix->pending & 1UL << i) && !is_masked(hw, i)) {
			hw->msix->pending &= ~(1UL << i);
			emit(hw->msix->table[i]);
		}
}

int dock_msix_send(struct dock_pci_hw *hw, int vector)
{
	if (vector < 0 || vector >= hw->id.msix_vectors)
		return -1;
	hw->msix->pending |= 1UL << vector;
	dock_msix_update(hw);
	return 0;
}

unsigned long dock_msix_load(const struct dock_pci_hw *hw, unsigned long offset, int size)
{
	unsigned long value = 0, len = (unsigned long)size;

	if (offset + len <= TABLE_BYTES)
		host_memcpy(&value, (const char *)hw->msix->table + offset, len);
	else if (offset >= DOCK_MSIX_PENDING && offset + len <= DOCK_MSIX_PENDING + 8)
		host_memcpy(&value,
			    (const char *)&hw->msix->pending + offset - DOCK_MSIX_PENDING,
			    len);
	return value;
}

void dock_msix_store(struct dock_pci_hw *hw, unsigned long offset, int size,
		     unsigned long value)
{
	if (offset + (unsigned long)size > TABLE_BYTES)
		return;
	host_memcpy((char *)hw->msix->table + offset, &value, (unsigned long)size);
	dock_msix_update(hw);
}
