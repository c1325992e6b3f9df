/* SPDX-License-Identifier: MIT */
/*
 * framebuffer: a screen that programs draw into, /dev/framebuffer0 and so on.
 *
 * The device (QEMU's bochs-display, PCI 1234:1111) has its memory in BAR 0, and in
 * BAR 2 registers that say which part of it is the picture. Programs map the memory,
 * or read and write it; ioctl is that of Linux's own frame buffers (linux/fb.h).
 *
 * Locks. mmap_lock is taken before fb->sem (the kernel holds it around .mmap), so
 * fb->sem is never held while user memory is touched.
 */
#ifndef FRAMEBUFFER_H
#define FRAMEBUFFER_H

#include <linux/version.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/pci.h>
#include <linux/types.h>
#if LINUX_VERSION_CODE < KERNEL_VERSION(2, 6, 26)
#include <asm/semaphore.h>
#else
#include <linux/semaphore.h>
#endif

/* What is shown: @width by @height pixels from (@x, @y) on, of a larger picture whose
 * lines are @virt_width pixels long. */
struct framebuffer_mode {
	u32 width, height, bits;
	u32 virt_width, virt_height;
	u32 x, y;
};

struct framebuffer {
	struct semaphore sem; /* everything here */
	struct pci_dev *pdev; /* NULL: there is none, or it is gone */
	int opens;	      /* files: they keep this from another device */
	struct miscdevice misc;
	char name[16];
	unsigned long start; /* of the memory: its physical address */
	unsigned long size;  /* bytes */
	void __iomem *memory;
	void __iomem *regs;
	struct framebuffer_mode mode;
};

static inline u32 framebuffer_line_bytes(const struct framebuffer_mode *mode)
{
	return mode->virt_width * (mode->bits / 8);
}

/* mode.c: the caller holds fb->sem, and fb->pdev is there. */
bool framebuffer_mode_valid(const struct framebuffer *fb,
			    const struct framebuffer_mode *mode);
void framebuffer_mode_set(struct framebuffer *fb, const struct framebuffer_mode *mode);
void framebuffer_darken(struct framebuffer *fb);
/* Bytes of its memory; 0: it is another kind of device. */
unsigned long framebuffer_identify(struct framebuffer *fb);

/* file.c */
extern struct file_operations framebuffer_fops;

/* ioctl.c */
long framebuffer_ioctl(struct file *filp, unsigned int cmd, unsigned long arg);

/* mmap.c */
int framebuffer_mmap(struct file *filp, struct vm_area_struct *vma);

/* main.c: the device of a node, which is open from now on; NULL: it is gone. */
struct framebuffer *framebuffer_get(int minor);
void framebuffer_put(struct framebuffer *fb);

#endif
