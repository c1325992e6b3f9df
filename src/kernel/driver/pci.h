/* SPDX-License-Identifier: MIT */
/* The PCI core's files among themselves. */
#ifndef DOCK_KERNEL_DRIVER_PCI_H
#define DOCK_KERNEL_DRIVER_PCI_H

#include <linux/pci.h>

/* Change bits of a 16-bit register. */
void dock_pci_config_update(struct pci_dev *dev, int where, u16 clear, u16 set);

/* Sizes the windows of @dev and gives them addresses. -ENOSPC: no room; -ENODEV:
 * the machine has no PCI bus. */
int dock_pci_place_windows(struct pci_dev *dev);

/* pcim: remember a region that a managed device has requested, or forget it. */
void dock_pcim_note_region(struct pci_dev *dev, int bar, bool requested);
/* pcim: this device must give its interrupts back by itself. */
int dock_pcim_note_msi(struct pci_dev *dev);

#endif
