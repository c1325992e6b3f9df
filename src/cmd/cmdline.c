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

int dock_cmdline_apply(const char *line, struct dock_machine_desc *d, char *err)
{
	char word[MAX_WORD];

	while (*(line += strspn(line, " \t\n"))) {
		size_t len = strcspn(line, " \t\n");

		if (!strncmp(line, "mem=", 4)) {
			snprintf(word, sizeof(word), "%.*s", (int)len - 4, line + 4);
			if (set_mem(word, d, err))
				return -1;
		}
		line += len;
	}
	return 0;
}
