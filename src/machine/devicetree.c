// SPDX-License-Identifier: MIT
/*
 * Reads a machine from a flattened device tree, with libfdt. Host side: runs in
 * the command line, before the machine exists.
 *
 * What the standard bindings say is read from where they put it: model,
 * dma-coherent (at the root, from where every device inherits it), memory
 * nodes, reserved-memory, the memory reservation block. What they do not say is
 * in a child of the root with compatible = "drydock,machine":
 *
 *   cache-line = <bytes>;		64 unless said
 *   zone-dma-end = <hi lo>;		physical address where ZONE_DMA ends
 *   zone-dma32-end = <hi lo>;		the same of ZONE_DMA32
 *   high-memory-start = <hi lo>;	RAM from this physical address on has no logical
 *					address (ZONE_HIGHMEM); none unless said
 *   swiotlb-size = <hi lo>;		bytes for bounce buffers; none unless said
 *   swiotlb-force;			bounce every streaming mapping
 *   child nodes with reg and label	lines of /proc/iomem that are not RAM
 *
 * The first dma-ranges below the root says where devices find RAM.
 *
 * A tree is a file from somebody: everything is checked, and an error names the
 * node. A board's tree is taken as it is, so what Linux overlooks in one is
 * overlooked here too: RAM that does not fill whole pages loses the rest, and
 * reserved memory outside RAM reserves nothing.
 */
#include "desc.h"
#include "layout.h"

#include <errno.h>
#include <fcntl.h>
#include <libfdt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define MAX_DTB_BYTES (2UL << 20) /* as Linux on arm64 has it */
#define NO_MAP 2 /* reserved, and no memory of the kernel's at all */
#define MAX_PATH_BYTES 256
#define MAX_CACHE_LINE 256
#define MAX_SWIOTLB_BYTES (1UL << 30)

struct loader {
	const void *fdt;
	struct dock_machine_desc *desc;
	char *err;
	unsigned long err_len;
};

struct range {
	unsigned long base, size;
};

static int fail(char *err, unsigned long err_len, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

static int fail(char *err, unsigned long err_len, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(err, err_len, fmt, ap);
	va_end(ap);
	return -1;
}

static int fail_node(struct loader *ld, int node, const char *what)
{
	char path[MAX_PATH_BYTES];

	if (fdt_get_path(ld->fdt, node, path, sizeof(path)))
		snprintf(path, sizeof(path), "a node with a very long path");
	return fail(ld->err, ld->err_len, "node %s: %s", path, what);
}

/* Labels end up in /proc/iomem: one printable line. */
static int is_plain_text(const char *s, int len)
{
	if (len < 2 || s[len - 1] || strlen(s) != (size_t)len - 1)
		return 0;
	for (; *s; s++)
		if (*s < ' ' || *s > '~')
			return 0;
	return 1;
}

/* A number of 1 or 2 cells: 1 if it is there, 0 if not, -1 if it is wrong. */
static int get_number(struct loader *ld, int node, const char *name, unsigned long *value)
{
	int len;
	const fdt32_t *cell = fdt_getprop(ld->fdt, node, name, &len);
	char what[96];

	if (!cell)
		return 0;
	if (len == 4) {
		*value = fdt32_to_cpu(cell[0]);
		return 1;
	}
	if (len == 8) {
		*value = (unsigned long)fdt32_to_cpu(cell[0]) << 32 |
			 fdt32_to_cpu(cell[1]);
		return 1;
	}
	snprintf(what, sizeof(what), "%s is not one or two cells", name);
	return fail_node(ld, node, what);
}

static unsigned long read_cells(const fdt32_t *cell, int n)
{
	unsigned long v = 0;

	while (n--)
		v = v << 32 | fdt32_to_cpu(*cell++);
	return v;
}

/*
 * Entry @i of a node's reg, in the cells of its parent: 1 and *@r, 0 if there
 * is no such entry (or no reg at all), -1 if it is wrong.
 */
static int get_reg(struct loader *ld, int parent, int node, int i, struct range *r)
{
	int na = fdt_address_cells(ld->fdt, parent);
	int ns = fdt_size_cells(ld->fdt, parent);
	int len, entry;
	const fdt32_t *cell = fdt_getprop(ld->fdt, node, "reg", &len);

	if (!cell)
		return 0;
	if (na < 1 || na > 2 || ns < 1 || ns > 2)
		return fail_node(ld, parent,
				 "#address-cells and #size-cells must be 1 or 2 here");
	entry = (na + ns) * 4;
	if (!len || len % entry)
		return fail_node(ld, node,
				 "reg is not a whole number of (address, size) entries "
				 "in its parent's #address-cells and #size-cells");
	if (i >= len / entry)
		return 0;
	cell += i * (na + ns);
	r->base = read_cells(cell, na);
	r->size = read_cells(cell + na, ns);
	if (r->size > DOCK_PHYS_END || r->base > DOCK_PHYS_END - r->size)
		return fail_node(ld, node,
				 "reg reaches beyond the physical addresses "
				 "(they end at 0x100000000000)");
	return 1;
}

static int add_bank(struct loader *ld, int node, struct range r)
{
	struct dock_machine_desc *d = ld->desc;
	unsigned long start = (r.base + DOCK_PAGE_SIZE - 1) & ~(DOCK_PAGE_SIZE - 1);
	unsigned long end = (r.base + r.size) & ~(DOCK_PAGE_SIZE - 1);
	unsigned long numa = 0;

	if (r.size && start >= end)
		return fail_node(ld, node, "reg holds less than one page of RAM");
	if (get_number(ld, node, "numa-node-id", &numa) < 0)
		return -1;
	if (numa > 255)
		return fail_node(ld, node, "numa-node-id is above 255");
	for (int i = 0; i < d->nr_banks; i++)
		if (start < d->banks[i].base + d->banks[i].size && d->banks[i].base < end)
			return fail_node(ld, node, "overlaps other RAM");
	if (d->nr_banks == DOCK_DESC_MAX_BANKS)
		return fail_node(ld, node, "more than 32 ranges of RAM");
	d->banks[d->nr_banks++] = (struct dock_desc_bank){
		.base = start,
		.size = r.size ? end - start : 0,
		.node = (int)numa,
	};
	return 0;
}

static int add_resource(struct loader *ld, int node, struct range r, const char *name,
			int reserved)
{
	struct dock_machine_desc *d = ld->desc;
	struct dock_desc_resource *res = &d->resources[d->nr_resources];

	if (d->nr_resources == DOCK_DESC_MAX_RESOURCES)
		return fail_node(ld, node,
				 "more than 64 reserved ranges and iomem lines");
	res->base = r.base;
	res->size = r.size;
	res->reserved = !!reserved;
	res->no_map = reserved == NO_MAP;
	snprintf(res->name, sizeof(res->name), "%s", name);
	d->nr_resources++;
	return 0;
}

static int is_memory(struct loader *ld, int node)
{
	int len;
	const char *type = fdt_getprop(ld->fdt, node, "device_type", &len);

	return type && len == sizeof("memory") && !memcmp(type, "memory", len);
}

static int is_disabled(struct loader *ld, int node)
{
	int len;
	const char *status = fdt_getprop(ld->fdt, node, "status", &len);

	return status && len >= 8 && !memcmp(status, "disabled", 8);
}

static int load_memory(struct loader *ld)
{
	struct range r, empty = {0, 0};
	int node, ret, empty_node = -1;

	fdt_for_each_subnode(node, ld->fdt, 0)
	{
		if (!is_memory(ld, node) || is_disabled(ld, node))
			continue;
		for (int i = 0; (ret = get_reg(ld, 0, node, i, &r)) > 0; i++) {
			if (r.size) {
				if (add_bank(ld, node, r))
					return -1;
			} else if (empty_node < 0) {
				empty = r;
				empty_node = node;
			}
		}
		if (ret < 0)
			return -1;
	}
	/* The boot loader's to fill in, see dock_desc_give_memory(). */
	if (!ld->desc->nr_banks && empty_node >= 0)
		return add_bank(ld, empty_node, empty);
	return 0;
}

/* The memory reservation block: it has no nodes, so its errors name the root. */
static int load_reservation_block(struct loader *ld)
{
	int n = fdt_num_mem_rsv(ld->fdt);

	for (int i = 0; i < n; i++) {
		uint64_t base, size;

		if (fdt_get_mem_rsv(ld->fdt, i, &base, &size))
			return fail_node(ld, 0,
					 "the memory reservation block is cut short");
		if (size > DOCK_PHYS_END || base > DOCK_PHYS_END - size)
			return fail_node(ld, 0,
					 "/memreserve/ reaches beyond the physical "
					 "addresses");
		if (size &&
		    add_resource(ld, 0, (struct range){base, size}, "Reserved", 1))
			return -1;
	}
	return 0;
}

/* With no-map whole pages are kept: no page may be half the kernel's. */
static int add_reserved(struct loader *ld, int node, struct range r)
{
	int no_map = fdt_getprop(ld->fdt, node, "no-map", NULL) != NULL;
	uint64_t page = DOCK_PAGE_SIZE - 1, end = (r.base + r.size + page) & ~page;
	struct range whole = {r.base & ~page, end - (r.base & ~page)};

	return add_resource(ld, node, no_map ? whole : r, "Reserved", no_map ? NO_MAP : 1);
}

/* Children without reg ask for memory anywhere; nothing here wants it. */
static int load_reserved_memory(struct loader *ld)
{
	int parent = fdt_subnode_offset(ld->fdt, 0, "reserved-memory");
	struct range r;
	int node, ret;

	if (parent < 0)
		return 0;
	fdt_for_each_subnode(node, ld->fdt, parent)
	{
		if (is_disabled(ld, node))
			continue;
		for (int i = 0; (ret = get_reg(ld, parent, node, i, &r)) > 0; i++)
			if (r.size && add_reserved(ld, node, r))
				return -1;
		if (ret < 0)
			return -1;
	}
	return 0;
}

static int load_iomem(struct loader *ld, int parent)
{
	const struct dock_machine_desc *d = ld->desc;
	struct range r;
	int node, len, ret;

	fdt_for_each_subnode(node, ld->fdt, parent)
	{
		const char *label = fdt_getprop(ld->fdt, node, "label", &len);

		if (!label || !is_plain_text(label, len))
			return fail_node(ld, node,
					 "has no label (one line of plain text) for "
					 "/proc/iomem");
		if (len > DOCK_DESC_NAME)
			return fail_node(ld, node, "label is longer than 63 characters");
		ret = get_reg(ld, parent, node, 0, &r);
		if (ret < 0)
			return -1;
		if (!ret || !r.size)
			return fail_node(ld, node, "has no reg, or one of size 0");
		for (int i = 0; i < d->nr_banks; i++)
			if (r.base < d->banks[i].base + d->banks[i].size &&
			    d->banks[i].base < r.base + r.size)
				return fail_node(ld, node,
						 "lies in RAM; what is kept from RAM "
						 "belongs under /reserved-memory");
		if (add_resource(ld, node, r, label, 0))
			return -1;
	}
	return 0;
}

static int load_high_memory(struct loader *ld, int node)
{
	struct dock_machine_desc *d = ld->desc;

	if (get_number(ld, node, "high-memory-start", &d->high_start) < 0)
		return -1;
	if (d->high_start % DOCK_PAGE_SIZE)
		return fail_node(ld, node, "high-memory-start must be a whole page");
	if (d->high_start && d->high_start < d->zone_dma_end)
		return fail_node(ld, node, "high-memory-start lies below zone-dma-end");
	return 0;
}

static int load_zones(struct loader *ld, int node)
{
	struct dock_machine_desc *d = ld->desc;

	if (get_number(ld, node, "zone-dma-end", &d->zone_dma_end) < 0 ||
	    get_number(ld, node, "zone-dma32-end", &d->zone_dma32_end) < 0)
		return -1;
	if ((d->zone_dma_end | d->zone_dma32_end) % DOCK_PAGE_SIZE)
		return fail_node(ld, node,
				 "zone-dma-end and zone-dma32-end must be whole "
				 "pages");
	if (d->zone_dma_end && d->zone_dma32_end && d->zone_dma_end > d->zone_dma32_end)
		return fail_node(ld, node, "zone-dma-end lies above zone-dma32-end");
	return load_high_memory(ld, node);
}

static int load_drydock_node(struct loader *ld)
{
	struct dock_machine_desc *d = ld->desc;
	unsigned long line = d->cache_line;
	int node;

	fdt_for_each_subnode(node, ld->fdt,
			     0) if (!fdt_node_check_compatible(ld->fdt, node,
							       "drydock,machine")) break;
	if (node < 0)
		return 0;
	if (get_number(ld, node, "cache-line", &line) < 0)
		return -1;
	if (line < 8 || line > MAX_CACHE_LINE || (line & (line - 1)))
		return fail_node(ld, node,
				 "cache-line must be a power of two from 8 to 256");
	d->cache_line = line;
	if (load_zones(ld, node) || get_number(ld, node, "swiotlb-size", &d->swiotlb_bytes) < 0)
		return -1;
	if (d->swiotlb_bytes > MAX_SWIOTLB_BYTES)
		return fail_node(ld, node, "swiotlb-size is more than 1 GiB");
	d->swiotlb_force = !!fdt_getprop(ld->fdt, node, "swiotlb-force", NULL);
	return load_iomem(ld, node);
}

static unsigned long cells(const fdt32_t *p, int n)
{
	unsigned long v = 0;

	while (n-- > 0)
		v = v << 32 | fdt32_to_cpu(*p++);
	return v;
}

/* A triple of the bus's address, ours, and the size: their difference is the
 * offset between bus and physical addresses. An empty property: no offset. */
static int load_dma_ranges(struct loader *ld)
{
	int node;

	fdt_for_each_subnode(node, ld->fdt, 0)
	{
		int len, bus_cells = fdt_address_cells(ld->fdt, node);
		int cpu_cells = fdt_address_cells(ld->fdt, 0);
		const fdt32_t *p = fdt_getprop(ld->fdt, node, "dma-ranges", &len);
		unsigned long bus, cpu;

		if (!p || !len)
			continue;
		if (bus_cells < 1 || cpu_cells < 1 || (bus_cells + cpu_cells + 1) * 4 > len)
			return fail_node(ld, node, "dma-ranges is too short");
		bus = cells(p, bus_cells);
		cpu = cells(p + bus_cells, cpu_cells);
		if (bus % DOCK_PAGE_SIZE || cpu % DOCK_PAGE_SIZE)
			return fail_node(ld, node, "dma-ranges must begin at whole pages");
		ld->desc->bus_offset = cpu - bus;
		return 0;
	}
	return 0;
}

static void load_root(struct loader *ld)
{
	struct dock_machine_desc *d = ld->desc;
	int len;
	const char *model = fdt_getprop(ld->fdt, 0, "model", &len);

	if (!model || !is_plain_text(model, len))
		model = "unnamed";
	snprintf(d->name, sizeof(d->name), "%s", model);
	d->dma_coherent = !!fdt_getprop(ld->fdt, 0, "dma-coherent", NULL);
	d->cache_line = 64;
}

static int compare_banks(const void *a, const void *b)
{
	const struct dock_desc_bank *x = a, *y = b;

	return x->base < y->base ? -1 : x->base > y->base;
}

/* By base; a range that holds another comes before it. */
static int compare_resources(const void *a, const void *b)
{
	const struct dock_desc_resource *x = a, *y = b;

	if (x->base != y->base)
		return x->base < y->base ? -1 : 1;
	return x->size > y->size ? -1 : x->size < y->size;
}

static int is_in_ram(const struct dock_machine_desc *d,
		     const struct dock_desc_resource *r)
{
	for (int i = 0; i < d->nr_banks; i++)
		if (r->base < d->banks[i].base + d->banks[i].size &&
		    d->banks[i].base < r->base + r->size)
			return 1;
	return 0;
}

/* Once all RAM is known: reserved memory outside it reserves nothing. */
static void finish(struct dock_machine_desc *d)
{
	int kept = 0;

	for (int i = 0; i < d->nr_resources; i++)
		if (!d->resources[i].reserved || is_in_ram(d, &d->resources[i]))
			d->resources[kept++] = d->resources[i];
	d->nr_resources = kept;
	qsort(d->resources, d->nr_resources, sizeof(d->resources[0]), compare_resources);
	qsort(d->banks, d->nr_banks, sizeof(d->banks[0]), compare_banks);
}

/* The machine reaches all of its RAM by a window, and low memory holds the
 * kernel's own things. */
static int check_high_memory(struct loader *ld)
{
	const struct dock_machine_desc *d = ld->desc;
	unsigned long end = 0;

	for (int i = 0; i < d->nr_banks; i++)
		end = d->banks[i].base + d->banks[i].size;
	if ((!d->high_start && !dock_desc_next_no_map(d, 0)) || dock_desc_lacks_memory(d))
		return 0;
	if (end > DOCK_RAM_VIEW_END - DOCK_RAM_VIEW_BASE)
		return fail(ld->err, ld->err_len,
			    "with high memory or no-map, a machine may have 1 TiB of RAM");
	if (d->high_start && d->banks[0].base >= d->high_start)
		return fail(ld->err, ld->err_len, "all RAM of this machine is high memory");
	return 0;
}

static int load_tree(struct loader *ld)
{
	load_root(ld);
	if (load_memory(ld) || load_reservation_block(ld) || load_reserved_memory(ld) ||
	    load_drydock_node(ld) || load_dma_ranges(ld))
		return -1;
	if (!dock_desc_lacks_memory(ld->desc))
		finish(ld->desc);
	return check_high_memory(ld);
}

/* The file's bytes, to be freed, or NULL with the error said. */
static void *read_file(const char *path, size_t *len, char *err, unsigned long err_len)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	FILE *f = fd < 0 ? NULL : fdopen(fd, "r");
	void *data = NULL;
	struct stat st;

	if (!f) {
		fail(err, err_len, "%s", strerror(errno));
		return NULL;
	}
	if (fstat(fd, &st) || !S_ISREG(st.st_mode)) {
		fail(err, err_len, S_ISDIR(st.st_mode) ? "is a directory" : "not a regular file");
		fclose(f);
		return NULL;
	}
	data = malloc(MAX_DTB_BYTES + 1);
	if (!data) {
		fail(err, err_len, "out of memory");
	} else {
		*len = fread(data, 1, MAX_DTB_BYTES + 1, f);
		if (ferror(f) || *len > MAX_DTB_BYTES) {
			fail(err, err_len, "%s",
			     ferror(f) ? strerror(errno) : "larger than 2 MiB");
			free(data);
			data = NULL;
		}
	}
	fclose(f);
	return data;
}

static int check_blob(const void *data, size_t len, char *err, unsigned long err_len)
{
	int ret;

	if (memmem(data, len < 4096 ? len : 4096, "/dts-v1/", 8))
		return fail(err, err_len,
			    "this is device tree source; compile it: "
			    "dtc -O dtb -o MACHINE.dtb MACHINE.dts");
	ret = len < sizeof(struct fdt_header) ? -FDT_ERR_BADMAGIC
					      : fdt_check_full(data, len);
	if (ret == -FDT_ERR_BADMAGIC)
		return fail(err, err_len, "not a flattened device tree (.dtb)");
	if (ret == -FDT_ERR_TRUNCATED)
		return fail(err, err_len, "truncated: it is shorter than its header says");
	if (ret == -FDT_ERR_BADVERSION)
		return fail(err, err_len, "a device tree of a version that libfdt does not know");
	if (ret)
		return fail(err, err_len, "damaged device tree (%s)", fdt_strerror(ret));
	return 0;
}

int dock_desc_load(const char *path, struct dock_machine_desc *desc, char *err,
		   unsigned long err_len)
{
	struct loader ld = {.desc = desc, .err = err, .err_len = err_len};
	size_t len = 0;
	void *data = read_file(path, &len, err, err_len);
	int ret;

	if (!data)
		return -1;
	memset(desc, 0, sizeof(*desc));
	ld.fdt = data;
	ret = check_blob(data, len, err, err_len);
	if (!ret)
		ret = load_tree(&ld);
	free(data);
	return ret;
}

int dock_desc_lacks_memory(const struct dock_machine_desc *desc)
{
	return !desc->nr_banks || !desc->banks[0].size;
}

int dock_desc_give_memory(struct dock_machine_desc *desc, unsigned long size, char *err,
			  unsigned long err_len)
{
	struct dock_desc_bank *bank = &desc->banks[0];

	if (!size || size % DOCK_PAGE_SIZE)
		return fail(err, err_len,
			    "the size of memory must be whole pages of 4096 bytes");
	if (size > DOCK_PHYS_END || bank->base > DOCK_PHYS_END - size)
		return fail(err, err_len,
			    "more memory than physical addresses "
			    "(they end at 0x100000000000)");
	desc->nr_banks = 1;
	bank->size = size;
	for (int i = 0; i < desc->nr_resources; i++)
		if (!desc->resources[i].reserved && is_in_ram(desc, &desc->resources[i]))
			return fail(err, err_len, "memory of this size reaches into '%s'",
				    desc->resources[i].name);
	finish(desc);
	return 0;
}
