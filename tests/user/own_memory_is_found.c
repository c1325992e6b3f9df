// SPDX-License-Identifier: MIT
/* A driver finds the VMAs of a program's own memory, as the program has mapped them,
 * and can change none. */
#include "claim.h"
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/klog.h>
#include <sys/stat.h>
#include "finder/finder.h"

#define RW (FINDER_READ | FINDER_WRITE)
#define MAY_ALL (FINDER_MAYREAD | FINDER_MAYWRITE | FINDER_MAYEXEC)
#define RIGHTS                                                                           \
	(RW | FINDER_EXEC | FINDER_SHARED | MAY_ALL | FINDER_MAYSHARE | FINDER_GROWSDOWN)

static int device;

static struct finder_answer ask(int cmd, const void *addr)
{
	struct finder_answer a = {.addr = (unsigned long)addr};

	CHECK(!ioctl(device, (unsigned long)cmd, &a));
	return a;
}

static bool is(struct finder_answer a, const void *start, size_t pages,
	       unsigned long flags)
{
	return a.found && a.one && a.start == (unsigned long)start &&
	       a.end == a.start + pages * PAGE && (a.flags & RIGHTS) == flags;
}

static bool covers(struct finder_answer a, const void *addr)
{
	return a.found && a.one && a.start <= (unsigned long)addr &&
	       (unsigned long)addr < a.end;
}

/* Pages with a hole on each side. */
static char *alone(size_t pages, int flags, int fd, off_t offset)
{
	char *p = mmap(NULL, (pages + 2) * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS,
		       -1, 0);

	CHECK(p != MAP_FAILED);
	CHECK(mmap(p + PAGE, pages * PAGE, PROT_READ | (fd < 0 ? PROT_WRITE : 0),
		   flags | MAP_FIXED, fd, offset) == p + PAGE);
	CHECK(!munmap(p, PAGE) && !munmap(p + (pages + 1) * PAGE, PAGE));
	return p + PAGE;
}

static void each_kind_is_found(void)
{
	struct finder_answer a = ask(FINDER_LOOKUP, sbrk(PAGE));
	int local;

	CHECK(covers(a, (char *)a.addr) && (a.flags & RIGHTS) == (RW | MAY_ALL));
	CHECK(a.anonymous && !a.ino);
	a = ask(FINDER_LOOKUP, &local);
	CHECK(covers(a, &local) &&
	      (a.flags & RIGHTS) == (RW | MAY_ALL | FINDER_GROWSDOWN));
	CHECK(a.anonymous && !a.ino);
	a = ask(FINDER_LOOKUP, (void *)(uintptr_t)each_kind_is_found);
	CHECK(covers(a, (void *)(uintptr_t)each_kind_is_found));
	CHECK((a.flags & RIGHTS) == (FINDER_READ | FINDER_EXEC | MAY_ALL));
	CHECK(!a.anonymous && a.ino && !a.mine && a.pgoff);
	CHECK(!ask(FINDER_LOOKUP, NULL).found);
}

static void changes_are_seen(void)
{
	char *p = alone(3, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	CHECK(is(ask(FINDER_LOOKUP, p + PAGE), p, 3, RW | MAY_ALL));
	CHECK(ask(FINDER_FIND, p - PAGE).start == (unsigned long)p);
	CHECK(!ask(FINDER_LOOKUP, p - PAGE).found &&
	      !ask(FINDER_LOOKUP, p + 3 * PAGE).found);
	CHECK(!mprotect(p + PAGE, PAGE, PROT_READ));
	CHECK(is(ask(FINDER_LOOKUP, p), p, 1, RW | MAY_ALL));
	CHECK(is(ask(FINDER_LOOKUP, p + PAGE), p + PAGE, 1, FINDER_READ | MAY_ALL));
	CHECK(ask(FINDER_LOOKUP, p + 2 * PAGE).prev_end == (unsigned long)p + 2 * PAGE);
	CHECK(!munmap(p, PAGE));
	CHECK(ask(FINDER_FIND, p).start == (unsigned long)p + PAGE);
	/* A device's page in the middle. */
	CHECK(mmap(p + PAGE, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, device,
		   0) == p + PAGE);
	CHECK(ask(FINDER_FIND, p + PAGE).mine && !ask(FINDER_FIND, p + 2 * PAGE).mine);
	CHECK(is(ask(FINDER_LOOKUP, p + 2 * PAGE), p + 2 * PAGE, 1, RW | MAY_ALL));
	CHECK(ask(FINDER_LOOKUP, p + 2 * PAGE).prev_end == (unsigned long)p + 2 * PAGE);
	p[PAGE] = 1;
	CHECK(is(ask(FINDER_LOOKUP, p + 2 * PAGE), p + 2 * PAGE, 1, RW | MAY_ALL));
	munmap(p, 3 * PAGE);
}

static void files_are_found(void)
{
	char name[] = "/tmp/own_memory_XXXXXX", *p;
	int fd = mkstemp(name), reader = open(name, O_RDONLY);
	struct finder_answer a;
	struct stat st;

	CHECK(fd >= 0 && reader >= 0 && !unlink(name) && !ftruncate(fd, 4 * PAGE));
	CHECK(!fstat(fd, &st));
	p = alone(2, MAP_SHARED, fd, PAGE);
	a = ask(FINDER_LOOKUP, p + PAGE);
	CHECK(is(a, p, 2, FINDER_READ | FINDER_SHARED | FINDER_MAYSHARE | MAY_ALL));
	CHECK(a.ino == st.st_ino && a.pgoff == 1 && !a.anonymous);
	munmap(p, 2 * PAGE);
	/* Who may only read it can never share what he writes. */
	p = alone(2, MAP_SHARED, reader, 0);
	CHECK(is(ask(FINDER_LOOKUP, p), p, 2,
		 FINDER_READ | FINDER_MAYSHARE | FINDER_MAYREAD | FINDER_MAYEXEC));
	munmap(p, 2 * PAGE);
	p = alone(1, MAP_PRIVATE, reader, PAGE);
	CHECK(is(ask(FINDER_LOOKUP, p), p, 1, FINDER_READ | MAY_ALL));
	munmap(p, PAGE);
	close(fd), close(reader);
}

/* One after the other they are what maps shows. */
static void all_are_found(void)
{
	unsigned long at = 0, start, end, offset, ino;
	char line[512], r, w, x, s;
	FILE *maps = fopen("/proc/self/maps", "r");
	struct finder_answer a;
	int n = 0;

	CHECK(maps);
	/* What stdio allocates lies within what is there. */
	for (a = ask(FINDER_FIND, NULL); fgets(line, sizeof(line), maps); n++) {
		CHECK(sscanf(line, "%lx-%lx %c%c%c%c %lx %*s %lu", &start, &end, &r, &w,
			     &x, &s, &offset, &ino) == 8);
		if (start >= 0x7ffffffff000)
			break;
		a = ask(FINDER_FIND, (void *)at);
		CHECK(a.found && a.one && a.start == start && a.prev_end == at);
		CHECK(a.ino == ino && !(a.flags & FINDER_READ) == (r != 'r'));
		CHECK(!(a.flags & FINDER_WRITE) == (w != 'w') &&
		      !(a.flags & FINDER_EXEC) == (x != 'x'));
		CHECK(!(a.flags & FINDER_MAYSHARE) == (s != 's') &&
		      (!ino || a.pgoff == offset / PAGE));
		CHECK(a.end == end);
		at = end;
	}
	CHECK(ask(FINDER_COUNT, NULL).pgoff == (unsigned long)n);
	CHECK(n > 5 && !ask(FINDER_FIND, (void *)at).found);
	fclose(maps);
}

static void none_can_be_changed(void)
{
	char *p = alone(2, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), log[16384];
	struct finder_answer a = {.addr = (unsigned long)p};

	CHECK(ioctl(device, FINDER_REMAP, &a) == -1 && errno == EINVAL);
	CHECK(ioctl(device, FINDER_INSERT, &a) == -1 && errno == EINVAL);
	CHECK(ask(FINDER_CHANGE, p).flags & FINDER_DONTCOPY);
	CHECK(!(ask(FINDER_LOOKUP, p).flags & FINDER_DONTCOPY));
	log[klogctl(3, log, sizeof(log) - 1)] = 0;
	CHECK(strstr(log, "remap_pfn_range() of a program's own memory (0x"));
	CHECK(strstr(log, "vm_insert_page() of a program's own memory (0x"));
	CHECK(strstr(log, "vm_flags of a program's own memory (0x"));
	munmap(p, 2 * PAGE);
}

static volatile bool done;

static void *change(void *unused)
{
	while (!done)
		munmap(alone(2, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), 2 * PAGE);
	return unused;
}

static void another_thread_may_change_them(void)
{
	char *p = alone(2, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	pthread_t thread;

	CHECK(!pthread_create(&thread, NULL, change, NULL));
	for (int i = 0; i < 50; i++)
		CHECK(is(ask(FINDER_LOOKUP, p), p, 2, RW | MAY_ALL));
	done = true;
	pthread_join(thread, NULL);
	munmap(p, 2 * PAGE);
}

int main(void)
{
	device = open("/dev/finder", O_RDWR);
	CHECK(device >= 0);
	each_kind_is_found();
	changes_are_seen();
	files_are_found();
	all_are_found();
	none_can_be_changed();
	another_thread_may_change_them();
	return 0;
}
