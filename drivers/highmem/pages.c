// SPDX-License-Identifier: MIT
/*
 * The ways to reach a page that has no address:
 *
 *	kmap		anyone may use the address, until kunmap; it may sleep, as there
 *			are few such addresses
 *	kmap_local_page	the address is this task's, which may sleep with it (since 5.11)
 *	kmap_atomic	the address is this processor's: nothing may sleep meanwhile
 *
 * The last two are ended in the opposite order, like brackets.
 */
#include <linux/highmem.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <linux/version.h>
#include <asm/uaccess.h>

#include "highmem.h"

/* Until 2.6.37 each address had a place of its own, which the caller had to name. */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 37)
#define map_first(page) kmap_atomic(page)
#define map_second(page) kmap_atomic(page)
#define unmap_first(addr) kunmap_atomic(addr)
#define unmap_second(addr) kunmap_atomic(addr)
#else
#define map_first(page) kmap_atomic(page, KM_USER0)
#define map_second(page) kmap_atomic(page, KM_USER1)
#define unmap_first(addr) kunmap_atomic(addr, KM_USER0)
#define unmap_second(addr) kunmap_atomic(addr, KM_USER1)
#endif

/* The copy may sleep: it can meet a page of the program that is not there yet. */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 11, 0)
unsigned long highmem_page_read(struct page *page, size_t offset, char __user *to,
				size_t len)
{
	char *from = kmap_local_page(page);
	unsigned long left = copy_to_user(to, from + offset, len);

	kunmap_local(from);
	return left;
}
#else
unsigned long highmem_page_read(struct page *page, size_t offset, char __user *to,
				size_t len)
{
	char *from = kmap(page);
	unsigned long left = copy_to_user(to, from + offset, len);

	kunmap(page);
	return left;
}
#endif

/* Note what goes back: kunmap() wants the page, the others the address. */
unsigned long highmem_page_write(struct page *page, size_t offset,
				 const char __user *from, size_t len)
{
	char *to = kmap(page);
	unsigned long left = copy_from_user(to + offset, from, len);

	kunmap(page);
	return left;
}

void highmem_page_fill(struct page *page, int byte)
{
	void *p = map_first(page);

	memset(p, byte, PAGE_SIZE);
	unmap_first(p);
}

void highmem_page_copy(struct page *to, struct page *from)
{
	void *src = map_first(from);
	void *dst = map_second(to);

	memcpy(dst, src, PAGE_SIZE);
	unmap_second(dst);
	unmap_first(src);
}
