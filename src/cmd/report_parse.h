/* SPDX-License-Identifier: MIT */
/* The text of an 'R' record, and reports of the supervisor's own. */
#ifndef DOCK_CMD_REPORT_PARSE_H
#define DOCK_CMD_REPORT_PARSE_H

#include "cmd/records.h"

/* The lines after the time (see check/report.h). Never fails but for memory:
 * what is missing is said to be missing. Returns NULL then. */
struct dock_broken_rule *dock_broken_rule_parse(const char *text, size_t len,
						unsigned long time_ns,
						struct dock_symbols *symbols);

struct dock_broken_rule *dock_broken_rule_new(const char *rule, unsigned long time_ns,
					      const char *sentence_fmt, ...)
	__attribute__((format(printf, 3, 4)));
void dock_broken_rule_fact(struct dock_broken_rule *b, const char *name,
			   const char *value);
void dock_broken_rule_free(struct dock_broken_rule *b);

#endif
