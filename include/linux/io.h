/* SPDX-License-Identifier: MIT */
/* Device registers. */
#ifndef _LINUX_IO_H
#define _LINUX_IO_H

#include <linux/err.h>
#include <linux/init.h>
#include <linux/types.h>
#include <asm/io.h>
#include <asm/page.h>

struct device;
#if DOCK_SINCE_3_17
#define IOMEM_ERR_PTR(err) ((void __iomem __force *)ERR_PTR(err))
#endif
struct resource;

#if DOCK_SINCE_2_6_21
extern void __iomem *devm_ioremap(struct device *dev, resource_size_t offset,
				  resource_size_t size) __dock(devm_ioremap);
#endif
#if DOCK_SINCE_5_6
extern void __iomem *devm_ioremap_uc(struct device *dev, resource_size_t offset,
				     resource_size_t size) __dock(devm_ioremap_uc);
#endif
#if DOCK_SINCE_4_1
extern void __iomem *devm_ioremap_wc(struct device *dev, resource_size_t offset,
				     resource_size_t size) __dock(devm_ioremap_wc);
#endif
#if DOCK_SINCE_2_6_21
extern void devm_iounmap(struct device *dev, void __iomem *addr) __dock(devm_iounmap);
#endif
#if DOCK_SINCE_3_9
extern void __iomem *devm_ioremap_resource(struct device *dev, const struct resource *res)
	__dock(devm_ioremap_resource);
#endif

#if DOCK_SINCE_4_3
enum {
	MEMREMAP_WB = 1 << 0,
	MEMREMAP_WT = 1 << 1,
	MEMREMAP_WC = 1 << 2,
	MEMREMAP_ENC = 1 << 3,
	MEMREMAP_DEC = 1 << 4,
};

/* Memory that is no register. What the kernel uses itself has its logical address. */
extern void *memremap(resource_size_t offset, size_t size, unsigned long flags)
	__dock(memremap);
extern void memunmap(void *addr) __dock(memunmap);
#endif

#endif
