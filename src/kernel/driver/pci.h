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

/* pci_match.c: the row of a table that says that @drv is for @dev, or NULL. */
const struct pci_device_id *dock_pci_match(struct pci_driver *drv, struct pci_dev *dev);
bool dock_pci_id_matches(const struct pci_device_id *id, const struct pci_dev *dev);
extern const struct attribute_group *dock_pci_driver_groups[]; /* new_id, remove_id */
void dock_pci_ids_free(struct pci_driver *drv);

/* pci_sysfs.c: what all devices show; then their windows, as files resourceN. */
extern const struct attribute_group *dock_pci_device_groups[];
int dock_pci_windows_show(struct pci_dev *dev);
int dock_pci_uevent(struct device *dev, struct kobj_uevent_env *env);

/* pcim: remember a region that a managed device has requested, or forget it. */
void dock_pcim_note_region(struct pci_dev *dev, int bar, bool requested);
/* pcim: this device must give its interrupts back by itself. */
int dock_pcim_note_msi(struct pci_dev *dev);

#endif
