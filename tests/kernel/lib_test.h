/* SPDX-License-Identifier: MIT */
/*
 * Cases of the library's tests. Each is a function that says ok() or fails
 * through CHECK(), which prints and returns from it.
 */
#ifndef TESTS_KERNEL_LIB_TEST_H
#define TESTS_KERNEL_LIB_TEST_H

#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/types.h>

struct lib_case {
	const char *name;
	void (*run)(void);
};

/* Each file's cases; the last has no name. */
extern const struct lib_case format_cases[];
extern const struct lib_case number_cases[];
extern const struct lib_case string_cases[];
extern const struct lib_case container_cases[];

/* Notes that the running case failed, and why. */
void lib_fail(const char *file, int line, const char *fmt, ...) __printf(3, 4);

/* What the stand-ins for the rest of the kernel have seen. */
extern int lib_warnings;
extern char lib_log[4096];
extern size_t lib_log_len;
extern unsigned long lib_jiffies;

#define FAIL(fmt, ...) lib_fail(__FILE__, __LINE__, fmt, ##__VA_ARGS__)
#define CHECK(cond)                                                              \
	do {                                                                     \
		if (!(cond)) {                                                   \
			FAIL("%s", #cond);                                       \
			return;                                                  \
		}                                                                \
	} while (0)
#define CHECK_TEXT(got, want)                                                    \
	do {                                                                     \
		if (strcmp((got), (want))) {                                     \
			FAIL("\"%s\", not \"%s\"", (got), (want));               \
			return;                                                  \
		}                                                                \
	} while (0)

#endif
