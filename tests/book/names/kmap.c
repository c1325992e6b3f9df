/* SPDX-License-Identifier: MIT */
/* Mappings of high pages; where there are none, low pages stay where they are. */
#include <linux/highmem.h>
#include "show.h"

static struct page *high_page(void)
{
	return alloc_page(GFP_HIGHUSER);
}

static void run_kmap(void)
{
	struct page *page = high_page();
	void *before = page_address(page), *first = kmap(page), *second = kmap(page);

	say("a high page: %d, address before: %d, mapped twice at one address: %s",
	    PageHighMem(page) != 0, before != NULL, first == second ? "yes" : "no");
	kunmap(page);
	kunmap(page);
	__free_page(page);
}

static void run_kunmap(void)
{
	struct page *page = high_page();
	int before, one;

	kmap(page);
	kmap(page);
	before = page_address(page) != NULL;
	kunmap(page);
	one = page_address(page) != NULL;
	kunmap(page);
	say("there with two, %d, and with one, %d", before, one);
	__free_page(page);
}

static void run_kmap_atomic(void)
{
	struct page *page = high_page();
	char *p = kmap_atomic(page);

	strcpy(p, "high");
	say("in atomic context: %d, it holds '%s'", in_atomic() != 0, p);
	kunmap_atomic(p);
	__free_page(page);
}

static void run_kunmap_atomic(void)
{
	struct page *page = high_page();
	void *p = kmap_atomic(page);

	kunmap_atomic(p);
	say("atomic afterwards: %d, address left: %d", in_atomic() != 0,
	    page_address(page) != NULL);
	__free_page(page);
}

static void run_km_type(void)
{
	struct page *page = high_page();
	void *first = kmap_local_page(page), *second = kmap_local_page(page);

	say("no slots to choose: two mappings of a page are %s",
	    first == second ? "one" : "two, on a stack");
	kunmap_local(second);
	kunmap_local(first);
	__free_page(page);
}

const struct show kmap_shows[] = {
	SHOW(kmap),	     SHOW(kunmap),  SHOW(kmap_atomic),
	SHOW(kunmap_atomic), SHOW(km_type), SHOWS_END,
};
