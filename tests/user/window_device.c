// SPDX-License-Identifier: MIT
/*
 * The device of /dev/window*: BAR 0 has registers, of any width, that keep what
 * is stored, but for those below; BAR 2 is 64 KiB of memory.
 *
 *   0xf00  loads so far		0xf08  stores so far
 *   0xf10  sizes of the last eight accesses, a byte each, the last one lowest
 *   0xf20  a store fills the memory with that byte
 *   0xf30  each load gives one more
 */
#include <drydock/device.h>
#include <string.h>

#define MEMORY 65536

struct window {
	unsigned char regs[4096];
	unsigned long loads, stores, sizes, next;
};

static unsigned long window_read(struct dock_dev *dev, int bar, unsigned long offset, int size)
{
	struct window *w = dock_dev_state(dev);
	unsigned long value = 0;

	switch (offset) {
	case 0xf00:
		return w->loads;
	case 0xf08:
		return w->stores;
	case 0xf10:
		return w->sizes;
	case 0xf30:
		return ++w->next;
	}
	w->loads++;
	w->sizes = w->sizes << 8 | (unsigned long)size;
	memcpy(&value, w->regs + offset, (size_t)size);
	(void)bar;
	return value;
}

static void window_write(struct dock_dev *dev, int bar, unsigned long offset, int size,
			 unsigned long value)
{
	struct window *w = dock_dev_state(dev);

	w->stores++;
	w->sizes = w->sizes << 8 | (unsigned long)size;
	memcpy(w->regs + offset, &value, (size_t)size);
	if (offset == 0xf20)
		memset(dock_dev_memory(dev, 2), (int)value, MEMORY);
	(void)bar;
}

static int window_create(struct dock_dev *dev)
{
	memset(dock_dev_memory(dev, 2), 'm', MEMORY);
	return 0;
}

const struct dock_dev_model dock_device_model = {
	.abi = DOCK_DEVICE_ABI,
	.name = "window",
	.vendor = 0x1234,
	.device = 0xd00d,
	.class_code = 0xff0000,
	.bars = { { .size_bytes = 4096 },
		  { 0 },
		  { .size_bytes = MEMORY, .is_prefetchable = 1, .is_memory = 1 } },
	.state_bytes = sizeof(struct window),
	.create = window_create,
	.read = window_read,
	.write = window_write,
};
