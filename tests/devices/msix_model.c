/* SPDX-License-Identifier: MIT */
/* A device with four MSI-X vectors: a store of N to its register asks for vector N.
 * A load says how many stores went nowhere. */
#include <drydock/device.h>

struct asker {
	unsigned long refused;
};

static unsigned long read_register(struct dock_dev *dev, int bar, unsigned long at,
				   int size)
{
	struct asker *a = dock_dev_state(dev);

	return bar == 0 ? a->refused : ~0ul;
}

static void write_register(struct dock_dev *dev, int bar, unsigned long at, int size,
			   unsigned long value)
{
	struct asker *a = dock_dev_state(dev);

	if (bar != 0 || dock_dev_msi(dev, (int)value))
		a->refused++;
}

const struct dock_dev_model dock_device_model = {
	.abi = DOCK_DEVICE_ABI,
	.name = "asker",
	.vendor = 0x1234,
	.device = 0xa5ce,
	.class_code = 0xff0000,
	.bars = {{.size_bytes = 16}, {.size_bytes = 4096}},
	.irq_pin = 1,
	.msix_vectors = 4,
	.msix_bar = 1,
	.state_bytes = sizeof(struct asker),
	.read = read_register,
	.write = write_register,
};
