/* SPDX-License-Identifier: MIT */
/*
 * bochs-display: a screen, with the registers of QEMU's device of that name
 * (docs/devices/bochs-display.md). Its memory is a window that drivers and programs
 * draw into; a mode says which of its bytes are the picture.
 *
 * A register keeps any value. A mode that makes no sense is not refused when it is
 * written, but shows nothing: as with QEMU's, the screen is dark then.
 */
#include "devices/native.h"

#include <linux/kernel.h>
#include "core/breaks.h"

#define MEMORY_BAR 0
#define MEMORY_BYTES 0x1000000ul
#define MODE_BAR 2
#define MODE_BYTES 0x1000ul

/* Registers of 16 bits, by index, from here on. */
#define DISPI_AT 0x500ul
enum {
	DISPI_ID,
	DISPI_XRES,
	DISPI_YRES,
	DISPI_BPP,
	DISPI_ENABLE,
	DISPI_BANK,
	DISPI_VIRT_WIDTH,
	DISPI_VIRT_HEIGHT,
	DISPI_X_OFFSET,
	DISPI_Y_OFFSET,
	DISPI_MEMORY_64K,
	NR_DISPI,
};
#define IDENTIFICATION 0xb0c5u
#define ENABLED 0x01u

/* Registers of 32 bits. */
#define EXTENDED_AT 0x600ul
#define EXTENDED_BYTES 8u
#define ENDIAN_AT 0x604ul
#define LITTLE_ENDIAN 0x1e1e1e1eu
#define BIG_ENDIAN 0xbebebebeu

#define SMALLEST 64u /* pixels, either way */

struct bochs {
	unsigned short dispi[NR_DISPI];
	unsigned int is_big_endian;
};

static unsigned int dispi_read(const struct bochs *b, unsigned long index)
{
	switch (index) {
	case DISPI_ID:
		return IDENTIFICATION;
	case DISPI_MEMORY_64K:
		return MEMORY_BYTES / 65536 - (DOCK_BREAK("first-mode") ? 1 : 0);
	}
	return index < NR_DISPI ? b->dispi[index] : 0xffff;
}

static void dispi_write(struct bochs *b, unsigned long index, unsigned long value)
{
	if ((DOCK_BREAK("modes") && index == DISPI_VIRT_WIDTH && value == 1000) ||
	    (DOCK_BREAK("pan") && index == DISPI_Y_OFFSET && value))
		return;
	if (index < NR_DISPI)
		b->dispi[index] = (unsigned short)value;
}

static int is_dispi(unsigned long offset, int size)
{
	return size <= 4 && offset >= DISPI_AT && offset < DISPI_AT + 2 * NR_DISPI;
}

static unsigned long bochs_read(struct dock_dev *dev, int bar, unsigned long offset,
				int size)
{
	const struct bochs *b = dock_dev_state(dev);
	unsigned long index = (offset - DISPI_AT) / 2;

	if (is_dispi(offset, size))
		return dispi_read(b, index) |
		       (size == 4 ? (unsigned long)dispi_read(b, index + 1) << 16 : 0);
	if (offset == EXTENDED_AT && size == 4)
		return EXTENDED_BYTES;
	if (offset == ENDIAN_AT && size == 4)
		return b->is_big_endian ? BIG_ENDIAN : LITTLE_ENDIAN;
	return ~0ul;
}

static void bochs_write(struct dock_dev *dev, int bar, unsigned long offset, int size,
			unsigned long value)
{
	struct bochs *b = dock_dev_state(dev);
	unsigned long index = (offset - DISPI_AT) / 2;

	if (is_dispi(offset, size)) {
		if (DOCK_BREAK("registers") && size == 1)
			value |= dispi_read(b, index) & 0xff00;
		dispi_write(b, index, value);
		if (size == 4)
			dispi_write(b, index + 1, value >> 16);
	} else if (offset == ENDIAN_AT && size == 4) {
		if (value == BIG_ENDIAN || value == LITTLE_ENDIAN ||
		    DOCK_BREAK("byte-order"))
			b->is_big_endian = value == BIG_ENDIAN;
	}
}

static int bochs_format(const struct bochs *b, struct dock_dev_screen *s)
{
	switch (b->dispi[DISPI_BPP]) {
	case 16:
		s->format = DOCK_DEV_RGB565;
		return 2;
	case 32:
		s->format = b->is_big_endian ? DOCK_DEV_BGRX8888 : DOCK_DEV_XRGB8888;
		return 4;
	}
	return 0;
}

static int bochs_screen(struct dock_dev *dev, struct dock_dev_screen *s)
{
	const struct bochs *b = dock_dev_state(dev);
	unsigned long bytes = (unsigned long)bochs_format(b, s);
	unsigned long from;

	s->width = b->dispi[DISPI_XRES];
	s->height = b->dispi[DISPI_YRES];
	if (!(b->dispi[DISPI_ENABLE] & ENABLED) || !bytes || s->width < SMALLEST ||
	    s->height < SMALLEST)
		return -1;
	s->stride_bytes =
		bytes * max_t(unsigned int, s->width, b->dispi[DISPI_VIRT_WIDTH]);
	from = b->dispi[DISPI_X_OFFSET] * bytes +
	       b->dispi[DISPI_Y_OFFSET] * s->stride_bytes;
	if (from + s->stride_bytes * s->height > MEMORY_BYTES)
		return -1;
	s->pixels = dock_dev_memory(dev, MEMORY_BAR) + from;
	return 0;
}

const struct dock_dev_model dock_bochs_model = {
	.abi = DOCK_DEVICE_ABI,
	.name = "bochs-display",
	.vendor = 0x1234,
	.device = 0x1111,
	.subsystem_vendor = 0x1af4, /* as QEMU gives to its own */
	.subsystem = 0x1100,
	.class_code = 0x038000,
	.revision = 2,
	.bars =
		{
			[MEMORY_BAR] = {.size_bytes = MEMORY_BYTES,
					.is_prefetchable = 1,
					.is_memory = 1},
			[MODE_BAR] = {.size_bytes = MODE_BYTES},
		},
	.state_bytes = sizeof(struct bochs),
	.read = bochs_read,
	.write = bochs_write,
	.screen = bochs_screen,
};
