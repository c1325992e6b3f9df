/* SPDX-License-Identifier: MIT */
/*
 * The oracle's cases for framebuffer: a device's memory as files and mappings have it,
 * its registers, and what becomes of both when the driver lets it go.
 */
#ifndef ORACLE_FRAMEBUFFER_CASES_H
#define ORACLE_FRAMEBUFFER_CASES_H

#include <linux/fb.h>
#include <sys/mman.h>

#include "../cases.h"

#define RW (PROT_READ | PROT_WRITE)

extern const struct oracle_case mode_cases[];
extern const struct oracle_case memory_cases[];
extern const struct oracle_case map_cases[];
extern const struct oracle_case bus_cases[];

extern int fb_fd; /* /dev/framebuffer0, of 640 x 480 x 32; its first MiB is zero */

/* Pages of the memory; ends the case if it cannot be. */
char *fb_map(int page, int pages, int prot, int flags);
long fb_memory(void); /* bytes */
void say_var(const char *what, const struct fb_var_screeninfo *var);
/* FBIOPUT_VSCREENINFO, and what it answers. */
void fb_put(unsigned int xres, unsigned int yres, unsigned int bits,
	    unsigned int activate);

/* The device's file of that name below /sys. */
const char *fb_path(const char *name);
/* Tell the driver to leave the device, or to take it. */
void fb_unbind(void);
void fb_bind(void);
/* Of a device without a driver: its window @bar, @bytes of it. */
void *fb_window(int bar, size_t bytes);

#endif
