/* SPDX-License-Identifier: MIT */
/*
 * edu: the teaching device, with the register page of QEMU's device of that
 * name (docs/devices/edu.md). It computes factorials and copies between memory
 * and a buffer of its own; both take time that the seed decides, a copy
 * proceeds in pieces, and the end of either may raise an interrupt.
 *
 * Here a wrong command is refused and its interrupt not raised, where QEMU's
 * model logs the same and copies all the same.
 */
#include "devices/native.h"

#include <linux/kstrtox.h>
#include <linux/string.h>
#include "core/breaks.h"

#define IDENTIFICATION	0x010000edu

enum {
	REG_IDENTIFICATION = 0x00,
	REG_LIVENESS = 0x04,
	REG_FACTORIAL = 0x08,
	REG_STATUS = 0x20,
	REG_IRQ_STATUS = 0x24,
	REG_IRQ_RAISE = 0x60,
	REG_IRQ_ACK = 0x64,
	REG_DMA_SRC = 0x80,
	REG_DMA_DST = 0x88,
	REG_DMA_COUNT = 0x90,
	REG_DMA_CMD = 0x98,
	FIRST_WIDE = 0x80, /* from here on 4 or 8 bytes, before it 4 only */
};

#define STATUS_COMPUTING 0x01u
#define STATUS_IRQ	 0x80u
#define IRQ_FACTORIAL	 0x001u
#define IRQ_DMA		 0x100u
#define CMD_RUN		 0x01ul
#define CMD_TO_MEMORY	 0x02ul
#define CMD_IRQ		 0x04ul

#define BUFFER_AT	0x40000ul
#define BUFFER_BYTES	4096ul
#define WINDOW_BYTES	0x100000ul
#define DEFAULT_MASK	((1ul << 28) - 1)
#define MIN_NS		1000ul
#define MAX_NS		200000ul
#define MAX_PIECE	512ul

struct edu {
	unsigned int liveness, factorial, status, irq_status;
	unsigned long src, dst, count, cmd;
	unsigned long done; /* bytes of the running copy */
	unsigned long mask;
	unsigned char buffer[BUFFER_BYTES];
};

/* --- interrupts --- */

static void raise(struct dock_dev *dev, struct edu *e, unsigned int bits)
{
	e->irq_status |= bits;
	if (!e->irq_status)
		return;
	if (dock_dev_msi_enabled(dev))
		dock_dev_msi(dev, 0);
	else
		dock_dev_irq(dev, 1);
}

/* Planted faults: acknowledging @bits, of which @were asked, brings some back. */
static void lower_broken(struct dock_dev *dev, struct edu *e, unsigned int bits, unsigned int were)
{
	static unsigned int before;
	static int again;

	if (DOCK_BREAK("interrupts-mixed") && bits == IRQ_FACTORIAL)
		e->irq_status |= bits;
	if (DOCK_BREAK("counts-after-bind")) /* as if it toggled them */
		raise(dev, e, bits & ~were);
	again = !again &&
		((DOCK_BREAK("count-factorial") && bits == IRQ_FACTORIAL && bits == before) ||
		 (DOCK_BREAK("count-dma") && bits == IRQ_DMA && (e->cmd & CMD_TO_MEMORY)));
	before = bits;
	if (again)
		raise(dev, e, bits);
}

static void lower(struct dock_dev *dev, struct edu *e, unsigned int bits)
{
	unsigned int were = e->irq_status;

	e->irq_status &= ~bits;
	if (DOCK_BREAKING)
		lower_broken(dev, e, bits, were);
	if (!e->irq_status)
		dock_dev_irq(dev, 0);
}

/* --- factorial --- */

static void factorial_done(struct dock_dev *dev, void *arg)
{
	struct edu *e = dock_dev_state(dev);
	unsigned int product = 1;

	for (unsigned int n = e->factorial; n > 0 && product; n--)
		if (__builtin_mul_overflow(product, n, &product) && DOCK_BREAK("factorial"))
			break;
	e->factorial = product;
	e->status &= ~STATUS_COMPUTING;
	if (e->status & STATUS_IRQ)
		raise(dev, e, IRQ_FACTORIAL);
}

static unsigned long some_time(struct dock_dev *dev)
{
	return MIN_NS + dock_dev_random(dev, MAX_NS - MIN_NS);
}

/* As in QEMU's: while it computes a new number is ignored. */
static void factorial_start(struct dock_dev *dev, struct edu *e, unsigned int n)
{
	if (e->status & STATUS_COMPUTING)
		return;
	e->factorial = n;
	e->status |= STATUS_COMPUTING;
	dock_dev_after(dev, some_time(dev), factorial_done, NULL);
}

/* --- copying --- */

static int in_buffer(unsigned long addr, unsigned long count)
{
	return count <= BUFFER_BYTES && addr >= BUFFER_AT &&
	       addr - BUFFER_AT <= BUFFER_BYTES - count;
}

/* One piece, of the size that the seed says. 0, or -1: a bus error. */
static int copy_piece(struct dock_dev *dev, struct edu *e)
{
	unsigned long left = e->count - e->done;
	unsigned long n = 1 + dock_dev_random(dev, left < MAX_PIECE ? left : MAX_PIECE);
	int err;

	if (e->cmd & CMD_TO_MEMORY)
		err = dock_dev_write(dev, (e->dst + e->done) & e->mask,
				     e->buffer + (e->src - BUFFER_AT) + e->done, n);
	else
		err = dock_dev_read(dev, (e->src + e->done) & e->mask,
				    e->buffer + (e->dst - BUFFER_AT) + e->done, n);
	e->done += n;
	return err;
}

static void copy_step(struct dock_dev *dev, void *arg)
{
	struct edu *e = dock_dev_state(dev);
	unsigned long device_side = e->cmd & CMD_TO_MEMORY ? e->src : e->dst;
	int refused = !in_buffer(device_side, e->count);

	if (!refused && e->done < e->count && !copy_piece(dev, e) && e->done < e->count) {
		dock_dev_after(dev, 50 + dock_dev_random(dev, 2000), copy_step, NULL);
		return;
	}
	e->cmd &= ~CMD_RUN;
	if (!refused && (e->cmd & CMD_IRQ))
		raise(dev, e, IRQ_DMA);
}

/* --- registers --- */

/* With a planted fault it lacks the version each second time. */
static unsigned int identification(void)
{
	static unsigned int reads;

	return DOCK_BREAK("identify") && reads++ % 2 ? IDENTIFICATION & 0xffff : IDENTIFICATION;
}

static unsigned long edu_read(struct dock_dev *dev, int bar, unsigned long offset, int size)
{
	struct edu *e = dock_dev_state(dev);

	if (size != 4 && (size != 8 || offset < FIRST_WIDE))
		return ~0ul;
	switch (offset) {
	case REG_IDENTIFICATION:
		return identification();
	case REG_LIVENESS:
		return e->liveness;
	case REG_FACTORIAL:
		return e->factorial;
	case REG_STATUS:
		return e->status;
	case REG_IRQ_STATUS:
		return e->irq_status;
	case REG_DMA_SRC:
		return e->src;
	case REG_DMA_DST:
		return e->dst;
	case REG_DMA_COUNT:
		return e->count;
	case REG_DMA_CMD:
		return e->cmd;
	}
	return ~0ul;
}

/* The registers of a copy cannot be changed while it runs. */
static void dma_write(struct dock_dev *dev, struct edu *e, unsigned long offset,
		      unsigned long value)
{
	static unsigned long last_src; /* for a planted fault: of the last copy */

	if (e->cmd & CMD_RUN)
		return;
	switch (offset) {
	case REG_DMA_SRC:
		e->src = value;
		break;
	case REG_DMA_DST:
		if (DOCK_BREAK("ways-mixed") && in_buffer(e->src, 1) && e->src == last_src)
			break;
		e->dst = value;
		break;
	case REG_DMA_COUNT:
		e->count = value;
		break;
	case REG_DMA_CMD:
		if (!(value & CMD_RUN))
			break;
		e->cmd = value;
		e->done = 0;
		last_src = e->src;
		dock_dev_after(dev, some_time(dev), copy_step, NULL);
		break;
	}
}

static void edu_write(struct dock_dev *dev, int bar, unsigned long offset, int size,
		      unsigned long value)
{
	struct edu *e = dock_dev_state(dev);

	if (size != 4 && (size != 8 || offset < FIRST_WIDE))
		return;
	switch (offset) {
	case REG_LIVENESS:
		e->liveness = DOCK_BREAK("liveness") ? (unsigned int)value : ~(unsigned int)value;
		break;
	case REG_FACTORIAL:
		factorial_start(dev, e, (unsigned int)value);
		break;
	case REG_STATUS:
		e->status = (e->status & ~STATUS_IRQ) | ((unsigned int)value & STATUS_IRQ);
		break;
	case REG_IRQ_RAISE:
		raise(dev, e, (unsigned int)value & (DOCK_BREAK("raise-interrupt") ? ~0u >> 1 : ~0u));
		break;
	case REG_IRQ_ACK:
		lower(dev, e, (unsigned int)value);
		break;
	default:
		dma_write(dev, e, offset, value);
	}
}

static int edu_create(struct dock_dev *dev)
{
	const char *mask = dock_dev_option(dev, "dma_mask");
	struct edu *e = dock_dev_state(dev);

	e->mask = DEFAULT_MASK;
	if (mask && (kstrtoul(mask, 0, &e->mask) || !e->mask)) {
		dock_dev_complain(dev, "dma_mask=%s: write a number such as 0xfffffff", mask);
		return -1;
	}
	return 0;
}

const struct dock_dev_model dock_edu_model = {
	.abi = DOCK_DEVICE_ABI,
	.name = "edu",
	.vendor = 0x1234,
	.device = 0x11e8,
	.subsystem_vendor = 0x1af4, /* as QEMU gives to its own */
	.subsystem = 0x1100,
	.class_code = 0x00ff00,
	.revision = 0x10,
	.bars = { { .size_bytes = WINDOW_BYTES } },
	.irq_pin = 1,
	.msi_vectors = 1,
	.state_bytes = sizeof(struct edu),
	.create = edu_create,
	.read = edu_read,
	.write = edu_write,
};
