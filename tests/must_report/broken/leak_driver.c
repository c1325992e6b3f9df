/* SPDX-License-Identifier: MIT */
/* Broken: a PCI driver is left behind at unload. */
#include <linux/pci.h>
#include "broken.h"

static const struct pci_device_id ids[] = { { PCI_DEVICE(0x1234, 0x11e8) }, { } };

static int probe(struct pci_dev *dev, const struct pci_device_id *id)
{
	return 0;
}

static struct pci_driver driver = { .name = "leaky", .id_table = ids, .probe = probe };

static int act(unsigned long arg)
{
	return pci_register_driver(&driver); /* HERE registered */
}

static void leave(void)
{
	if (fixed)
		pci_unregister_driver(&driver);
}

BROKEN_DRIVER(act, NULL, leave);
