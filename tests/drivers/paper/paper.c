// SPDX-License-Identifier: MIT
/*
 * Pages of a known address, for tests of what maps physical memory: a block of four
 * pages (2^order; of the DMA zone, if dma is not 0), and a reserved page. /dev/paper says
 * of each, in a line, its physical address, how often it is referred to, and what it
 * begins with; a write to it fills all pages anew. For Linux 2.6.10 and 6.1.
 */
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/gfp.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/page-flags.h>
#include <linux/string.h>
#include <asm/io.h>
#include <asm/uaccess.h>

MODULE_LICENSE("Dual MIT/GPL");

#define SHOWN 4
#define PAGES (SHOWN + 1) /* the last one is reserved */

static int order = 2, dma;
module_param(order, int, 0444);
module_param(dma, int, 0444);

static char *block, *reserved;

static char *page_nr(int i)
{
	return i < SHOWN ? block + i * PAGE_SIZE : reserved;
}

static void fill(void)
{
	int i;

	for (i = 0; i < PAGES; i++) {
		memset(page_nr(i), 'a' + i, PAGE_SIZE);
		snprintf(page_nr(i), 16, "paper %d", i);
	}
}

static ssize_t paper_read(struct file *filp, char __user *buf, size_t count, loff_t *ppos)
{
	char text[PAGES * 64];
	int i, len = 0;

	for (i = 0; i < PAGES; i++)
		len += snprintf(text + len, sizeof(text) - len, "0x%llx %d %.8s\n",
				(unsigned long long)__pa(page_nr(i)),
				page_count(virt_to_page(page_nr(i))), page_nr(i));
	if (*ppos >= len)
		return 0;
	if (count > len - *ppos)
		count = len - *ppos;
	if (copy_to_user(buf, text + *ppos, count))
		return -EFAULT;
	*ppos += count;
	return count;
}

static ssize_t paper_write(struct file *filp, const char __user *buf, size_t count,
			   loff_t *ppos)
{
	fill();
	return count;
}

static struct file_operations paper_fops = {
	.owner = THIS_MODULE,
	.read = paper_read,
	.write = paper_write,
};

static struct miscdevice paper_device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "paper",
	.fops = &paper_fops,
};

static void put_pages(void)
{
	if (block)
		free_pages((unsigned long)block, order);
	if (!reserved)
		return;
	ClearPageReserved(virt_to_page(reserved));
	free_page((unsigned long)reserved);
}

static int __init paper_init(void)
{
	int err;

	if (order < 2)
		return -EINVAL;
	/* Compound: then a reference to any page of it is one to the whole. */
	block = (char *)__get_free_pages(GFP_KERNEL | __GFP_COMP | (dma ? GFP_DMA : 0),
					 order);
	reserved = (char *)__get_free_page(GFP_KERNEL);
	if (!block || !reserved) {
		put_pages();
		return -ENOMEM;
	}
	SetPageReserved(virt_to_page(reserved));
	fill();
	err = misc_register(&paper_device);
	if (err)
		put_pages();
	return err;
}

static void __exit paper_exit(void)
{
	misc_deregister(&paper_device);
	put_pages();
}

module_init(paper_init);
module_exit(paper_exit);
