/* SPDX-License-Identifier: MIT */
/* The cache and memory: see cache.h. */
#include "machine/cache.h"

#include <linux/string.h>
#include <linux/types.h>
#include "core/rng.h"
#include "host/mem.h"
#include "machine/layout.h"
#include "machine/ram.h"

#define MAX_LINE 256
#define BUCKETS 4096

/* The cached copy of a line, from when memory changed under it. */
struct snapshot {
	struct snapshot *next;
	unsigned long line; /* physical address */
	bool dirty;	    /* it was dirty then already, and stays so */
	unsigned char bytes[MAX_LINE];
};

static int coherent = 1;
static unsigned int line_bytes = 64;
static struct snapshot *buckets[BUCKETS], *spare;
static unsigned char *bypassed; /* a bit for each page that was mapped uncached */

int dock_cache_init(int is_coherent, unsigned int line, unsigned long ram_bytes)
{
	coherent = is_coherent;
	line_bytes = line;
	if (line > MAX_LINE)
		host_die("cache lines are too long");
	if (coherent)
		return 0;
	bypassed = host_alloc((ram_bytes >> DOCK_PAGE_SHIFT) / 8 + 1);
	return host_memory_create(DOCK_MEMORY_BASE, ram_bytes);
}

int dock_cache_coherent(void)
{
	return coherent;
}

unsigned int dock_cache_line(void)
{
	return line_bytes;
}

static unsigned char *cached(unsigned long phys)
{
	return dock_ram(phys);
}

static unsigned char *memory(unsigned long phys)
{
	return coherent ? dock_ram(phys) : (unsigned char *)(DOCK_MEMORY_BASE + phys);
}

static struct snapshot **find(unsigned long line)
{
	struct snapshot **at = &buckets[line / line_bytes % BUCKETS];

	while (*at && (*at)->line != line)
		at = &(*at)->next;
	return at;
}

static void remember(unsigned long line)
{
	struct snapshot **at = find(line), *s = spare;

	if (*at)
		return;
	if (s)
		spare = s->next;
	else
		s = host_alloc(sizeof(*s));
	s->next = NULL;
	s->line = line;
	s->dirty = memcmp(cached(line), memory(line), line_bytes) != 0;
	memcpy(s->bytes, cached(line), line_bytes);
	*at = s;
}

static bool is_bypassed(unsigned long phys)
{
	unsigned long pfn = phys >> DOCK_PAGE_SHIFT;

	return bypassed[pfn / 8] >> (pfn % 8) & 1;
}

/* The line is as in memory now. */
static void forget(unsigned long line)
{
	struct snapshot **at = find(line), *s = *at;

	if (s) {
		*at = s->next;
		s->next = spare;
		spare = s;
	}
	if (is_bypassed(line))
		remember(line);
}

static bool dirty(unsigned long line)
{
	const struct snapshot *s = *find(line);

	return (s && s->dirty) ||
	       memcmp(cached(line), s ? s->bytes : memory(line), line_bytes);
}

static void clean_line(unsigned long line)
{
	if (!dirty(line))
		return;
	memcpy(memory(line), cached(line), line_bytes);
	forget(line);
}

static void fetch_line(unsigned long line)
{
	memcpy(cached(line), memory(line), line_bytes);
	forget(line);
}

static unsigned long line_of(unsigned long phys)
{
	return phys & ~((unsigned long)line_bytes - 1);
}

void dock_cache_clean(unsigned long phys, unsigned long len)
{
	if (coherent || !len)
		return;
	for (unsigned long l = line_of(phys); l < phys + len; l += line_bytes)
		clean_line(l);
}

void dock_cache_invalidate(unsigned long phys, unsigned long len)
{
	if (coherent || !len)
		return;
	for (unsigned long l = line_of(phys); l < phys + len; l += line_bytes) {
		if (l < phys || l + line_bytes > phys + len)
			clean_line(l);
		fetch_line(l);
	}
}

void dock_memory_read(unsigned long phys, void *to, unsigned long len)
{
	host_memcpy(to, memory(phys), len);
}

void dock_memory_write(unsigned long phys, const void *from, unsigned long len)
{
	if (!coherent)
		for (unsigned long l = line_of(phys); l < phys + len; l += line_bytes)
			remember(l);
	host_memcpy(memory(phys), from, len);
}

int dock_memory_map_uncached(unsigned long addr, unsigned long phys, unsigned long len)
{
	const int rw = HOST_PROT_READ | HOST_PROT_WRITE;

	return coherent ? host_ram_map(addr, phys, len, rw)
			: host_memory_map(addr, phys, len, rw);
}

void *dock_memory_bypass(unsigned long phys)
{
	unsigned long page = phys & ~(DOCK_PAGE_SIZE - 1), pfn = phys >> DOCK_PAGE_SHIFT;

	if (coherent || is_bypassed(phys))
		return memory(phys);
	bypassed[pfn / 8] |= (unsigned char)(1 << pfn % 8);
	for (unsigned long l = page; l < page + DOCK_PAGE_SIZE; l += line_bytes)
		remember(l);
	return memory(phys);
}

unsigned long dock_memory_frame(unsigned long pfn)
{
	if (coherent)
		return pfn;
	dock_memory_bypass(pfn << DOCK_PAGE_SHIFT);
	return pfn + (host_memory_offset() >> DOCK_PAGE_SHIFT);
}

void dock_cache_adversary(unsigned long phys, unsigned long len, unsigned long chance)
{
	unsigned long lines, l;

	if (coherent || !len || dock_rng_below(chance))
		return;
	lines = (line_of(phys + len - 1) - line_of(phys)) / line_bytes + 1;
	l = line_of(phys) + dock_rng_below(lines) * line_bytes;
	clean_line(l);
	fetch_line(l);
}
