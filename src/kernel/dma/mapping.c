/* SPDX-License-Identifier: MIT */
/*
 * The front door of the DMA layer: check the call, do it, tell the ledger.
 */
#include <linux/dma-map-ops.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include "check/addrtype.h"
#include "check/dma.h"
#include "check/report.h"
#include "check/shadow.h"
#include "check/stack.h"
#include "kernel/compat/dma.h"
#include "kernel/dma/broken.h"
#include "kernel/dma/dma.h"
#include "kernel/mm/page_alloc.h"
#include "kernel/sched/sched.h"
#include "machine/bus.h"
#include "machine/cache.h"
#include "machine/desc.h"
#include "machine/layout.h"

#define DMA_NS	       100
#define EVICT_ONE_IN   4

static const struct dock_machine_desc *machine;

int dock_dma_init(const struct dock_machine_desc *desc)
{
	machine = desc;
	dock_contiguous_init();
	dock_dma_watch_init();
	return dock_swiotlb_init(desc);
}

static const char *name_of(struct device *dev)
{
	return dev->dock_master ? dev->dock_master->name : dev_name(dev);
}

/* A DMA call is a place where anything may happen, also to the cache. */
static void dma_point(void)
{
	unsigned long phys, len;

	dock_switch_point(DMA_NS);
	if (unlikely(!dock_cache_coherent()) && dock_dma_any(&phys, &len))
		dock_cache_adversary(phys, len, EVICT_ONE_IN);
}

static struct dock_report *begin(const char *rule, const char *what, struct device *dev)
{
	struct dock_report *r = dock_report_begin(rule, "%s", what);

	dock_report_fact(r, "device", "%s", dev ? name_of(dev) : "none (NULL)");
	return r;
}

static void end(struct dock_report *r)
{
	unsigned long pcs[DOCK_STACK_MAX];

	dock_report_stack(r, "now", pcs, dock_stack_here(pcs, DOCK_STACK_MAX));
	dock_report_end(r);
}

/* May this device map at all? */
static bool device_ok(struct device *dev)
{
	if (dev && dev->dma_mask)
		return true;
	if (!dock_no_check)
		end(begin("dma-bad-device", dev ? "a mapping for a device that has no DMA mask"
						: "a mapping for no device", dev));
	return false;
}

/* --- mapping --- */

static dma_addr_t map(struct device *dev, phys_addr_t phys, size_t size,
		      enum dma_data_direction dir, unsigned long attrs, enum dock_dma_kind kind)
{
	dma_addr_t addr;

	BUG_ON(!valid_dma_direction(dir));
	dev = dock_compat_dma_device(dev);
	if (!device_ok(dev))
		return DMA_MAPPING_ERROR;
	addr = dock_direct_map(dev, phys, size, dir, attrs);
	if (addr == DMA_MAPPING_ERROR)
		return addr;
	dock_dma_mapped(dev, name_of(dev), addr, phys, size, dir, kind,
			attrs & DMA_ATTR_SKIP_CPU_SYNC);
	dma_point();
	return addr;
}

dma_addr_t dma_map_page_attrs(struct device *dev, struct page *page, size_t offset, size_t size,
			      enum dma_data_direction dir, unsigned long attrs)
{
	return map(dev, page_to_phys(page) + offset, size, dir, attrs, DOCK_DMA_PAGE);
}
EXPORT_SYMBOL(dma_map_page_attrs);

dma_addr_t dma_map_single_attrs(struct device *dev, void *ptr, size_t size,
				enum dma_data_direction dir, unsigned long attrs)
{
	unsigned long addr = (unsigned long)ptr;
	struct dock_report *r;

	if (addr < DOCK_LINEAR_BASE || addr >= DOCK_LINEAR_END ||
	    !dock_pfn_is_ram((addr - DOCK_LINEAR_BASE) >> PAGE_SHIFT)) {
		if (dock_no_check)
			return DMA_MAPPING_ERROR;
		r = begin("dma-bad-memory", "dma_map_single() of memory that cannot be mapped so", dev);
		dock_report_fact(r, "address", "0x%lx, %s; it wants a kernel logical address", addr,
				 dock_addr_type(addr));
		end(r);
		return DMA_MAPPING_ERROR;
	}
	return map(dev, addr - DOCK_LINEAR_BASE, size, dir, attrs, DOCK_DMA_SINGLE);
}
EXPORT_SYMBOL(dma_map_single_attrs);

static void unmap(struct device *dev, dma_addr_t addr, size_t size, enum dma_data_direction dir,
		  unsigned long attrs, enum dock_dma_kind kind)
{
	dma_point();
	dev = dock_compat_dma_device(dev);
	if (dock_dma_unmapped(dev, name_of(dev), addr, size, dir, kind,
			      attrs & DMA_ATTR_SKIP_CPU_SYNC))
		dock_direct_unmap(dev, addr, size, dir, attrs);
}

void dma_unmap_page_attrs(struct device *dev, dma_addr_t addr, size_t size,
			  enum dma_data_direction dir, unsigned long attrs)
{
	unmap(dev, addr, size, dir, attrs, DOCK_DMA_PAGE);
}
EXPORT_SYMBOL(dma_unmap_page_attrs);

void dma_unmap_single_attrs(struct device *dev, dma_addr_t addr, size_t size,
			    enum dma_data_direction dir, unsigned long attrs)
{
	unmap(dev, addr, size, dir, attrs, DOCK_DMA_SINGLE);
}
EXPORT_SYMBOL(dma_unmap_single_attrs);

int dma_mapping_error(struct device *dev, dma_addr_t addr)
{
	if (addr == DMA_MAPPING_ERROR)
		return -ENOMEM;
	dock_dma_error_checked(dev, addr);
	return 0;
}
EXPORT_SYMBOL(dma_mapping_error);

/* Until 2.6.26 nobody said for which device. */
extern int dock_old_dma_mapping_error(dma_addr_t addr);

int dock_old_dma_mapping_error(dma_addr_t addr)
{
	return dma_mapping_error(NULL, addr); /* of any */
}
EXPORT_SYMBOL(dock_old_dma_mapping_error);

/* --- syncs --- */

void dma_sync_single_for_cpu(struct device *dev, dma_addr_t addr, size_t size,
			     enum dma_data_direction dir)
{
	dma_point();
	dev = dock_compat_dma_device(dev);
	dock_dma_synced(dev, name_of(dev), addr, size, dir, true);
	dock_direct_sync_for_cpu(dev, addr, size, dir);
}
EXPORT_SYMBOL(dma_sync_single_for_cpu);

void dma_sync_single_for_device(struct device *dev, dma_addr_t addr, size_t size,
				enum dma_data_direction dir)
{
	dev = dock_compat_dma_device(dev);
	dock_dma_synced(dev, name_of(dev), addr, size, dir, false);
	dock_direct_sync_for_device(dev, addr, size, dir);
	dma_point();
}
EXPORT_SYMBOL(dma_sync_single_for_device);

bool dma_need_sync(struct device *dev, dma_addr_t addr)
{
	return !dock_cache_coherent() || dock_swiotlb_is(dock_dma_to_phys(dev, addr));
}
EXPORT_SYMBOL(dma_need_sync);

/* --- coherent memory --- */

void *dock_dma_coherent_pages(struct device *dev, size_t size, dma_addr_t *handle, gfp_t gfp)
{
	dev = dock_compat_dma_device(dev);
	if (WARN_ON_ONCE(!dev || !dev->coherent_dma_mask))
		return NULL;
	if (gfpflags_allow_blocking(gfp))
		might_sleep();
	gfp &= ~(__GFP_DMA | __GFP_DMA32 | __GFP_HIGHMEM);
	return dock_direct_alloc(dev, PAGE_ALIGN(size), handle, gfp);
}

void dock_dma_coherent_note(struct device *dev, dma_addr_t handle, size_t size,
			    enum dock_dma_kind kind)
{
	dev = dock_compat_dma_device(dev);
	dock_dma_mapped(dev, name_of(dev), handle, dock_dma_to_phys(dev, handle), size,
			DMA_BIDIRECTIONAL, kind, false);
}

void *dma_alloc_attrs(struct device *dev, size_t size, dma_addr_t *handle, gfp_t gfp,
		      unsigned long attrs)
{
	void *cpu = dock_dma_coherent_pages(dev, size, handle, gfp);

	if (cpu && DOCK_BREAKING)
		dock_dma_broken_coherent(cpu, size);
	if (cpu)
		dock_dma_coherent_note(dev, *handle, size, DOCK_DMA_COHERENT);
	return cpu;
}
EXPORT_SYMBOL(dma_alloc_attrs);

void dma_free_attrs(struct device *dev, size_t size, void *cpu_addr, dma_addr_t handle,
		    unsigned long attrs)
{
	/* As in Linux: it may have to undo a kernel mapping, which sleeps. */
	WARN_ON(irqs_disabled());
	dev = dock_compat_dma_device(dev);
	if (!cpu_addr)
		return;
	if (DOCK_BREAKING)
		dock_dma_broken_free(size);
	if (dock_dma_unmapped(dev, name_of(dev), handle, size, DMA_BIDIRECTIONAL,
			      DOCK_DMA_COHERENT, false))
		dock_direct_free(dev, PAGE_ALIGN(size), cpu_addr, handle);
}
EXPORT_SYMBOL(dma_free_attrs);

bool dma_can_mmap(struct device *dev)
{
	return true;
}
EXPORT_SYMBOL(dma_can_mmap);

/* @size bytes from frame @pfn on, as far as the VMA wants them. */
static int map_to_user(struct vm_area_struct *vma, unsigned long pfn, size_t size)
{
	unsigned long pages = PAGE_ALIGN(size) >> PAGE_SHIFT, user = vma_pages(vma);

	if (vma->vm_pgoff >= pages || user > pages - vma->vm_pgoff)
		return -ENXIO;
	/* As the driver has it: past the cache, unless that is coherent. */
	if (!dock_cache_coherent())
		vma->vm_page_prot = pgprot_noncached(vma->vm_page_prot);
	return remap_pfn_range(vma, vma->vm_start, pfn + vma->vm_pgoff, user << PAGE_SHIFT,
			       vma->vm_page_prot);
}

int dma_mmap_attrs(struct device *dev, struct vm_area_struct *vma, void *cpu_addr,
		   dma_addr_t handle, size_t size, unsigned long attrs)
{
	return map_to_user(vma, dock_dma_to_phys(dev, handle) >> PAGE_SHIFT, size);
}
EXPORT_SYMBOL(dma_mmap_attrs);

/* What a backend's mmap may be: of memory with pages, whose kernel address decides. */
int dma_common_mmap(struct device *dev, struct vm_area_struct *vma, void *cpu_addr,
		    dma_addr_t handle, size_t size, unsigned long attrs)
{
	struct page *page = is_vmalloc_addr(cpu_addr) ? vmalloc_to_page(cpu_addr)
						      : virt_to_page(cpu_addr);

	return map_to_user(vma, page_to_pfn(page), size);
}
DOCK_EXPORT_SYMBOL_UNTIL(dma_common_mmap, 5, 0);

/* --- masks --- */

/* A mask serves if the lowest memory can be reached with it, as in Linux: it
 * must cover the first zone (or all RAM, if that is less). */
int dma_supported(struct device *dev, u64 mask)
{
	u64 ram_end = (u64)dock_max_pfn() << PAGE_SHIFT;
	u64 zone_end = machine->zone_dma_end ? machine->zone_dma_end : ram_end;

	return mask >= dock_phys_to_dma(dev, min(zone_end, ram_end) - 1) ||
	       (DOCK_BREAK("masks-refused") && !mask);
}
EXPORT_SYMBOL(dma_supported);

static u64 in_force(u64 mask)
{
	return DOCK_BREAKING ? dock_dma_broken_mask(mask) : mask;
}

int dma_set_mask(struct device *dev, u64 mask)
{
	if (!dev->dma_mask || !dma_supported(dev, mask))
		return -EIO;
	*dev->dma_mask = in_force(mask);
	if (DOCK_BREAK("transfer-after-masks") && dev->dock_master)
		dev->dock_master->enabled = 0;
	return 0;
}
EXPORT_SYMBOL(dma_set_mask);

int dma_set_coherent_mask(struct device *dev, u64 mask)
{
	if (!dma_supported(dev, mask))
		return -EIO;
	dev->coherent_dma_mask = in_force(mask);
	return 0;
}
EXPORT_SYMBOL(dma_set_coherent_mask);

u64 dma_get_required_mask(struct device *dev)
{
	u64 max_addr = dock_phys_to_dma(dev, (dock_max_pfn() - 1) << PAGE_SHIFT);

	return DOCK_BREAK("probe-masks") ? max_addr : (1ULL << fls64(max_addr)) - 1;
}
EXPORT_SYMBOL(dma_get_required_mask);

size_t dma_max_mapping_size(struct device *dev)
{
	return dock_swiotlb_forced() ? dock_swiotlb_max() : SIZE_MAX;
}
EXPORT_SYMBOL(dma_max_mapping_size);
