/* SPDX-License-Identifier: MIT */
/*
 * Host memory: the RAM memfd, fixed mappings of it, and drydock's own
 * allocations, which lie outside simulated RAM and all windows of layout.h.
 */
#ifndef DOCK_HOST_MEM_H
#define DOCK_HOST_MEM_H

#define HOST_PROT_NONE	0
#define HOST_PROT_READ	1
#define HOST_PROT_WRITE 2
#define HOST_PROT_EXEC	4

/* Create the sparse memfd that is physical memory: file offset = physical
 * address. Returns 0 or -errno. */
int host_ram_create(unsigned long size_bytes);
int host_ram_fd(void);

/* Map [phys, phys+len) of RAM at exactly @addr, replacing what is there.
 * Returns 0 or -errno (-ENOMEM: the host's limit on mappings is reached). */
int host_ram_map(unsigned long addr, unsigned long phys, unsigned long len, int prot);

/* A piece of memory that is no RAM, in the same file, behind RAM: a device's own.
 * Returns where this process has it mapped, and in *@offset where it lies; NULL:
 * the host has none. It is there to the end of the run. @size_bytes: of pages. */
void *host_ram_extend(unsigned long size_bytes, unsigned long *offset);

/* Memory behind a cache that is not coherent: a second copy of RAM, behind the first
 * in the same file. Mapped whole at @addr; pieces of it elsewhere by
 * host_memory_map. 0 or -errno. */
int host_memory_create(unsigned long addr, unsigned long size_bytes);
unsigned long host_memory_offset(void);
int host_memory_map(unsigned long addr, unsigned long phys, unsigned long len, int prot);

/* Reserve [addr, addr+len): every access traps. Replaces what is there. */
int host_reserve(unsigned long addr, unsigned long len);

/* Zeroed private memory at exactly @addr, costing nothing until touched. */
int host_map_zero(unsigned long addr, unsigned long len);

/* Map bytes of an open file, private, at exactly @addr. */
int host_map_file(unsigned long addr, unsigned long len, int prot, int fd, unsigned long off);

int host_protect(unsigned long addr, unsigned long len, int prot);

/* drydock's own heap. host_alloc returns zeroed memory; never NULL (the run
 * ends with one line if the host has none left). */
void *host_alloc(unsigned long size);
void *host_realloc(void *p, unsigned long old_size, unsigned long new_size);
void host_free(void *p);

int host_open_read(const char *path); /* descriptor or -errno */
void host_close(int fd);

/* The environment that drydock was started with, as of execve. */
const char *const *host_environment(void);

/* The end of the machine's process, without atexit handlers. */
void host_exit(int status) __attribute__((noreturn));
/* Our own bug: @text to standard error, then abort. */
void host_die(const char *text) __attribute__((noreturn));
/* Wall clock, only for the supervisor's business and benches. */
unsigned long host_clock_ns(void);

/* Copy from an address that may be anything; how many bytes there were. */
unsigned long host_peek(void *to, unsigned long from, unsigned long n);
/* Does the host have something mapped there? */
int host_is_mapped(unsigned long addr);

void host_memcpy(void *to, const void *from, unsigned long n);
void host_memset(void *to, int c, unsigned long n);

#endif
