// SPDX-License-Identifier: MIT
/* The device on its bus: what it is, its windows, and a driver that comes and goes. */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "framebuffer_cases.h"

#define DISPI 0x500
#define FRAMEBUFFER_1 "/dev/framebuffer1"

static void say_attribute(const char *name)
{
	char text[64] = "";
	int fd = open(fb_path(name), O_RDONLY);
	ssize_t n = read(fd, text, sizeof(text) - 1);

	close(fd);
	if (n < 0)
		say_result(name, n);
	else
		say("%s %s", name, strtok(text, "\n"));
}

static void identity(void)
{
	static const char *const names[] = {
		"vendor",	    "device", "subsystem_vendor",
		"subsystem_device", "class",  "revision"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		say_attribute(names[i]);
}

static void windows(void)
{
	FILE *f = fopen(fb_path("resource"), "r");
	unsigned long start, end, flags;

	for (int i = 0; f && i < 6; i++)
		if (fscanf(f, "%lx %lx %lx", &start, &end, &flags) == 3)
			say("window %d: %lu bytes, flags %#lx", i,
			    start ? end - start + 1 : 0, flags);
	fclose(f);
}

/* A window that a driver has is not for programs; one that nobody has is. */
static void window_of_driver(void)
{
	int fd = open(fb_path("resource0"), O_RDWR);
	char *p = mmap(NULL, PAGE, RW, MAP_SHARED, fd, 0);

	say_result("driven", p == MAP_FAILED ? -1 : 0);
	pwrite(fb_fd, "picture", 7, 0);
	close(fb_fd);
	fb_unbind();
	p = mmap(NULL, PAGE, RW, MAP_SHARED, fd, 0);
	say_result("free", p == MAP_FAILED ? -1 : 0);
	if (p != MAP_FAILED)
		say_bytes("memory", p, 8);
	fb_bind();
}

/* The picture is cleared when a driver comes; what lies behind it stays. */
static void memory_stays(void)
{
	char bytes[8] = "";

	pwrite(fb_fd, "picture", 7, 0);
	pwrite(fb_fd, "beyond", 6, 640 * 480 * 4);
	close(fb_fd);
	fb_unbind();
	fb_bind();
	fb_fd = open("/dev/framebuffer0", O_RDWR);
	say_result("read", pread(fb_fd, bytes, 8, 0));
	say_bytes("picture", bytes, 8);
	say_result("read", pread(fb_fd, bytes, 8, 640 * 480 * 4));
	say_bytes("beyond", bytes, 8);
}

/* Files that are open find the device gone; the memory is still mapped. */
static void driver_goes(void)
{
	struct fb_var_screeninfo var;
	char *p = fb_map(0, 2, RW, MAP_SHARED);

	p[0] = 'k';
	fb_unbind();
	say_result("read", read(fb_fd, &var, 8));
	say_result("write", write(fb_fd, "12345678", 8));
	say_result("ioctl", ioctl(fb_fd, FBIOGET_VSCREENINFO, &var));
	say_result("mmap",
		   mmap(NULL, PAGE, RW, MAP_SHARED, fb_fd, 0) == MAP_FAILED ? -1 : 0);
	say_result("node", access("/dev/framebuffer0", F_OK));
	touch_get("page 0", p, p);
	touch_put("page 1", p + PAGE, p, 'k');
	fb_bind();
	say_result("another node", access(FRAMEBUFFER_1, F_OK));
	touch_get("page 0", p, p); /* the driver has cleared the picture */
	munmap(p, 2 * PAGE);
	close(fb_fd);
	fb_unbind();
	fb_bind();
}

static void registers(void)
{
	volatile uint8_t *regs;

	close(fb_fd);
	fb_unbind();
	regs = fb_window(2, PAGE);
	*(volatile uint32_t *)(regs + DISPI + 4) = 0x02580320;
	say("long word %#x", *(volatile uint32_t *)(regs + DISPI + 4));
	say("words %u, %u", *(volatile uint16_t *)(regs + DISPI + 4),
	    *(volatile uint16_t *)(regs + DISPI + 6));
	say("low byte %#x", regs[DISPI + 4]);
	regs[DISPI + 4] = 0x77;
	say("word after a byte %#x", *(volatile uint16_t *)(regs + DISPI + 4));
	say("nothing there: %#x %#x", *(volatile uint32_t *)(regs + 0x480),
	    *(volatile uint16_t *)(regs + 0x700));
	*(volatile uint16_t *)(regs + DISPI + 10) = 0xffff;
	say("bank %#x", *(volatile uint16_t *)(regs + DISPI + 10));
	fb_bind();
}

static void byte_order(void)
{
	volatile uint32_t *regs;

	close(fb_fd);
	fb_unbind();
	regs = (volatile uint32_t *)((char *)fb_window(2, PAGE) + 0x600);
	say("size %u, order %#x", regs[0], regs[1]);
	regs[1] = 0xbebebebe;
	say("order %#x", regs[1]);
	regs[1] = 0x12345678;
	say("order %#x", regs[1]);
	regs[1] = 0x1e1e1e1e;
	say("order %#x", regs[1]);
	fb_bind();
}

const struct oracle_case bus_cases[] = {
	{"identity", identity},
	{"windows", windows},
	{"window-of-driver", window_of_driver},
	{"memory-stays", memory_stays},
	{"driver-goes", driver_goes},
	{"registers", registers},
	{"byte-order", byte_order},
	{NULL, NULL},
};
