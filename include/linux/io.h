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
#define IOMEM_ERR_PTR(err) ((void __iomem __force *)ERR_PTR(err))
struct resource;

extern void __iomem *devm_ioremap(struct device *dev, resource_size_t offset,
				  resource_size_t size) __dock(devm_ioremap);
extern void __iomem *devm_ioremap_uc(struct device *dev, resource_size_t offset,
				     resource_size_t size) __dock(devm_ioremap_uc);
extern void __iomem *devm_ioremap_wc(struct device *dev, resource_size_t offset,
				     resource_size_t size) __dock(devm_ioremap_wc);
extern void devm_iounmap(struct device *dev, void __iomem *addr) __dock(devm_iounmap);
extern void __iomem *devm_ioremap_resource(struct device *dev, const struct resource *res)
	__dock(devm_ioremap_resource);

#endif
