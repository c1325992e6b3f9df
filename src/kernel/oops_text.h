/* SPDX-License-Identifier: MIT */
/* What is told of a crash, in Linux's words and in ours. */
#ifndef DOCK_KERNEL_OOPS_TEXT_H
#define DOCK_KERNEL_OOPS_TEXT_H

#include <linux/types.h>

struct dock_report;
struct host_trap;

/* The sentence of a trap's report. */
void dock_oops_sentence(const struct host_trap *t, char *buf, unsigned long len);
/* What was tried, by whom, at which instruction, with which registers. */
void dock_oops_facts(struct dock_report *r, const struct host_trap *t);
/* Parts of that: who was running, and what is loaded. */
void dock_oops_task(struct dock_report *r);
void dock_oops_modules(struct dock_report *r);

/* Text for a number that may be an address. An address of drydock's own differs
 * from run to run, and is not shown. */
#define DOCK_ADDR_TEXT 24
const char *dock_addr_text(unsigned long addr, char buf[DOCK_ADDR_TEXT]);
/* "a NULL pointer", or "drydock's own memory". */
const char *dock_addr_meaning(unsigned long addr);

#endif
