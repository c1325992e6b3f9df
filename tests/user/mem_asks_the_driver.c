// SPDX-License-Identifier: MIT
/* /proc/PID/mem reaches a driver's pages as a debugger does, and asks its ->access
 * where it has mapped frames; process_vm_readv does not. As in Linux 6.1. */
#include "claim.h"
#include <stdbool.h>
#include <stdint.h>
#include <sys/uio.h>
#include "looker/looker.h"

static int device, mem;

static char *map_at(int which, int prot, int flags)
{
	char *p = mmap(NULL, PAGE, prot, flags, device, (off_t)which * PAGE);

	CHECK(p != MAP_FAILED);
	return p;
}

static ssize_t get(char *to, size_t n, const char *from)
{
	return pread(mem, to, n, (off_t)(uintptr_t)from);
}

static ssize_t put(const char *from, size_t n, char *to)
{
	return pwrite(mem, from, n, (off_t)(uintptr_t)to);
}

static void pages_are_reached(void)
{
	char *shared = map_at(LOOKER_PAGE, PROT_NONE, MAP_SHARED), buf[16];
	char *fixed = map_at(LOOKER_PAGE, PROT_READ, MAP_PRIVATE);
	pid_t child;

	CHECK(get(buf, 9, shared) == 9 && !memcmp(buf, "the page", 9));
	/* A store goes to what is mapped shared only if its owner may store there ... */
	CHECK(put("THE", 3, shared) == -1 && errno == EIO);
	CHECK(!mprotect(shared, PAGE, PROT_READ | PROT_WRITE));
	CHECK(put("THE", 3, shared) == 3 && !memcmp(shared, "THE page", 9));
	CHECK(!memcmp(fixed, "THE page", 9));
	/* ... and what is private is copied for it, and stays read-only. */
	CHECK(put("our", 3, fixed) == 3 && !memcmp(fixed, "our page", 9));
	CHECK(put("own", 3, fixed) == 3 && !memcmp(fixed, "own page", 9));
	CHECK(!memcmp(shared, "THE page", 9) && put("the", 3, shared) == 3);
	child = fork();
	if (!child) {
		*(volatile char *)fixed = 1;
		_exit(0);
	}
	CHECK(status_of(child) == 128 + SIGSEGV);
	munmap(shared, PAGE), munmap(fixed, PAGE);
}

static void drivers_are_asked(void)
{
	char *frame = map_at(LOOKER_FRAME, PROT_READ | PROT_WRITE, MAP_SHARED);
	char *ask = map_at(LOOKER_ASK, PROT_READ | PROT_WRITE, MAP_SHARED);
	char *phys = map_at(LOOKER_PHYS, PROT_READ | PROT_WRITE, MAP_SHARED), buf[PAGE];

	CHECK(get(buf, 8, frame) == -1 && errno == EIO);
	CHECK(put(buf, 8, frame) == -1 && errno == EIO);
	CHECK(get(buf, 2, ask + 5) == 2);
	CHECK(buf[0] == (char)((uintptr_t)ask + 6) && buf[1] == (char)((uintptr_t)ask + 7));
	CHECK(get(buf, PAGE, ask) == PAGE / 2); /* it has no more */
	CHECK(get(buf, 8, ask + PAGE / 2) == -1 && errno == EIO);
	CHECK(put(buf, 2, ask) == -1 && errno == EIO);
	CHECK(get(buf, 10, phys) == 10 && !memcmp(buf, "the frame", 10));
	CHECK(put("THE", 3, phys) == 3 && !memcmp(frame, "THE frame", 10));
	CHECK(put("the", 3, phys) == 3);
	CHECK(!mprotect(phys, PAGE, PROT_READ) && get(buf, 1, phys) == 1);
	CHECK(put("x", 1, phys) == -1 && errno == EIO);
	munmap(frame, PAGE), munmap(ask, PAGE), munmap(phys, PAGE);
}

static void own_memory_is_reached(void)
{
	char *p = mmap(NULL, 4 * PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), buf[PAGE];

	/* Own memory, the driver's page, nothing. */
	CHECK(p != MAP_FAILED && !munmap(p + 2 * PAGE, 2 * PAGE));
	CHECK(mmap(p + PAGE, PAGE, PROT_READ, MAP_SHARED | MAP_FIXED, device, 3 * PAGE) == p + PAGE);
	CHECK(put("mine", 4, p + PAGE - 4) == 4 && !memcmp(p + PAGE - 4, "mine", 4));
	CHECK(get(buf, 13, p + PAGE - 4) == 13 && !memcmp(buf, "minethe page", 13));
	CHECK(get(buf, PAGE, p + PAGE + 100) == PAGE - 100);
	CHECK(get(buf, 1, p + 2 * PAGE) == -1 && errno == EIO);
	CHECK(get(buf, 0, p + 2 * PAGE) == 0);
	CHECK(get((char *)8, 8, p) == -1 && errno == EFAULT);
	CHECK(put((char *)8, 8, p) == -1 && errno == EFAULT);
	munmap(p, 2 * PAGE);
}

/* The child's memory; the file outlives it. */
static void another_is_reached(void)
{
	char *p = map_at(LOOKER_PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE), path[64], c;
	int ready[2], go[2], other;
	pid_t child;

	CHECK(!pipe(ready) && !pipe(go));
	child = fork();
	if (!child) {
		p[0] = 'X';
		CHECK(write(ready[1], "x", 1) == 1 && read(go[0], &c, 1) == 1);
		_exit(p[1] == 'Y' ? 0 : 1);
	}
	CHECK(read(ready[0], &c, 1) == 1);
	snprintf(path, sizeof(path), "/proc/%d/task/%d/mem", child, child);
	other = open(path, O_RDWR);
	CHECK(other >= 0 && pread(other, &c, 1, (off_t)(uintptr_t)p) == 1 && c == 'X' && p[0] == 't');
	CHECK(pwrite(other, "Y", 1, (off_t)(uintptr_t)p + 1) == 1 && p[1] == 'h');
	CHECK(write(go[1], "x", 1) == 1 && status_of(child) == 0);
	CHECK(pread(other, &c, 1, (off_t)(uintptr_t)p) == 0);
	CHECK(lseek(other, 0, SEEK_END) == -1 && errno == EINVAL);
	close(other);
	munmap(p, PAGE);
}

static ssize_t both(pid_t pid, bool store, struct iovec *mine, unsigned long n, struct iovec *theirs,
		    unsigned long m)
{
	return store ? process_vm_writev(pid, mine, n, theirs, m, 0)
		     : process_vm_readv(pid, mine, n, theirs, m, 0);
}

static ssize_t one(pid_t pid, bool store, void *mine, const void *theirs, size_t n)
{
	struct iovec m = { mine, n }, t = { (void *)theirs, n };

	return both(pid, store, &m, 1, &t, 1);
}

/* process_vm_readv and process_vm_writev do what the owner may do, no more: no
 * frames, no protected pages. */
static void copies_between_processes(void)
{
	char *shared = map_at(LOOKER_PAGE, PROT_READ | PROT_WRITE, MAP_SHARED), buf[2 * PAGE];
	char *fixed = map_at(LOOKER_PAGE, PROT_READ, MAP_PRIVATE), *p;
	char *ask = map_at(LOOKER_ASK, PROT_READ, MAP_SHARED), c;
	struct iovec mine[2] = { { buf, 3 }, { buf + 100, 5 } };
	struct iovec theirs[3] = { { shared + 4, 4 }, { buf, 0 }, { shared, 4 } };
	int ready[2], go[2];
	pid_t child, self = getpid();

	CHECK(!pipe(ready) && !pipe(go));
	child = fork();
	if (!child) {
		CHECK(write(ready[1], "x", 1) == 1 && read(go[0], &c, 1) == 1);
		_exit(fixed[0] == 't' ? 0 : 1);
	}
	CHECK(read(ready[0], &c, 1) == 1);
	CHECK(one(self, false, buf, shared, 9) == 9 && !memcmp(buf, "the page", 9));
	CHECK(one(child, false, buf, shared, 9) == 9 && !memcmp(buf, "the page", 9));
	CHECK(both(child, false, mine, 2, theirs, 3) == 8 && !memcmp(buf, "pag", 3) &&
	      !memcmp(buf + 100, "ethe ", 5));
	CHECK(one(child, true, "THE", shared, 3) == 3 && !memcmp(shared, "THE", 3));
	CHECK(one(self, true, "the", shared, 3) == 3 && !memcmp(shared, "the", 3));
	CHECK(one(child, true, "our", fixed, 3) == -1 && errno == EFAULT);
	CHECK(one(self, false, buf, ask, 3) == -1 && errno == EFAULT);
	CHECK(!mprotect(fixed, PAGE, PROT_NONE) && one(self, false, buf, fixed, 3) == -1);
	/* From one mapping into another, and up to where nothing is. */
	p = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	CHECK(mmap(p, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED, device, 3 * PAGE) == p);
	CHECK(one(child, false, p, shared + 4, 4) == 4 && !memcmp(p, "pagepage", 8));
	CHECK(!munmap(p + PAGE, PAGE) && one(self, false, buf, p, 2 * PAGE) == PAGE);
	CHECK(one(self, true, buf, p + 100, 2 * PAGE) == PAGE - 100);
	CHECK(process_vm_readv(self, mine, 1, theirs, 1, 1) == -1 && errno == EINVAL);
	CHECK(process_vm_readv(self, mine, 2000, theirs, 1, 0) == -1 && errno == EINVAL);
	CHECK(process_vm_readv(999999, mine, 1, theirs, 1, 0) == -1 && errno == ESRCH);
	CHECK(process_vm_readv(self, (void *)8, 1, theirs, 1, 0) == -1 && errno == EFAULT);
	CHECK(write(go[1], "x", 1) == 1 && status_of(child) == 0);
	CHECK(one(child, false, buf, shared, 9) == -1 && errno == ESRCH);
	munmap(shared, PAGE), munmap(fixed, PAGE), munmap(ask, PAGE), munmap(p, PAGE);
}

int main(void)
{
	device = open("/dev/looker", O_RDWR);
	mem = open("/proc/self/mem", O_RDWR);
	CHECK(device >= 0 && mem >= 0);
	pages_are_reached();
	drivers_are_asked();
	own_memory_is_reached();
	another_is_reached();
	copies_between_processes();
	return 0;
}
