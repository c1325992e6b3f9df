// SPDX-License-Identifier: MIT
/* The kernel's command line: see cmdline.h. */
#include "cmd/cmdline.h"
#include "cmd/numbers.h"
#include "cmd/options.h"
#include "machine/desc.h"
#include "machine/layout.h"

#include <stdio.h>
#include <string.h>

#define MAX_WORD 64
/* The kernel's own tables, stacks and objects want some memory. */
#define LEAST_MEMORY (4UL << 20)

static unsigned long memory_below(const struct dock_machine_desc *d, unsigned long limit)
{
	unsigned long sum = 0;

	for (int i = 0; i < d->nr_banks; i++) {
		const struct dock_desc_bank *b = &d->banks[i];

		if (b->base < limit)
			sum += b->size < limit - b->base ? b->size : limit - b->base;
	}
	return sum;
}

static unsigned long ram_end(const struct dock_machine_desc *d)
{
	const struct dock_desc_bank *last = &d->banks[d->nr_banks - 1];

	return last->base + last->size;
}

/* RAM from the physical address @value on is not the kernel's. */
static int set_mem(const char *value, struct dock_machine_desc *d, char *err)
{
	unsigned long limit;

	if (dock_size_parse(value, &limit)) {
		snprintf(err, DOCK_ERR_MAX, "--cmdline: mem=%s: write a size such as 512M or 1G",
			 value);
		return -1;
	}
	limit &= ~(DOCK_PAGE_SIZE - 1);
	if (memory_below(d, limit) < LEAST_MEMORY) {
		snprintf(err, DOCK_ERR_MAX,
			 "--cmdline: mem=%s: leaves the kernel less than 4 MiB of this machine's "
			 "memory, which begins at 0x%lx",
			 value, d->banks[0].base);
		return -1;
	}
	if (ram_end(d) > DOCK_RAM_VIEW_END - DOCK_RAM_VIEW_BASE) {
		snprintf(err, DOCK_ERR_MAX,
			 "--cmdline: mem=%s: the machine may have RAM up to 1 TiB only", value);
		return -1;
	}
	d->mem_limit = limit;
	return 0;
}

/* RAM in [base, base+size) of the machine, and what is kept of it already. */
static unsigned long memory_left(const struct dock_machine_desc *d)
{
	unsigned long left = memory_below(d, d->mem_limit ? d->mem_limit : ~0UL);

	for (int i = 0; i < d->nr_resources; i++)
		if (d->resources[i].no_map)
			left -= left < d->resources[i].size ? left : d->resources[i].size;
	return left;
}

static void keep(struct dock_machine_desc *d, unsigned long base, unsigned long size)
{
	int at = d->nr_resources++;

	for (; at && d->resources[at - 1].base > base; at--)
		d->resources[at] = d->resources[at - 1];
	d->resources[at] = (struct dock_desc_resource){
		.base = base, .size = size, .name = "Reserved", .reserved = 1, .no_map = 1 };
}

/* SIZE$START: that part of RAM is not the kernel's. */
static int set_memmap(char *value, struct dock_machine_desc *d, char *err)
{
	char *start = strchr(value, '$');
	unsigned long size, base;

	if (start)
		*start = 0;
	if (!start || dock_size_parse(value, &size) || dock_size_parse(start + 1, &base) ||
	    base % DOCK_PAGE_SIZE || size % DOCK_PAGE_SIZE || base > ram_end(d) ||
	    size > ram_end(d) - base) {
		if (start)
			*start = '$';
		snprintf(err, DOCK_ERR_MAX,
			 "--cmdline: memmap=%s: write SIZE$START, whole pages of the machine's "
			 "RAM, such as 16M$0x30000000",
			 value);
		return -1;
	}
	if (d->nr_resources == DOCK_DESC_MAX_RESOURCES ||
	    ram_end(d) > DOCK_RAM_VIEW_END - DOCK_RAM_VIEW_BASE) {
		snprintf(err, DOCK_ERR_MAX, "--cmdline: memmap=%s$%s: this machine has too much "
			 "memory, or reserved ranges, for it", value, start + 1);
		return -1;
	}
	keep(d, base, size);
	if (memory_left(d) >= LEAST_MEMORY)
		return 0;
	snprintf(err, DOCK_ERR_MAX,
		 "--cmdline: memmap=%s$%s: leaves the kernel less than 4 MiB", value, start + 1);
	return -1;
}

/* --- cma= --- */

#define CMA_ALIGN (4UL << 20)

/* Where [base, base+size) must end to lie below what is in its way; 0: nothing is. */
static unsigned long cma_obstacle(const struct dock_machine_desc *d, unsigned long base,
				  unsigned long size)
{
	const unsigned long edges[] = {d->zone_dma_end, d->zone_dma32_end};

	for (unsigned int i = 0; i < 2; i++)
		if (base < edges[i] && edges[i] < base + size)
			return edges[i];
	for (int i = 0; i < d->nr_resources; i++) {
		const struct dock_desc_resource *r = &d->resources[i];

		if (r->reserved && r->base < base + size && base < r->base + r->size)
			return r->base ? r->base : 1;
	}
	return 0;
}

/* Where a bank's low memory, which the kernel uses, ends. */
static unsigned long low_end(const struct dock_machine_desc *d, const struct dock_desc_bank *b)
{
	unsigned long end = b->base + b->size;

	if (d->mem_limit && d->mem_limit < end)
		end = d->mem_limit;
	return d->high_start && d->high_start < end ? d->high_start : end;
}

/* As high as it goes. */
static int place_cma(struct dock_machine_desc *d, unsigned long size)
{
	for (int i = d->nr_banks - 1; i >= 0; i--) {
		unsigned long end = low_end(d, &d->banks[i]);

		while (end > size && ((end - size) & ~(CMA_ALIGN - 1)) >= d->banks[i].base) {
			unsigned long base = (end - size) & ~(CMA_ALIGN - 1);

			end = cma_obstacle(d, base, size);
			if (!end) {
				d->cma_base = base;
				return 0;
			}
		}
	}
	return -1;
}

static int put_cma(struct dock_machine_desc *d, unsigned long base, unsigned long size)
{
	d->cma_base = base;
	for (int i = 0; i < d->nr_banks; i++)
		if (base >= d->banks[i].base && base + size <= low_end(d, &d->banks[i]))
			return cma_obstacle(d, base, size) ? -1 : 0;
	return -1;
}

/* SIZE or SIZE@START: RAM that is for CMA alone. */
static int set_cma(char *value, struct dock_machine_desc *d, char *err)
{
	char *start = strchr(value, '@');
	unsigned long size, base = 0;

	if (start)
		*start = 0;
	if (dock_size_parse(value, &size) || (start && dock_size_parse(start + 1, &base)) ||
	    base % CMA_ALIGN || size > DOCK_PHYS_END || base > DOCK_PHYS_END) {
		snprintf(err, DOCK_ERR_MAX,
			 "--cmdline: cma=%s%s%s: write SIZE or SIZE@START, such as 16M or "
			 "16M@0x10000000, START a multiple of 4M",
			 value, start ? "@" : "", start ? start + 1 : "");
		return -1;
	}
	size = (size + CMA_ALIGN - 1) & ~(CMA_ALIGN - 1);
	if (!size)
		return 0;
	d->cma_size = size;
	if ((start ? put_cma(d, base, size) : place_cma(d, size)) ||
	    memory_left(d) < size + LEAST_MEMORY) {
		snprintf(err, DOCK_ERR_MAX,
			 "--cmdline: cma=%s%s%s: there is no such memory: low, of one zone, "
			 "not reserved, and 4 MiB left for the kernel",
			 value, start ? "@" : "", start ? start + 1 : "");
		return -1;
	}
	return 0;
}

int dock_cmdline_apply(const char *line, struct dock_machine_desc *d, char *err)
{
	char word[MAX_WORD], cma[MAX_WORD] = "";

	while (*(line += strspn(line, " \t\n"))) {
		size_t len = strcspn(line, " \t\n");

		if (!strncmp(line, "mem=", 4)) {
			snprintf(word, sizeof(word), "%.*s", (int)len - 4, line + 4);
			if (set_mem(word, d, err))
				return -1;
		}
		if (!strncmp(line, "memmap=", 7)) {
			snprintf(word, sizeof(word), "%.*s", (int)len - 7, line + 7);
			if (set_memmap(word, d, err))
				return -1;
		}
		if (!strncmp(line, "cma=", 4))
			snprintf(cma, sizeof(cma), "%.*s", (int)len - 4, line + 4);
		line += len;
	}
	return *cma ? set_cma(cma, d, err) : 0; /* in what the others leave */
}
