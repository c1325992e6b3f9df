/* SPDX-License-Identifier: MIT */
/* What a driver says it drives: rows of its tables. */
#ifndef LINUX_MOD_DEVICETABLE_H
#define LINUX_MOD_DEVICETABLE_H

#include <linux/types.h>

typedef unsigned long kernel_ulong_t;

#define PCI_ANY_ID (~0)

enum {
	PCI_ID_F_VFIO_DRIVER_OVERRIDE = 1,
};

struct pci_device_id {
	__u32 vendor, device;	     /* or PCI_ANY_ID */
	__u32 subvendor, subdevice;  /* or PCI_ANY_ID */
	__u32 class, class_mask;     /* the bits that must be equal */
	kernel_ulong_t driver_data;
	__u32 override_only;
};

struct of_device_id {
	char name[32];
	char type[32];
	char compatible[128];
	const void *data;
};

#define ACPI_ID_LEN 16

struct acpi_device_id {
	__u8 id[ACPI_ID_LEN];
	kernel_ulong_t driver_data;
	__u32 cls;
	__u32 cls_msk;
};

#define PLATFORM_NAME_SIZE 20

struct platform_device_id {
	char name[PLATFORM_NAME_SIZE];
	kernel_ulong_t driver_data;
};

#endif
