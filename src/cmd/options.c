// SPDX-License-Identifier: MIT
/*
 * The options of `drydock run`, parsed. Nothing here looks at the host's files
 * (inputs.c does), so that a table of command lines can test it.
 */
#include "cmd/options.h"
#include "cmd/nearest.h"
#include "cmd/numbers.h"

#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_MAJOR 0xfffu /* 12 and 20 bits, as Linux's dev_t has them */
#define MAX_MINOR 0xfffffu

enum {
	OPT_MACHINE = 256,
	OPT_API,
	OPT_DEVICE,
	OPT_MODULE,
	OPT_EXPORT,
	OPT_NODE,
	OPT_SEED,
	OPT_CPUS,
	OPT_MEMORY,
	OPT_CMDLINE,
	OPT_REPORT,
	OPT_TIMEOUT,
	OPT_TASK,
	OPT_FILTER,
	OPT_TIMELINE,
	OPT_SCREENSHOT,
	OPT_NO_CHECK,
	OPT_GDB,
	OPT_CORE,
	OPT_BREAK,
	OPT_USER,
	OPT_QUIET,
	OPT_VERBOSE,
	OPT_HELP,
};

static const struct option long_options[] = {
	{"machine", required_argument, NULL, OPT_MACHINE},
	{"api", required_argument, NULL, OPT_API},
	{"device", required_argument, NULL, OPT_DEVICE},
	{"module", required_argument, NULL, OPT_MODULE},
	{"export", required_argument, NULL, OPT_EXPORT},
	{"node", required_argument, NULL, OPT_NODE},
	{"seed", required_argument, NULL, OPT_SEED},
	{"cpus", required_argument, NULL, OPT_CPUS},
	{"memory", required_argument, NULL, OPT_MEMORY},
	{"cmdline", required_argument, NULL, OPT_CMDLINE},
	{"report", required_argument, NULL, OPT_REPORT},
	{"timeout", required_argument, NULL, OPT_TIMEOUT},
	{"task", required_argument, NULL, OPT_TASK},
	{"filter", required_argument, NULL, OPT_FILTER},
	{"timeline", required_argument, NULL, OPT_TIMELINE},
	{"screenshot", required_argument, NULL, OPT_SCREENSHOT},
	{"no-check", no_argument, NULL, OPT_NO_CHECK},
	{"gdb", optional_argument, NULL, OPT_GDB},
	{"core", required_argument, NULL, OPT_CORE},
#ifdef DOCK_TEST_BREAKS
	{"break", required_argument, NULL, OPT_BREAK},
#endif
	{"user", no_argument, NULL, OPT_USER},
	{"quiet", no_argument, NULL, OPT_QUIET},
	{"verbose", no_argument, NULL, OPT_VERBOSE},
	{"help", no_argument, NULL, OPT_HELP},
	{NULL, 0, NULL, 0},
};

static int fail(char *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static int fail(char *err, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(err, DOCK_ERR_MAX, fmt, ap);
	va_end(ap);
	return -1;
}

/*
 * Where the file name of FILE.ko[,param=val...] ends. A name may hold commas
 * and a value may hold slashes, so ".ko" at the end or before a comma decides;
 * for a file of another name the first comma does.
 */
static char *end_of_file_name(char *s)
{
	for (char *p = s; (p = strstr(p, ".ko")); p += 3)
		if (p[3] == ',' || !p[3])
			return p + 3;
	return s + strcspn(s, ",");
}

/* Split "name=value,name=1,2,name": a piece without '=' goes on with the value
 * of the piece before it, as a module's array parameters are written. */
static int split_params(char *s, struct dock_run_module *m, const char *opt, char *err)
{
	while (s) {
		char *piece = s;
		char *comma = strchr(s, ',');

		while (comma && strchr(piece, '=') && strchr(piece, '=') < comma) {
			const char *next = comma + 1;
			const char *equals = strchr(next, '=');
			const char *stop = strchr(next, ',');

			if (equals && (!stop || equals < stop))
				break;
			comma = strchr(next, ',');
		}
		if (comma)
			*comma = '\0';
		s = comma ? comma + 1 : NULL;
		if (!*piece || *piece == '=')
			return fail(err,
				    "%s %s: a parameter without a name; write "
				    "FILE.ko,name=value",
				    opt, m->path);
		if (m->nr_params == DOCK_RUN_MAX_PARAMS)
			return fail(err, "%s %s: more than %d parameters", opt, m->path,
				    DOCK_RUN_MAX_PARAMS);
		m->params[m->nr_params++] = piece;
	}
	return 0;
}

static int parse_module(const char *arg, struct dock_run_module *m, const char *opt,
			char *err)
{
	char *copy = strdup(arg);
	char *end;

	if (!copy)
		return fail(err, "out of memory");
	m->path = copy; /* the start of the copy: dock_options_free() frees it here */
	end = end_of_file_name(copy);
	if (end == copy)
		return fail(err, "%s '%s': no file name; write %s FILE.ko", opt, arg,
			    opt);
	if (!*end)
		return 0;
	*end = '\0';
	return split_params(end + 1, m, opt, err);
}

static int add_module(struct dock_options *o, const char *arg, char *err)
{
	struct dock_run_options *r = &o->run;

	if (r->nr_modules == DOCK_RUN_MAX_MODULES)
		return fail(err, "--module %s: more than %d modules", arg,
			    DOCK_RUN_MAX_MODULES);
	return parse_module(arg, &r->modules[r->nr_modules++], "--module", err);
}

static int add_test(struct dock_options *o, const char *arg, char *err)
{
	struct dock_run_options *r = &o->run;

	if (r->nr_tests == DOCK_RUN_MAX_MODULES)
		return fail(err, "test %s: more than %d modules", arg, DOCK_RUN_MAX_MODULES);
	return parse_module(arg, &r->tests[r->nr_tests++], "test", err);
}

/* Whether the kernel has such a name is looked at when a module wants it. */
static int add_export(struct dock_options *o, const char *arg, char *err)
{
	struct dock_run_options *r = &o->run;

	if (!*arg || arg[strspn(arg, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789")])
		return fail(err, "--export '%s': write the name of a function or variable", arg);
	if (r->nr_exports == DOCK_RUN_MAX_EXPORTS)
		return fail(err, "--export %s: more than %d names", arg, DOCK_RUN_MAX_EXPORTS);
	r->exports[r->nr_exports++] = arg;
	return 0;
}

static int set_filter(struct dock_options *o, const char *arg, char *err)
{
	if (!o->test)
		return fail(err, "--filter chooses tests; see 'drydock test --help'");
	o->run.filter = arg;
	return *arg ? 0 : fail(err, "--filter: no name; write --filter SUITE or SUITE.CASE");
}

static int set_task(struct dock_options *o, const char *arg, char *err)
{
	if (o->run.task.path)
		return fail(err, "--task '%s': a run has only one task", arg);
	return parse_module(arg, &o->run.task, "--task", err);
}

/* Cut the last comma and what follows it from @s; NULL: there is none. */
static char *cut_last(char *s)
{
	char *comma = strrchr(s, ',');

	if (comma)
		*comma++ = '\0';
	return comma;
}

/* Absolute, and every name in it a real one. */
static int is_plain_path(const char *path)
{
	while (*path == '/') {
		size_t len = strcspn(++path, "/");

		if (!len || (len <= 2 && !strncmp(path, "..", len)))
			return 0;
		path += len;
	}
	return !*path;
}

/* PATH may hold commas: the pieces are taken from the end. */
static int add_node(struct dock_options *o, const char *arg, char *err)
{
	struct dock_run_options *r = &o->run;
	struct dock_run_node *n = &r->nodes[r->nr_nodes];
	char *copy, *type, *major, *minor;
	unsigned long ma, mi;

	if (r->nr_nodes == DOCK_RUN_MAX_NODES)
		return fail(err, "--node %s: more than %d nodes", arg,
			    DOCK_RUN_MAX_NODES);
	copy = strdup(arg);
	if (!copy)
		return fail(err, "out of memory");
	n->path = copy;
	r->nr_nodes++;
	minor = cut_last(copy);
	major = minor ? cut_last(copy) : NULL;
	type = major ? cut_last(copy) : NULL;
	if (!type)
		return fail(err, "--node '%s': write PATH,c,MAJOR,MINOR", arg);
	if (strcmp(type, "c"))
		return fail(err,
			    "--node '%s': '%s' is no type of node; there is c, for a "
			    "character device",
			    arg, type);
	if (strncmp(copy, "/dev/", 5) || !is_plain_path(copy))
		return fail(err,
			    "--node '%s': the path must lie below /dev/, without . and "
			    "..",
			    arg);
	if (dock_number_parse(major, 10, MAX_MAJOR, &ma) ||
	    dock_number_parse(minor, 10, MAX_MINOR, &mi))
		return fail(err, "--node '%s': MAJOR is 0 to %u, MINOR 0 to %u", arg,
			    MAX_MAJOR, MAX_MINOR);
	n->major = ma;
	n->minor = mi;
	return 0;
}

/* Where the name of NAME[,opt=val...] ends: a file's at the ".so". */
static char *end_of_device_name(char *s)
{
	if (strchr(s, '/'))
		for (char *p = s; (p = strstr(p, ".so")); p += 3)
			if (p[3] == ',' || !p[3])
				return p + 3;
	return s + strcspn(s, ",");
}

/* Whether there is such a device is looked at later (inputs.c). */
static int add_device(struct dock_options *o, const char *arg, char *err)
{
	struct dock_run_options *r = &o->run;
	struct dock_run_device *d = &r->devices[r->nr_devices];
	char *copy, *s;

	if (!strcmp(arg, "help")) {
		o->list_devices = 1;
		return 0;
	}
	if (r->nr_devices == DOCK_RUN_MAX_DEVICES)
		return fail(err, "--device %s: more than %d devices", arg,
			    DOCK_RUN_MAX_DEVICES);
	copy = strdup(arg);
	if (!copy)
		return fail(err, "out of memory");
	d->name = copy;
	r->nr_devices++;
	s = end_of_device_name(copy);
	if (s == copy)
		return fail(err, "--device '%s': no name; write --device NAME", arg);
	while (*s) {
		*s++ = '\0';
		if (d->nr_options == DOCK_RUN_MAX_DEVICE_OPTIONS)
			return fail(err, "--device %s: more than %d options", d->name,
				    DOCK_RUN_MAX_DEVICE_OPTIONS);
		d->options[d->nr_options++] = s;
		if (!strchr(s, '=') || *s == '=' || strcspn(s, "=") > strcspn(s, ","))
			return fail(err,
				    "--device %s: an option is written NAME=VALUE, not '%.*s'",
				    d->name, (int)strcspn(s, ","), s);
		s += strcspn(s, ",");
	}
	return 0;
}

static int bad_value(const char *opt, const char *arg, const char *want, char *err)
{
	return fail(err, "%s '%s': %s", opt, arg, want);
}

static int set_cpus(struct dock_options *o, const char *arg, char *err)
{
	unsigned long n;

	if (dock_number_parse(arg, 10, DOCK_RUN_MAX_CPUS, &n) || !n)
		return bad_value("--cpus", arg, "the number of CPUs is 1 to 64", err);
	o->run.cpus = n;
	return 0;
}

static int set_api(struct dock_options *o, const char *arg, char *err)
{
	o->api_given = 1;
	return dock_api_parse(arg, &o->run.api)
		       ? bad_value("--api", arg, "there is " DOCK_API_RANGE, err)
		       : 0;
}

static int set_memory(struct dock_options *o, const char *arg, char *err)
{
	if (dock_size_parse(arg, &o->memory_bytes))
		return bad_value("--memory", arg, "write a size such as 512M or 1G", err);
	if (o->memory_bytes % 4096)
		return bad_value("--memory", arg, "not whole pages of 4096 bytes", err);
	return 0;
}

static int set_debugger(struct dock_options *o, const char *arg, char *err)
{
	o->run.debugger = 1;
	o->debugger = arg && !strcmp(arg, "wait") ? DOCK_DEBUGGER_WAIT : DOCK_DEBUGGER_RUN;
	o->debugger_file = o->debugger == DOCK_DEBUGGER_RUN ? arg : NULL;
	return arg && !*arg ? fail(err, "--gdb: no file name; write --gdb, --gdb=FILE or "
					"--gdb=wait")
			    : 0;
}

static int set_option(struct dock_options *o, int opt, const char *arg, char *err)
{
	switch (opt) {
	case OPT_MACHINE:
		o->machine = arg;
		return *arg ? 0
			    : fail(err, "--machine: no name; write --machine NAME or "
					"FILE.dtb");
	case OPT_DEVICE:
		return add_device(o, arg, err);
	case OPT_MODULE:
		return add_module(o, arg, err);
	case OPT_EXPORT:
		return add_export(o, arg, err);
	case OPT_NODE:
		return add_node(o, arg, err);
	case OPT_SEED:
		/* 63 bits: the report file's numbers are signed. */
		if (dock_number_parse(arg, 0, ~0UL >> 1, &o->run.seed))
			return bad_value("--seed", arg,
					 "a seed is 0 to 9223372036854775807", err);
		return 0;
	case OPT_API:
		return set_api(o, arg, err);
	case OPT_CPUS:
		return set_cpus(o, arg, err);
	case OPT_MEMORY:
		return set_memory(o, arg, err);
	case OPT_CMDLINE:
		o->run.cmdline = arg;
		return 0;
	case OPT_REPORT:
		o->report_path = arg;
		return *arg ? 0 : fail(err, "--report: no file name");
	case OPT_TIMEOUT:
		if (dock_timeout_parse(arg, &o->timeout_ms))
			return bad_value("--timeout", arg,
					 "write seconds, such as 10 or 0.5", err);
		return 0;
	case OPT_TASK:
		return set_task(o, arg, err);
	case OPT_FILTER:
		return set_filter(o, arg, err);
	case OPT_TIMELINE:
		o->timeline_path = arg;
		o->run.timeline = 1;
		return *arg ? 0 : fail(err, "--timeline: no file name");
	case OPT_SCREENSHOT:
		o->screenshot_path = arg;
		return *arg ? 0 : fail(err, "--screenshot: no file name");
	case OPT_NO_CHECK:
		o->run.no_check = 1;
		return 0;
	case OPT_CORE:
		o->run.core_path = arg;
		return *arg ? 0 : fail(err, "--core: no file name");
	case OPT_GDB:
		return set_debugger(o, arg, err);
	case OPT_BREAK:
		o->run.break_name = arg;
		o->list_breaks = !strcmp(arg, "help");
		return 0;
	case OPT_USER:
		o->run.user = 1;
		return 0;
	case OPT_QUIET:
		o->verbosity = DOCK_QUIET;
		return 0;
	case OPT_VERBOSE:
		o->verbosity = DOCK_VERBOSE;
		return 0;
	}
	return fail(err, "option %d has no meaning", opt);
}

static int unknown_option(const char *word, const char *command, char *err)
{
	char name[64];
	struct dock_nearest nearest = {.wanted = name};
	const char *near;

	snprintf(name, sizeof(name), "%.*s", (int)strcspn(word + strspn(word, "-"), "="),
		 word + strspn(word, "-"));
	for (int i = 0; long_options[i].name; i++)
		dock_nearest_try(&nearest, long_options[i].name);
	near = strncmp(word, "--", 2) ? NULL : dock_nearest_good(&nearest);
	return fail(err, "unknown option '%s'%s%s; see 'drydock %s --help'", word,
		    near ? "; nearest: --" : "", near ? near : "", command);
}

static int bad_option(int opt, char **argv, char *err)
{
	const char *word = argv[optind - 1];
	char letter[3] = {'-', (char)optopt, 0};

	if (opt == ':')
		return fail(err, "option '%s' needs a value; see 'drydock %s --help'", word,
			    argv[0]);
	/* A bad letter of a group leaves optind on the group. */
	if (optopt && optopt < 256)
		word = letter;
	if (optopt >= 256)
		return fail(err, "option '%s' takes no value", word);
	return unknown_option(word, argv[0], err);
}

static int check_tests(struct dock_options *o, char **argv, char *err)
{
	for (; *argv; argv++) /* after a "--" */
		if (add_test(o, *argv, err))
			return -1;
	if (o->run.task.path)
		return fail(err, "--task '%s': a test has no task", o->run.task.path);
	if (!o->run.nr_tests)
		return fail(err, "no test; write: drydock test [OPTION]... FILE.ko...");
	return 0;
}

static int check_program(struct dock_options *o, char **argv, char *err)
{
	struct dock_run_options *r = &o->run;

	if (o->test && check_tests(o, argv, err))
		return -1;
	if (r->timeline && r->no_check)
		return fail(err, "both --timeline and --no-check: without the rules nobody "
				 "follows the buffers");
	if (r->user && (o->test || r->task.path))
		return fail(err, "--user: there is no program; tests and tasks are the "
				 "kernel's own");
	if (o->test)
		return 0;
	if (r->task.path && *argv)
		return fail(err,
			    "both --task and the program '%s': a run has one of them",
			    *argv);
	if (!r->task.path && !*argv)
		return fail(err, "no program; write: drydock run [OPTION]... -- PROGRAM "
				 "[ARGUMENT]...");
	r->program = *argv;
	r->argv = *argv ? argv : NULL;
	return 0;
}

int dock_options_parse(int argc, char **argv, struct dock_options *o, char *err)
{
	int opt;

	memset(o, 0, sizeof(*o));
	o->test = argc && !strcmp(argv[0], "test");
	o->machine = "pc";
	o->run.seed = 1;
	o->run.cpus = 1;
	o->verbosity = DOCK_NORMAL;
	*err = '\0';
	optind = 0; /* glibc: start afresh, also when a test comes again */
	opterr = 0;
	/* A run's options end at its program; a test's files stand among them. */
	while ((opt = getopt_long(argc, argv, o->test ? "-:" : "+:", long_options, NULL)) != -1) {
		if (opt == 1) {
			if (add_test(o, optarg, err))
				return -1;
			continue;
		}
		if (optarg && optarg == argv[optind - 1] && !strcmp(optarg, "--")) {
			optind--; /* no value, but the end of the options */
			opt = ':';
		}
		if (opt == '?' || opt == ':')
			return bad_option(opt, argv, err);
		if (opt == OPT_HELP) {
			o->help = 1;
			return 0;
		}
		if (set_option(o, opt, optarg, err))
			return -1;
		if (o->list_devices || o->list_breaks)
			return 0;
	}
	return check_program(o, argv + optind, err);
}

void dock_options_free(struct dock_options *o)
{
	for (int i = 0; i < o->run.nr_modules; i++)
		free((char *)o->run.modules[i].path);
	for (int i = 0; i < o->run.nr_tests; i++)
		free((char *)o->run.tests[i].path);
	for (int i = 0; i < o->run.nr_nodes; i++)
		free((char *)o->run.nodes[i].path);
	for (int i = 0; i < o->run.nr_devices; i++)
		free((char *)o->run.devices[i].name);
	free((char *)o->run.task.path);
	free(o->program_found);
	memset(o, 0, sizeof(*o));
}
