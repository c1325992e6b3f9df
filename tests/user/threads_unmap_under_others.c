// SPDX-License-Identifier: MIT
/* A thread takes a mapping away, or changes it, while another one loads and stores there.
 */
#include "claim.h"
#include <pthread.h>
#include <setjmp.h>
#include <stdatomic.h>

static volatile char *page; /* that all look at */
static atomic_int accesses;
static atomic_int stop;

static __thread sigjmp_buf back;
static __thread siginfo_t met;

static void on_fault(int sig, siginfo_t *info, void *context)
{
	(void)sig;
	(void)context;
	met = *info;
	siglongjmp(back, 1);
}

/* si_code of the SIGSEGV that ends it. */
static void *load(void *arg)
{
	if (sigsetjmp(back, 1)) {
		CHECK(met.si_addr == page);
		return (void *)(long)met.si_code;
	}
	while (!stop) {
		CHECK(*page == 'b' || *page == 'c' || *page == 0);
		accesses++;
	}
	return arg;
}

static void *store(void *arg)
{
	if (sigsetjmp(back, 1)) {
		CHECK(met.si_addr == page + 1);
		return (void *)(long)met.si_code;
	}
	while (!stop) {
		page[1] = 'b';
		accesses++;
	}
	return arg;
}

#define THREADS 3

static pthread_t threads[THREADS];

static void begin(void *(*fn)(void *))
{
	accesses = stop = 0;
	for (int i = 0; i < THREADS; i++)
		CHECK(!pthread_create(&threads[i], NULL, fn, NULL));
	while (accesses < 100)
		usleep(100);
}

static void all_end_with(int code)
{
	for (int i = 0; i < THREADS; i++) {
		void *ret;

		CHECK(!pthread_join(threads[i], &ret));
		CHECK((long)ret == code);
	}
}

static char *new_map(int fd, int flags)
{
	char *map = map_pages(fd, 3, PROT_READ | PROT_WRITE, flags);

	page = map + PAGE;
	return map;
}

static void unmapped(int fd, int flags)
{
	char *map = new_map(fd, flags);

	begin(load);
	CHECK(!munmap(map + PAGE, PAGE));
	all_end_with(SEGV_MAPERR);
	CHECK(map[0] == 'a' && map[2 * PAGE] == 'c');
	munmap(map, 3 * PAGE);
}

static void protected(int fd, int flags)
{
	char *map = new_map(fd, flags);

	begin(store);
	CHECK(!mprotect(map + PAGE, PAGE, PROT_READ));
	all_end_with(SEGV_ACCERR);
	CHECK(map[PAGE] == 'b');
	begin(load);
	CHECK(!mprotect(map, 3 * PAGE, PROT_NONE));
	all_end_with(SEGV_ACCERR);
	munmap(map, 3 * PAGE);
}

static void moved(int fd, int flags)
{
	char *map = new_map(fd, flags),
	     *to = map_pages(-1, 3, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS);

	begin(store);
	CHECK(mremap(map, 3 * PAGE, 3 * PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, to) == to);
	all_end_with(SEGV_MAPERR);
	CHECK(to[0] == 'a' && to[PAGE] == 'b' && to[2 * PAGE] == 'c');
	munmap(to, 3 * PAGE);
}

/* Other memory takes its place: there is no moment without any. */
static void replaced(int fd, int flags)
{
	char *map = new_map(fd, flags);

	begin(load);
	CHECK(mmap(map + PAGE, PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED,
		   -1, 0) == map + PAGE);
	CHECK(*page == 0);
	stop = 1;
	all_end_with(0);
	munmap(map, 3 * PAGE);
}

static void replaced_by_the_device(int fd, int flags)
{
	char *map = new_map(fd, flags);

	begin(load);
	for (int i = 0; i < 10; i++) {
		CHECK(mmap(map + PAGE, PAGE, PROT_READ, flags | MAP_FIXED, fd,
			   2 * PAGE) == page);
		CHECK(*page == 'c');
		CHECK(mmap(map + PAGE, PAGE, PROT_READ, flags | MAP_FIXED, fd, PAGE) ==
		      page);
		CHECK(*page == 'b');
	}
	stop = 1;
	all_end_with(0);
	munmap(map, 3 * PAGE);
}

/* It is gone when the threads begin. */
static void gone_before(int fd, int flags)
{
	char *map = new_map(fd, flags);

	CHECK(!munmap(map + PAGE, PAGE));
	stop = 0;
	for (int i = 0; i < THREADS; i++)
		CHECK(!pthread_create(&threads[i], NULL, load, NULL));
	all_end_with(SEGV_MAPERR);
	munmap(map, 3 * PAGE);
}

static void forked(int fd, int flags)
{
	char *map = new_map(fd, flags);

	begin(store);
	for (int i = 0; i < 10; i++) {
		pid_t pid = fork();

		if (!pid)
			_exit(page[0] == 'b' && page[1] == 'b' ? 0 : 1);
		CHECK(status_of(pid) == 0);
	}
	stop = 1;
	all_end_with(0);
	munmap(map, 3 * PAGE);
}

int main(void)
{
	struct sigaction sa = {.sa_sigaction = on_fault, .sa_flags = SA_SIGINFO};
	int fd = open_filled(3);

	sigaction(SIGSEGV, &sa, NULL);
	for (int i = 0; i < 4; i++) {
		int flags = i & 1 ? MAP_PRIVATE : MAP_SHARED;

		unmapped(fd, flags);
		protected(fd, flags);
		moved(fd, flags);
		replaced(fd, flags);
		replaced_by_the_device(fd, flags);
		gone_before(fd, flags);
		forked(fd, flags);
	}
	return 0;
}
