/* SPDX-License-Identifier: MIT */
/* What is said in the log of an allocation that failed, as Linux says it. */
#include "kernel/mm/page_fail.h"

#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/nodemask.h>
#include <linux/printk.h>
#include <linux/ratelimit.h>
#include <linux/sched.h>
#include <linux/string.h>
#include "kernel/mm/zone.h"

#define KB(pages) ((pages) << (PAGE_SHIFT - 10))

/* The combinations that have names, then the single flags, in Linux's order. */
static const struct {
	gfp_t mask;
	const char *name;
} names[] = {
	{ GFP_HIGHUSER_MOVABLE, "GFP_HIGHUSER_MOVABLE" },
	{ GFP_HIGHUSER, "GFP_HIGHUSER" },
	{ GFP_USER, "GFP_USER" },
	{ GFP_KERNEL_ACCOUNT, "GFP_KERNEL_ACCOUNT" },
	{ GFP_KERNEL, "GFP_KERNEL" },
	{ GFP_NOFS, "GFP_NOFS" },
	{ GFP_ATOMIC, "GFP_ATOMIC" },
	{ GFP_NOIO, "GFP_NOIO" },
	{ GFP_NOWAIT, "GFP_NOWAIT" },
	{ GFP_DMA, "GFP_DMA" },
	{ __GFP_HIGHMEM, "__GFP_HIGHMEM" },
	{ GFP_DMA32, "GFP_DMA32" },
	{ __GFP_HIGH, "__GFP_HIGH" },
	{ __GFP_ATOMIC, "__GFP_ATOMIC" },
	{ __GFP_IO, "__GFP_IO" },
	{ __GFP_FS, "__GFP_FS" },
	{ __GFP_NOWARN, "__GFP_NOWARN" },
	{ __GFP_RETRY_MAYFAIL, "__GFP_RETRY_MAYFAIL" },
	{ __GFP_NOFAIL, "__GFP_NOFAIL" },
	{ __GFP_NORETRY, "__GFP_NORETRY" },
	{ __GFP_COMP, "__GFP_COMP" },
	{ __GFP_ZERO, "__GFP_ZERO" },
	{ __GFP_NOMEMALLOC, "__GFP_NOMEMALLOC" },
	{ __GFP_MEMALLOC, "__GFP_MEMALLOC" },
	{ __GFP_HARDWALL, "__GFP_HARDWALL" },
	{ __GFP_THISNODE, "__GFP_THISNODE" },
	{ __GFP_RECLAIMABLE, "__GFP_RECLAIMABLE" },
	{ __GFP_MOVABLE, "__GFP_MOVABLE" },
	{ __GFP_ACCOUNT, "__GFP_ACCOUNT" },
	{ __GFP_WRITE, "__GFP_WRITE" },
	{ __GFP_RECLAIM, "__GFP_RECLAIM" },
	{ __GFP_DIRECT_RECLAIM, "__GFP_DIRECT_RECLAIM" },
	{ __GFP_KSWAPD_RECLAIM, "__GFP_KSWAPD_RECLAIM" },
};

static void name_flags(gfp_t gfp, char *buf, unsigned long len)
{
	unsigned long n = 0;

	buf[0] = '\0';
	for (unsigned int i = 0; i < ARRAY_SIZE(names); i++) {
		if ((gfp & names[i].mask) != names[i].mask)
			continue;
		n += (unsigned long)scnprintf(buf + n, len - n, "%s%s", n ? "|" : "", names[i].name);
		gfp &= ~names[i].mask;
	}
	if (gfp)
		scnprintf(buf + n, len - n, "%s%#x", n ? "|" : "", gfp);
	else if (!n)
		strscpy(buf, "0x0", len);
}

/* "0", "0-3,8" */
static void name_nodes(char *buf, unsigned long len)
{
	unsigned long n = 0;
	int first, last;

	buf[0] = '\0';
	for (first = first_online_node; first < MAX_NUMNODES; first = next_online_node(last)) {
		for (last = first; node_online(last + 1); last++)
			;
		n += (unsigned long)scnprintf(buf + n, len - n, "%s%d", n ? "," : "", first);
		if (last > first)
			n += (unsigned long)scnprintf(buf + n, len - n, "-%d", last);
	}
}

static void show_zone(int nid, enum zone_type type)
{
	struct dock_zone_facts f;
	char line[256];
	int n = 0;

	dock_zone_facts(nid, type, &f);
	if (!f.present)
		return;
	printk(KERN_WARNING "Node %d %s free:%lukB present:%lukB managed:%lukB\n", nid, f.name,
	       KB(f.free), KB(f.present), KB(f.managed));
	for (int o = 0; o < MAX_ORDER; o++)
		n += scnprintf(line + n, sizeof(line) - (unsigned long)n, "%lu*%lukB ",
			       f.blocks[o], KB(1UL << o));
	printk(KERN_WARNING "Node %d %s: %s= %lukB\n", nid, f.name, line, KB(f.free));
}

void dock_warn_alloc(gfp_t gfp, const char *fmt, ...)
{
	static DEFINE_RATELIMIT_STATE(limit, 10 * HZ, 1);
	char what[96], flags[160], nodes[80];
	va_list ap;
	int nid;

	if ((gfp & __GFP_NOWARN) || !__ratelimit(&limit))
		return;
	va_start(ap, fmt);
	vsnprintf(what, sizeof(what), fmt, ap);
	va_end(ap);
	name_flags(gfp, flags, sizeof(flags));
	name_nodes(nodes, sizeof(nodes));
	printk(KERN_WARNING "%s: %s, mode:%#x(%s), nodemask=(null),cpuset=/,mems_allowed=%s\n",
	       current->comm, what, gfp, flags, nodes);
	dump_stack();
	printk(KERN_WARNING "Mem-Info:\n");
	for_each_online_node(nid)
		for (int z = 0; z < MAX_NR_ZONES; z++)
			show_zone(nid, z);
}
