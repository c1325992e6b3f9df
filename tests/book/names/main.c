/* SPDX-License-Identifier: MIT */
/* The device /dev/show, which runs what shows the name. */
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "show.h"

struct page *shown_page;
struct file *shown_file;

static char *name = "";
module_param(name, charp, 0444);
MODULE_PARM_DESC(name, "what is shown");

static const struct show *const tables[] = {
	address_shows, page_shows, alloc_shows, kmap_shows, vma_shows,	  map_shows,
	file_shows,    dma_shows,  pool_shows,	io_shows,   errata_shows,
};
static const struct show *chosen;

void say(const char *fmt, ...)
{
	struct va_format text;
	va_list args;

	va_start(args, fmt);
	text.fmt = fmt;
	text.va = &args;
	pr_info("%s: %pV\n", name, &text);
	va_end(args);
}

bool is_shown(const char *other)
{
	return !strcmp(name, other);
}

static const struct show *find(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(tables); i++)
		for (const struct show *s = tables[i]; s->name; s++)
			if (is_shown(s->name))
				return s;
	return NULL;
}

static int show_open(struct inode *inode, struct file *file)
{
	shown_file = file;
	if (is_shown("iminor"))
		say("it is the number that misc_register gave: %s",
		    iminor(inode) == MINOR(inode->i_rdev) && imajor(inode) == MISC_MAJOR
			    ? "yes"
			    : "no");
	if (chosen->run)
		chosen->run();
	return 0;
}

static int show_mmap(struct file *file, struct vm_area_struct *vma)
{
	vma->vm_ops = &shown_ops;
	vma->vm_private_data = shown_page;
	return chosen->map ? chosen->map(vma) : 0;
}

static const struct file_operations show_fops = {
	.owner = THIS_MODULE,
	.open = show_open,
	.mmap = show_mmap,
	.llseek = noop_llseek,
};

static struct miscdevice show_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "show",
	.fops = &show_fops,
};

static int __init show_init(void)
{
	int err;

	chosen = find();
	if (!chosen) {
		pr_err("show: nothing is known of '%s'\n", name);
		return -EINVAL;
	}
	shown_page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	if (!shown_page)
		return -ENOMEM;
	memcpy(page_address(shown_page), "a page of /dev/show\n", 20);
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
