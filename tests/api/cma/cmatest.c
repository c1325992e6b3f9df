// SPDX-License-Identifier: MIT
/*
 * What the area of CMA gives and takes back. wrong=1 releases pages twice, wrong=2
 * more than were given, wrong=3 keeps them, wrong=4 asks where nobody may sleep.
 */
#include <linux/cma.h>
#include <linux/dma-map-ops.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/spinlock.h>
#include <linux/string.h>

static int wrong;
module_param(wrong, int, 0444);

static DEFINE_SPINLOCK(lock);

#define CHECK(what)                                                                      \
	do {                                                                             \
		if (!(what))                                                             \
			pr_err("cmatest: line %d: not so: %s\n", __LINE__, #what);       \
	} while (0)

/* Two blocks lie apart, each aligned, and the lowest place is taken again. */
static void places(struct cma *cma, unsigned long first)
{
	struct page *one = cma_alloc(cma, 3, 0, false),
		    *two = cma_alloc(cma, 5, 3, false);

	CHECK(page_to_pfn(one) == first && page_to_pfn(two) == first + 8);
	CHECK(page_count(one) == 1 && page_count(one + 2) == 1 && !PageCompound(one));
	memset(page_address(two), 0x5a, 5 * PAGE_SIZE);
	CHECK(cma_release(cma, one, 3));
	CHECK(cma_alloc(cma, 8, 0, false) == one);
	CHECK(cma_release(cma, one, 8) && cma_release(cma, two, 5));
}

/* A page that somebody holds is passed over until it is free. */
static void busy(struct cma *cma)
{
	struct page *one = cma_alloc(cma, 4, 0, false), *other;

	get_page(one + 1);
	cma_release(cma, one, 4); /* warns */
	other = cma_alloc(cma, 4, 0, false);
	CHECK(other == one + 2);
	cma_release(cma, other, 4);
	put_page(one + 1);
	CHECK(cma_alloc(cma, 4, 0, false) == one);
	cma_release(cma, one, 4);
}

static void limits(struct cma *cma)
{
	unsigned long all = cma_get_size(cma) >> PAGE_SHIFT;
	struct page *page = cma_alloc(cma, all, 0, false),
		    *other = alloc_page(GFP_KERNEL);

	CHECK(page && totalcma_pages == all && page_to_phys(page) == cma_get_base(cma));
	CHECK(!cma_alloc(cma, 1, 0, false)); /* says so */
	CHECK(!cma_alloc(cma, 1, 0, true));
	CHECK(cma_release(cma, page, all));
	CHECK(!cma_alloc(cma, all + 1, 0, true) && !cma_alloc(cma, 0, 0, true));
	CHECK(!cma_alloc(NULL, 1, 0, true) && !cma_release(NULL, page, 1));
	CHECK(!cma_release(cma, NULL, 1) && !cma_release(cma, other, 1));
	__free_page(other);
}

static void mistake(struct cma *cma)
{
	struct page *page = cma_alloc(cma, 2, 0, false);

	if (wrong == 4) {
		spin_lock(&lock);
		cma_release(cma, cma_alloc(cma, 1, 0, false), 1);
		spin_unlock(&lock);
	}
	if (wrong == 3)
		return;
	cma_release(cma, page, wrong == 2 ? 3 : 2);
	if (wrong == 1)
		cma_release(cma, page, 2);
}

static int __init cmatest_init(void)
{
	struct cma *cma = dev_get_cma_area(NULL);
	struct page *page;

	if (!cma) {
		page = dma_alloc_from_contiguous(NULL, 1, 0, false);
		pr_info("cmatest: no area, %s\n", page ? "but a page" : "no page");
		return 0;
	}
	page = dma_alloc_from_contiguous(NULL, 300, 20,
					 false); /* aligned to 256 at most */
	CHECK(page && !(page_to_pfn(page) & 255));
	CHECK(dma_release_from_contiguous(NULL, page, 300));
	places(cma, page_to_pfn(page));
	limits(cma);
	if (wrong == 5)
		busy(cma);
	else
		mistake(cma);
	pr_info("cmatest: %lu pages at 0x%llx, %s\n", totalcma_pages,
		(unsigned long long)cma_get_base(cma), cma_get_name(cma));
	return 0;
}

static void __exit cmatest_exit(void)
{
}

module_init(cmatest_init);
module_exit(cmatest_exit);
MODULE_DESCRIPTION("areas of memory in a row");
MODULE_LICENSE("GPL");
