/* SPDX-License-Identifier: MIT */
/* DMA by PCI devices until 5.17: the same calls with a struct pci_dev, which
 * linux/pci.h includes. */
#ifndef _LINUX_DOCK_OLD_PCI_H
#define _LINUX_DOCK_OLD_PCI_H

#define PCI_DMA_BIDIRECTIONAL	DMA_BIDIRECTIONAL
#define PCI_DMA_TODEVICE	DMA_TO_DEVICE
#define PCI_DMA_FROMDEVICE	DMA_FROM_DEVICE
#define PCI_DMA_NONE		DMA_NONE

#define __dock_pci_dev(pdev) ((pdev) ? &(pdev)->dev : NULL)

static inline void *pci_alloc_consistent(struct pci_dev *pdev, size_t size, dma_addr_t *handle)
{
	return dma_alloc_coherent(__dock_pci_dev(pdev), size, handle, GFP_ATOMIC);
}

static inline void pci_free_consistent(struct pci_dev *pdev, size_t size, void *vaddr,
				       dma_addr_t handle)
{
	dma_free_coherent(__dock_pci_dev(pdev), size, vaddr, handle);
}

static inline dma_addr_t pci_map_single(struct pci_dev *pdev, void *ptr, size_t size, int dir)
{
	return dma_map_single(__dock_pci_dev(pdev), ptr, size, (enum dma_data_direction)dir);
}

static inline void pci_unmap_single(struct pci_dev *pdev, dma_addr_t addr, size_t size, int dir)
{
	dma_unmap_single(__dock_pci_dev(pdev), addr, size, (enum dma_data_direction)dir);
}

static inline dma_addr_t pci_map_page(struct pci_dev *pdev, struct page *page,
				      unsigned long offset, size_t size, int dir)
{
	return dma_map_page(__dock_pci_dev(pdev), page, offset, size,
			    (enum dma_data_direction)dir);
}

static inline void pci_unmap_page(struct pci_dev *pdev, dma_addr_t addr, size_t size, int dir)
{
	dma_unmap_page(__dock_pci_dev(pdev), addr, size, (enum dma_data_direction)dir);
}

static inline void pci_dma_sync_single_for_cpu(struct pci_dev *pdev, dma_addr_t addr,
					       size_t size, int dir)
{
	dma_sync_single_for_cpu(__dock_pci_dev(pdev), addr, size, (enum dma_data_direction)dir);
}

static inline void pci_dma_sync_single_for_device(struct pci_dev *pdev, dma_addr_t addr,
						  size_t size, int dir)
{
	dma_sync_single_for_device(__dock_pci_dev(pdev), addr, size,
				   (enum dma_data_direction)dir);
}

static inline int pci_set_dma_mask(struct pci_dev *pdev, u64 mask)
{
	return dma_set_mask(&pdev->dev, mask);
}

static inline int pci_set_consistent_dma_mask(struct pci_dev *pdev, u64 mask)
{
	return dma_set_coherent_mask(&pdev->dev, mask);
}

#if DOCK_SINCE_2_6_27
static inline int pci_dma_mapping_error(struct pci_dev *pdev, dma_addr_t addr)
{
	return dma_mapping_error(__dock_pci_dev(pdev), addr);
}
#else
static inline int pci_dma_mapping_error(dma_addr_t addr)
{
	return dma_mapping_error(addr);
}
#endif

#endif
