// SPDX-License-Identifier: MIT
/*
 * /dev/scatterer: each open file has eight pages of its own, in one row of the
 * vmalloc window and none beside another in RAM, which the driver itself never
 * touches.
 */
#include <linux/fs.h>
#include <linux/gfp.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>

#define PAGES 8

struct row {
	struct page *page[PAGES];
	void *memory;
};

static void row_free(struct row *row)
{
	vunmap(row->memory);
	for (int i = 0; i < PAGES; i++)
		if (row->page[i])
			__free_page(row->page[i]);
	kfree(row);
}

static int scatterer_open(struct inode *inode, struct file *filp)
{
	struct row *row = kzalloc(sizeof(*row), GFP_KERNEL);

	if (!row)
		return -ENOMEM;
	for (int i = 0; i < PAGES; i++) {
		/* backwards: no page follows the one before */
		row->page[PAGES - 1 - i] = alloc_page(GFP_KERNEL | __GFP_ZERO);
		if (!row->page[PAGES - 1 - i])
			goto no_memory;
	}
	row->memory = vmap(row->page, PAGES, VM_MAP, PAGE_KERNEL);
	if (!row->memory)
		goto no_memory;
	filp->private_data = row;
	return 0;
no_memory:
	row_free(row);
	return -ENOMEM;
}

static int scatterer_release(struct inode *inode, struct file *filp)
{
	row_free(filp->private_data);
	return 0;
}

static ssize_t scatterer_read(struct file *filp, char __user *buf, size_t count,
			      loff_t *pos)
{
	struct row *row = filp->private_data;

	return simple_read_from_buffer(buf, count, pos, row->memory, PAGES * PAGE_SIZE);
}

static ssize_t scatterer_write(struct file *filp, const char __user *buf, size_t count,
			       loff_t *pos)
{
	struct row *row = filp->private_data;

	return simple_write_to_buffer(row->memory, PAGES * PAGE_SIZE, pos, buf, count);
}

static const struct file_operations scatterer_fops = {
	.owner = THIS_MODULE,
	.open = scatterer_open,
	.release = scatterer_release,
	.read = scatterer_read,
	.write = scatterer_write,
};

static struct miscdevice scatterer = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "scatterer",
	.fops = &scatterer_fops,
};

static int __init scatterer_init(void)
{
	return misc_register(&scatterer);
}

static void __exit scatterer_exit(void)
{
	misc_deregister(&scatterer);
}

module_init(scatterer_init);
module_exit(scatterer_exit);

MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("Untouched pages of the vmalloc window");
