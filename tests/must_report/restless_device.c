/* SPDX-License-Identifier: MIT */
/*
 * A device model that is broken in the way that kind=NAME says, from the first
 * write of a register on: loop: the write never returns; events: it has
 * something to do at once, for ever; more: each time twice as much; line: it
 * raises and lowers its line all the time.
 */
#include <drydock/device.h>
#include <string.h>

struct state {
	const char *kind;
	int level, begun;
};

static void again(struct dock_dev *dev, void *arg)
{
	struct state *s = dock_dev_state(dev);

	if (!strcmp(s->kind, "line"))
		dock_dev_irq(dev, s->level = !s->level);
	if (!strcmp(s->kind, "more"))
		dock_dev_after(dev, 0, again, arg);
	dock_dev_after(dev, 0, again, arg);
}

static unsigned long restless_read(struct dock_dev *dev, int bar, unsigned long offset,
				   int size)
{
	return 0;
}

static void restless_write(struct dock_dev *dev, int bar, unsigned long offset, int size,
			   unsigned long value)
{
	struct state *s = dock_dev_state(dev);

	while (!strcmp(s->kind, "loop"))
		;
	if (!s->begun++)
		again(dev, NULL);
}

static int restless_create(struct dock_dev *dev)
{
	struct state *s = dock_dev_state(dev);

	s->kind = dock_dev_option(dev, "kind");
	return s->kind ? 0 : -1;
}

const struct dock_dev_model dock_device_model = {
	.abi = DOCK_DEVICE_ABI,
	.name = "restless",
	.vendor = 0x1234,
	.device = 0x11e8,
	.bars = {{.size_bytes = 4096}},
	.irq_pin = 1,
	.state_bytes = sizeof(struct state),
	.create = restless_create,
	.read = restless_read,
	.write = restless_write,
};
