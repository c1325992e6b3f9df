// SPDX-License-Identifier: MIT
/* The set of cases for framebuffer: its tables, what comes before each, what they share.
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "framebuffer_cases.h"

#define DEVICES "/sys/bus/pci/devices/"
#define DRIVER "/sys/bus/pci/drivers/framebuffer/"

const struct oracle_case *const oracle_tables[] = {mode_cases, memory_cases, map_cases,
						   bus_cases, NULL};

int fb_fd;
static char slot[32]; /* 0000:00:04.0 */

static int holds(const char *device, const char *name, const char *text)
{
	char path[512], found[16] = "";
	FILE *f;

	snprintf(path, sizeof(path), DEVICES "%s/%s", device, name);
	f = fopen(path, "r");
	if (f && !fgets(found, sizeof(found), f))
		*found = '\0';
	if (f)
		fclose(f);
	return !strncmp(found, text, strlen(text));
}

static void find_device(void)
{
	DIR *dir = opendir(DEVICES);
	struct dirent *e;

	while (dir && (e = readdir(dir)))
		if (holds(e->d_name, "vendor", "0x1234") &&
		    holds(e->d_name, "device", "0x1111"))
			snprintf(slot, sizeof(slot), "%.31s", e->d_name);
	if (dir)
		closedir(dir);
	if (!*slot)
		give_up("no device");
}

const char *fb_path(const char *name)
{
	static char path[512];

	snprintf(path, sizeof(path), DEVICES "%s/%s", slot, name);
	return path;
}

static void tell_driver(const char *what)
{
	char path[64];
	int fd;

	snprintf(path, sizeof(path), DRIVER "%s", what);
	fd = open(path, O_WRONLY);
	if (fd < 0 || write(fd, slot, strlen(slot)) < 0)
		give_up(path);
	close(fd);
}

void fb_unbind(void)
{
	tell_driver("unbind");
}

void fb_bind(void)
{
	tell_driver("bind");
}

void *fb_window(int bar, size_t bytes)
{
	char name[16];
	void *p;
	int fd;

	snprintf(name, sizeof(name), "resource%d", bar);
	fd = open(fb_path(name), O_RDWR);
	p = fd < 0 ? MAP_FAILED : mmap(NULL, bytes, RW, MAP_SHARED, fd, 0);
	if (p == MAP_FAILED)
		give_up(name);
	close(fd);
	return p;
}

void oracle_fresh(void)
{
	struct fb_var_screeninfo var = {.xres = 640, .yres = 480, .bits_per_pixel = 32};
	static char zeros[1 << 20];

	find_device();
	fb_fd = open("/dev/framebuffer0", O_RDWR);
	if (fb_fd < 0 || ioctl(fb_fd, FBIOPUT_VSCREENINFO, &var) ||
	    pwrite(fb_fd, zeros, sizeof(zeros), 0) != sizeof(zeros))
		give_up("/dev/framebuffer0");
}

int oracle_exec(int fd)
{
	return fd < 0;
}

char *fb_map(int page, int pages, int prot, int flags)
{
	char *p =
		mmap(NULL, (size_t)pages * PAGE, prot, flags, fb_fd, page * (off_t)PAGE);

	if (p == MAP_FAILED)
		give_up("mmap");
	return p;
}

long fb_memory(void)
{
	struct fb_fix_screeninfo fix;

	if (ioctl(fb_fd, FBIOGET_FSCREENINFO, &fix))
		give_up("FBIOGET_FSCREENINFO");
	return fix.smem_len;
}

void say_var(const char *what, const struct fb_var_screeninfo *var)
{
	say("%s: %u x %u of %u x %u at %u, %u, %u bits, red %u+%u green %u+%u blue %u+%u",
	    what, var->xres, var->yres, var->xres_virtual, var->yres_virtual,
	    var->xoffset, var->yoffset, var->bits_per_pixel, var->red.offset,
	    var->red.length, var->green.offset, var->green.length, var->blue.offset,
	    var->blue.length);
}

void fb_put(unsigned int xres, unsigned int yres, unsigned int bits,
	    unsigned int activate)
{
	struct fb_var_screeninfo var = {
		.xres = xres,
		.yres = yres,
		.bits_per_pixel = bits,
		.activate = activate,
	};
	char what[64];

	snprintf(what, sizeof(what), "put %u x %u x %u", xres, yres, bits);
	if (ioctl(fb_fd, FBIOPUT_VSCREENINFO, &var))
		say_result(what, -1);
	else
		say_var(what, &var);
}
