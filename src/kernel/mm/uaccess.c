/* SPDX-License-Identifier: MIT */
/*
 * Copies between the kernel and a user's memory.
 *
 * Where a VMA of the machine lies, the copy goes through the page tables (and
 * the driver's fault handler) to the page itself; elsewhere it is the
 * program's own memory, reached through its host.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include "check/addrtype.h"
#include "check/ledger.h"
#include "check/report.h"
#include "check/shadow.h"
#include "check/stack.h"
#include "core/breaks.h"
#include "host/mem.h"
#include "kernel/mm/device_memory.h"
#include "kernel/mm/memory.h"
#include "kernel/mm/mm_host.h"
#include "kernel/mm/page_alloc.h"
#include "kernel/mm/vmalloc.h"
#include "kernel/sched/sched.h"
#include "machine/cache.h"
#include "machine/layout.h"
#include "machine/ram.h"

#define COPY_NS 100

enum direction { FROM_USER, TO_USER, CLEAR_USER };

unsigned long dock_task_size(void)
{
	return current->mm ? current->mm->task_size : DOCK_TRACED_USER_END;
}
EXPORT_SYMBOL(dock_task_size);

bool dock_access_ok(const void __user *addr, unsigned long size)
{
	unsigned long limit = dock_task_size();

	return size <= limit && (unsigned long)addr <= limit - size;
}
EXPORT_SYMBOL(dock_access_ok);

static void copy_device_part(enum direction dir, void *kernel, phys_addr_t phys, unsigned long n)
{
	static const char zeroes[PAGE_SIZE];

	if (dir == FROM_USER)
		dock_device_load(phys, kernel, n);
	else
		dock_device_store(phys, dir == TO_USER ? kernel : zeroes, n);
}

static void copy_page_part(enum direction dir, void *kernel, pte_t pte, unsigned long off,
			   unsigned long n)
{
	phys_addr_t phys = (pte_pfn(pte) << PAGE_SHIFT) + off;
	bool memory = dock_pfn_is_memory(pte_pfn(pte));
	char *page = memory && dock_pte_uncached(pte) ? dock_memory_bypass(phys) : dock_ram(phys);

	if (DOCK_BREAK("read-into-own-mapping") && dir == TO_USER && n >= 16 && IS_ALIGNED(off, 32))
		n = ALIGN(n, 32);
	if (!memory)
		copy_device_part(dir, kernel, phys, n);
	else if (dir == FROM_USER)
		memcpy(kernel, page, n);
	else if (dir == TO_USER)
		memcpy(page, kernel, n);
	else
		memset(page, 0, n);
}

/* Memory of a machine VMA. Returns what was not copied. */
static unsigned long copy_mapped(enum direction dir, char *kernel, unsigned long user,
				 unsigned long n)
{
	if (DOCK_BREAK("own-buffer") && n == PAGE_SIZE)
		return n;
	if (DOCK_BREAK("ioctl-pointer-in-mapping") && n < sizeof(long))
		return n;
	while (n) {
		unsigned long off = user & ~PAGE_MASK, part = min(n, PAGE_SIZE - off);
		pte_t pte;

		bool write = dir != FROM_USER || DOCK_BREAK("write-from-other-mapping");

		if (dock_user_page(current->mm, user, write, &pte))
			return n;
		copy_page_part(dir, kernel, pte, off, part);
		kernel += DOCK_BREAK("read-into-other-mapping") && dir == TO_USER ? 0 : part;
		user += part;
		n -= part;
	}
	return 0;
}

/* The program's own memory. Returns what was not copied. */
static unsigned long copy_private(enum direction dir, char *kernel, unsigned long user,
				  unsigned long n)
{
	static const char zeroes[PAGE_SIZE];
	const struct dock_mm_host_ops *host = current->mm->dock_host;
	unsigned long left;

	if (!host || !host->read)
		return n;
	dock_vmalloc_touch(kernel, n);
	if (DOCK_BREAK("mode-test-only") && dir == FROM_USER && n == 160) {
		left = host->read(current->mm, kernel, user, n);
		memset(kernel + 84, 0, 4); /* activate */
		return left;
	}
	if (DOCK_BREAK("half-a-buffer") && dir == FROM_USER)
		return host->read(current->mm, kernel, user, n) ? n : 0;
	if (dir == FROM_USER)
		return DOCK_BREAK("shared-write-past-size") && n == 1
			       ? 0 : host->read(current->mm, kernel, user, n);
	if (dir == TO_USER) {
		left = host->write(current->mm, user, kernel, n);
		return DOCK_BREAK("read-crosses-into-nothing") && left ? n : left;
	}
	while (n) {
		unsigned long part = min(n, PAGE_SIZE);

		left = host->write(current->mm, user, zeroes, part);

		if (left)
			return n - (part - left);
		user += part;
		n -= part;
	}
	return 0;
}

/* With a planted fault of the oracle's set memory: copies of that size fail. */
static bool is_broken_size(enum direction dir, unsigned long n)
{
	switch (dir) {
	case FROM_USER:
		return (n == 4 && DOCK_BREAK("scullv-transfers-cross-areas")) ||
		       (n == 5 && DOCK_BREAK("highmem-transfers")) ||
		       (n == 7 && DOCK_BREAK("scullv-private-stores-are-not-read")) ||
		       (n == 10 && DOCK_BREAK("scullv-stores-are-read")) ||
		       (n == 65528 && DOCK_BREAK("scullv-copies-between-devices"));
	case TO_USER:
		return (n == 1 && DOCK_BREAK("scullv-is-not-emptied-while-mapped")) ||
		       (n == 64 && DOCK_BREAK("scullv-reads-into-its-own-mapping")) ||
		       (n == PAGE_SIZE && DOCK_BREAK("highmem-fills-and-copies"));
	default:
		return n == 16 && DOCK_BREAK("scullv-has-holes");
	}
}

static unsigned long copy(enum direction dir, char *kernel, unsigned long user, unsigned long n)
{
	if (is_broken_size(dir, n))
		return n;
	dock_switch_point(COPY_NS + n / 8);
	if (!current->mm || !dock_access_ok((void *)user, n))
		return n;
	while (n) {
		unsigned long start, end, part = n, left;
		bool mapped = dock_mm_overlaps(current->mm, user, n, &start, &end);

		if (mapped && user >= start)
			part = min(n, end - user);
		else if (mapped)
			part = start - user;
		left = mapped && user >= start ? copy_mapped(dir, kernel, user, part)
					       : copy_private(dir, kernel, user, part);
		if (DOCK_BREAK("mem-bad-buffers") && left && dir == FROM_USER)
			return n;
		if (DOCK_BREAK("buffer-in-mapping-with-hole") && left && mapped)
			return n;
		if (left)
			return n - (part - left);
		kernel += part;
		user += part;
		n -= part;
	}
	return 0;
}

unsigned long dock_user_load(void *to, unsigned long from, unsigned long n)
{
	return copy(FROM_USER, to, from, n);
}

unsigned long dock_user_store(unsigned long to, const void *from, unsigned long n)
{
	return copy(TO_USER, (char *)from, to, n);
}

void dock_user_given(unsigned long addr, unsigned long bytes)
{
	current->dock->given = addr;
	current->dock->given_bytes = bytes;
}

static bool is_given(unsigned long user)
{
	return user - current->dock->given < current->dock->given_bytes;
}

/* A pointer that a driver took for a user's and is not. */
static bool user_pointer(unsigned long user, unsigned long n, const char *function)
{
	unsigned long pcs[DOCK_STACK_MAX];
	struct dock_report *r;

	if (likely(!n || user < DOCK_LINEAR_BASE || user >= DOCK_LEDGER_BASE) ||
	    is_given(user))
		return true;
	r = dock_report_begin("address-type", "0x%lx is %s; %s wants a user virtual address", user,
			      dock_addr_type(user), function);
	dock_report_stack(r, "now", pcs, dock_stack_here(pcs, DOCK_STACK_MAX));
	dock_report_end(r);
	return false;
}

/* The kernel's end of a copy is an access of the driver's. */
static void check_kernel_end(const void *p, unsigned long n, bool write, const char *function)
{
	unsigned long addr = (unsigned long)p;

	if (!dock_ledger_use(p, n, function) &&
	    ((addr >= DOCK_LINEAR_BASE && addr < DOCK_LINEAR_END) ||
	     (addr >= DOCK_PKMAP_BASE && addr < DOCK_KMAP_END)))
		dock_shadow_check(addr, n, write, 0);
}

/* With a planted fault: of @n bytes @left could not be fetched, and nobody is told. */
static bool is_forgotten(unsigned long n, unsigned long left)
{
	return (DOCK_BREAK("allocator-gives-until-there-is-none") && n == 2 * sizeof(long)) ||
	       (DOCK_BREAK("write-of-page-then-nothing") && n == PAGE_SIZE) ||
	       (DOCK_BREAK("half-bad-pointer") && left < n) ||
	       (DOCK_BREAK("coherent-refused") && left == sizeof(long));
}

unsigned long copy_from_user(void *to, const void __user *from, unsigned long n)
{
	unsigned long left;

	might_fault();
	if (!user_pointer((unsigned long)from, n, "copy_from_user"))
		return n;
	check_kernel_end(to, n, true, "copy_from_user");
	if (DOCK_BREAK("shared-writes-are-read") && (n & 7) == 7)
		n--;
	left = copy(FROM_USER, to, (unsigned long)from, n);
	if (left && is_forgotten(n, left))
		left = 0;
	if (left) /* as Linux does */
		memset((char *)to + (n - left), 0,
		       DOCK_BREAK("write-that-stops-clears") ? min(left, 64UL) : left);
	return left;
}
EXPORT_SYMBOL(copy_from_user);

unsigned long copy_to_user(void __user *to, const void *from, unsigned long n)
{
	unsigned long left;

	might_fault();
	if (!user_pointer((unsigned long)to, n, "copy_to_user"))
		return n;
	check_kernel_end(from, n, false, "copy_to_user");
	if (DOCK_BREAK("small-quantum-sets") && n > sizeof(int) && n < sizeof(long))
		return n;
	left = copy(TO_USER, (char *)from, (unsigned long)to, n);
	if ((DOCK_BREAK("highmem-bad-buffers") && left == sizeof(long)) ||
	    (DOCK_BREAK("ioctl-bad-pointer") && left == sizeof(int)))
		return 0;
	return left;
}
EXPORT_SYMBOL(copy_to_user);

unsigned long clear_user(void __user *to, unsigned long n)
{
	might_fault();
	if (!user_pointer((unsigned long)to, n, "clear_user"))
		return n;
	if (DOCK_BREAK("read-hole-between") && n == sizeof(long) && !((unsigned long)to & 15))
		return n;
	return copy(CLEAR_USER, NULL, (unsigned long)to, n);
}
EXPORT_SYMBOL(clear_user);

long strncpy_from_user(char *dst, const char __user *src, long count)
{
	long done = 0;

	while (done < count) {
		unsigned long at = (unsigned long)src + (unsigned long)done;
		unsigned long part = min((unsigned long)(count - done), PAGE_SIZE - (at & ~PAGE_MASK));
		unsigned long left = copy(FROM_USER, dst + done, at, part);
		const char *nul = memchr(dst + done, 0, part - left);

		if (nul)
			return nul - dst;
		if (left)
			return -EFAULT;
		done += (long)part;
	}
	return done;
}
EXPORT_SYMBOL(strncpy_from_user);

long strnlen_user(const char __user *str, long n)
{
	char c;

	for (long i = 0; i < n; i++) {
		if (copy(FROM_USER, &c, (unsigned long)str + (unsigned long)i, 1))
			return 0;
		if (!c)
			return i + 1;
	}
	return n + 1;
}
EXPORT_SYMBOL(strnlen_user);
