/* SPDX-License-Identifier: MIT */
/* Managed interrupts, regions and mappings of registers. */
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/kernel.h>

/* --- interrupts --- */

struct irq_res {
	unsigned int irq;
	void *dev_id;
};

static void irq_release(struct device *dev, void *res)
{
	const struct irq_res *r = res;

	free_irq(r->irq, r->dev_id);
}

static int same_irq(struct device *dev, void *res, void *data)
{
	const struct irq_res *a = res, *b = data;

	return a->irq == b->irq && a->dev_id == b->dev_id;
}

int devm_request_threaded_irq(struct device *dev, unsigned int irq, irq_handler_t handler,
			      irq_handler_t thread_fn, unsigned long irqflags,
			      const char *devname, void *dev_id)
{
	struct irq_res *r = devres_alloc(irq_release, sizeof(*r), GFP_KERNEL);
	int err;

	if (!r)
		return -ENOMEM;
	err = request_threaded_irq(irq, handler, thread_fn, irqflags,
				   devname ? devname : dev_name(dev), dev_id);
	if (err) {
		devres_free(r);
		return err;
	}
	r->irq = irq;
	r->dev_id = dev_id;
	devres_add(dev, r);
	return 0;
}
EXPORT_SYMBOL(devm_request_threaded_irq);

void devm_free_irq(struct device *dev, unsigned int irq, void *dev_id)
{
	struct irq_res r = { irq, dev_id };

	if (!WARN_ON(devres_destroy(dev, irq_release, same_irq, &r)))
		free_irq(irq, dev_id);
}
EXPORT_SYMBOL(devm_free_irq);

/* --- regions --- */

struct region_res {
	struct resource *parent;
	resource_size_t start, n;
};

static void region_release(struct device *dev, void *res)
{
	const struct region_res *r = res;

	__release_region(r->parent, r->start, r->n);
}

static int same_region(struct device *dev, void *res, void *data)
{
	const struct region_res *a = res, *b = data;

	return a->parent == b->parent && a->start == b->start && a->n == b->n;
}

struct resource *__devm_request_region(struct device *dev, struct resource *parent,
				       resource_size_t start, resource_size_t n,
				       const char *name)
{
	struct region_res *r = devres_alloc(region_release, sizeof(*r), GFP_KERNEL);
	struct resource *res;

	if (!r)
		return NULL;
	r->parent = parent;
	r->start = start;
	r->n = n;
	res = __request_region(parent, start, n, name, 0);
	if (res)
		devres_add(dev, r);
	else
		devres_free(r);
	return res;
}
EXPORT_SYMBOL(__devm_request_region);

void __devm_release_region(struct device *dev, struct resource *parent, resource_size_t start,
			   resource_size_t n)
{
	struct region_res r = { parent, start, n };

	WARN_ON(devres_release(dev, region_release, same_region, &r));
}
EXPORT_SYMBOL(__devm_release_region);

/* --- mappings --- */

static void iomap_release(struct device *dev, void *res)
{
	iounmap(*(void __iomem **)res);
}

static int same_iomap(struct device *dev, void *res, void *data)
{
	return *(void **)res == data;
}

void __iomem *devm_ioremap(struct device *dev, resource_size_t offset, resource_size_t size)
{
	void __iomem **p = devres_alloc(iomap_release, sizeof(*p), GFP_KERNEL);

	if (!p)
		return NULL;
	*p = ioremap(offset, size);
	if (!*p) {
		devres_free(p);
		return NULL;
	}
	devres_add(dev, p);
	return *p;
}
EXPORT_SYMBOL(devm_ioremap);

void __iomem *devm_ioremap_uc(struct device *dev, resource_size_t offset, resource_size_t size)
{
	return devm_ioremap(dev, offset, size);
}
EXPORT_SYMBOL(devm_ioremap_uc);

void __iomem *devm_ioremap_wc(struct device *dev, resource_size_t offset, resource_size_t size)
{
	return devm_ioremap(dev, offset, size);
}
EXPORT_SYMBOL(devm_ioremap_wc);

void devm_iounmap(struct device *dev, void __iomem *addr)
{
	WARN_ON(devres_release(dev, iomap_release, same_iomap, (void __force *)addr));
}
EXPORT_SYMBOL(devm_iounmap);

void __iomem *devm_ioremap_resource(struct device *dev, const struct resource *res)
{
	void __iomem *p;

	if (!res || resource_type(res) != IORESOURCE_MEM) {
		dev_err(dev, "invalid resource %pR\n", res);
		return IOMEM_ERR_PTR(-EINVAL);
	}
	if (!devm_request_mem_region(dev, res->start, resource_size(res),
				     res->name ? res->name : dev_name(dev))) {
		dev_err(dev, "can't request region for resource %pR\n", res);
		return IOMEM_ERR_PTR(-EBUSY);
	}
	p = devm_ioremap(dev, res->start, resource_size(res));
	if (!p) {
		devm_release_mem_region(dev, res->start, resource_size(res));
		return IOMEM_ERR_PTR(-ENOMEM);
	}
	return p;
}
EXPORT_SYMBOL(devm_ioremap_resource);
