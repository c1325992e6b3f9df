/* SPDX-License-Identifier: MIT */
/* The machine's physical address space by name: the trees of resources. */
#ifndef DOCK_KERNEL_MM_RESOURCE_H
#define DOCK_KERNEL_MM_RESOURCE_H

#include <linux/types.h>

struct dock_machine_desc;
struct resource;
struct seq_file;

/* Enter what the machine's description names. */
void dock_resource_init(const struct dock_machine_desc *desc);
/* The windows of the PCI bus, in order of address, from index 0; NULL: no more. */
struct resource *dock_resource_pci_window(int index);
/* Has a driver asked for the registers at @addr? Then (CONFIG_IO_STRICT_DEVMEM, as
 * Debian has it) no program gets at them but through that driver. */
bool dock_resource_is_claimed(resource_size_t addr);
/* Is @addr of anything that has a name: RAM, a window, a device? */
bool dock_resource_has(resource_size_t addr);
/* The memory of a device on the bus that @addr is in, or else what a driver has asked
 * for; NULL: neither. */
const struct resource *dock_resource_region(resource_size_t addr);
bool dock_resource_is_ram(resource_size_t start, resource_size_t end);

int dock_proc_iomem(struct seq_file *m, void *v);
int dock_proc_ioports(struct seq_file *m, void *v);

/* Regions that drivers requested and did not release yet. */
unsigned long dock_resource_live(void);
void dock_resource_report_leaks(unsigned long base, unsigned long len, const char *module);

#endif
