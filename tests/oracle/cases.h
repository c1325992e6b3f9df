/* SPDX-License-Identifier: MIT */
/*
 * The oracle's cases: what each file of them has, and how facts are printed.
 *
 * A case is a function that does something with a driver's devices and prints
 * what came of it. It runs in a child of its own. The same program runs in
 * Drydock and in real Linux and the output is compared, so nothing printed may
 * depend on an address, a pid, the time, or the order of two processes.
 *
 * There is a set of cases, and a program, for each driver: the one for scullp
 * lies in this folder, edu's in edu/ (driver.sh). What cases.c, facts.c and
 * process.c have is for all of them.
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

/* A set has these. Each table ends with an entry whose name is NULL. */
extern const struct oracle_case *const oracle_tables[]; /* and NULL */
void oracle_fresh(void); /* before each case, in its child */
int oracle_exec(int fd); /* as the program that a case executes: exit status */

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

/* Ends the case and says why: errno. */
void give_up(const char *what);
pid_t start(void (*child)(void *), void *arg); /* a child; it exits 0 */
void join(const char *what, pid_t pid);	       /* and say how it ended */

/* A module of ORACLE_MODULES, without .ko. Ends the case if it cannot be opened. */
int module_file(const char *file, int flags);
long module_load(const char *file, const char *params, int flags); /* finit_module */
long module_unload(const char *name); /* delete_module, not waiting */
/* The module's use count in /proc/modules; -2 if it is not listed. */
int module_use_count(const char *wanted);

/* --- files.c: attributes and other small files; links are not followed --- */

/* "WHAT = " and what the file holds, or why it cannot be read. */
void say_file(const char *path);
/* Write @text in one call: "PATH <- text = " and the result. */
void say_store(const char *path, const char *text);
/* The names in a directory, sorted, in one line. */
void say_directory(const char *path);
/* Type, permissions and size. */
void say_stat(const char *path);
/* Where a symbolic link points to, as it is written there. */
void say_link(const char *path);

/* --- scullp: all devices are empty, and the module's knobs as loaded --- */

extern const struct oracle_case read_write_cases[];
extern const struct oracle_case position_cases[];
extern const struct oracle_case buffer_cases[];
extern const struct oracle_case node_cases[];
extern const struct oracle_case map_cases[];
extern const struct oracle_case protect_cases[];
extern const struct oracle_case remap_cases[];
extern const struct oracle_case process_cases[];
extern const struct oracle_case unload_cases[]; /* last: the module goes */

/* These end the case, saying why, if they fail. */
int dev_open(int minor, int flags);
char *dev_map(int fd, size_t len, int prot, int flags, off_t offset);

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
