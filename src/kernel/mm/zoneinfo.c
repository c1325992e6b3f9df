/* SPDX-License-Identifier: MIT */
/* /proc/zoneinfo, in the format of 6.1. What the machine does not count says 0: there
 * are no watermarks, no reserves, and no lists of free pages per CPU. */
#include <linux/cma.h>
#include <linux/cpumask.h>
#include <linux/highmem.h>
#include <linux/mm.h>
#include <linux/nodemask.h>
#include <linux/seq_file.h>
#include <linux/string.h>
#include "core/breaks.h"
#include "kernel/mm/cma.h"
#include "kernel/mm/pgtable.h"
#include "kernel/mm/proc_mm.h"
#include "kernel/mm/slab.h"
#include "kernel/mm/zone.h"

static const char *const node_names[] = {
	"nr_inactive_anon", "nr_active_anon", "nr_inactive_file", "nr_active_file",
	"nr_unevictable", "nr_slab_reclaimable", "nr_slab_unreclaimable", "nr_isolated_anon",
	"nr_isolated_file", "workingset_nodes", "workingset_refault_anon",
	"workingset_refault_file", "workingset_activate_anon", "workingset_activate_file",
	"workingset_restore_anon", "workingset_restore_file", "workingset_nodereclaim",
	"nr_anon_pages", "nr_mapped", "nr_file_pages", "nr_dirty", "nr_writeback",
	"nr_writeback_temp", "nr_shmem", "nr_shmem_hugepages", "nr_shmem_pmdmapped",
	"nr_file_hugepages", "nr_file_pmdmapped", "nr_anon_transparent_hugepages",
	"nr_vmscan_write", "nr_vmscan_immediate_reclaim", "nr_dirtied", "nr_written",
	"nr_throttled_written", "nr_kernel_misc_reclaimable", "nr_foll_pin_acquired",
	"nr_foll_pin_released", "nr_kernel_stack", "nr_page_table_pages",
	"nr_sec_page_table_pages", "nr_swapcached", "pgpromote_success", "pgpromote_candidate",
};

static const char *const zone_names[] = {
	"nr_free_pages", "nr_zone_inactive_anon", "nr_zone_active_anon",
	"nr_zone_inactive_file", "nr_zone_active_file", "nr_zone_unevictable",
	"nr_zone_write_pending", "nr_mlock", "nr_bounce", "nr_zspages", "nr_free_cma",
};

static const char *const numa_names[] = {
	"numa_hit", "numa_miss", "numa_foreign", "numa_interleave", "numa_local", "numa_other",
};

static void value(struct seq_file *m, const char *name, unsigned long n)
{
	seq_printf(m, "\n      %-12s %lu", name, n);
}

/* The kernel's own memory is not told apart by nodes: the first one has it all. */
static unsigned long of_node(int nid, const char *name)
{
	if (nid != dock_first_node())
		return 0;
	if (!strcmp(name, "nr_slab_unreclaimable"))
		return dock_slab_pages();
	if (!strcmp(name, "nr_kernel_stack"))
		return dock_stack_pages() << (PAGE_SHIFT - 10);
	if (!strcmp(name, "nr_page_table_pages"))
		return dock_table_pages();
	return 0;
}

static bool has_cma(const struct dock_zone_facts *f)
{
	unsigned long pfn = dock_cma_area() ? cma_get_base(dock_cma_area()) >> PAGE_SHIFT : 0;

	return pfn && pfn >= f->start && pfn < f->end;
}

static void show_sizes(struct seq_file *m, const struct dock_zone_facts *f)
{
	const struct {
		const char *name;
		unsigned long n;
	} sizes[] = {
		{ "boost", 0 }, { "min", 0 }, { "low", 0 }, { "high", 0 },
		{ "spanned", f->end - f->start }, { "present", f->present },
		{ "managed", f->managed }, { "cma", has_cma(f) ? totalcma_pages : 0 },
	};

	seq_printf(m, "\n  pages free     %lu", f->free);
	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++)
		seq_printf(m, "\n        %-8s %lu", sizes[i].name, sizes[i].n);
	seq_puts(m, "\n        protection: (0");
	for (int i = 1; i < MAX_NR_ZONES; i++)
		seq_puts(m, ", 0");
	seq_putc(m, ')');
}

static void show_counts(struct seq_file *m, const struct dock_zone_facts *f)
{
	int cpu;

	for (size_t i = 0; i < ARRAY_SIZE(zone_names); i++)
		value(m, zone_names[i],
		      !i				     ? f->free :
		      i == ARRAY_SIZE(zone_names) - 1 && has_cma(f) ? dock_cma_free_pages() : 0);
	for (size_t i = 0; i < ARRAY_SIZE(numa_names); i++)
		value(m, numa_names[i], 0);
	seq_puts(m, "\n  pagesets");
	for_each_online_cpu(cpu)
		seq_printf(m, "\n    cpu: %i\n              count: 0\n              high:  0"
			      "\n              batch: 0\n  vm stats threshold: 0", cpu);
	seq_printf(m, "\n  node_unreclaimable:  0\n  start_pfn:           %lu", f->start);
}

/* Returns true if the zone has memory. */
static bool show_zone(struct seq_file *m, int nid, enum zone_type type, bool with_node)
{
	struct dock_zone_facts f;

	dock_zone_facts(nid, type, &f);
	seq_printf(m, "Node %d, zone %8s", nid, f.name);
	if (f.present && with_node) {
		seq_puts(m, "\n  per-node stats");
		for (size_t i = 0; i < ARRAY_SIZE(node_names); i++)
			value(m, node_names[i], of_node(nid, node_names[i]));
	}
	show_sizes(m, &f);
	if (f.present)
		show_counts(m, &f);
	seq_putc(m, '\n');
	return f.present;
}

int dock_zoneinfo_show(struct seq_file *m, void *v)
{
	int nid;

	for_each_online_node(nid) {
		bool shown = false;

		for (int z = 0; z < MAX_NR_ZONES; z++)
			if (z != ZONE_HIGHMEM || totalhigh_pages())
				shown |= show_zone(m, nid, z, !shown);
	}
	return 0;
}
