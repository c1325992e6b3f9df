/* SPDX-License-Identifier: MIT */
/* As tests/book/names/show.h, for the names that only the book's kernel has. */
#ifndef TESTS_BOOK_SHOW_OLD_H
#define TESTS_BOOK_SHOW_OLD_H

#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/mm.h>

struct show {
	const char *name;
	void (*run)(void);
	int (*map)(struct vm_area_struct *vma);
};

#define SHOW(name)                                                                       \
	{                                                                                \
#name, run_##name, NULL                                                  \
	}
#define SHOW_MAP(name)                                                                   \
	{                                                                                \
#name, NULL, map_##name                                                  \
	}
#define SHOW_FILE(name)                                                                  \
	{                                                                                \
#name, NULL, NULL                                                        \
	} /* the methods of the file tell it */

extern const struct show area_shows[];
extern struct page *shown_page;
extern struct file *shown_file;
extern struct vm_operations_struct shown_ops;

void say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
int is_shown(const char *name);

#endif
