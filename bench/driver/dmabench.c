// SPDX-License-Identifier: MIT
/*
 * What the DMA layer and the hooks cost, measured by a driver without a device.
 * Prints "bench NAME VALUE": picoseconds for loads, else nanoseconds of the host.
 */
#include <drydock/task.h>
#include <linux/dma-mapping.h>
#include <linux/module.h>
#include <linux/slab.h>

MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("bench: mapping and hooks");

#define MAPS  200000UL
#define LOADS 20000000UL
#define BYTES 4096UL

static void release(struct device *dev)
{
}

static u64 mask = DMA_BIT_MASK(32);
static struct device dev = { .init_name = "dmabench", .dma_mask = &mask,
			     .coherent_dma_mask = DMA_BIT_MASK(32), .release = release };

static unsigned long map_unmap(void *buf)
{
	unsigned long t = dock_task_wall_ns();

	for (unsigned long i = 0; i < MAPS; i++) {
		dma_addr_t addr = dma_map_single(&dev, buf, BYTES, DMA_TO_DEVICE);

		if (dma_mapping_error(&dev, addr))
			return 0;
		dma_unmap_single(&dev, addr, BYTES, DMA_TO_DEVICE);
	}
	return (dock_task_wall_ns() - t) / MAPS;
}

static unsigned long loads_ps(const unsigned int *p)
{
	unsigned long t = dock_task_wall_ns(), sum = 0;

	for (unsigned long i = 0; i < LOADS; i++)
		sum += READ_ONCE(p[i & (BYTES / sizeof(*p) - 1)]);
	barrier_data(&sum);
	return (dock_task_wall_ns() - t) * 1000 / LOADS;
}

static int __init dmabench_init(void)
{
	void *buf = kzalloc(BYTES, GFP_KERNEL);

	if (!buf)
		return -ENOMEM;
	device_initialize(&dev);
	pr_info("bench map_unmap %lu\n", map_unmap(buf));
	pr_info("bench load_ps %lu\n", loads_ps(buf));
	kfree(buf);
	return 0;
}

static void __exit dmabench_exit(void)
{
}

module_init(dmabench_init);
module_exit(dmabench_exit);
