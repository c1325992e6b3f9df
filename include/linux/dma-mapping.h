/* SPDX-License-Identifier: MIT */
/* The DMA interface. */
#ifndef _LINUX_DMA_MAPPING_H
#define _LINUX_DMA_MAPPING_H

#include <linux/device.h>
#include <linux/dma-direction.h>
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/sizes.h>
#include <linux/types.h>

#define DMA_ATTR_WEAK_ORDERING		(1UL << 1)
#define DMA_ATTR_WRITE_COMBINE		(1UL << 2)
#define DMA_ATTR_NO_KERNEL_MAPPING	(1UL << 4)
#define DMA_ATTR_SKIP_CPU_SYNC		(1UL << 5)
#define DMA_ATTR_FORCE_CONTIGUOUS	(1UL << 6)
#define DMA_ATTR_ALLOC_SINGLE_PAGES	(1UL << 7)
#define DMA_ATTR_NO_WARN		(1UL << 8)
#define DMA_ATTR_PRIVILEGED		(1UL << 9)

#define DMA_MAPPING_ERROR	(~(dma_addr_t)0)
#define DMA_BIT_MASK(n)		(((n) == 64) ? ~0ULL : ((1ULL << (n)) - 1))

extern dma_addr_t dma_map_page_attrs(struct device *dev, struct page *page, size_t offset, size_t size,
				     enum dma_data_direction dir, unsigned long attrs)
	__dock(dma_map_page_attrs);
extern void dma_unmap_page_attrs(struct device *dev, dma_addr_t addr, size_t size,
				 enum dma_data_direction dir, unsigned long attrs)
	__dock(dma_unmap_page_attrs);
extern dma_addr_t dma_map_single_attrs(struct device *dev, void *ptr, size_t size,
				       enum dma_data_direction dir, unsigned long attrs)
	__dock(dma_map_single_attrs);
extern void dma_unmap_single_attrs(struct device *dev, dma_addr_t addr, size_t size,
				   enum dma_data_direction dir, unsigned long attrs)
	__dock(dma_unmap_single_attrs);
#if DOCK_SINCE_2_6_27
extern int dma_mapping_error(struct device *dev, dma_addr_t addr) __dock(dma_mapping_error);
#else
extern int dock_old_dma_mapping_error(dma_addr_t addr);
#define dma_mapping_error(addr) dock_old_dma_mapping_error(addr)
#endif
extern void dma_sync_single_for_cpu(struct device *dev, dma_addr_t addr, size_t size,
				    enum dma_data_direction dir) __dock(dma_sync_single_for_cpu);
extern void dma_sync_single_for_device(struct device *dev, dma_addr_t addr, size_t size,
				       enum dma_data_direction dir)
	__dock(dma_sync_single_for_device);

extern void *dma_alloc_attrs(struct device *dev, size_t size, dma_addr_t *handle, gfp_t gfp,
			     unsigned long attrs) __dock(dma_alloc_attrs);
extern void dma_free_attrs(struct device *dev, size_t size, void *cpu_addr, dma_addr_t handle,
			   unsigned long attrs) __dock(dma_free_attrs);
extern void *dmam_alloc_attrs(struct device *dev, size_t size, dma_addr_t *handle, gfp_t gfp,
			      unsigned long attrs) __dock(dmam_alloc_attrs);
extern void dmam_free_coherent(struct device *dev, size_t size, void *vaddr, dma_addr_t handle)
	__dock(dmam_free_coherent);
extern int dma_mmap_attrs(struct device *dev, struct vm_area_struct *vma, void *cpu_addr,
			  dma_addr_t handle, size_t size, unsigned long attrs) __dock(dma_mmap_attrs);
#if DOCK_SINCE_3_6 && DOCK_BEFORE_5_10
extern int dma_common_mmap(struct device *dev, struct vm_area_struct *vma, void *cpu_addr,
			   dma_addr_t handle, size_t size, unsigned long attrs)
	__dock(dma_common_mmap);
#if !DOCK_SINCE_4_20
static inline int dock_old_dma_common_mmap(struct device *dev, struct vm_area_struct *vma,
					   void *cpu_addr, dma_addr_t handle, size_t size)
{
	return dma_common_mmap(dev, vma, cpu_addr, handle, size, 0);
}
#define dma_common_mmap dock_old_dma_common_mmap
#endif
#endif
extern bool dma_can_mmap(struct device *dev) __dock(dma_can_mmap);

extern int dma_supported(struct device *dev, u64 mask) __dock(dma_supported);
extern int dma_set_mask(struct device *dev, u64 mask) __dock(dma_set_mask);
extern int dma_set_coherent_mask(struct device *dev, u64 mask) __dock(dma_set_coherent_mask);
extern u64 dma_get_required_mask(struct device *dev) __dock(dma_get_required_mask);
extern size_t dma_max_mapping_size(struct device *dev) __dock(dma_max_mapping_size);
extern bool dma_need_sync(struct device *dev, dma_addr_t addr) __dock(dma_need_sync);

#define dma_map_single(d, a, s, r) dma_map_single_attrs(d, a, s, r, 0)
#define dma_unmap_single(d, a, s, r) dma_unmap_single_attrs(d, a, s, r, 0)
#define dma_map_page(d, p, o, s, r) dma_map_page_attrs(d, p, o, s, r, 0)
#define dma_unmap_page(d, a, s, r) dma_unmap_page_attrs(d, a, s, r, 0)
#define dma_mmap_coherent(d, v, c, h, s) dma_mmap_attrs(d, v, c, h, s, 0)

static inline void *dma_alloc_coherent(struct device *dev, size_t size, dma_addr_t *handle, gfp_t gfp)
{
	return dma_alloc_attrs(dev, size, handle, gfp,
			       gfp & __GFP_NOWARN ? DMA_ATTR_NO_WARN : 0);
}

static inline void dma_free_coherent(struct device *dev, size_t size, void *cpu_addr,
				     dma_addr_t handle)
{
	dma_free_attrs(dev, size, cpu_addr, handle, 0);
}

static inline void *dmam_alloc_coherent(struct device *dev, size_t size, dma_addr_t *handle,
					gfp_t gfp)
{
	return dmam_alloc_attrs(dev, size, handle, gfp,
				gfp & __GFP_NOWARN ? DMA_ATTR_NO_WARN : 0);
}

static inline void dma_sync_single_range_for_cpu(struct device *dev, dma_addr_t addr,
						 unsigned long offset, size_t size,
						 enum dma_data_direction dir)
{
	dma_sync_single_for_cpu(dev, addr + offset, size, dir);
}

static inline void dma_sync_single_range_for_device(struct device *dev, dma_addr_t addr,
						    unsigned long offset, size_t size,
						    enum dma_data_direction dir)
{
	dma_sync_single_for_device(dev, addr + offset, size, dir);
}

static inline u64 dma_get_mask(struct device *dev)
{
	return dev->dma_mask && *dev->dma_mask ? *dev->dma_mask : DMA_BIT_MASK(32);
}

static inline int dma_set_mask_and_coherent(struct device *dev, u64 mask)
{
	int err = dma_set_mask(dev, mask);

	if (!err)
		dma_set_coherent_mask(dev, mask);
	return err;
}

static inline int dma_coerce_mask_and_coherent(struct device *dev, u64 mask)
{
	dev->dma_mask = &dev->coherent_dma_mask;
	return dma_set_mask_and_coherent(dev, mask);
}

static inline unsigned int dma_get_max_seg_size(struct device *dev)
{
	return dev->dma_parms && dev->dma_parms->max_segment_size
		       ? dev->dma_parms->max_segment_size : SZ_64K;
}

static inline int dma_set_max_seg_size(struct device *dev, unsigned int size)
{
	if (!dev->dma_parms)
		return -EIO;
	dev->dma_parms->max_segment_size = size;
	return 0;
}

static inline int dma_get_cache_alignment(void)
{
#ifdef ARCH_DMA_MINALIGN
	return ARCH_DMA_MINALIGN;
#endif
	return 1;
}

#define DEFINE_DMA_UNMAP_ADDR(name)	dma_addr_t name
#define DEFINE_DMA_UNMAP_LEN(name)	__u32 name
#define dma_unmap_addr(ptr, name)	((ptr)->name)
#define dma_unmap_addr_set(ptr, name, val) (((ptr)->name) = (val))
#define dma_unmap_len(ptr, name)	((ptr)->name)
#define dma_unmap_len_set(ptr, name, val) (((ptr)->name) = (val))

#endif
