/* SPDX-License-Identifier: MIT */
/*
 * memory: questions to the kernel that no program can ask. A program writes the name
 * of one to /dev/memory and reads what came of it. What is said must not depend on
 * addresses, nor on what else is in memory.
 */
#ifndef ORACLE_MEMORY_H
#define ORACLE_MEMORY_H

struct memory_question {
	const char *name;
	void (*ask)(void);
};

/* Each ends with an entry whose name is NULL. */
extern const struct memory_question page_questions[];
extern const struct memory_question slab_questions[];
extern const struct memory_question area_questions[];

/* One line of the answer. */
void tell(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
