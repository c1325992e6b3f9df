/* SPDX-License-Identifier: MIT */
/*
 * The oracle's cases for memory: what a module asks of the allocators (module),
 * and the drivers scullv, highmem and allocator.
 */
#ifndef ORACLE_MEMORY_CASES_H
#define ORACLE_MEMORY_CASES_H

#include "../cases.h"

#define RW (PROT_READ | PROT_WRITE)

extern const struct oracle_case kernel_cases[];
extern const struct oracle_case scullv_cases[];
extern const struct oracle_case highmem_cases[];
extern const struct oracle_case allocator_cases[];
extern const struct oracle_case proc_cases[];

int must_open(const char *path, int flags);
/* NULL and errno if it is refused. */
char *try_map(int fd, size_t len, int prot, int flags, off_t offset);

#endif
