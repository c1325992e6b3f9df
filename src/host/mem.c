/* SPDX-License-Identifier: MIT */
/* Host memory: see mem.h. */
#define _GNU_SOURCE
#include "host/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static int ram_fd = -1;
static unsigned long memory_offset; /* in the same file */

_Static_assert(HOST_PROT_READ == PROT_READ && HOST_PROT_WRITE == PROT_WRITE &&
		       HOST_PROT_EXEC == PROT_EXEC,
	       "protections are the host's");

int host_ram_create(unsigned long size_bytes)
{
	ram_fd = memfd_create("drydock-ram", MFD_CLOEXEC);
	if (ram_fd < 0)
		return -errno;
	if (ftruncate(ram_fd, (off_t)size_bytes) < 0)
		return -errno;
	return 0;
}

int host_ram_fd(void)
{
	return ram_fd;
}

static int map_fixed(unsigned long addr, unsigned long len, int prot, int flags, int fd,
		     unsigned long off)
{
	void *p = mmap((void *)addr, len, prot, flags | MAP_FIXED, fd, (off_t)off);

	return p == MAP_FAILED ? -errno : 0;
}

int host_ram_map(unsigned long addr, unsigned long phys, unsigned long len, int prot)
{
	return map_fixed(addr, len, prot, MAP_SHARED, ram_fd, phys);
}

void *host_ram_extend(unsigned long size_bytes, unsigned long *offset)
{
	struct stat st;
	void *p;

	if (fstat(ram_fd, &st) < 0 || ftruncate(ram_fd, st.st_size + (off_t)size_bytes) < 0)
		return NULL;
	*offset = (unsigned long)st.st_size;
	p = mmap(NULL, size_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, ram_fd, st.st_size);
	return p == MAP_FAILED ? NULL : p;
}

int host_memory_create(unsigned long addr, unsigned long size_bytes)
{
	struct stat st;

	if (fstat(ram_fd, &st) < 0 || ftruncate(ram_fd, st.st_size + (off_t)size_bytes) < 0)
		return -errno;
	memory_offset = (unsigned long)st.st_size;
	return host_memory_map(addr, 0, size_bytes, PROT_READ | PROT_WRITE);
}

unsigned long host_memory_offset(void)
{
	return memory_offset;
}

int host_memory_map(unsigned long addr, unsigned long phys, unsigned long len, int prot)
{
	return host_ram_map(addr, memory_offset + phys, len, prot);
}

int host_reserve(unsigned long addr, unsigned long len)
{
	const int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
	int err = map_fixed(addr, len, PROT_NONE, flags, -1, 0);

	if (err != -ENOMEM)
		return err;
	/* At its limit of mappings the host refuses even to replace; it unmaps. */
	munmap((void *)addr, len);
	return map_fixed(addr, len, PROT_NONE, flags, -1, 0);
}

int host_map_zero(unsigned long addr, unsigned long len)
{
	return map_fixed(addr, len, PROT_READ | PROT_WRITE,
			 MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
}

int host_map_file(unsigned long addr, unsigned long len, int prot, int fd,
		  unsigned long off)
{
	return map_fixed(addr, len, prot, MAP_PRIVATE, fd, off);
}

int host_protect(unsigned long addr, unsigned long len, int prot)
{
	return mprotect((void *)addr, len, prot) < 0 ? -errno : 0;
}

void *host_alloc(unsigned long size)
{
	void *p = calloc(1, size ? size : 1);

	if (!p)
		host_die("the host has no memory left");
	return p;
}

void *host_realloc(void *p, unsigned long old_size, unsigned long new_size)
{
	char *n = realloc(p, new_size ? new_size : 1);

	if (!n)
		host_die("the host has no memory left");
	if (new_size > old_size)
		memset(n + old_size, 0, new_size - old_size);
	return n;
}

void host_free(void *p)
{
	free(p);
}

int host_open_read(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	return fd < 0 ? -errno : fd;
}

void host_close(int fd)
{
	close(fd);
}

const char *const *host_environment(void)
{
	return (const char *const *)environ;
}

/* Not through libc, which may not work any more: a driver may have taken what it
 * keeps for the thread. */
void host_exit(int status)
{
	for (;;)
		__asm__ volatile("syscall" : : "a"(SYS_exit_group), "D"(status)
				 : "rcx", "r11", "memory");
}

void host_die(const char *text)
{
	dprintf(2, "drydock: internal error: %s\n", text);
	abort();
}

unsigned long host_clock_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (unsigned long)t.tv_sec * 1000000000UL + (unsigned long)t.tv_nsec;
}

unsigned long host_peek(void *to, unsigned long from, unsigned long n)
{
	struct iovec local = {to, n}, there = {(void *)from, n};
	ssize_t done = process_vm_readv(getpid(), &local, 1, &there, 1, 0);

	return done < 0 ? 0 : (unsigned long)done;
}

int host_is_mapped(unsigned long addr)
{
	unsigned char in_core;

	return !mincore((void *)(addr & ~4095UL), 4096, &in_core);
}

void host_memcpy(void *to, const void *from, unsigned long n)
{
	memcpy(to, from, n);
}

void host_memset(void *to, int c, unsigned long n)
{
	memset(to, c, n);
}
