// SPDX-License-Identifier: MIT
/*
 * The command that repeats a run: everything that decides what happens, said
 * in full, and nothing else (not where the report goes, not how much is told).
 */
#include "cmd/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Is this word itself to every shell? */
static int is_plain(const char *s)
{
	static const char safe[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				   "0123456789_@%+=:,./-";

	return *s && !s[strspn(s, safe)];
}

/* A control character would break the line that the command stands on. */
static int has_control(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s < ' ' || *s == 0x7f)
			return 1;
	return 0;
}

/* $'...' as bash, ksh, zsh and POSIX 2024 know it. */
static void put_dollar_quoted(FILE *f, const char *s)
{
	fputs("$'", f);
	for (; *s; s++) {
		unsigned char c = *s;

		if (c == '\n')
			fputs("\\n", f);
		else if (c == '\t')
			fputs("\\t", f);
		else if (c < ' ' || c == 0x7f)
			fprintf(f, "\\%03o", c);
		else if (c == '\'' || c == '\\')
			fprintf(f, "\\%c", c);
		else
			fputc(c, f);
	}
	fputc('\'', f);
}

static void put_quoted(FILE *f, const char *s)
{
	if (is_plain(s)) {
		fputs(s, f);
		return;
	}
	if (has_control(s)) {
		put_dollar_quoted(f, s);
		return;
	}
	fputc('\'', f);
	for (; *s; s++) {
		if (*s == '\'')
			fputs("'\\''", f);
		else
			fputc(*s, f);
	}
	fputc('\'', f);
}

static void put_module(FILE *f, const char *opt, const struct dock_run_module *m)
{
	char *word = NULL;
	size_t len;
	FILE *w = open_memstream(&word, &len);

	if (!w)
		return;
	fputs(m->path, w);
	for (int i = 0; i < m->nr_params; i++)
		fprintf(w, ",%s", m->params[i]);
	if (!fclose(w)) {
		fprintf(f, "%s ", opt);
		put_quoted(f, word);
	}
	free(word);
}

static void put_node(FILE *f, const struct dock_run_node *n)
{
	char *word;

	if (asprintf(&word, "%s,c,%u,%u", n->path, n->major, n->minor) < 0)
		return;
	fputs(" --node ", f);
	put_quoted(f, word);
	free(word);
}

static void put_device(FILE *f, const struct dock_run_device *d)
{
	char *word = NULL;
	size_t len;
	FILE *w = open_memstream(&word, &len);

	if (!w)
		return;
	fputs(d->name, w);
	for (int i = 0; i < d->nr_options; i++)
		fprintf(w, ",%s", d->options[i]);
	if (!fclose(w)) {
		fputs(" --device ", f);
		put_quoted(f, word);
	}
	free(word);
}

static void put_machine(FILE *f, const struct dock_options *o)
{
	fprintf(f, "drydock %s --seed %lu --machine ", o->test ? "test" : "run", o->run.seed);
	put_quoted(f, o->machine);
	if (o->api_given)
		fprintf(f, " --api %s", o->run.api.name);
	if (o->memory_bytes && o->memory_bytes % (1UL << 20))
		fprintf(f, " --memory %luK", o->memory_bytes >> 10);
	else if (o->memory_bytes)
		fprintf(f, " --memory %luM", o->memory_bytes >> 20);
	if (o->run.cmdline) {
		fputs(" --cmdline ", f);
		put_quoted(f, o->run.cmdline);
	}
	if (o->run.cpus != 1)
		fprintf(f, " --cpus %u", o->run.cpus);
	if (o->run.user)
		fputs(" --user", f);
	if (o->run.no_check)
		fputs(" --no-check", f);
	if (o->timeout_ms)
		fprintf(f, " --timeout %.10g", o->timeout_ms / 1000.0);
	if (o->run.break_name) {
		fputs(" --break ", f);
		put_quoted(f, o->run.break_name);
	}
}

char *dock_options_command(const struct dock_options *o)
{
	char *command = NULL;
	size_t len;
	FILE *f = open_memstream(&command, &len);

	if (!f)
		return NULL;
	put_machine(f, o);
	for (int i = 0; i < o->run.nr_devices; i++)
		put_device(f, &o->run.devices[i]);
	for (int i = 0; i < o->run.nr_modules; i++)
		put_module(f, " --module", &o->run.modules[i]);
	for (int i = 0; i < o->run.nr_exports; i++)
		fprintf(f, " --export %s", o->run.exports[i]);
	for (int i = 0; i < o->run.nr_nodes; i++)
		put_node(f, &o->run.nodes[i]);
	if (o->run.task.path)
		put_module(f, " --task", &o->run.task);
	if (o->run.filter) {
		fputs(" --filter ", f);
		put_quoted(f, o->run.filter);
	}
	if (o->run.nr_tests && *o->run.tests[0].path == '-')
		fputs(" --", f);
	for (int i = 0; i < o->run.nr_tests; i++)
		put_module(f, "", &o->run.tests[i]);
	if (o->run.argv)
		fputs(" --", f);
	for (char *const *arg = o->run.argv; arg && *arg; arg++) {
		fputc(' ', f);
		put_quoted(f, *arg);
	}
	if (fclose(f)) {
		free(command);
		return NULL;
	}
	return command;
}
