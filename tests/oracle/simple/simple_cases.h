/* SPDX-License-Identifier: MIT */
/*
 * The oracle's cases for the drivers simple and mem, which map physical memory: RAM of
 * the module paper, whose addresses it tells, and the registers of an edu device, which
 * are simple's region.
 */
#ifndef ORACLE_SIMPLE_CASES_H
#define ORACLE_SIMPLE_CASES_H

#include <sys/mman.h>

#include "../cases.h"

#define RW (PROT_READ | PROT_WRITE)
#define EDU_ID 0x010000edU
#define REGION_PAGES 3
#define PAPER_PAGES 5
#define RESERVED 4 /* paper's last page; the others are one block */

extern const struct oracle_case simple_cases[];
extern const struct oracle_case simple_vma_cases[];
extern const struct oracle_case mem_cases[];

/* As /dev/paper tells it now. */
struct paper_page {
	unsigned long phys;
	int count;
	char text[9];
};
extern unsigned long regs_phys; /* edu's */
struct paper_page paper(int nr);
void say_paper(const char *what, int nr); /* text, and count */

#define REMAP "/dev/simple_remap"
#define PAGES "/dev/simple_pages"
#define REGION "/dev/simple_region"
#define MEM "/dev/physmem"

/* Map from a device opened with @flags; the case ends if that is not possible. */
char *map_with(const char *path, int flags, unsigned long offset, int pages, int prot,
	       int how);
char *map(const char *path, unsigned long offset, int pages);
/* Say why a mapping is refused. */
void say_refused(const char *what, const char *path, unsigned long offset, size_t len);
/* How often simple's VMAs were opened and closed since the last time. */
void say_messages(const char *what);

#endif
