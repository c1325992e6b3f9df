// SPDX-License-Identifier: MIT
/*
 * The questions and orders of linux/fb.h, so that programs for other frame buffers
 * work with this one: how the memory lies, what is shown, another mode, another part
 * of the same picture.
 */
#include <linux/errno.h>
#include <linux/fb.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <asm/uaccess.h>

#include "framebuffer.h"

static void framebuffer_bits(struct fb_bitfield *field, u32 offset, u32 length)
{
	field->offset = offset;
	field->length = length;
}

static void framebuffer_var(const struct framebuffer_mode *mode,
			    struct fb_var_screeninfo *var)
{
	memset(var, 0, sizeof(*var));
	var->xres = mode->width;
	var->yres = mode->height;
	var->xres_virtual = mode->virt_width;
	var->yres_virtual = mode->virt_height;
	var->xoffset = mode->x;
	var->yoffset = mode->y;
	var->bits_per_pixel = mode->bits;
	framebuffer_bits(&var->red, mode->bits == 16 ? 11 : 16, mode->bits == 16 ? 5 : 8);
	framebuffer_bits(&var->green, mode->bits == 16 ? 5 : 8, mode->bits == 16 ? 6 : 8);
	framebuffer_bits(&var->blue, 0, mode->bits == 16 ? 5 : 8);
}

/* What was not asked for is what is shown at least. */
static void framebuffer_wanted(const struct fb_var_screeninfo *var,
			       struct framebuffer_mode *mode)
{
	mode->width = var->xres;
	mode->height = var->yres;
	mode->bits = var->bits_per_pixel;
	mode->virt_width = max(var->xres_virtual, var->xres);
	mode->virt_height = max(var->yres_virtual, var->yres);
	mode->x = var->xoffset;
	mode->y = var->yoffset;
}

/* The caller holds fb->sem, here and below. */
static void framebuffer_fix(const struct framebuffer *fb, struct fb_fix_screeninfo *fix)
{
	memset(fix, 0, sizeof(*fix));
	snprintf(fix->id, sizeof(fix->id), "%s", fb->name);
	fix->smem_start = fb->start;
	fix->smem_len = fb->size;
	fix->type = FB_TYPE_PACKED_PIXELS;
	fix->visual = FB_VISUAL_TRUECOLOR;
	fix->xpanstep = 1;
	fix->ypanstep = 1;
	fix->line_length = framebuffer_line_bytes(&fb->mode);
	fix->accel = FB_ACCEL_NONE;
}

static int framebuffer_put_var(struct framebuffer *fb,
			       const struct fb_var_screeninfo *var)
{
	struct framebuffer_mode mode;

	framebuffer_wanted(var, &mode);
	if (!framebuffer_mode_valid(fb, &mode))
		return -EINVAL;
	if ((var->activate & FB_ACTIVATE_MASK) == FB_ACTIVATE_NOW)
		framebuffer_mode_set(fb, &mode);
	return 0;
}

static int framebuffer_pan(struct framebuffer *fb, const struct fb_var_screeninfo *var)
{
	struct framebuffer_mode mode = fb->mode;

	mode.x = var->xoffset;
	mode.y = var->yoffset;
	if (!framebuffer_mode_valid(fb, &mode))
		return -EINVAL;
	framebuffer_mode_set(fb, &mode);
	return 0;
}

union framebuffer_arg {
	struct fb_var_screeninfo var;
	struct fb_fix_screeninfo fix;
};

static int framebuffer_do(struct framebuffer *fb, unsigned int cmd,
			  union framebuffer_arg *arg)
{
	int err = 0;

	if (!fb->pdev)
		return -ENODEV;
	switch (cmd) {
	case FBIOGET_FSCREENINFO:
		framebuffer_fix(fb, &arg->fix);
		return 0;
	case FBIOPUT_VSCREENINFO:
		err = framebuffer_put_var(fb, &arg->var);
		break;
	case FBIOPAN_DISPLAY:
		err = framebuffer_pan(fb, &arg->var);
		break;
	}
	if (!err)
		framebuffer_var(&fb->mode, &arg->var);
	return err;
}

long framebuffer_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	struct framebuffer *fb = filp->private_data;
	void __user *user = (void __user *)arg;
	union framebuffer_arg both;
	size_t size = sizeof(both.var);
	int err;

	switch (cmd) {
	case FBIOGET_FSCREENINFO:
		size = sizeof(both.fix);
		break;
	case FBIOGET_VSCREENINFO:
		break;
	case FBIOPUT_VSCREENINFO:
	case FBIOPAN_DISPLAY:
		if (copy_from_user(&both.var, user, size))
			return -EFAULT;
		break;
	default:
		return -ENOTTY;
	}
	if (down_interruptible(&fb->sem))
		return -ERESTARTSYS;
	err = framebuffer_do(fb, cmd, &both);
	up(&fb->sem);
	if (!err && copy_to_user(user, &both, size))
		err = -EFAULT;
	return err;
}
