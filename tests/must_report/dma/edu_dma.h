/* SPDX-License-Identifier: MIT */
/*
 * Small drivers of the edu device, each with mistakes of one kind, and their
 * corrected twins: what the drivers of this folder share.
 *
 * A driver has a function for each shape of its mistake; shape=NAME chooses
 * it (without it, all run in turn), and with fixed=1 it does the same thing
 * rightly. A program that reads /dev/edu-shape runs it once and gets a
 * line: "right", or "wrong" if what the device or the CPU found is not what the
 * other one had written. Beside FILE.c lies FILE.SHAPE.expect (../match.py
 * explains it, ../dma_test.sh what is done with it); the lines that the report
 * must name carry the comments that the expectation names.
 *
 * What is known of the device's buffer comes and goes through coherent memory,
 * so that it is true on every machine.
 */
#ifndef TESTS_EDU_DMA_H
#define TESTS_EDU_DMA_H

#include <linux/delay.h>
#include <linux/dma-mapping.h>
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/iopoll.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/pci.h>
#include <linux/slab.h>
#include <linux/string.h>

#define EDU_FROM     0x80
#define EDU_TO	     0x88
#define EDU_COUNT    0x90
#define EDU_COMMAND  0x98
#define EDU_START    0x1
#define EDU_TO_RAM   0x2
#define EDU_AT	     0x40000 /* the device's buffer, in its own addresses */
#define EDU_BITS     28
#define EDU_MAX	     2
#define BUF_BYTES    1024

struct edu {
	struct pci_dev *pdev;
	struct device *dev;
	void __iomem *regs;
	u8 *buf;  /* for streaming mappings */
	u8 *copy; /* the CPU's own */
	u8 *coherent;
	dma_addr_t coherent_bus;
};

struct edu_shape {
	const char *name;
	bool (*run)(struct edu *e); /* did the data arrive? */
};

static bool fixed;
module_param(fixed, bool, 0);
static char *shape = "";
module_param(shape, charp, 0);

static struct edu edus[EDU_MAX];
static int nr_edus;

/* --- the device --- */

static inline void edu_start(struct edu *e, u32 from, u32 to, u32 bytes, u32 direction)
{
	writel(from, e->regs + EDU_FROM);
	writel(to, e->regs + EDU_TO);
	writel(bytes, e->regs + EDU_COUNT);
	writel(EDU_START | direction, e->regs + EDU_COMMAND);
}

/* The device fetches from memory, or writes to it. */
static inline void edu_start_fetch(struct edu *e, dma_addr_t bus, u32 bytes)
{
	edu_start(e, (u32)bus, EDU_AT, bytes, 0);
}

static inline void edu_start_write(struct edu *e, dma_addr_t bus, u32 bytes)
{
	edu_start(e, EDU_AT, (u32)bus, bytes, EDU_TO_RAM);
}

static inline void edu_wait(struct edu *e)
{
	u32 command;

	if (readl_poll_timeout(e->regs + EDU_COMMAND, command, !(command & EDU_START), 20, 1000000))
		dev_err(e->dev, "the device does not end its transfer\n");
}

static inline void edu_fetch(struct edu *e, dma_addr_t bus, u32 bytes)
{
	edu_start_fetch(e, bus, bytes);
	edu_wait(e);
}

static inline void edu_write(struct edu *e, dma_addr_t bus, u32 bytes)
{
	edu_start_write(e, bus, bytes);
	edu_wait(e);
}

/* --- what the data must be --- */

static noinline void make_pattern(u8 *p, unsigned int bytes, u8 seed)
{
	for (unsigned int i = 0; i < bytes; i++)
		p[i] = (u8)(i * 7 + seed * 31 + 1);
}

static noinline bool is_pattern(const u8 *p, unsigned int bytes, u8 seed)
{
	for (unsigned int i = 0; i < bytes; i++)
		if (p[i] != (u8)(i * 7 + seed * 31 + 1))
			return false;
	return true;
}

/* The device's buffer holds the pattern from now on. */
static inline void edu_set(struct edu *e, u32 bytes, u8 seed)
{
	make_pattern(e->coherent, bytes, seed);
	edu_fetch(e, e->coherent_bus, bytes);
}

/* What the device's buffer holds. */
static inline const u8 *edu_look(struct edu *e, u32 bytes)
{
	edu_write(e, e->coherent_bus, bytes);
	return e->coherent;
}

static inline bool edu_holds(struct edu *e, u32 bytes, u8 seed)
{
	return is_pattern(edu_look(e, bytes), bytes, seed);
}

/* --- the driver around it --- */

static const struct edu_shape edu_shapes[]; /* ends with an empty row */

/* The first shape that goes wrong of those that were asked for; NULL: none. */
static const char *run_shapes(bool *found)
{
	for (const struct edu_shape *s = edu_shapes; s->name; s++) {
		if (*shape && strcmp(s->name, shape))
			continue;
		*found = true;
		if (!s->run(&edus[0]))
			return s->name;
	}
	return NULL;
}

static ssize_t shape_read(struct file *file, char __user *to, size_t n, loff_t *pos)
{
	const char *line, *wrong;
	bool found = false;

	if (*pos)
		return 0;
	if (!nr_edus)
		return -ENODEV;
	wrong = run_shapes(&found);
	if (!found)
		return -EINVAL;
	if (wrong)
		pr_info("wrong data: %s\n", wrong);
	line = wrong ? "wrong\n" : "right\n";
	return simple_read_from_buffer(to, n, pos, line, strlen(line));
}

static const struct file_operations shape_fops = {
	.owner = THIS_MODULE,
	.read = shape_read,
};

static struct miscdevice shape_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "edu-shape",
	.fops = &shape_fops,
};

static void edu_give_back(struct edu *e)
{
	if (e->coherent)
		dma_free_coherent(e->dev, BUF_BYTES, e->coherent, e->coherent_bus);
	kfree(e->copy);
	kfree(e->buf);
	if (e->regs)
		pci_iounmap(e->pdev, e->regs);
	pci_clear_master(e->pdev);
	pci_disable_device(e->pdev);
	memset(e, 0, sizeof(*e));
}

static int edu_get_ready(struct edu *e)
{
	int err = dma_set_mask_and_coherent(e->dev, DMA_BIT_MASK(EDU_BITS));

	if (err)
		return err;
	pci_set_master(e->pdev);
	e->regs = pci_iomap(e->pdev, 0, 0);
	e->buf = kzalloc(BUF_BYTES, GFP_KERNEL);
	e->copy = kzalloc(BUF_BYTES, GFP_KERNEL);
	e->coherent = dma_alloc_coherent(e->dev, BUF_BYTES, &e->coherent_bus, GFP_KERNEL);
	return e->regs && e->buf && e->copy && e->coherent ? 0 : -ENOMEM;
}

static int edu_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct edu *e = &edus[nr_edus];
	int err;

	if (nr_edus == EDU_MAX)
		return -EBUSY;
	err = pci_enable_device(pdev);
	if (err)
		return err;
	e->pdev = pdev;
	e->dev = &pdev->dev;
	err = edu_get_ready(e);
	if (err) {
		edu_give_back(e);
		return err;
	}
	pci_set_drvdata(pdev, e);
	nr_edus++;
	return 0;
}

static void edu_remove(struct pci_dev *pdev)
{
	edu_give_back(pci_get_drvdata(pdev));
}

static const struct pci_device_id edu_ids[] = {
	{ PCI_DEVICE(0x1234, 0x11e8) },
	{},
};

static struct pci_driver edu_driver = {
	.name = "edu_shape",
	.id_table = edu_ids,
	.probe = edu_probe,
	.remove = edu_remove,
};

static int __init edu_init(void)
{
	int err = pci_register_driver(&edu_driver);

	if (err)
		return err;
	err = misc_register(&shape_misc);
	if (err)
		pci_unregister_driver(&edu_driver);
	return err;
}

static void __exit edu_exit(void)
{
	misc_deregister(&shape_misc);
	pci_unregister_driver(&edu_driver);
}

module_init(edu_init);
module_exit(edu_exit);
MODULE_LICENSE("Dual MIT/GPL");

#endif
