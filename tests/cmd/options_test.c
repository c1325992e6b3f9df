// SPDX-License-Identifier: MIT
/*
 * The options of `drydock run`: command lines and what must come of them.
 * Sources: src/cmd/options.c, src/cmd/repeat.c. Built twice: as this build is,
 * and as one without planted faults is, which knows no --break.
 */
#include "cmd/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_WORDS 16

static int failures;

#define EXPECT(cond)                                                                     \
	do {                                                                             \
		if (!(cond)) {                                                           \
			fprintf(stderr, "%s:%d: %s: not true: %s\n", __FILE__, __LINE__, \
				__func__, #cond);                                        \
			failures++;                                                      \
		}                                                                        \
	} while (0)

static int parse(char **words, struct dock_options *o, char *err)
{
	int n = 0;

	while (words[n])
		n++;
	return dock_options_parse(n, words, o, err);
}

/* Command lines that are refused, and a piece of the line that says why. */
static const struct {
	char *words[MAX_WORDS];
	const char *says;
} refused[] = {
	{{"run"}, "no program"},
	{{"run", "--"}, "no program"},
	{{"run", "--frobnicate", "--", "true"}, "unknown option '--frobnicate'"},
	{{"run", "-z", "--", "true"}, "unknown option '-z'"},
#ifndef DOCK_TEST_BREAKS
	{{"run", "--break", "stat", "--", "true"}, "unknown option '--break'"},
	{{"run", "--break=stat", "--", "true"}, "unknown option '--break"},
#endif
	{{"run", "--machine"}, "'--machine' needs a value"},
	{{"run", "--machine", "", "--", "true"}, "--machine: no name"},
	{{"run", "--core", "", "--", "true"}, "--core: no file name"},
	{{"run", "--gdb=", "--", "true"}, "--gdb: no file name"},
	{{"run", "--quiet=1", "--", "true"}, "'--quiet=1' takes no value"},
	{{"run", "--device", "", "--", "true"}, "no name"},
	{{"run", "--device", ",a=1", "--", "true"}, "no name"},
	{{"run", "--device", "edu,mask", "--", "true"}, "NAME=VALUE, not 'mask'"},
	{{"run", "--device", "edu,a=1,,b=2", "--", "true"}, "NAME=VALUE, not ''"},
	{{"run", "--device", "edu,a,b=2", "--", "true"}, "NAME=VALUE, not 'a'"},
	{{"run", "--device", "./a.so,=2", "--", "true"}, "NAME=VALUE, not '=2'"},
	{{"run", "--module", "", "--", "true"}, "no file name"},
	{{"run", "--module", ",a=1", "--", "true"}, "no file name"},
	{{"run", "--module", "a.ko,", "--", "true"}, "a parameter without a name"},
	{{"run", "--module", "a.ko,=1", "--", "true"}, "a parameter without a name"},
	{{"run", "--export", "", "--", "true"}, "write the name of a function"},
	{{"run", "--export", "a b", "--", "true"}, "write the name of a function"},
	{{"run", "--node", "/dev/x", "--", "true"}, "PATH,c,MAJOR,MINOR"},
	{{"run", "--node", "/dev/x,b,1,2", "--", "true"}, "'b' is no type"},
	{{"run", "--node", "/tmp/x,c,1,2", "--", "true"}, "below /dev/"},
	{{"run", "--node", "/dev/,c,1,2", "--", "true"}, "below /dev/"},
	{{"run", "--node", "/dev/../etc/x,c,1,2", "--", "true"}, "without . and .."},
	{{"run", "--node", "/dev/a/.,c,1,2", "--", "true"}, "without . and .."},
	{{"run", "--node", "/dev//x,c,1,2", "--", "true"}, "without . and .."},
	{{"run", "--node", "/dev/x/,c,1,2", "--", "true"}, "without . and .."},
	{{"run", "--node", "/dev/x,c,4096,2", "--", "true"}, "MAJOR is 0 to 4095"},
	{{"run", "--node", "/dev/x,c,1,1048576", "--", "true"}, "MINOR 0 to 1048575"},
	{{"run", "--node", "/dev/x,c,1, 2", "--", "true"}, "MAJOR is"},
	{{"run", "--seed", "-1", "--", "true"}, "--seed '-1'"},
	{{"run", "--seed", "9223372036854775808", "--", "true"}, "--seed"},
	{{"run", "--seed", "1x", "--", "true"}, "--seed '1x'"},
	{{"run", "--cpus", "0", "--", "true"}, "--cpus '0'"},
	{{"run", "--cpus", "65", "--", "true"}, "--cpus '65'"},
	{{"run", "--memory", "0", "--", "true"}, "--memory '0'"},
	{{"run", "--memory", "1GB", "--", "true"}, "--memory '1GB'"},
	{{"run", "--memory", "4097", "--", "true"}, "whole pages"},
	{{"run", "--memory", "99999999T", "--", "true"}, "--memory"},
	{{"run", "--timeout", "0", "--", "true"}, "--timeout '0'"},
	{{"run", "--timeout", "nan", "--", "true"}, "--timeout 'nan'"},
	{{"run", "--report", "", "--", "true"}, "--report: no file name"},
	{{"run", "--task", "t.ko", "--", "true"}, "both --task and the program 'true'"},
	{{"run", "--task", "t.ko", "--task", "u.ko"}, "only one task"},
	{{"run", "--timeline", "", "--", "true"}, "--timeline: no file name"},
	{{"run", "--screenshot", "", "--", "true"}, "--screenshot: no file name"},
	{{"run", "--user", "--task", "t.ko"}, "--user: there is no program"},
	{{"run", "--timeline", "x.svg", "--no-check", "--", "true"},
	 "both --timeline and --no-check"},
};

static void refused_lines_say_what_is_wrong(void)
{
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		struct dock_options o;
		char err[DOCK_ERR_MAX];
		int ret = parse((char **)refused[i].words, &o, err);

		if (ret != -1 || !strstr(err, refused[i].says) || strchr(err, '\n')) {
			fprintf(stderr,
				"refused[%zu]: returned %d, said '%s', wanted '%s'\n", i,
				ret, err, refused[i].says);
			failures++;
		}
		dock_options_free(&o);
	}
}

/* Command lines that are taken, and the command that repeats them. */
static const struct {
	char *words[MAX_WORDS];
	const char *repeat;
} taken[] = {
	{{"run", "--", "true"}, "drydock run --seed 1 --machine pc -- true"},
	{{"run", "ls", "--machine", "x"},
	 "drydock run --seed 1 --machine pc -- ls --machine x"},
	{{"run", "--machine", "my board.dtb", "--seed", "0x10", "--", "a", ""},
	 "drydock run --seed 16 --machine 'my board.dtb' -- a ''"},
	{{"run", "--memory", "1536K", "--cpus=2", "--timeout", "0.25", "--", "a"},
	 "drydock run --seed 1 --machine pc --memory 1536K --cpus 2 --timeout 0.25 -- a"},
	{{"run", "--cmdline", "mem=512M quiet", "--", "a"},
	 "drydock run --seed 1 --machine pc --cmdline 'mem=512M quiet' -- a"},
	{{"run", "--memory", "2G", "--timeout", "10", "--report", "r", "--quiet", "--",
	  "a"},
	 "drydock run --seed 1 --machine pc --memory 2048M --timeout 10 -- a"},
	{{"run", "--module", "a.ko,x=1,y", "--module", "b.ko", "--", "sh", "-c",
	  "a 'b' $c"},
	 "drydock run --seed 1 --machine pc --module a.ko,x=1,y --module b.ko -- sh -c "
	 "'a '\\''b'\\'' $c'"},
	{{"run", "--node", "/dev/a,b,c,7,255", "--task", "t.ko,n=1"},
	 "drydock run --seed 1 --machine pc --node /dev/a,b,c,7,255 --task t.ko,n=1"},
	{{"run", "--device", "edu", "--device", "./a,b.so,x=1,y=", "--", "a"},
	 "drydock run --seed 1 --machine pc --device edu --device ./a,b.so,x=1,y= -- a"},
	{{"run", "--timeline", "t.svg", "--", "a"}, "drydock run --seed 1 --machine pc -- a"},
	{{"run", "--screenshot", "s.png", "--", "a"}, "drydock run --seed 1 --machine pc -- a"},
	{{"run", "--user", "--", "a"}, "drydock run --seed 1 --machine pc --user -- a"},
	{{"run", "--no-check", "--", "a"}, "drydock run --seed 1 --machine pc --no-check -- a"},
	{{"test", "a.ko,x=1", "--cpus", "2", "--filter", "s.*", "b.ko"},
	 "drydock test --seed 1 --machine pc --cpus 2 --filter 's.*' a.ko,x=1 b.ko"},
	{{"test", "--module", "m.ko", "--", "--odd.ko"},
	 "drydock test --seed 1 --machine pc --module m.ko -- --odd.ko"},
	{{"run", "--", "printf", "a\nb'"},
	 "drydock run --seed 1 --machine pc -- printf $'a\\nb\\''"},
};

static void taken_lines_repeat(void)
{
	for (size_t i = 0; i < sizeof(taken) / sizeof(taken[0]); i++) {
		struct dock_options o;
		char err[DOCK_ERR_MAX];
		int ret = parse((char **)taken[i].words, &o, err);
		char *command = ret ? NULL : dock_options_command(&o);

		if (!command || strcmp(command, taken[i].repeat)) {
			fprintf(stderr, "taken[%zu]: '%s', wanted '%s'\n", i,
				command ? command : err, taken[i].repeat);
			failures++;
		}
		free(command);
		dock_options_free(&o);
	}
}

/* --module words, and the file and parameters in them. */
static const struct {
	char *word;
	const char *path;
	const char *params[4];
} modules[] = {
	{"a.ko", "a.ko", {NULL}},
	{"a.ko,x=1", "a.ko", {"x=1"}},
	{"a.ko,x=1,2,3,y=/dev/z", "a.ko", {"x=1,2,3", "y=/dev/z"}},
	{"a.ko,debug,x=", "a.ko", {"debug", "x="}},
	{"d,e/a.ko,x=b.ko", "d,e/a.ko", {"x=b.ko"}},
	{"a.kobold.ko,x=1", "a.kobold.ko", {"x=1"}},
	{"noname,x=1", "noname", {"x=1"}},
};

static void module_words_split(void)
{
	for (size_t i = 0; i < sizeof(modules) / sizeof(modules[0]); i++) {
		char *words[] = {"run", "--module", modules[i].word, "--", "true", NULL};
		struct dock_options o;
		char err[DOCK_ERR_MAX];
		int n = 0;

		EXPECT(!parse(words, &o, err));
		EXPECT(o.run.nr_modules == 1);
		EXPECT(o.run.nr_modules &&
		       !strcmp(o.run.modules[0].path, modules[i].path));
		while (modules[i].params[n])
			n++;
		EXPECT(o.run.modules[0].nr_params == n);
		for (int j = 0; j < n && j < o.run.modules[0].nr_params; j++)
			EXPECT(!strcmp(o.run.modules[0].params[j], modules[i].params[j]));
		dock_options_free(&o);
	}
}

static void values_arrive(void)
{
	char *words[] = {"run",	      "--seed", "7",  "--node",	   "/dev/q,c,240,3",
			 "--verbose", "--cpus", "4",  "--timeout", "1.5",
			 "--memory",  "3M",	"--", "prog",	   "--quiet",
			 NULL};
	struct dock_options o;
	char err[DOCK_ERR_MAX];

	EXPECT(!parse(words, &o, err));
	EXPECT(o.run.seed == 7);
	EXPECT(o.run.nr_nodes == 1 && !strcmp(o.run.nodes[0].path, "/dev/q"));
	EXPECT(o.run.nodes[0].major == 240 && o.run.nodes[0].minor == 3);
	EXPECT(o.verbosity == DOCK_VERBOSE);
	EXPECT(o.run.cpus == 4);
	EXPECT(o.timeout_ms == 1500);
	EXPECT(o.memory_bytes == 3UL << 20);
	EXPECT(o.run.argv == words + 13 && !strcmp(o.run.program, "prog"));
	dock_options_free(&o);
}

static void defaults_are_those_of_the_manual(void)
{
	char *words[] = {"run", "--", "true", NULL};
	struct dock_options o;
	char err[DOCK_ERR_MAX];

	EXPECT(!parse(words, &o, err));
	EXPECT(!strcmp(o.machine, "pc"));
	EXPECT(o.run.seed == 1 && o.run.cpus == 1);
	EXPECT(!o.memory_bytes && !o.timeout_ms && !o.report_path && !o.run.break_name);
	EXPECT(o.verbosity == DOCK_NORMAL);
	dock_options_free(&o);
}

static void too_many_are_refused(void)
{
	static char *words[2 * (DOCK_RUN_MAX_NODES + 1) + 4];
	struct dock_options o;
	char err[DOCK_ERR_MAX];
	int n = 0;

	words[n++] = "run";
	for (int i = 0; i <= DOCK_RUN_MAX_MODULES; i++) {
		words[n++] = "--module";
		words[n++] = "a.ko";
	}
	words[n++] = "true";
	EXPECT(parse(words, &o, err) == -1 && strstr(err, "more than 32 modules"));
	dock_options_free(&o);
	memset(words, 0, sizeof(words));
	n = 0;
	words[n++] = "run";
	for (int i = 0; i <= DOCK_RUN_MAX_NODES; i++) {
		words[n++] = "--node";
		words[n++] = "/dev/a,c,1,1";
	}
	words[n++] = "true";
	EXPECT(parse(words, &o, err) == -1 && strstr(err, "more than 64 nodes"));
	dock_options_free(&o);
}

int main(void)
{
	refused_lines_say_what_is_wrong();
	taken_lines_repeat();
	module_words_split();
	values_arrive();
	defaults_are_those_of_the_manual();
	too_many_are_refused();
	return failures ? 1 : 0;
}
