/* SPDX-License-Identifier: MIT */
/*
 * Each name of the book, shown at work: a function per name that uses it and says
 * what came of it. /dev/show runs that of the module's parameter `name`: what is in
 * `run` when it is opened, what is in `map` as the method mmap.
 *
 * tests/book/show NAME runs it; docs/book/ tells what it says.
 */
#ifndef TESTS_BOOK_SHOW_H
#define TESTS_BOOK_SHOW_H

#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/mm.h>

struct show {
	const char *name;
	void (*run)(void);
	int (*map)(struct vm_area_struct *vma);
};

/* The rows of the tables: SHOW(virt_to_page) is run_virt_to_page(). */
#define SHOW(name)                                                                       \
	{                                                                                \
#name, run_##name, NULL                                                  \
	}
#define SHOW_MAP(name)                                                                   \
	{                                                                                \
#name, NULL, map_##name                                                  \
	}
#define SHOWS_END                                                                        \
	{                                                                                \
		NULL, NULL, NULL                                                         \
	}

extern const struct show address_shows[], page_shows[], alloc_shows[], kmap_shows[],
	vma_shows[], map_shows[], file_shows[], dma_shows[], pool_shows[], io_shows[],
	errata_shows[];

/* "NAME: ..." in the log. */
void say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
bool is_shown(const char *name);

/* What the device has: a page, filled with words, that lives as long as the module. */
extern struct page *shown_page;
extern struct file *shown_file;
extern const struct vm_operations_struct shown_ops;

#endif
