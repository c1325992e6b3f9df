/* SPDX-License-Identifier: MIT */
/*
 * What the supervisor knows of a run: the records that the machine sent (see
 * host/channel.h), parsed, printed as they come, and kept for the report file.
 *
 * No record is trusted: a driver may have run over the machine that sent it.
 * What makes no sense is left out or shown as it is; a broken rule is counted
 * however garbled its record.
 */
#ifndef DOCK_CMD_RECORDS_H
#define DOCK_CMD_RECORDS_H

#include "cmd/options.h"
#include "cmd/symbols.h"

#include <stddef.h>
#include <stdio.h>

#define DOCK_RULE_STATUS 99 /* exit status of a run that broke a rule */
#define DOCK_INPUT_STATUS 2

#define DOCK_MAX_FACTS 32
#define DOCK_MAX_STACKS 8
#define DOCK_MAX_FRAMES 64
#define DOCK_MAX_KEPT 1000 /* reports kept for the file; all are printed */
#define DOCK_MAX_RULES 64  /* rules told apart in the summary */

struct dock_fact {
	char *name, *value;
};

struct dock_stack {
	char *title;
	struct dock_frame *frames; /* innermost first */
	int nr_frames;
};

struct dock_broken_rule {
	char *rule, *sentence;
	unsigned long time_ns;
	struct dock_fact facts[DOCK_MAX_FACTS];
	int nr_facts;
	struct dock_stack stacks[DOCK_MAX_STACKS];
	int nr_stacks;
};

struct dock_rule_count {
	char *rule;
	unsigned long times;
};

struct dock_records {
	FILE *out; /* the terminal; not ours */
	FILE *results; /* of `drydock test`: standard output */
	const struct dock_options *options;
	const char *command; /* that repeats the run */
	struct dock_symbols *symbols;

	struct dock_broken_rule **kept;
	int nr_kept;
	unsigned long nr_broken; /* reports, kept or not */
	struct dock_rule_count rules[DOCK_MAX_RULES];
	int nr_rules;
	int console_level; /* lines of the log below it are shown */

	struct dock_timeline *timeline; /* NULL: nobody asked for one */
	struct dock_screenshot *screenshot; /* NULL: nobody asked for one */
	char *figure;			/* the 'F' record's lines; NULL: none came */

	char *left;		 /* lines about what is left; NULL: it was not said */
	char *bad_input;	 /* text of the 'X' record, NULL: none */
	int have_status, status; /* of the 'E' record */
	int have_timeout;	 /* the machine reported the rule "timeout" */
	int said_again;		 /* reports are counted and not shown, and that was said */
	int said_nonsense;	 /* a record made no sense, and that was said */
	int program;		 /* pid of the first program; 0: it was not said */
	int program_runs;	 /* it has not ended */
	int program_stopped;	 /* job control stopped it, with this signal */
	unsigned long time_ns;	 /* the last time seen */
	char *last_words;	 /* what the last record tells of where the machine is */
};

/* How the machine's process ended. */
struct dock_ending {
	int wait_status; /* of waitpid() */
	int timed_out;	 /* by us, after options->timeout_ms */
};

/* Returns 0, or -1: no memory. @out, @options and @command must outlive it. */
int dock_records_init(struct dock_records *r, FILE *out,
		      const struct dock_options *options, const char *command);
void dock_records_free(struct dock_records *r);

/* The first console level: what --quiet and --verbose mean. */
int dock_records_console_level(enum dock_verbosity verbosity);

/* A record of @len bytes. Returns 1 if it asks for an answer (sync): all output
 * has been flushed then. */
int dock_records_take(struct dock_records *r, const char *record, size_t len);

/* A line of the kernel log, of drydock's own. */
void dock_records_log(struct dock_records *r, int level, unsigned long time_ns,
		      const char *text);

/*
 * dock_records_finish - the machine has ended and its last record was taken
 *
 * Reports what the machine could not (that it died, that it hung), prints what
 * is left and the summary, and returns the run's exit status.
 */
int dock_records_finish(struct dock_records *r, const struct dock_ending *ending);

/* print.c: the time before a line, one report, and the summary at the end, on
 * r->out. */
void dock_print_stamp(const struct dock_records *r, unsigned long time_ns);
void dock_print_report(const struct dock_records *r, const struct dock_broken_rule *b);
void dock_print_summary(const struct dock_records *r, int status);
/* One frame as the terminal shows it; the caller frees it. NULL: no memory. */
char *dock_print_frame(const struct dock_frame *frame);

/*
 * dock_report_write - the report file (report_json.c), as output.h writes files
 *
 * Returns 0, or -1 with @err (DOCK_ERR_MAX bytes) naming the file.
 */
int dock_report_write(const struct dock_records *r, const char *path, int status,
		      char *err);

#endif
