// SPDX-License-Identifier: MIT
/*
 * fbdraw [-m WIDTHxHEIGHTxBITS[+X+Y]] DEVICE: a test card, drawn into the mapped
 * memory of a frame buffer. Any that linux/fb.h asks of will do, with pixels of 16 or 32
 * bits. With X and Y what is seen begins there, and the picture is so much larger.
 *
 * A white line all around; eight bars from white to black; below them, in the lowest
 * quarter, blue that turns to red from left to right, and green that grows downwards.
 */
#include <fcntl.h>
#include <linux/fb.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

static struct fb_var_screeninfo var;
static struct fb_fix_screeninfo fix;
static uint8_t *memory;

static void fail(const char *what)
{
	fprintf(stderr, "fbdraw: ");
	perror(what);
	exit(1);
}

static void set_mode(int fd, const char *text)
{
	struct fb_var_screeninfo wanted = {.activate = FB_ACTIVATE_NOW};

	int n = sscanf(text, "%ux%ux%u+%u+%u", &wanted.xres, &wanted.yres,
		       &wanted.bits_per_pixel, &wanted.xoffset, &wanted.yoffset);

	if (n != 3 && n != 5) {
		fprintf(stderr, "fbdraw: '%s' is no WIDTHxHEIGHTxBITS\n", text);
		exit(1);
	}
	wanted.xres_virtual = wanted.xres + wanted.xoffset;
	wanted.yres_virtual = wanted.yres + wanted.yoffset;
	if (ioctl(fd, FBIOPUT_VSCREENINFO, &wanted))
		fail(text);
}

static void ask(int fd, const char *name)
{
	if (ioctl(fd, FBIOGET_VSCREENINFO, &var) || ioctl(fd, FBIOGET_FSCREENINFO, &fix))
		fail(name);
	printf("%s: %u x %u pixels of %u bits, %u bytes a line\n", fix.id, var.xres,
	       var.yres, var.bits_per_pixel, fix.line_length);
}

/* The upper bits of @value, where the pixel has that colour. */
static uint32_t part(unsigned int value, const struct fb_bitfield *field)
{
	return (value & 255) >> (8 - field->length) << field->offset;
}

static void put(uint32_t x, uint32_t y, unsigned int red, unsigned int green,
		unsigned int blue)
{
	uint8_t *at = memory + (size_t)(y + var.yoffset) * fix.line_length +
		      (x + var.xoffset) * (var.bits_per_pixel / 8);
	uint32_t pixel =
		part(red, &var.red) | part(green, &var.green) | part(blue, &var.blue);

	if (var.bits_per_pixel == 16)
		*(uint16_t *)at = (uint16_t)pixel;
	else
		*(uint32_t *)at = pixel;
}

static void draw_pixel(uint32_t x, uint32_t y)
{
	uint32_t bar = 7 - 8 * x / var.xres;

	if (!x || !y || x == var.xres - 1 || y == var.yres - 1)
		put(x, y, 255, 255, 255);
	else if (y >= var.yres * 3 / 4)
		put(x, y, 255 * x / var.xres, 255 * y / var.yres,
		    255 - 255 * x / var.xres);
	else
		put(x, y, bar & 2 ? 255 : 0, bar & 4 ? 255 : 0, bar & 1 ? 255 : 0);
}

int main(int argc, char **argv)
{
	const char *mode = argc == 4 && !strcmp(argv[1], "-m") ? argv[2] : NULL;
	const char *name = argv[argc - 1];
	int fd;

	if (argc != (mode ? 4 : 2)) {
		fprintf(stderr, "usage: fbdraw [-m WIDTHxHEIGHTxBITS[+X+Y]] DEVICE\n");
		return 1;
	}
	fd = open(name, O_RDWR);
	if (fd < 0)
		fail(name);
	if (mode)
		set_mode(fd, mode);
	ask(fd, name);
	memory = mmap(NULL, fix.smem_len, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (memory == MAP_FAILED)
		fail(name);
	for (uint32_t y = 0; y < var.yres; y++)
		for (uint32_t x = 0; x < var.xres; x++)
			draw_pixel(x, y);
	return 0;
}
