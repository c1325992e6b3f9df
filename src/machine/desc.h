/* SPDX-License-Identifier: MIT */
/*
 * What a machine is: the plain facts, read from a flattened device tree by
 * devicetree.c before the machine boots, and nothing but numbers and names
 * afterwards. All addresses are CPU physical addresses, sizes are in bytes.
 */
#ifndef DOCK_MACHINE_DESC_H
#define DOCK_MACHINE_DESC_H

#define DOCK_DESC_MAX_BANKS	32
#define DOCK_DESC_MAX_RESOURCES 64
#define DOCK_DESC_NAME		64

struct dock_desc_bank {
	unsigned long base, size;
	int node; /* NUMA node */
};

/* A line of /proc/iomem that is not RAM: reserved memory, ROM, a bus window. */
struct dock_desc_resource {
	unsigned long base, size;
	char name[DOCK_DESC_NAME];
	int reserved; /* inside a RAM bank, kept from the allocator */
	int no_map; /* and kept from the kernel: no pages, no logical addresses */
};

struct dock_machine_desc {
	char name[DOCK_DESC_NAME]; /* the root node's model */
	struct dock_desc_bank banks[DOCK_DESC_MAX_BANKS];
	int nr_banks; /* sorted by base, not overlapping */
	struct dock_desc_resource resources[DOCK_DESC_MAX_RESOURCES];
	int nr_resources; /* sorted by base */
	int dma_coherent; /* every device's DMA is coherent with the caches */
	unsigned int cache_line; /* bytes */
	unsigned long bus_offset; /* bus address = physical address - this */
	unsigned long swiotlb_bytes; /* for bounce buffers; 0: none */
	int swiotlb_force; /* bounce every mapping */
	unsigned long zone_dma_end, zone_dma32_end; /* physical; 0: no such zone */
	unsigned long mem_limit; /* the kernel uses RAM below this alone (mem=); 0: all */
	unsigned long cma_base, cma_size; /* RAM for CMA, in one bank and zone; 0: none */
	unsigned long high_start; /* RAM from here on has no logical address; 0: none */
};

/* The first range, by address, that is kept from the kernel and ends above @addr;
 * NULL: none. */
static inline const struct dock_desc_resource *
dock_desc_next_no_map(const struct dock_machine_desc *d, unsigned long addr)
{
	for (int i = 0; i < d->nr_resources; i++)
		if (d->resources[i].no_map && addr < d->resources[i].base + d->resources[i].size)
			return &d->resources[i];
	return 0;
}

/*
 * dock_desc_load - read a machine from a flattened device tree
 * @path: a .dtb file
 * @desc: filled in
 * @err, @err_len: on failure one line saying what is wrong with which node
 *
 * Returns 0, or -1 with @err filled. Host side: called by the command line
 * before the machine exists.
 */
int dock_desc_load(const char *path, struct dock_machine_desc *desc, char *err,
		   unsigned long err_len);

/*
 * A board's device tree leaves the size of its memory to the boot loader. Such
 * a machine loads with no bank, or with a single one of size 0 that says where
 * memory begins; dock_desc_lacks_memory() is then 1, and the caller must give it
 * @size bytes with dock_desc_give_memory() before anything else uses it.
 * The latter returns 0, or -1 with @err filled, as dock_desc_load() does.
 */
int dock_desc_lacks_memory(const struct dock_machine_desc *desc);
int dock_desc_give_memory(struct dock_machine_desc *desc, unsigned long size, char *err,
			  unsigned long err_len);

#endif
