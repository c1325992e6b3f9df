/* SPDX-License-Identifier: MIT */
/* /proc/iomem: RAM banks and named ranges of the machine description, by
 * address, what lies inside another one indented below it. */
#include "kernel/mm/resource.h"

#include <linux/kernel.h>
#include <linux/seq_file.h>
#include "machine/desc.h"

static const struct dock_machine_desc *desc;

void dock_resource_init(const struct dock_machine_desc *d)
{
	desc = d;
}

static void line(struct seq_file *m, unsigned long base, unsigned long size, const char *name,
		 bool inside)
{
	seq_printf(m, "%s%08lx-%08lx : %s\n", inside ? "  " : "", base, base + size - 1, name);
}

static bool inside_bank(unsigned long base)
{
	for (int i = 0; i < desc->nr_banks; i++)
		if (base >= desc->banks[i].base &&
		    base < desc->banks[i].base + desc->banks[i].size)
			return true;
	return false;
}

int dock_proc_iomem(struct seq_file *m, void *v)
{
	int b = 0, r = 0;

	while (b < desc->nr_banks || r < desc->nr_resources) {
		const struct dock_desc_bank *bank = &desc->banks[b];
		const struct dock_desc_resource *res = &desc->resources[r];

		if (r == desc->nr_resources ||
		    (b < desc->nr_banks && bank->base <= res->base)) {
			line(m, bank->base, bank->size, "System RAM", false);
			b++;
		} else {
			line(m, res->base, res->size, res->name, inside_bank(res->base));
			r++;
		}
	}
	return 0;
}

/* %pR: no struct resource exists in this kernel yet, so none can be printed. */
int dock_resource_format(char *buf, int len, const void *res)
{
	return scnprintf(buf, (size_t)len, "[resource %px]", res);
}
