/* SPDX-License-Identifier: MIT */
/*
 * Resources: two trees of ranges, of physical addresses and of I/O ports.
 * Siblings do not overlap and are in order of address; a child lies inside its
 * parent. The machine's own entries come from its description and live in
 * drydock's own memory; a driver's requests (__request_region) are objects in
 * simulated RAM, as the driver sees them.
 */
#include "kernel/mm/resource.h"

#include <linux/errno.h>
#include <linux/export.h>
#include <linux/ioport.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/log2.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "check/report.h"
#include "check/stack.h"
#include "core/breaks.h"
#include "host/mem.h"
#include "kernel/mm/slab.h"
#include "machine/desc.h"
#include "machine/layout.h"

#define DEPTH_SHOWN 5
#define PORTS_END   0xffff

struct resource iomem_resource = { .name = "PCI mem", .start = 0, .end = DOCK_PHYS_END - 1,
				   .flags = IORESOURCE_MEM };
EXPORT_SYMBOL(iomem_resource);
struct resource ioport_resource = { .name = "PCI IO", .start = 0, .end = PORTS_END,
				    .flags = IORESOURCE_IO };
EXPORT_SYMBOL(ioport_resource);

/* What __request_region() made, and where it was called. */
struct region {
	struct list_head list;
	struct resource *res;
	u32 stack;
};
static LIST_HEAD(regions);

/* --- the tree --- */

/* Enter @new below @root; NULL, or what is in the way. */
static struct resource *enter(struct resource *root, struct resource *new)
{
	struct resource **link = &root->child, *r;

	if (new->end < new->start || new->start < root->start || new->end > root->end)
		return root;
	while ((r = *link) && r->end < new->start)
		link = &r->sibling;
	if (r && r->start <= new->end)
		return r;
	new->sibling = r;
	*link = new;
	new->parent = root;
	return NULL;
}

int request_resource(struct resource *root, struct resource *new)
{
	return enter(root, new) ? -EBUSY : 0;
}
EXPORT_SYMBOL(request_resource);

int release_resource(struct resource *old)
{
	struct resource **link;

	if (!old->parent)
		return -EINVAL;
	for (link = &old->parent->child; *link; link = &(*link)->sibling)
		if (*link == old) {
			*link = old->sibling;
			old->parent = NULL;
			return 0;
		}
	return -EINVAL;
}
EXPORT_SYMBOL(release_resource);

static bool inside(const struct resource *r, const struct resource *outer)
{
	return r->start >= outer->start && r->end <= outer->end;
}

/* @new takes those of its siblings-to-be that lie inside it as its children.
 * False: one lies across its end. */
static bool adopt(struct resource *parent, struct resource *new)
{
	struct resource **link = &parent->child, *last = NULL;

	for (struct resource *r = parent->child; r; r = r->sibling)
		if (resource_overlaps(r, new) && !inside(r, new))
			return false;
	while (*link && (*link)->end < new->start)
		link = &(*link)->sibling;
	new->parent = parent;
	new->child = *link;
	for (struct resource *r = *link; r && inside(r, new); r = r->sibling) {
		r->parent = new;
		last = r;
	}
	new->sibling = last ? last->sibling : *link;
	if (last)
		last->sibling = NULL;
	else
		new->child = NULL;
	*link = new;
	return true;
}

int insert_resource(struct resource *parent, struct resource *new)
{
	for (;;) {
		struct resource *r = enter(parent, new);

		if (!r)
			return 0;
		if (r == parent || r == new)
			return -EBUSY;
		/* Of two equal ones the newer is the outer. */
		if (!inside(new, r) || inside(r, new))
			return adopt(parent, new) ? 0 : -EBUSY;
		parent = r;
	}
}
EXPORT_SYMBOL(insert_resource);

int allocate_resource(struct resource *root, struct resource *new, resource_size_t size,
		      resource_size_t min, resource_size_t max, resource_size_t align,
		      resource_size_t (*alignf)(void *, const struct resource *, resource_size_t,
						resource_size_t),
		      void *alignf_data)
{
	struct resource *r;

	align = align ? align : 1;
	min = max_t(resource_size_t, min, root->start);
	max = min_t(resource_size_t, max, root->end);
	for (;;) {
		new->start = roundup(min, align);
		new->end = new->start + size - 1;
		if (alignf)
			new->start = alignf(alignf_data, new, size, align);
		new->end = new->start + size - 1;
		if (!size || new->start < min || new->end > max || new->end < new->start)
			return -EBUSY;
		r = enter(root, new);
		if (!r)
			return 0;
		if (r == root)
			return -EBUSY;
		min = r->end + 1;
	}
}
EXPORT_SYMBOL(allocate_resource);

/* --- regions that drivers ask for --- */

static struct resource *region_new(resource_size_t start, resource_size_t n, const char *name,
				   unsigned long flags)
{
	struct resource *res = kzalloc(sizeof(*res), GFP_KERNEL);

	if (!res)
		return NULL;
	dock_slab_own(res);
	res->start = start;
	res->end = start + n - 1;
	res->name = name;
	res->flags = flags | IORESOURCE_BUSY;
	return res;
}

struct resource *__request_region(struct resource *parent, resource_size_t start,
				  resource_size_t n, const char *name, int flags)
{
	struct resource *res = region_new(start, n, name, (unsigned int)flags), *in_the_way;
	struct region *region;

	if (!res || (DOCK_BREAK("regions-are-one-owners") && n == 1))
		return NULL;
	for (;;) {
		res->flags &= ~(unsigned long)IORESOURCE_TYPE_BITS;
		res->flags |= resource_type(parent);
		in_the_way = enter(parent, res);
		if (!in_the_way)
			break;
		/* What lies in a window of nobody's is asked for inside it. */
		if (in_the_way == parent || (in_the_way->flags & IORESOURCE_BUSY)) {
			kfree(res);
			return NULL;
		}
		parent = in_the_way;
	}
	region = host_alloc(sizeof(*region));
	region->res = res;
	region->stack = dock_stack_keep();
	list_add_tail(&region->list, &regions);
	return res;
}
EXPORT_SYMBOL(__request_region);

int dock_check_region(struct resource *parent, resource_size_t start, resource_size_t n)
{
	if (!__request_region(parent, start, n, "check-region", 0))
		return -EBUSY;
	__release_region(parent, start, n);
	return 0;
}
EXPORT_SYMBOL(dock_check_region);

static void region_free(struct region *region)
{
	list_del(&region->list);
	release_resource(region->res);
	kfree(region->res);
	host_free(region);
}

static bool below(const struct resource *r, const struct resource *root)
{
	while (r && r != root)
		r = r->parent;
	return r;
}

void __release_region(struct resource *parent, resource_size_t start, resource_size_t n)
{
	struct region *region;

	list_for_each_entry(region, &regions, list)
		if (region->res->start == start && region->res->end == start + n - 1 &&
		    below(region->res, parent)) {
			region_free(region);
			return;
		}
	pr_warn("Trying to free nonexistent resource <%016llx-%016llx>\n",
		(unsigned long long)start, (unsigned long long)(start + n - 1));
}
EXPORT_SYMBOL(__release_region);

unsigned long dock_resource_live(void)
{
	struct region *region;
	unsigned long n = 0;

	list_for_each_entry(region, &regions, list)
		n++;
	return n;
}

void dock_resource_report_leaks(unsigned long base, unsigned long len, const char *module)
{
	struct region *region, *next;

	list_for_each_entry_safe(region, next, &regions, list) {
		unsigned long pc = dock_stack_driver_pc(region->stack);
		const unsigned long *pcs;
		struct dock_report *r;
		int n = dock_stack_get(region->stack, &pcs);

		if (pc < base || pc >= base + len)
			continue;
		r = dock_report_begin("registration-leak",
				      "module %s was unloaded and left a region of %s behind",
				      module,
				      resource_type(region->res) == IORESOURCE_IO ? "I/O ports" :
										     "registers");
		dock_report_fact(r, "region", "0x%llx-0x%llx",
				 (unsigned long long)region->res->start,
				 (unsigned long long)region->res->end);
		dock_report_stack(r, "requested", pcs, n);
		dock_report_end(r);
		region_free(region);
	}
}

/* --- what the machine's description names --- */

static bool is_no_map(const struct dock_machine_desc *d, unsigned long addr)
{
	const struct dock_desc_resource *r = dock_desc_next_no_map(d, addr);

	return r && r->base <= addr;
}

static bool ram_bank(const struct dock_machine_desc *d, unsigned long addr)
{
	for (int i = 0; i < d->nr_banks; i++)
		if (addr >= d->banks[i].base && addr - d->banks[i].base < d->banks[i].size &&
		    (!d->mem_limit || addr < d->mem_limit))
			return !is_no_map(d, addr);
	return false;
}

static void name_range(const char *name, unsigned long base, unsigned long size,
		       unsigned long flags)
{
	struct resource *r = host_alloc(sizeof(*r));

	*r = (struct resource){ .name = name, .start = base, .end = base + size - 1,
				.flags = flags };
	if (insert_resource(&iomem_resource, r))
		pr_warn("resource: %s %pR lies across another one, and is not listed\n", name, r);
}

/* [@at, @end), but for what is kept from the kernel. */
static void name_ram(const struct dock_machine_desc *d, unsigned long at, unsigned long end)
{
	while (at < end) {
		const struct dock_desc_resource *hole = dock_desc_next_no_map(d, at);
		unsigned long stop = hole ? min(hole->base, end) : end;

		if (stop > at)
			name_range("System RAM", at, stop - at,
				   IORESOURCE_SYSTEM_RAM | IORESOURCE_BUSY);
		at = stop < end ? hole->base + hole->size : end;
	}
}

static bool is_window(const char *name)
{
	return !strncmp(name, "PCI Bus ", 8);
}

void dock_resource_init(const struct dock_machine_desc *d)
{
	unsigned long limit = d->mem_limit ? d->mem_limit : DOCK_PHYS_END;

	for (int i = 0; i < d->nr_banks; i++)
		if (d->banks[i].base < limit)
			name_ram(d, d->banks[i].base, min(d->banks[i].base + d->banks[i].size, limit));
	for (int i = 0; i < d->nr_resources; i++) {
		const struct dock_desc_resource *res = &d->resources[i];
		bool busy = !is_window(res->name) && !res->no_map && !ram_bank(d, res->base);

		name_range(res->name, res->base, res->size,
			   IORESOURCE_MEM | (busy ? IORESOURCE_BUSY : 0));
	}
}

struct resource *dock_resource_pci_window(int index)
{
	for (struct resource *r = iomem_resource.child; r; r = r->sibling)
		if (is_window(r->name) && !index--)
			return r;
	return NULL;
}

bool dock_resource_is_ram(resource_size_t start, resource_size_t end)
{
	for (struct resource *r = iomem_resource.child; r; r = r->sibling)
		if ((r->flags & IORESOURCE_SYSRAM) && r->start <= end && r->end >= start)
			return true;
	return false;
}

bool dock_resource_has(resource_size_t addr)
{
	const struct resource *r = iomem_resource.child;

	while (r && r->end < addr)
		r = r->sibling;
	return r && r->start <= addr;
}

const struct resource *dock_resource_region(resource_size_t addr)
{
	const struct resource *r = iomem_resource.child;
	struct region *region;

	while (r && !(addr >= r->start && addr <= r->end && !is_window(r->name)))
		r = addr >= r->start && addr <= r->end ? r->child : r->sibling;
	if (r && is_window(r->parent->name))
		return r;
	list_for_each_entry(region, &regions, list)
		if (below(region->res, &iomem_resource) && addr >= region->res->start &&
		    addr <= region->res->end)
			return region->res;
	return NULL;
}

bool dock_resource_is_claimed(resource_size_t addr)
{
	struct resource *r = iomem_resource.child;

	if (DOCK_BREAK("window-of-driver"))
		return false;
	while (r && !(r->flags & IORESOURCE_BUSY && addr >= r->start && addr <= r->end))
		r = addr >= r->start && addr <= r->end ? r->child : r->sibling;
	return r;
}

/* --- /proc/iomem, /proc/ioports, %pR --- */

static void show(struct seq_file *m, const struct resource *root, int digits)
{
	int depth = 0;

	for (const struct resource *r = root->child; r && r != root;) {
		seq_printf(m, "%*s%0*llx-%0*llx : %s\n",
			   2 * min(depth, DEPTH_SHOWN) + (DOCK_BREAK("proc-iomem") ? 1 : 0), "",
			   digits,
			   (unsigned long long)r->start, digits, (unsigned long long)r->end,
			   r->name ? r->name : "<BAD>");
		if (r->child) {
			r = r->child;
			depth++;
			continue;
		}
		while (r != root && !r->sibling) {
			r = r->parent;
			depth--;
		}
		if (r != root)
			r = r->sibling;
	}
}

int dock_proc_iomem(struct seq_file *m, void *v)
{
	show(m, &iomem_resource, 8);
	return 0;
}

int dock_proc_ioports(struct seq_file *m, void *v)
{
	show(m, &ioport_resource, 4);
	return 0;
}

/* %pR, as in "[mem 0xc0000000-0xc00fffff 64bit pref]". */
int dock_resource_format(char *buf, int len, const void *p)
{
	const struct resource *r = p;
	bool io = resource_type(r) == IORESOURCE_IO;
	int digits = io ? 6 : 10;

	if (resource_type(r) == IORESOURCE_IRQ)
		return scnprintf(buf, (size_t)len, "[irq %llu]", (unsigned long long)r->start);
	return scnprintf(buf, (size_t)len, "[%s %#0*llx-%#0*llx%s%s]", io ? "io " : "mem", digits,
			 (unsigned long long)r->start, digits, (unsigned long long)r->end,
			 r->flags & IORESOURCE_MEM_64 ? " 64bit" : "",
			 r->flags & IORESOURCE_PREFETCH ? " pref" : "");
}
