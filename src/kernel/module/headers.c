// SPDX-License-Identifier: MIT
/* Is a module compiled with the headers of this drydock? See headers.h. */
#include "kernel/module/headers.h"

#include <linux/bsearch.h>
#include <linux/errno.h>
#include <linux/string.h>
#include "kernel/module/load.h"

#define HEADER_LINE 96

static int by_name(const void *name, const void *header)
{
	return strcmp(name, ((const struct dock_header *)header)->name);
}

/* @line: "NAME DIGEST", cut in two. */
static bool header_is_ours(char *line)
{
	const struct dock_header *ours;
	char *digest = strchr(line, ' ');

	if (!digest)
		return false;
	*digest++ = '\0';
	ours = bsearch(line, dock_headers, dock_nr_headers, sizeof(*ours), by_name);
	return ours && !strcmp(ours->digest, digest);
}

/* Copies the line at @p, and returns where the next one begins; NULL: there is none,
 * or none that ends. */
static const char *next_line(const char *p, const char *end, char line[HEADER_LINE])
{
	const char *stop = p < end ? memchr(p, '\n', (size_t)(end - p)) : NULL;

	if (!stop || stop - p >= HEADER_LINE)
		return NULL;
	memcpy(line, p, (size_t)(stop - p));
	line[stop - p] = '\0';
	return stop + 1;
}

int dock_load_check_headers(struct load *l)
{
	const char *p = l->elf.headers.bytes, *end = p + l->elf.headers.size;
	char line[HEADER_LINE] = "";

	if (!l->elf.headers.size)
		return dock_load_fail(
			l, -ENOEXEC,
			"does not say which headers of drydock it is built with; "
			"build it again");
	while ((p = next_line(p, end, line)))
		if (!header_is_ours(line))
			return dock_load_fail(
				l, -ENOEXEC,
				"is built with other headers of drydock (%s is not "
				"the same); build it again",
				line);
	return 0;
}
