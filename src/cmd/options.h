/* SPDX-License-Identifier: MIT */
/*
 * The options of `drydock run`: parsed, checked against the host, and printed
 * again as the command that repeats the run.
 */
#ifndef DOCK_CMD_OPTIONS_H
#define DOCK_CMD_OPTIONS_H

#include "cmd/debugger.h"
#include "core/run_options.h"

#define DOCK_ERR_MAX 1024 /* one line that says what is wrong */

enum dock_verbosity { DOCK_QUIET, DOCK_NORMAL, DOCK_VERBOSE };

struct dock_options {
	struct dock_run_options run; /* what the machine gets */
	int api_given;		     /* by --api: run.api */
	const char *machine;	     /* a name or a file, as given */
	unsigned long memory_bytes;  /* 0: not given */
	const char *report_path;     /* NULL: none */
	const char *timeline_path;   /* NULL: none */
	const char *screenshot_path; /* NULL: none */
	const char *figure_path;     /* of `drydock picture`; NULL: none */
	unsigned long timeout_ms;    /* 0: none */
	enum dock_debugger debugger;
	const char *debugger_file;   /* gdb's commands; NULL: none */
	enum dock_verbosity verbosity;
	int test;	     /* `drydock test`: no program, but run.tests */
	int help;	     /* only the usage was asked for */
	int list_devices;    /* only the names of --device were asked for */
	int list_breaks;     /* only the names of --break were asked for */
	char *program_found; /* run.program, when it was searched for: ours to free */
};

/*
 * dock_options_parse - read the words after "drydock run" or "drydock test"
 * @argv: argv[0] is "run" or "test"; getopt may reorder nothing (the first word that is
 *        no option ends them), and strings are kept, not copied, except the
 *        values of --module, --task and --node, which are split in copies
 * @err: DOCK_ERR_MAX bytes; on failure one line that names the option
 *
 * Returns 0 or -1. dock_options_free() in both cases.
 */
int dock_options_parse(int argc, char **argv, struct dock_options *o, char *err);

/*
 * dock_options_check - are the files there?
 *
 * Devices must be models of ours or readable ELF files, as modules must be, the program must be executable (found in
 * PATH if it has no '/': run.program), the report file writable. Returns 0, or
 * -1 with @err as above.
 */
int dock_options_check(struct dock_options *o, char *err);

/*
 * dock_options_api - decide which Linux the run has: run.api
 *
 * After dock_options_check(). Returns 0, or -1 with @err as above: the modules are
 * built for different ones, or not for that of --api.
 */
int dock_options_api(struct dock_options *o, char *err);

/* The command that repeats this run, quoted for the shell; the caller frees it. */
char *dock_options_command(const struct dock_options *o);

void dock_options_free(struct dock_options *o);

/* The usage, on standard output; @test: of `drydock test`. */
void dock_options_usage(int test);

#endif
