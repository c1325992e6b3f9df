/* SPDX-License-Identifier: MIT */
/*
 * The oracle's cases for edu: what its files share.
 *
 * Before each case the device's buffer is filled with FRESH, and the mode of
 * every new descriptor is streaming. How long the buffer is, is the module's
 * parameter; it is the same on both sides.
 */
#ifndef ORACLE_EDU_CASES_H
#define ORACLE_EDU_CASES_H

#include "cases.h"
#include "edu_ioctl.h"

#define EDU_NODE "/dev/edu0"
#define FRESH 0x11

extern const struct oracle_case edu_device_cases[];
extern const struct oracle_case edu_error_cases[];
extern const struct oracle_case edu_dma_cases[];
extern const struct oracle_case edu_memory_cases[];
extern const struct oracle_case edu_sysfs_cases[];
extern const struct oracle_case edu_life_cases[]; /* last: the module goes */

/* The ways in which bytes move: the two modes of a file, and the ioctl. */
enum edu_way { WAY_STREAMING, WAY_SYNC, WAY_COHERENT, WAYS };
extern const char *const way_names[WAYS];

/* These end the case, saying why, if they fail. */
int edu_open(void);
int edu_open_mode(int mode);
struct edu_facts edu_facts(int fd);
struct edu_counts edu_counts(int fd);

/* Bytes moved, or -1 and errno. */
long edu_put(int fd, enum edu_way way, const void *data, size_t bytes, size_t at);
long edu_get(int fd, enum edu_way way, void *data, size_t bytes, size_t at);
/* Byte i of pattern @seed: no two patterns, and no two lines of one, are alike. */
unsigned char edu_byte(unsigned int seed, size_t i);
void edu_pattern(unsigned char *to, unsigned int seed, size_t at, size_t bytes);
/* Fetch the whole buffer by streaming and tell it. */
void say_buffer(const char *what, int fd);
/* The driver's devices; edu_bound is the name of one: 0000:00:02.0 */
extern char edu_bound[32];
int edu_find_bound(void);
/* Write edu_bound into a file of the driver's: 0, or -1 and errno. */
long edu_sysfs_write(const char *file);
/* What was counted since @before, but for zeros. */
void say_counts(const char *what, int fd, const struct edu_counts *before);

#endif
