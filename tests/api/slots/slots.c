/* SPDX-License-Identifier: MIT */
/*
 * kmap_atomic() with the slot that it had to be told until 2.6.36, and could be until
 * 3.5: a page is copied to another, and the mappings end first in, first out.
 */
#include <linux/version.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/gfp.h>
#include <linux/highmem.h>
#include <linux/string.h>

MODULE_LICENSE("GPL");

static int wrong; /* 1: a slot twice; 2: the slots are mixed up at the end */
module_param(wrong, int, 0);

static void copy(struct page *to, struct page *from)
{
	char *src = kmap_atomic(from, KM_USER0), *dst = kmap_atomic(to, KM_USER1);
	char *twice = wrong == 1 ? kmap_atomic(to, KM_USER1) : NULL;

	strcpy(dst, src);
	if (twice)
		kunmap_atomic(twice, KM_USER1);
	kunmap_atomic(src, wrong == 2 ? KM_USER1 : KM_USER0);
	kunmap_atomic(dst, wrong == 2 ? KM_USER0 : KM_USER1);
}

static int __init slots_init(void)
{
	struct page *from = alloc_page(GFP_HIGHUSER), *to = alloc_page(GFP_HIGHUSER);
	char *p;

	if (!from || !to)
		return -ENOMEM;
	p = kmap(from);
	strcpy(p, "papyrus");
	kunmap(from);
	copy(to, from);
	p = kmap(to);
	printk(KERN_INFO "slots: %s, %s memory\n", p, PageHighMem(to) ? "high" : "low");
	kunmap(to);
	__free_page(from);
	__free_page(to);
	return 0;
}

static void __exit slots_exit(void)
{
}

module_init(slots_init);
module_exit(slots_exit);
