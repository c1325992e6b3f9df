/* SPDX-License-Identifier: MIT */
/*
 * What programs and frame buffers say to each other: numbers of ioctl, and what goes
 * with them. A driver with a char device of its own can answer them; Linux's
 * frame buffer core (fb_info, register_framebuffer) is not there.
 */
#ifndef _LINUX_FB_H
#define _LINUX_FB_H

#include <linux/types.h>

#define FBIOGET_VSCREENINFO	0x4600
#define FBIOPUT_VSCREENINFO	0x4601
#define FBIOGET_FSCREENINFO	0x4602
#define FBIOPAN_DISPLAY		0x4606
#define FBIOBLANK		0x4611

#define FB_TYPE_PACKED_PIXELS	0

#define FB_VISUAL_MONO01	0
#define FB_VISUAL_MONO10	1
#define FB_VISUAL_TRUECOLOR	2
#define FB_VISUAL_PSEUDOCOLOR	3
#define FB_VISUAL_DIRECTCOLOR	4

#define FB_ACCEL_NONE		0

#define FB_ACTIVATE_NOW		0
#define FB_ACTIVATE_NXTOPEN	1
#define FB_ACTIVATE_TEST	2
#define FB_ACTIVATE_MASK	15
#define FB_ACTIVATE_VBL		16

#define FB_VMODE_NONINTERLACED	0

struct fb_fix_screeninfo {
	char id[16];
	unsigned long smem_start; /* physical */
	__u32 smem_len;
	__u32 type;
	__u32 type_aux;
	__u32 visual;
	__u16 xpanstep;
	__u16 ypanstep;
	__u16 ywrapstep;
	__u32 line_length; /* bytes */
	unsigned long mmio_start;
	__u32 mmio_len;
	__u32 accel;
	__u16 reserved[3];
};

/* A colour within a pixel: @length bits from bit @offset on. */
struct fb_bitfield {
	__u32 offset;
	__u32 length;
	__u32 msb_right;
};

struct fb_var_screeninfo {
	__u32 xres; /* what is seen, in pixels */
	__u32 yres;
	__u32 xres_virtual; /* of so much */
	__u32 yres_virtual;
	__u32 xoffset; /* from here on */
	__u32 yoffset;
	__u32 bits_per_pixel;
	__u32 grayscale;
	struct fb_bitfield red;
	struct fb_bitfield green;
	struct fb_bitfield blue;
	struct fb_bitfield transp;
	__u32 nonstd;
	__u32 activate;
	__u32 height; /* of the screen, in mm */
	__u32 width;
	__u32 accel_flags;
	__u32 pixclock; /* picoseconds; the others count in it */
	__u32 left_margin;
	__u32 right_margin;
	__u32 upper_margin;
	__u32 lower_margin;
	__u32 hsync_len;
	__u32 vsync_len;
	__u32 sync;
	__u32 vmode;
	__u32 rotate;
	__u32 reserved[5];
};

#endif
