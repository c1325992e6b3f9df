/* SPDX-License-Identifier: MIT */
/* What /proc tells of memory. Of what the machine does not count Linux's line is
 * there, and says 0. */
#include "kernel/mm/proc_mm.h"

#include <linux/kernel.h>
#include <linux/highmem.h>
#include <linux/mm.h>
#include <linux/nodemask.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/string.h>
#include <linux/swap.h>
#include "core/breaks.h"
#include "kernel/driver/io.h"
#include "kernel/mm/cma.h"
#include "kernel/mm/pgtable.h"
#include "kernel/mm/slab.h"
#include "kernel/mm/vmalloc.h"
#include "kernel/mm/zone.h"
#include "kernel/sched/sched.h"
#include "machine/layout.h"

static int show_buddyinfo(struct seq_file *m, void *v)
{
	struct dock_zone_facts f;
	int nid;

	for_each_online_node(nid)
		for (int z = 0; z < MAX_NR_ZONES; z++) {
			dock_zone_facts(nid, z, &f);
			if (!f.present)
				continue;
			seq_printf(m, "Node %d, zone %8s ", nid, f.name);
			for (int o = DOCK_BREAK("proc-buddyinfo"); o < MAX_ORDER; o++)
				seq_printf(m, "%6lu ", f.blocks[o]);
			seq_putc(m, '\n');
		}
	return 0;
}

/* --- meminfo --- */

static void line(struct seq_file *m, const char *name, unsigned long pages)
{
	int width = DOCK_BREAK("proc-meminfo") ? 23 : 24;

	seq_printf(m, "%s%*lu kB\n", name, width - (int)strlen(name), pages << (PAGE_SHIFT - 10));
}

static void zero_lines(struct seq_file *m, const char *const *names)
{
	for (; *names; names++)
		line(m, *names, 0);
}

unsigned long dock_stack_pages(void)
{
	struct dock_task *d;
	unsigned long n = 0;

	list_for_each_entry(d, &dock_all_tasks, all)
		n += DOCK_STACK_BYTES >> PAGE_SHIFT;
	return n;
}

static void show_high(struct seq_file *m, unsigned long free, unsigned long high_free)
{
	unsigned long high = totalhigh_pages();

	if (!high)
		return;
	line(m, "HighTotal:", high);
	line(m, "HighFree:", high_free);
	line(m, "LowTotal:", totalram_pages() - high);
	line(m, "LowFree:", free - high_free);
}

static int show_meminfo(struct seq_file *m, void *v)
{
	static const char *const cached[] = {
		"Buffers:", "Cached:", "SwapCached:", "Active:", "Inactive:", "Active(anon):",
		"Inactive(anon):", "Active(file):", "Inactive(file):", "Unevictable:", "Mlocked:",
		NULL };
	static const char *const swap[] = {
		"SwapTotal:", "SwapFree:", "Zswap:", "Zswapped:", "Dirty:", "Writeback:",
		"AnonPages:", "Mapped:", "Shmem:", "KReclaimable:", NULL };
	static const char *const bounce[] = {
		"SecPageTables:", "NFS_Unstable:", "Bounce:", "WritebackTmp:", "CommitLimit:",
		"Committed_AS:", NULL };
	static const char *const huge[] = {
		"VmallocChunk:", "Percpu:", "HardwareCorrupted:", "AnonHugePages:",
		"ShmemHugePages:", "ShmemPmdMapped:", "FileHugePages:", "FilePmdMapped:", NULL };
	unsigned long free = nr_free_pages(), high_free = nr_free_highpages();
	unsigned long slab = dock_slab_pages();

	line(m, "MemTotal:", totalram_pages());
	line(m, "MemFree:", free);
	line(m, "MemAvailable:", free);
	zero_lines(m, cached);
	show_high(m, free, high_free);
	zero_lines(m, swap);
	line(m, "Slab:", slab);
	line(m, "SReclaimable:", 0);
	line(m, "SUnreclaim:", slab);
	line(m, "KernelStack:", dock_stack_pages());
	line(m, "PageTables:", dock_table_pages());
	zero_lines(m, bounce);
	line(m, "VmallocTotal:", (DOCK_VMALLOC_END - DOCK_VMALLOC_BASE) >> PAGE_SHIFT);
	line(m, "VmallocUsed:", dock_vmalloc_pages());
	zero_lines(m, huge);
	if (dock_cma_area()) {
		line(m, "CmaTotal:", totalcma_pages);
		line(m, "CmaFree:", dock_cma_free_pages());
	}
	return 0;
}

/* --- slabinfo --- */

static void show_cache(const struct dock_cache_facts *c, void *m)
{
	seq_printf(m, "%-17s %6lu %6lu %6u %4u %4d : tunables %4u %4u %4u : slabdata %6lu %6lu %6lu\n",
		   c->name, c->live, c->slabs * c->per_slab, c->size, c->per_slab, 1 << c->order, 0,
		   0, 0, c->slabs, c->slabs, 0UL);
}

static int show_slabinfo(struct seq_file *m, void *v)
{
	seq_puts(m, DOCK_BREAK("proc-slabinfo") ? "slabinfo\n" : "slabinfo - version: 2.1\n");
	seq_puts(m, "# name            <active_objs> <num_objs> <objsize> <objperslab> <pagesperslab> : tunables <limit> <batchcount> <sharedfactor> : slabdata <active_slabs> <num_slabs> <sharedavail>\n");
	dock_cache_each(show_cache, m);
	return 0;
}

static int show_vmallocinfo(struct seq_file *m, void *v)
{
	dock_vmalloc_show(m);
	dock_io_show(m);
	return 0;
}

void dock_proc_mm_init(void)
{
	proc_create_single("buddyinfo", 0444, NULL, show_buddyinfo);
	proc_create_single("meminfo", 0444, NULL, show_meminfo);
	proc_create_single("slabinfo", 0400, NULL, show_slabinfo);
	proc_create_single("vmallocinfo", 0400, NULL, show_vmallocinfo);
	proc_create_single("zoneinfo", 0444, NULL, dock_zoneinfo_show);
}
