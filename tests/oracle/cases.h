/* SPDX-License-Identifier: MIT */
/*
 * The oracle's cases: what each file of them has, and how facts are printed.
 *
 * A case is a function that does something with /dev/scullp0..3 and prints
 * what came of it. It runs in a child of its own, all devices empty and the
 * module's knobs as loaded. The same program runs in Drydock and in real Linux
 * and the output is compared, so nothing printed may depend on an address, a
 * pid, the time, or the order of two processes.
 */
#ifndef ORACLE_CASES_H
#define ORACLE_CASES_H

#include <stddef.h>
#include <sys/types.h>

#define PAGE 4096UL

/* A bad argument, hidden from the compiler, which would warn of it. */
#define BAD(type, value)                                                                 \
	({                                                                               \
		type bad_ = (type)(value);                                               \
		__asm__("" : "+r"(bad_));                                                \
		bad_;                                                                    \
	})

struct oracle_case {
	const char *name;
	void (*run)(void);
};

/* Each ends with an entry whose name is NULL. */
extern const struct oracle_case read_write_cases[];
extern const struct oracle_case position_cases[];
extern const struct oracle_case buffer_cases[];
extern const struct oracle_case node_cases[];
extern const struct oracle_case map_cases[];
extern const struct oracle_case protect_cases[];
extern const struct oracle_case remap_cases[];
extern const struct oracle_case process_cases[];
extern const struct oracle_case unload_cases[]; /* last: the module goes */

/* One line, whole, on standard output. */
void say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* "what = value", or the name of errno if value is -1. */
void say_result(const char *what, long value);
/* "what = " and the bytes: as text, or length, hash and both ends. */
void say_bytes(const char *what, const void *bytes, size_t len);
/* How a child ended. */
void say_status(const char *what, int status);
/* This program's mappings of scullp, addresses relative to @base. */
void say_maps(const char *what, const void *base);
const char *errno_name(int err);

/* Load or store one byte; a signal is told with its address relative to @base. */
void touch_get(const char *what, const char *p, const char *base);
void touch_put(const char *what, char *p, const char *base, char value);

/* These end the case, saying why, if they fail. */
int dev_open(int minor, int flags);
char *dev_map(int fd, size_t len, int prot, int flags, off_t offset);
pid_t start(void (*child)(void *), void *arg); /* a child; it exits 0 */
void join(const char *what, pid_t pid);	       /* and say how it ended */

/* Byte @pos of the text that dev_fill writes: lines of 8 bytes, each its own. */
char pattern(int minor, off_t pos);
/* Write the pattern to [from, from + len) through a descriptor of its own. */
void dev_fill(int minor, off_t from, size_t len);
/* dev_fill() from 0, and a descriptor with @flags, at position 0. */
int dev_filled(int minor, size_t len, int flags);
/* Read back through a new descriptor. */
void say_device(const char *what, int minor, off_t from, size_t len);
/* Open for writing only and close: empties the device unless it is mapped. */
void dev_empty(int minor);
off_t dev_size(int minor);

#endif
