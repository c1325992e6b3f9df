/* SPDX-License-Identifier: MIT */
/* The device /dev/show at 2.6.10. */
#include <linux/aio.h>
#include <linux/init.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/workqueue.h>
#include "show.h"

struct page *shown_page;
struct file *shown_file;

static char *name = "";
module_param(name, charp, 0444);

static const struct show *chosen;

void say(const char *fmt, ...)
{
	char text[160];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	printk(KERN_INFO "%s at 2.6.10: %s\n", name, text);
}

int is_shown(const char *other)
{
	return !strcmp(name, other);
}

static int show_open(struct inode *inode, struct file *file)
{
	shown_file = file;
	if (chosen->run)
		chosen->run();
	return 0;
}

static int show_mmap(struct file *file, struct vm_area_struct *vma)
{
	vma->vm_ops = &shown_ops;
	return chosen->map ? chosen->map(vma) : 0;
}

/* --- a transfer that ends later --- */

static struct kiocb *waiting;

static void complete_it(void *unused)
{
	if (is_shown("aio_complete"))
		say("the transfer of 3 bytes ends now");
	aio_complete(waiting, 3, 0);
}

static DECLARE_WORK(completion, complete_it, NULL);

static ssize_t show_aio_read(struct kiocb *iocb, char __user *buf, size_t count,
			     loff_t pos)
{
	if (is_shown("aio_read"))
		say("called for %lu bytes at %lld", (unsigned long)count, (long long)pos);
	if (is_shown("kiocb"))
		say("its file is the one that was opened: %d",
		    iocb->ki_filp == shown_file);
	if (is_shown("is_sync_kiocb"))
		say("%d for read(2)", is_sync_kiocb(iocb));
	if (is_shown("EIOCBQUEUED"))
		say("the method answers %d", -EIOCBQUEUED);
	waiting = iocb;
	schedule_delayed_work(&completion, HZ / 100);
	return -EIOCBQUEUED;
}

static ssize_t show_aio_write(struct kiocb *iocb, const char __user *buf, size_t count,
			      loff_t pos)
{
	if (is_shown("aio_write"))
		say("called for %lu bytes of the file that was opened: %d",
		    (unsigned long)count, iocb->ki_filp == shown_file);
	return count;
}

static struct file_operations show_fops = {
	.owner = THIS_MODULE,
	.open = show_open,
	.mmap = show_mmap,
	.aio_read = show_aio_read,
	.aio_write = show_aio_write,
};

static struct miscdevice show_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "show",
	.fops = &show_fops,
};

static int __init show_init(void)
{
	int err;

	for (chosen = area_shows; chosen->name && !is_shown(chosen->name);)
		chosen++;
	if (!chosen->name) {
		printk(KERN_ERR "show: nothing is known of '%s' at 2.6.10\n", name);
		return -EINVAL;
	}
	shown_page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	if (!shown_page)
		return -ENOMEM;
	strcpy(page_address(shown_page), "a page of /dev/show");
	err = misc_register(&show_misc);
	if (err)
		__free_page(shown_page);
	return err;
}

static void __exit show_exit(void)
{
	misc_deregister(&show_misc);
	__free_page(shown_page);
}

module_init(show_init);
module_exit(show_exit);
MODULE_LICENSE("GPL");
