// SPDX-License-Identifier: MIT
/* The memory as mappings have it: their ends, rights, shapes and copies. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "framebuffer_cases.h"

static void try_map(const char *what, long bytes, long offset)
{
	char *p = mmap(NULL, (size_t)bytes, RW, MAP_SHARED, fb_fd, offset);

	say_result(what, p == MAP_FAILED ? -1 : 0);
	if (p != MAP_FAILED)
		munmap(p, (size_t)bytes);
}

static void map_ends(void)
{
	long size = fb_memory();

	try_map("all", size, 0);
	try_map("all but a page", size - (long)PAGE, PAGE);
	try_map("a page more", size + (long)PAGE, 0);
	try_map("beginning at the end", PAGE, size);
	try_map("a byte at the last page", 1, size - (long)PAGE);
	try_map("two pages from the last", 2 * PAGE, size - (long)PAGE);
	try_map("far away", PAGE, 1L << 43);
	try_map("wrapping", PAGE, -(long)PAGE);
	try_map("nothing", 0, 0);
	try_map("not whole pages", PAGE, 512);
}

static void last_page(void)
{
	int last = (int)(fb_memory() / (long)PAGE) - 1;
	char *p = fb_map(last, 1, RW, MAP_SHARED);
	char byte = 0;

	p[PAGE - 1] = 'z';
	say_result("read", pread(fb_fd, &byte, 1, fb_memory() - 1));
	say_bytes("last byte", &byte, 1);
	p[PAGE - 1] = 0;
}

static void rights(void)
{
	int fd = open("/dev/framebuffer0", O_RDONLY);
	char *p;

	say_result("shared, to write",
		   mmap(NULL, PAGE, RW, MAP_SHARED, fd, 0) == MAP_FAILED ? -1 : 0);
	p = mmap(NULL, PAGE, PROT_READ, MAP_SHARED, fd, 0);
	touch_get("load", p, p);
	touch_put("store", p, p, 'x');
	say_result("mprotect", mprotect(p, PAGE, RW));
	say_result("none", mprotect(p, PAGE, PROT_NONE));
	touch_get("load", p, p);
	p = mmap(NULL, PAGE, RW, MAP_PRIVATE, fd, 0);
	say_result("private, to write", p == MAP_FAILED ? -1 : 0);
	touch_put("store", p, p, 'x');
	fd = open("/dev/framebuffer0", O_WRONLY);
	say_result("of a file that is not read",
		   mmap(NULL, PAGE, PROT_WRITE, MAP_SHARED, fd, 0) == MAP_FAILED ? -1
										 : 0);
}

static void protect(void)
{
	char *p = fb_map(0, 3, RW, MAP_SHARED);

	memset(p, 'd', 3 * PAGE);
	say_result("mprotect", mprotect(p + PAGE, PAGE, PROT_READ));
	touch_put("page 0", p, p, 'e');
	touch_put("page 1", p + PAGE, p, 'e');
	touch_get("page 1", p + PAGE, p);
	say_result("mprotect", mprotect(p + PAGE, PAGE, RW));
	touch_put("page 1", p + PAGE, p, 'e');
}

/* A store copies the page, and from then on the screen is not seen in it. */
static void private_copy(void)
{
	char *shared = fb_map(8, 2, RW, MAP_SHARED);
	char *p = fb_map(8, 2, RW, MAP_PRIVATE);

	memset(shared, 's', 2 * PAGE);
	touch_get("before", p + 5, p);
	p[6] = 'p';
	say_bytes("private", p, 16);
	say_bytes("shared", shared, 16);
	memset(shared, 't', 2 * PAGE);
	say_bytes("private", p, 16);
	touch_get("other page", p + PAGE, p);
}

static void child_draws(void *arg)
{
	memset(arg, 'c', PAGE);
}

static void in_child(void)
{
	char *shared = fb_map(9, 1, RW, MAP_SHARED);
	char *private = fb_map(10, 2, RW, MAP_PRIVATE);

	private[PAGE] = 'p';
	join("shared", start(child_draws, shared));
	say_bytes("shared", shared, PAGE);
	join("private", start(child_draws, private + PAGE));
	say_bytes("private", private + PAGE, 8);
	join("private, not copied yet", start(child_draws, private));
	touch_get("page 0", private, private);
}

/* Where the first page is a copy, x86 does not know any more how the device's are
 * cached, and there is no child. */
static void copied_first(void)
{
	char *private = fb_map(10, 2, RW, MAP_PRIVATE);
	pid_t pid;

	private[0] = 'p';
	pid = fork();
	if (!pid)
		_exit(0);
	say_result("fork", pid > 0 ? 0 : -1);
	munmap(private, PAGE);
	pid = fork();
	if (!pid)
		_exit(0);
	say_result("fork without that page", pid > 0 ? 0 : -1);
}

static void grow(void)
{
	char *p = fb_map(0, 2, RW, MAP_SHARED);
	char *to;

	say_result("grow", (long)mremap(p, 2 * PAGE, 4 * PAGE, MREMAP_MAYMOVE));
	say_result("shrink", mremap(p, 2 * PAGE, PAGE, 0) == p);
	touch_get("what is gone", p + PAGE, p);
	touch_get("what is left", p, p);
	say_result("grow back", (long)mremap(p, PAGE, 2 * PAGE, MREMAP_MAYMOVE));
	to = mmap(NULL, PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	say_result("copy", (long)mremap(p, 0, PAGE, MREMAP_MAYMOVE) == -1 ? -1 : 0);
	p[3] = 'm';
	say_result("move",
		   mremap(p, PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, to) == to);
	touch_get("there", to + 3, to);
	touch_get("where it was", p, p);
}

static void in_pieces(void)
{
	char *p = fb_map(0, 5, RW, MAP_SHARED);

	memset(p, '5', 5 * PAGE);
	say_result("munmap", munmap(p + 2 * PAGE, PAGE));
	for (int i = 0; i < 5; i++)
		touch_get("page", p + i * (long)PAGE, p);
	say_result("anonymous over it",
		   mmap(p + PAGE, 2 * PAGE, RW, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED,
			-1, 0) == p + PAGE);
	touch_get("page 1", p + PAGE, p);
	touch_get("page 3", p + 3 * PAGE, p);
}

static void forget(void *arg)
{
	touch_get("in the child", arg, arg);
}

static void advice(void)
{
	char *p = fb_map(0, 2, RW, MAP_SHARED);

	p[0] = 'a';
	say_result("dontneed", madvise(p, PAGE, MADV_DONTNEED));
	touch_get("page 0", p, p);
	say_result("willneed", madvise(p, PAGE, MADV_WILLNEED));
	say_result("free", madvise(p, PAGE, MADV_FREE));
	say_result("remove", madvise(p, PAGE, MADV_REMOVE));
	say_result("dodump", madvise(p, PAGE, MADV_DODUMP));
	say_result("dontfork", madvise(p, PAGE, MADV_DONTFORK));
	join("child", start(forget, p));
	say_result("dofork", madvise(p, PAGE, MADV_DOFORK));
	say_result("mlock", mlock(p, 2 * PAGE));
	say_result("munlock", munlock(p, 2 * PAGE));
	say_result("msync", msync(p, 2 * PAGE, MS_SYNC));
}

/* The fields of /proc/self/smaps that tell of its kind. */
static void smaps(void)
{
	char *p = fb_map(0, 4, RW, MAP_SHARED), line[256], start_[32];
	FILE *f = fopen("/proc/self/smaps", "r");
	int inside = 0;

	snprintf(start_, sizeof(start_), "%lx-", (unsigned long)p);
	while (f && fgets(line, sizeof(line), f)) {
		line[strcspn(line, "\n")] = '\0';
		if (!strncmp(line, start_, strlen(start_)))
			inside = 1;
		else if (inside &&
			 (!strncmp(line, "Rss:", 4) || !strncmp(line, "Size:", 5)))
			say("%s", line);
		else if (inside && !strncmp(line, "VmFlags:", 8)) {
			say("%s", line);
			break;
		}
	}
	fclose(f);
}

const struct oracle_case map_cases[] = {
	{"map-ends", map_ends},
	{"map-last-page", last_page},
	{"map-rights", rights},
	{"map-protect", protect},
	{"map-private", private_copy},
	{"map-in-child", in_child},
	{"map-copied-first", copied_first},
	{"map-grow", grow},
	{"map-in-pieces", in_pieces},
	{"map-advice", advice},
	{"map-smaps", smaps},
	{NULL, NULL},
};
