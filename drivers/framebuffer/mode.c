// SPDX-License-Identifier: MIT
/* The registers: what the screen shows. */
#include <asm/io.h>

#include "framebuffer.h"

#define DISPI 0x500 /* registers of 16 bits, by index */
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
};
#define DISPI_ID_MASK 0xfff0
#define DISPI_ID_VALUE 0xb0c0
#define DISPI_ENABLED 0x01
#define DISPI_LINEAR 0x40 /* all the memory at once, no banks */

#define SIDE_MIN 64 /* pixels: the device shows nothing smaller */
#define SIDE_MAX 0xffff

static void dispi_write(struct framebuffer *fb, int index, u32 value)
{
	writew(value, fb->regs + DISPI + 2 * index);
}

static u32 dispi_read(struct framebuffer *fb, int index)
{
	return readw(fb->regs + DISPI + 2 * index);
}

unsigned long framebuffer_identify(struct framebuffer *fb)
{
	if ((dispi_read(fb, DISPI_ID) & DISPI_ID_MASK) != DISPI_ID_VALUE)
		return 0;
	return dispi_read(fb, DISPI_MEMORY_64K) * 65536UL;
}

static bool side_valid(u32 shown, u32 all, u32 offset)
{
	return shown >= SIDE_MIN && shown <= all && all <= SIDE_MAX &&
	       offset <= all - shown;
}

/* Sides have 16 bits each: so no product here is too large for its type. */
bool framebuffer_mode_valid(const struct framebuffer *fb,
			    const struct framebuffer_mode *mode)
{
	return (mode->bits == 16 || mode->bits == 32) &&
	       side_valid(mode->width, mode->virt_width, mode->x) &&
	       side_valid(mode->height, mode->virt_height, mode->y) &&
	       (u64)framebuffer_line_bytes(mode) * mode->virt_height <= fb->size;
}

void framebuffer_darken(struct framebuffer *fb)
{
	dispi_write(fb, DISPI_ENABLE, 0);
}

/* Dark meanwhile: nobody sees a mode that is half the old one. */
void framebuffer_mode_set(struct framebuffer *fb, const struct framebuffer_mode *mode)
{
	framebuffer_darken(fb);
	dispi_write(fb, DISPI_BPP, mode->bits);
	dispi_write(fb, DISPI_XRES, mode->width);
	dispi_write(fb, DISPI_YRES, mode->height);
	dispi_write(fb, DISPI_BANK, 0);
	dispi_write(fb, DISPI_VIRT_WIDTH, mode->virt_width);
	dispi_write(fb, DISPI_VIRT_HEIGHT, mode->virt_height);
	dispi_write(fb, DISPI_X_OFFSET, mode->x);
	dispi_write(fb, DISPI_Y_OFFSET, mode->y);
	dispi_write(fb, DISPI_ENABLE, DISPI_ENABLED | DISPI_LINEAR);
	fb->mode = *mode;
}
