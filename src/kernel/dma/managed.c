/* SPDX-License-Identifier: MIT */
/* Coherent memory that is given back when the driver leaves the device. */
#include <linux/device.h>
#include <linux/dma-mapping.h>
#include <linux/export.h>
#include <linux/kernel.h>

struct managed {
	size_t size;
	void *cpu_addr;
	dma_addr_t handle;
	unsigned long attrs;
};

static void managed_release(struct device *dev, void *res)
{
	struct managed *m = res;

	dma_free_attrs(dev, m->size, m->cpu_addr, m->handle, m->attrs);
}

static int managed_match(struct device *dev, void *res, void *cpu_addr)
{
	return ((struct managed *)res)->cpu_addr == cpu_addr;
}

void *dmam_alloc_attrs(struct device *dev, size_t size, dma_addr_t *handle, gfp_t gfp,
		       unsigned long attrs)
{
	struct managed *m = devres_alloc(managed_release, sizeof(*m), gfp);

	if (!m)
		return NULL;
	m->cpu_addr = dma_alloc_attrs(dev, size, handle, gfp, attrs);
	if (!m->cpu_addr) {
		devres_free(m);
		return NULL;
	}
	m->size = size;
	m->handle = *handle;
	m->attrs = attrs;
	devres_add(dev, m);
	return m->cpu_addr;
}
EXPORT_SYMBOL(dmam_alloc_attrs);

void dmam_free_coherent(struct device *dev, size_t size, void *vaddr, dma_addr_t handle)
{
	dma_free_coherent(dev, size, vaddr, handle);
	WARN_ON(devres_destroy(dev, managed_release, managed_match, vaddr));
}
EXPORT_SYMBOL(dmam_free_coherent);
