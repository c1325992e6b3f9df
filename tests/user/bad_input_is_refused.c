// SPDX-License-Identifier: MIT
/*
 * Lengths of zero, addresses off a page, ranges that wrap around, flags that
 * contradict each other: each call that concerns memory refuses them as Linux 6.1
 * does. Each is made on anonymous memory, where the host's kernel answers; on a
 * driver's pages; and on frames that a driver has remapped.
 */
#include "claim.h"
#include <stdbool.h>
#include <stdint.h>
#include <sys/syscall.h>
#include "looker/looker.h"

#define B      0x200000000000UL /* where four pages are mapped, between holes */
#define P      4096UL
#define MAPPED (4 * P)
#define HUGE   (1UL << 47)
#define ALL    (-P)
#define R      PROT_READ
#define RW     (PROT_READ | PROT_WRITE)
#define SH     MAP_SHARED
#define PR     MAP_PRIVATE
#define FIX    MAP_FIXED
#define GROWS_DOWN 0x01000000
#define GROWS_UP   0x02000000
#define SEM_	   8

enum { ANON, PAGES, FRAMES, KINDS };
static const char *const kinds[KINDS] = { "anonymous", "pages", "frames" };
static int device;
static unsigned char vec[16];

/* The last arguments of mmap: what it maps. FD with an offset in pages. */
#define FD -77UL

#define VEC ((unsigned long)vec)

#define SAME(error) { error, error, error }
#define OK	    SAME(0)
#define ANY	       -1 /* hosts differ */
#define TOO_MUCH       -2 /* EINVAL, or first ENOMEM for who may lock little */
#define NOT(a, p, f) { a, p, f }

static const struct row {
	long nr;
	unsigned long arg[6];
	int want[KINDS]; /* an error; 0: none */
} rows[] = {
	{ SYS_mmap, { B, 0, RW, SH, FD, 0 }, SAME(EINVAL) },
	{ SYS_mmap, { 0, ALL, RW, SH, FD, 0 }, SAME(ENOMEM) },
	{ SYS_mmap, { 0, HUGE, RW, SH, FD, 0 }, SAME(ENOMEM) },
	{ SYS_mmap, { 0, -1UL, RW, SH, FD, 0 }, SAME(ENOMEM) },
	{ SYS_mmap, { 0, P, RW, SH, FD, 8 }, SAME(EINVAL) },
	{ SYS_mmap, { 0, P, RW, SH, FD, -1UL }, SAME(EINVAL) },
	{ SYS_mmap, { B + 1, P, RW, SH | FIX, FD, 0 }, SAME(EINVAL) },
	{ SYS_mmap, { HUGE, P, RW, SH | FIX, FD, 0 }, SAME(ENOMEM) },
	{ SYS_mmap, { HUGE - P, P, RW, SH | FIX, FD, 0 }, SAME(ENOMEM) },
	{ SYS_mmap, { ALL, P, RW, SH | FIX, FD, 0 }, SAME(ENOMEM) },
	{ SYS_mmap, { B, P, RW, 0, FD, 0 }, SAME(EINVAL) },
	{ SYS_mmap, { B, P, RW, 7, FD, 0 }, SAME(EINVAL) },
	{ SYS_mmap, { B, P, RW, SH | MAP_FIXED_NOREPLACE, FD, 0 }, SAME(EEXIST) },
	{ SYS_mmap, { B - P, 2 * P, RW, PR | MAP_FIXED_NOREPLACE, FD, 0 }, SAME(EEXIST) },
	{ SYS_mmap, { B, P, RW, SH | FIX | MAP_GROWSDOWN, FD, 0 }, SAME(EINVAL) },
	{ SYS_mmap, { B, P, RW, PR | FIX | MAP_GROWSDOWN, FD, 0 }, NOT(0, EINVAL, EINVAL) },
	{ SYS_mmap, { B, P, RW, MAP_SHARED_VALIDATE | FIX, FD, 0 }, NOT(EINVAL, 0, 0) },
	{ SYS_mmap, { B, P, RW, MAP_SHARED_VALIDATE | FIX | MAP_SYNC, FD, 0 },
	  NOT(EINVAL, EOPNOTSUPP, EOPNOTSUPP) },
	{ SYS_mmap, { B, P, RW, SH | FIX | MAP_SYNC, FD, 0 }, OK },
	{ SYS_mmap, { B, P, RW | 0xff00, SH | FIX, FD, 0 }, OK },
	{ SYS_mmap, { B, P - 1, RW, SH | FIX, FD, 0 }, OK },
	/* Nothing of the offset may wrap: anonymous memory has none. */
	{ SYS_mmap, { B, 2 * P, RW, SH | FIX, FD, ALL }, NOT(0, EOVERFLOW, EOVERFLOW) },
	{ SYS_mmap, { B, P, RW, PR | FIX, FD, ALL }, NOT(0, EOVERFLOW, EOVERFLOW) },

	{ SYS_munmap, { B, 0 }, SAME(EINVAL) },
	{ SYS_munmap, { B + 8, P }, SAME(EINVAL) },
	{ SYS_munmap, { B, ALL }, SAME(EINVAL) },
	{ SYS_munmap, { B, -1UL }, SAME(EINVAL) },
	{ SYS_munmap, { B, HUGE }, SAME(EINVAL) },
	{ SYS_munmap, { HUGE, P }, SAME(EINVAL) },
	{ SYS_munmap, { ALL, P }, SAME(EINVAL) },
	{ SYS_munmap, { B - P, P }, OK },
	{ SYS_munmap, { B + P, 1 }, OK },

	{ SYS_mprotect, { B, 0, R }, OK },
	{ SYS_mprotect, { B, 0, 0x1000 }, OK },
	{ SYS_mprotect, { B + 8, 0, R }, SAME(EINVAL) },
	{ SYS_mprotect, { B + 8, P, R }, SAME(EINVAL) },
	{ SYS_mprotect, { B, ALL, R }, SAME(ENOMEM) },
	{ SYS_mprotect, { B, -1UL, R }, SAME(ENOMEM) },
	{ SYS_mprotect, { B, HUGE, R }, SAME(ENOMEM) },
	{ SYS_mprotect, { B, P, 0x1000 }, SAME(EINVAL) },
	{ SYS_mprotect, { B, P, R | SEM_ }, OK },
	{ SYS_mprotect, { B, P, R | GROWS_DOWN }, SAME(EINVAL) },
	{ SYS_mprotect, { B, P, R | GROWS_UP }, SAME(EINVAL) },
	{ SYS_mprotect, { B, P, R | GROWS_UP | GROWS_DOWN }, SAME(EINVAL) },
	{ SYS_mprotect, { B - P, P, R }, SAME(ENOMEM) },
	{ SYS_mprotect, { B - P, 2 * P, R }, SAME(ENOMEM) },
	{ SYS_mprotect, { B, MAPPED + 1, R }, SAME(ENOMEM) },

	{ SYS_mremap, { B, P, 0, 0, 0 }, SAME(EINVAL) },
	{ SYS_mremap, { B, P, -1UL, MREMAP_MAYMOVE, 0 }, SAME(EINVAL) },
	{ SYS_mremap, { B, MAPPED, HUGE, MREMAP_MAYMOVE, 0 }, NOT(ANY, ENOMEM, EFAULT) },
	{ SYS_mremap, { B + 8, P, P, 0, 0 }, SAME(EINVAL) },
	{ SYS_mremap, { B, P, P, 64, 0 }, SAME(EINVAL) },
	{ SYS_mremap, { B, P, P, MREMAP_FIXED, B + 64 * P }, SAME(EINVAL) },
	{ SYS_mremap, { B, P, P, MREMAP_DONTUNMAP, 0 }, SAME(EINVAL) },
	{ SYS_mremap, { B, 2 * P, P, MREMAP_DONTUNMAP | MREMAP_MAYMOVE, 0 }, SAME(EINVAL) },
	{ SYS_mremap, { B, P, P, MREMAP_FIXED | MREMAP_MAYMOVE, B }, SAME(EINVAL) },
	{ SYS_mremap, { B, 2 * P, 2 * P, MREMAP_FIXED | MREMAP_MAYMOVE, B + P }, SAME(EINVAL) },
	{ SYS_mremap, { B, P, P, MREMAP_FIXED | MREMAP_MAYMOVE, B + 8 }, SAME(EINVAL) },
	{ SYS_mremap, { B, P, P, MREMAP_FIXED | MREMAP_MAYMOVE, HUGE }, SAME(EINVAL) },
	{ SYS_mremap, { B, P, P, MREMAP_FIXED | MREMAP_MAYMOVE, ALL }, SAME(EINVAL) },
	{ SYS_mremap, { B, MAPPED, MAPPED + P, 0, 0 }, NOT(0, 0, EFAULT) },
	{ SYS_mremap, { B, P, 2 * P, 0, 0 }, NOT(ENOMEM, ENOMEM, EFAULT) },
	{ SYS_mremap, { B, MAPPED + P, MAPPED + 2 * P, MREMAP_MAYMOVE, 0 }, SAME(EFAULT) },
	{ SYS_mremap, { B - P, P, 2 * P, MREMAP_MAYMOVE, 0 }, SAME(EFAULT) },
	{ SYS_mremap, { B - P, P, P, 0, 0 }, SAME(EFAULT) },
	{ SYS_mremap, { B, ALL, P, 0, 0 }, SAME(EINVAL) },
	{ SYS_mremap, { B, 0, P, MREMAP_MAYMOVE, 0 }, NOT(0, 0, EFAULT) },
	{ SYS_mremap, { B, 0, P, 0, 0 }, NOT(ENOMEM, ENOMEM, EFAULT) },

	{ SYS_madvise, { B, 0, MADV_DONTNEED }, OK },
	{ SYS_madvise, { B, 0, 77 }, SAME(EINVAL) },
	{ SYS_madvise, { B, P, 77 }, SAME(EINVAL) },
	{ SYS_madvise, { B, P, -1UL }, SAME(EINVAL) },
	{ SYS_madvise, { B + 8, P, MADV_DONTNEED }, SAME(EINVAL) },
	{ SYS_madvise, { B, ALL, MADV_DONTNEED }, SAME(EINVAL) },
	{ SYS_madvise, { B, -1UL, MADV_DONTNEED }, SAME(EINVAL) },
	{ SYS_madvise, { B, P, MADV_DONTNEED }, NOT(0, 0, EINVAL) },
	{ SYS_madvise, { B, P, MADV_FREE }, SAME(EINVAL) },
	{ SYS_madvise, { B, P, MADV_WIPEONFORK }, SAME(EINVAL) },
	{ SYS_madvise, { B - P, P, MADV_DONTNEED }, SAME(ENOMEM) },
	{ SYS_madvise, { B - P, 2 * P, MADV_DONTFORK }, SAME(ENOMEM) },

	{ SYS_mlock, { B, 0 }, OK },
	{ SYS_mlock, { B + 8, P }, OK },
	{ SYS_mlock, { B - P, P }, SAME(ENOMEM) },
	{ SYS_mlock, { B, MAPPED + 1 }, SAME(ENOMEM) },
	{ SYS_mlock, { B, ALL }, SAME(TOO_MUCH) },
	{ SYS_mlock, { B, -1UL }, OK }, /* rounded up it is nothing */
	{ SYS_mlock2, { B, P, 2 }, SAME(EINVAL) },
	{ SYS_mlock2, { B, P, -1UL }, SAME(EINVAL) },
	{ SYS_mlock2, { B, P, 1 }, OK },
	{ SYS_munlock, { B, 0 }, OK },
	{ SYS_munlock, { B - P, P }, SAME(ENOMEM) },
	{ SYS_munlock, { B, ALL }, SAME(EINVAL) },
	{ SYS_mlockall, { 0 }, SAME(EINVAL) },
	{ SYS_mlockall, { 8 }, SAME(EINVAL) },
	{ SYS_mlockall, { 4 }, SAME(EINVAL) },

	{ SYS_msync, { B, 0, MS_SYNC }, OK },
	{ SYS_msync, { B + 8, P, MS_ASYNC }, SAME(EINVAL) },
	{ SYS_msync, { B, P, 64 }, SAME(EINVAL) },
	{ SYS_msync, { B, P, MS_SYNC | MS_ASYNC }, SAME(EINVAL) },
	{ SYS_msync, { B, P, 0 }, OK },
	{ SYS_msync, { B, ALL, MS_ASYNC }, SAME(ENOMEM) },
	{ SYS_msync, { B, -1UL, MS_ASYNC }, OK },
	{ SYS_msync, { B - P, P, MS_ASYNC }, SAME(ENOMEM) },
	{ SYS_msync, { B, MAPPED + P, MS_ASYNC }, SAME(ENOMEM) },
	{ SYS_msync, { B - P, 2 * P, MS_INVALIDATE }, SAME(ENOMEM) },
	{ SYS_msync, { B, P, MS_SYNC }, NOT(0, EINVAL, EINVAL) }, /* there is no fsync */

	{ SYS_mincore, { B, 0, VEC }, OK },
	{ SYS_mincore, { B + 8, P, VEC }, SAME(EINVAL) },
	{ SYS_mincore, { B, ALL, VEC }, SAME(ENOMEM) },
	{ SYS_mincore, { B, P, 0 }, SAME(EFAULT) },
	{ SYS_mincore, { B, P, ALL }, SAME(EFAULT) },
	{ SYS_mincore, { B - P, 2 * P, VEC }, SAME(ENOMEM) },
	{ SYS_mincore, { B, MAPPED + 1, VEC }, SAME(ENOMEM) },
	{ SYS_mincore, { B, MAPPED - 1, VEC }, OK },

	{ SYS_remap_file_pages, { B, P, 1, 0, 0 }, SAME(EINVAL) }, /* a protection */
	{ SYS_remap_file_pages, { B, 0, 0, 0, 0 }, SAME(EINVAL) },
	{ SYS_remap_file_pages, { B, P - 1, 0, 0, 0 }, SAME(EINVAL) },
	{ SYS_remap_file_pages, { B, ALL, 0, 0, 0 }, SAME(EINVAL) },
	{ SYS_remap_file_pages, { B, 2 * P, 0, -1UL, 0 }, SAME(EINVAL) },
	{ SYS_remap_file_pages, { B - P, P, 0, 0, 0 }, SAME(EINVAL) },
	{ SYS_remap_file_pages, { B, MAPPED + P, 0, 0, 0 }, SAME(EINVAL) },
};

static long map_kind(int kind, unsigned long flags)
{
	static const unsigned long page[KINDS] = { 0, LOOKER_MANY, LOOKER_FRAMES };

	return syscall(SYS_mmap, B, MAPPED, RW, flags | FIX | (kind == ANON ? MAP_ANONYMOUS : 0),
		       kind == ANON ? -1 : device, page[kind] * P);
}

/* The offset of a row that maps is one of the kind's, if it is sound at all. */
static long call(const struct row *r, int kind)
{
	unsigned long a[6];

	memcpy(a, r->arg, sizeof(a));
	if (a[4] == FD) {
		a[4] = kind == ANON ? -1UL : (unsigned long)device;
		a[3] |= kind == ANON ? MAP_ANONYMOUS : 0;
		if (!a[5] && kind != ANON)
			a[5] = (kind == PAGES ? LOOKER_MANY : LOOKER_FRAMES) * P;
	}
	return syscall(r->nr, a[0], a[1], a[2], a[3], a[4], a[5]);
}

static int byte_at(unsigned long addr)
{
	static int fds[2];
	char c;

	CHECK(fds[1] || !pipe(fds));
	return write(fds[1], (char *)addr, 1) == 1 && read(fds[0], &c, 1) == 1 ? c : -1;
}

/* After a call that was refused, all is as it was. */
static bool is_whole(int kind)
{
	int want = kind == ANON ? 0 : 't';

	return byte_at(B) == want && byte_at(B + MAPPED - P) == want;
}

int main(void)
{
	int failed = 0;

	device = open("/dev/looker", O_RDWR);
	CHECK(device >= 0);
	for (unsigned int i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		for (int kind = 0; kind < KINDS; kind++) {
			const struct row *r = &rows[i];
			int got;

			CHECK(!munmap((char *)B - 16 * P, 64 * P) && map_kind(kind, SH) == (long)B);
			errno = 0;
			got = call(r, kind) == -1 ? errno : 0;
			if (got && r->want[kind] == ANY)
				continue;
			if ((got == EINVAL || got == ENOMEM) && r->want[kind] == TOO_MUCH)
				continue;
			if (got == r->want[kind] && (!got || is_whole(kind)))
				continue;
			if (got == r->want[kind])
				got = -1; /* and it has changed something */
			failed = 1;
			fprintf(stderr, "row %u, call %ld (%lx, %lx, %lx, %lx, %lx, %lx) on %s: %d, not %d\n",
				i, r->nr, r->arg[0], r->arg[1], r->arg[2], r->arg[3], r->arg[4],
				r->arg[5], kinds[kind], got, r->want[kind]);
		}
	return failed;
}
