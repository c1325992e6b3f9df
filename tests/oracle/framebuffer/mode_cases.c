// SPDX-License-Identifier: MIT
/* What is shown: questions and orders of linux/fb.h, and the registers after them. */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "framebuffer_cases.h"

#define DISPI (0x500 / 2)

static void get(const char *what)
{
	struct fb_var_screeninfo var;

	if (ioctl(fb_fd, FBIOGET_VSCREENINFO, &var))
		say_result(what, -1);
	else
		say_var(what, &var);
}

/* The device without its driver: those that hold a mode, and the identification. */
static void say_registers(void)
{
	volatile uint16_t *regs;

	close(fb_fd);
	fb_unbind();
	regs = fb_window(2, PAGE);
	for (int i = 0; i < 10; i++)
		say("register %d = %#x", i, regs[DISPI + i]);
	fb_bind();
}

static unsigned long resource_start(void)
{
	FILE *f = fopen(fb_path("resource"), "r");
	unsigned long start = 0;

	if (!f || fscanf(f, "%lx", &start) != 1)
		give_up("resource");
	fclose(f);
	return start;
}

static void first_mode(void)
{
	struct fb_fix_screeninfo fix;

	get("mode");
	if (ioctl(fb_fd, FBIOGET_FSCREENINFO, &fix))
		give_up("FBIOGET_FSCREENINFO");
	say("%s: %u bytes, type %u, visual %u, %u bytes a line", fix.id, fix.smem_len,
	    fix.type, fix.visual, fix.line_length);
	say("begins with the window: %d", fix.smem_start == resource_start());
}

static void modes(void)
{
	fb_put(64, 64, 16, FB_ACTIVATE_NOW);
	fb_put(2048, 2000, 32, FB_ACTIVATE_NOW);
	fb_put(1000, 333, 16, FB_ACTIVATE_NOW);
	get("mode");
	say_registers();
}

static void modes_refused(void)
{
	fb_put(63, 64, 32, FB_ACTIVATE_NOW);
	fb_put(64, 63, 32, FB_ACTIVATE_NOW);
	fb_put(640, 480, 24, FB_ACTIVATE_NOW);
	fb_put(2048, 2049, 32, FB_ACTIVATE_NOW);
	fb_put(65536, 64, 16, FB_ACTIVATE_NOW);
	fb_put(0x80000000, 0x80000000, 32, FB_ACTIVATE_NOW);
	get("mode");
}

static void orders_refused(void)
{
	say_result("unknown", ioctl(fb_fd, FBIOGETCMAP, NULL));
	say_result("get to nothing",
		   ioctl(fb_fd, FBIOGET_VSCREENINFO, BAD(char *, PAGE - 8)));
	say_result("put from nothing", ioctl(fb_fd, FBIOPUT_VSCREENINFO, NULL));
	say_result("other device's", ioctl(fb_fd, 0x5401, NULL));
	get("mode");
}

static void test_only(void)
{
	fb_put(320, 200, 16, FB_ACTIVATE_TEST);
	get("mode");
}

static void pan_to(unsigned int x, unsigned int y)
{
	struct fb_var_screeninfo var = {.xoffset = x, .yoffset = y};
	char what[64];

	snprintf(what, sizeof(what), "pan to %u, %u", x, y);
	if (ioctl(fb_fd, FBIOPAN_DISPLAY, &var))
		say_result(what, -1);
	else
		say_var(what, &var);
}

static void pan(void)
{
	struct fb_var_screeninfo var = {
		.xres = 320,
		.yres = 240,
		.xres_virtual = 1024,
		.yres_virtual = 1024,
		.bits_per_pixel = 32,
	};

	say_result("put", ioctl(fb_fd, FBIOPUT_VSCREENINFO, &var));
	pan_to(704, 784);
	pan_to(705, 0);
	pan_to(0, 785);
	pan_to(~0u, 1);
	pan_to(11, 77);
	say_registers();
}

const struct oracle_case mode_cases[] = {
	{"first-mode", first_mode},
	{"modes", modes},
	{"modes-refused", modes_refused},
	{"orders-refused", orders_refused},
	{"mode-test-only", test_only},
	{"pan", pan},
	{NULL, NULL},
};
