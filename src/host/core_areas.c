/* SPDX-License-Identifier: MIT */
/*
 * What of this process's memory goes into a core file: see core_areas.h.
 *
 * Simulated RAM and the tables beside it are large and mostly untouched. Of RAM,
 * a memfd, the pages that the file has are taken; of anonymous memory, the
 * pages that this process has. Of a file that is mapped and cannot have
 * changed, the first page, by which debuggers recognise it.
 */
#define _GNU_SOURCE
#include "host/core_areas.h"

#include "host/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define PAGE 4096UL
#define AT_ONCE 512 /* pages that are asked for at a time */
#define LINE_BYTES 8192
#define PRESENT (1UL << 63)
#define SWAPPED (1UL << 62)
#define FURTHER_APART 16 /* pages */

/* One line of /proc/self/maps. */
struct area {
	unsigned long start, end, off, inode;
	char perms[5];
	const char *name;
};

static struct host_core_areas *areas;
static unsigned long gap; /* runs that are no further apart become one */

/* --- runs --- */

static int add_run(const struct area *a, unsigned long addr, unsigned long len)
{
	struct host_core_run *last = &areas->runs[areas->nr_runs - 1];
	int prot = HOST_PROT_READ | (a->perms[1] == 'w' ? HOST_PROT_WRITE : 0) |
		   (a->perms[2] == 'x' ? HOST_PROT_EXEC : 0);

	if (areas->nr_runs && addr - (last->addr + last->len) <= gap &&
	    last->prot == prot && last->addr >= a->start) {
		last->len = addr + len - last->addr;
		return 0;
	}
	if (areas->nr_runs == HOST_CORE_RUNS)
		return -EFBIG;
	areas->runs[areas->nr_runs++] = (struct host_core_run){addr, len, prot};
	return 0;
}

/* The pages of [a->start, a->end) that the file @fd has. */
static int add_file_data(const struct area *a, int fd)
{
	off_t end = (off_t)(a->off + (a->end - a->start)), at = (off_t)a->off;

	while (at < end) {
		off_t data = lseek(fd, at, SEEK_DATA), hole;
		int err;

		if (data < 0 || data >= end)
			return 0;
		hole = lseek(fd, data, SEEK_HOLE);
		at = hole < 0 || hole > end ? end : hole;
		err = add_run(a, a->start + (unsigned long)data - a->off,
			      (unsigned long)(at - data));
		if (err)
			return err;
	}
	return 0;
}

/* The pages that this process has. */
static int add_present(const struct area *a, int pagemap)
{
	uint64_t entries[AT_ONCE];

	for (unsigned long at = a->start; at < a->end; at += AT_ONCE * PAGE) {
		unsigned long left = (a->end - at) / PAGE,
			      n = left < AT_ONCE ? left : AT_ONCE;

		if (pread(pagemap, entries, n * 8, (off_t)(at / PAGE * 8)) !=
		    (ssize_t)(n * 8))
			return 0;
		for (unsigned long i = 0; i < n; i++) {
			int err = entries[i] & (PRESENT | SWAPPED)
					  ? add_run(a, at + i * PAGE, PAGE)
					  : 0;

			if (err)
				return err;
		}
	}
	return 0;
}

/* --- files --- */

static int has_prefix(const char *s, const char *prefix)
{
	return !strncmp(s, prefix, strlen(prefix));
}

/* A module that came from inside lies in a memfd that has its file's name. */
static const char *file_name(const struct area *a, unsigned long *len)
{
	static const char memfd[] = "/memfd:", deleted[] = " (deleted)";
	const char *name = a->name;

	*len = strlen(name);
	if (!has_prefix(name, memfd))
		return name;
	name += sizeof(memfd) - 1;
	*len -= sizeof(memfd) - 1 + sizeof(deleted) - 1;
	return name;
}

static void add_file(const struct area *a)
{
	char *copy = areas->names + areas->names_len;
	unsigned long len;
	const char *name = file_name(a, &len);

	if (areas->nr_files == HOST_CORE_FILES ||
	    areas->names_len + len + 1 > HOST_CORE_NAMES)
		return; /* debuggers will miss it */
	memcpy(copy, name, len);
	copy[len] = '\0';
	areas->names_len += len + 1;
	areas->files[areas->nr_files++] =
		(struct host_core_file){a->start, a->end, a->off, copy};
}

static int add_file_area(const struct area *a)
{
	add_file(a);
	if (a->perms[1] == 'w' && a->perms[3] == 'p')
		return add_run(a, a->start, a->end - a->start);
	return a->off ? 0 : add_run(a, a->start, PAGE);
}

static int add_area(const struct area *a, int pagemap)
{
	if (a->perms[0] != 'r' || a->start == (unsigned long)areas ||
	    has_prefix(a->name, "[vvar"))
		return 0;
	if (has_prefix(a->name, "/memfd:drydock-ram"))
		return add_file_data(a, host_ram_fd());
	if (a->inode)
		return add_file_area(a);
	return add_present(a, pagemap);
}

/* --- the list of mappings --- */

/* "start-end perms offset device inode   name" */
static void parse(char *line, struct area *a)
{
	char *p;

	a->start = strtoul(line, &p, 16);
	a->end = strtoul(p + 1, &p, 16);
	memcpy(a->perms, p + 1, 4);
	a->perms[4] = '\0';
	a->off = strtoul(p + 6, &p, 16);
	p = strchr(p + 1, ' '); /* the device */
	a->inode = p ? strtoul(p, &p, 10) : 0;
	a->name = p ? p + strspn(p, " ") : "";
}

static int read_areas(int maps, int pagemap)
{
	static char buf[LINE_BYTES];
	unsigned long have = 0;
	ssize_t n;

	while ((n = read(maps, buf + have, sizeof(buf) - 1 - have)) > 0) {
		char *line = buf, *end;

		have += (unsigned long)n;
		buf[have] = '\0';
		for (; (end = strchr(line, '\n')); line = end + 1) {
			struct area a;
			int err;

			*end = '\0';
			parse(line, &a);
			err = add_area(&a, pagemap);
			if (err)
				return err;
		}
		have -= (unsigned long)(line - buf);
		memmove(buf, line, have);
	}
	return n < 0 ? -errno : 0;
}

static int find_all(int proc)
{
	int maps = openat(proc, "maps", O_RDONLY | O_CLOEXEC), err;
	int pagemap = openat(proc, "pagemap", O_RDONLY | O_CLOEXEC);

	areas->nr_runs = areas->nr_files = 0;
	areas->names_len = 0;
	err = maps < 0 || pagemap < 0 ? -errno : read_areas(maps, pagemap);
	if (maps >= 0)
		close(maps);
	if (pagemap >= 0)
		close(pagemap);
	return err;
}

struct host_core_areas *host_core_areas_find(int proc)
{
	int err;

	/* Pages on both sides, so that it is a line of its own in the list. */
	char *p = mmap(NULL, sizeof(*areas) + 2 * PAGE, PROT_NONE,
		       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (p == MAP_FAILED || mprotect(p + PAGE, sizeof(*areas), PROT_READ | PROT_WRITE))
		return NULL;
	areas = (struct host_core_areas *)(p + PAGE);
	for (gap = 0; (err = find_all(proc)) == -EFBIG;)
		gap = gap ? gap * FURTHER_APART : PAGE;
	errno = -err;
	return err ? NULL : areas;
}
