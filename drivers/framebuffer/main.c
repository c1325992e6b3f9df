// SPDX-License-Identifier: MIT
/*
 * The framebuffer module: its parameters, and the PCI devices that it drives.
 *
 * What stands for a device lives as long as the module, and open files keep that: so a
 * device can go while files are open, and they find ENODEV. What they have mapped
 * stays mapped: it is the device's memory, not ours, and answers as long as that does.
 */
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/string.h>
#include <asm/io.h>

#include "framebuffer.h"

#define FRAMEBUFFER_MAX 4
#define FRAMEBUFFER_VENDOR 0x1234
#define FRAMEBUFFER_DEVICE 0x1111
#define MEMORY_BAR 0
#define REGS_BAR 2

#if LINUX_VERSION_CODE < KERNEL_VERSION(2, 6, 26)
#define ioremap_wc ioremap
#endif

static int width = 640;
static int height = 480;
static int bits = 32;
module_param(width, int, 0444);
module_param(height, int, 0444);
module_param(bits, int, 0444);
MODULE_PARM_DESC(width, "pixels of a line, in the first mode");
MODULE_PARM_DESC(height, "lines");
MODULE_PARM_DESC(bits, "bits of a pixel: 16 or 32");
MODULE_DESCRIPTION("A screen whose memory programs map");
MODULE_LICENSE("Dual MIT/GPL");

static struct framebuffer framebuffers[FRAMEBUFFER_MAX];

/* One that nobody has, now @pdev's. */
static struct framebuffer *framebuffer_claim(struct pci_dev *pdev)
{
	struct framebuffer *found = NULL;
	int i;

	for (i = 0; i < FRAMEBUFFER_MAX && !found; i++) {
		struct framebuffer *fb = &framebuffers[i];

		down(&fb->sem);
		if (!fb->pdev && !fb->opens) {
			fb->pdev = pdev;
			snprintf(fb->name, sizeof(fb->name), "framebuffer%d", i);
			found = fb;
		}
		up(&fb->sem);
	}
	return found;
}

struct framebuffer *framebuffer_get(int minor)
{
	struct framebuffer *found = NULL;
	int i;

	for (i = 0; i < FRAMEBUFFER_MAX && !found; i++) {
		struct framebuffer *fb = &framebuffers[i];

		down(&fb->sem);
		if (fb->pdev && fb->misc.minor == minor) {
			fb->opens++;
			found = fb;
		}
		up(&fb->sem);
	}
	return found;
}

void framebuffer_put(struct framebuffer *fb)
{
	down(&fb->sem);
	fb->opens--;
	up(&fb->sem);
}

static int framebuffer_map(struct framebuffer *fb)
{
	fb->start = pci_resource_start(fb->pdev, MEMORY_BAR);
	fb->size = pci_resource_len(fb->pdev, MEMORY_BAR);
	fb->regs = ioremap(pci_resource_start(fb->pdev, REGS_BAR),
			   pci_resource_len(fb->pdev, REGS_BAR));
	fb->memory = ioremap_wc(fb->start, fb->size);
	if (fb->regs && fb->memory)
		return 0;
	if (fb->regs)
		iounmap(fb->regs);
	if (fb->memory)
		iounmap(fb->memory);
	return -ENOMEM;
}

static void framebuffer_unmap(struct framebuffer *fb)
{
	iounmap(fb->memory);
	iounmap(fb->regs);
}

/* The memory keeps what was in it: a screen shows nothing that is older than we. */
static int framebuffer_first_mode(struct framebuffer *fb)
{
	struct framebuffer_mode mode = {
		.width = width,
		.height = height,
		.bits = bits,
		.virt_width = width,
		.virt_height = height,
	};
	unsigned long size = framebuffer_identify(fb);

	if (!size)
		return -ENODEV;
	if (fb->size > size)
		fb->size = size;
	if (!framebuffer_mode_valid(fb, &mode))
		return -EINVAL;
	memset_io(fb->memory, 0, framebuffer_line_bytes(&mode) * mode.height);
	framebuffer_mode_set(fb, &mode);
	return 0;
}

static int framebuffer_node(struct framebuffer *fb)
{
	fb->misc.minor = MISC_DYNAMIC_MINOR;
	fb->misc.name = fb->name;
	fb->misc.fops = &framebuffer_fops;
	return misc_register(&fb->misc);
}

static void framebuffer_forget(struct framebuffer *fb)
{
	down(&fb->sem);
	fb->pdev = NULL;
	up(&fb->sem);
}

static int framebuffer_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct framebuffer *fb = framebuffer_claim(pdev);
	int err;

	if (!fb)
		return -EBUSY;
	err = pci_enable_device(pdev);
	if (err)
		goto forget;
	err = pci_request_regions(pdev, "framebuffer");
	if (err)
		goto disable;
	err = framebuffer_map(fb);
	if (err)
		goto release;
	err = framebuffer_first_mode(fb);
	if (err)
		goto unmap;
	err = framebuffer_node(fb);
	if (err)
		goto darken;
	pci_set_drvdata(pdev, fb);
	return 0;

darken:
	framebuffer_darken(fb);
unmap:
	framebuffer_unmap(fb);
release:
	pci_release_regions(pdev);
disable:
	pci_disable_device(pdev);
forget:
	framebuffer_forget(fb);
	return err;
}

static void framebuffer_remove(struct pci_dev *pdev)
{
	struct framebuffer *fb = pci_get_drvdata(pdev);

	misc_deregister(&fb->misc);
	framebuffer_forget(fb);
	framebuffer_darken(fb);
	framebuffer_unmap(fb);
	pci_release_regions(pdev);
	pci_disable_device(pdev);
}

static struct pci_device_id framebuffer_ids[] = {
	{PCI_DEVICE(FRAMEBUFFER_VENDOR, FRAMEBUFFER_DEVICE)},
	{},
};
MODULE_DEVICE_TABLE(pci, framebuffer_ids);

static struct pci_driver framebuffer_driver = {
	.name = "framebuffer",
	.id_table = framebuffer_ids,
	.probe = framebuffer_probe,
	.remove = framebuffer_remove,
};

static int __init framebuffer_init(void)
{
	int i;

	for (i = 0; i < FRAMEBUFFER_MAX; i++)
		sema_init(&framebuffers[i].sem, 1);
	return pci_register_driver(&framebuffer_driver);
}

static void __exit framebuffer_exit(void)
{
	pci_unregister_driver(&framebuffer_driver);
}

module_init(framebuffer_init);
module_exit(framebuffer_exit);
