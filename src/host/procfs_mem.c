/* SPDX-License-Identifier: MIT */
/* What the host's /proc says of a traced thread's memory, beside maps: see procfs.h. */
#include "host/procfs.h"
#include "host/mem.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int open_of(int tid, const char *name, int flags)
{
	char path[40];

	snprintf(path, sizeof(path), "%d/%s", tid, name);
	return openat(host_proc_dir(), path, flags | O_CLOEXEC);
}

unsigned long host_proc_mem(int tid, unsigned long addr, void *buf, unsigned long n,
			    int write_it)
{
	int fd = open_of(tid, "mem", write_it ? O_WRONLY : O_RDONLY);
	ssize_t done = -1;

	if (fd >= 0) {
		done = write_it ? pwrite(fd, buf, n, (off_t)addr)
				: pread(fd, buf, n, (off_t)addr);
		close(fd);
	}
	return done < 0 ? 0 : (unsigned long)done;
}

#define PAGE_SIZE_ 4096UL
#define FRAME_MASK ((1UL << 55) - 1)

void host_proc_pagemap(int tid, unsigned long addr, unsigned long *entries,
		       unsigned long nr)
{
	int fd = open_of(tid, "pagemap", O_RDONLY);
	ssize_t done = -1;

	if (fd >= 0) {
		done = pread(fd, entries, nr * 8, (off_t)(addr / PAGE_SIZE_ * 8));
		close(fd);
	}
	for (unsigned long i = 0; i < nr; i++)
		entries[i] = (ssize_t)(8 * i) < done ? entries[i] & ~FRAME_MASK : 0;
}

/* --- smaps_rollup --- */

/* Sums of lines "Name: 12 kB". */
struct sums {
	struct sum {
		char name[24];
		long kb;
	} sum[40];
	int nr;
};

static long *sum_of(struct sums *s, const char *name)
{
	int i;

	for (i = 0; i < s->nr; i++)
		if (!strcmp(s->sum[i].name, name))
			return &s->sum[i].kb;
	if (i == (int)(sizeof(s->sum) / sizeof(s->sum[0])))
		host_die("too many kinds of lines in smaps");
	snprintf(s->sum[i].name, sizeof(s->sum[i].name), "%s", name);
	s->nr++;
	return &s->sum[i].kb;
}

/* 0: no such line */
static int parse(const char *line, char name[24], long *kb)
{
	return sscanf(line, "%23[^: ]: %ld kB", name, kb) == 2;
}

static void add_line(struct sums *s, const char *line, int sign)
{
	char name[24];
	long kb;

	if (parse(line, name, &kb))
		*sum_of(s, name) += sign * kb;
}

/* The host's areas in the machine's ranges are placeholders and pages of RAM. */
static void subtract_hidden(struct sums *s, FILE *smaps, host_maps_next next, void *arg)
{
	char *line = NULL, name[24];
	struct host_maps_line ours;
	unsigned long start, end;
	size_t size = 0;
	int hidden = 0;
	long kb, pss = 0;

	while (getline(&line, &size, smaps) > 0) {
		if (sscanf(line, "%lx-%lx", &start, &end) == 2) {
			hidden = next(arg, start, &ours) && ours.start <= start;
			continue;
		}
		if (!hidden || !parse(line, name, &kb))
			continue;
		add_line(s, line, -1);
		if (!strcmp(name, "Pss"))
			pss = kb;
		if (!strcmp(name, "Anonymous"))
			*sum_of(s, kb ? "Pss_Anon" : "Pss_Shmem") -= pss;
	}
	free(line);
}

static void add_ours(struct sums *s, const char *ours)
{
	for (; ours && *ours; ours = strchr(ours, '\n') + 1)
		add_line(s, ours, 1);
}

static char *rewrite(FILE *rollup, struct sums *s, unsigned long *len)
{
	char *text = NULL, *line = NULL, name[24];
	size_t size = 0, line_size = 0;
	FILE *out = open_memstream(&text, &size);
	long kb;

	if (!out)
		host_die("no memory for smaps_rollup");
	while (getline(&line, &line_size, rollup) > 0) {
		if (!parse(line, name, &kb)) {
			fputs(line, out);
			continue;
		}
		kb += *sum_of(s, name);
		strcat(name, ":");
		fprintf(out, "%-16s%8ld kB\n", name, kb > 0 ? kb : 0);
	}
	free(line);
	fclose(out);
	*len = size;
	return text;
}

char *host_proc_rollup(int tid, host_maps_next next, void *arg, const char *ours,
		       unsigned long *len)
{
	int fd = open_of(tid, "smaps", O_RDONLY),
	    rollup_fd = open_of(tid, "smaps_rollup", O_RDONLY);
	FILE *smaps = fd < 0 ? NULL : fdopen(fd, "r");
	FILE *rollup = rollup_fd < 0 ? NULL : fdopen(rollup_fd, "r");
	struct sums s = {.nr = 0};
	char *text = NULL;

	if (smaps && rollup) {
		subtract_hidden(&s, smaps, next, arg);
		add_ours(&s, ours);
		text = rewrite(rollup, &s, len);
	}
	if (smaps)
		fclose(smaps);
	if (rollup)
		fclose(rollup);
	return text;
}
