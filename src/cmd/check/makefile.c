// SPDX-License-Identifier: MIT
/* A makefile's variables: see makefile.h. */
#include "cmd/check/makefile.h"
#include "cmd/check/names.h"

#include <ctype.h>
#include <glob.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define MAX_BYTES (1L << 20)
#define MAX_DEPTH 8 /* of includes, and of variables within variables */
#define MAX_VALUE 65536

static struct dock_makefile_var *find(struct dock_makefile *m, const char *name)
{
	for (int i = 0; i < m->nr; i++)
		if (!strcmp(m->vars[i].name, name))
			return &m->vars[i];
	return NULL;
}

/* --- values --- */

static int is_here(const char *name)
{
	static const char *const here[] = {"src",    "obj",	     "M", "PWD", "CURDIR",
					   "srcdir", "KBUILD_EXTMOD"};

	for (size_t i = 0; i < sizeof(here) / sizeof(here[0]); i++)
		if (!strcmp(name, here[i]))
			return 1;
	return 0;
}

static char *expand(struct dock_makefile *m, const char *s, int depth);

/* $(wildcard PATTERN...): what is there, named as from the folder. */
static void put_files(struct dock_makefile *m, FILE *f, const char *patterns)
{
	size_t dir = strlen(m->dir) + 1;
	char path[PATH_MAX];
	glob_t found;

	while (*(patterns += strspn(patterns, " \t"))) {
		int len = (int)strcspn(patterns, " \t"), is_full = *patterns == '/';

		snprintf(path, sizeof(path), "%s%s%.*s", is_full ? "" : m->dir,
			 is_full ? "" : "/", len, patterns);
		if (!glob(path, 0, NULL, &found)) {
			for (size_t i = 0; i < found.gl_pathc; i++)
				fprintf(f, "%s ",
					found.gl_pathv[i] + (is_full ? 0 : dir));
			globfree(&found);
		}
		patterns += len;
	}
}

/* Each word of @text with @from at its end replaced by @to; a % stands for the
 * rest of the word. */
static void put_replaced(FILE *f, const char *text, const char *from, const char *to)
{
	from += *from == '%';
	to += *to == '%';
	while (*(text += strspn(text, " \t"))) {
		int len = (int)strcspn(text, " \t"), n = (int)strlen(from);

		if (len >= n && !strncmp(text + len - n, from, (size_t)n))
			fprintf(f, "%.*s%s ", len - n, text, to);
		else
			fprintf(f, "%.*s ", len, text);
		text += len;
	}
}

static void put_prefixed(FILE *f, const char *prefix, const char *text)
{
	while (*(text += strspn(text, " \t"))) {
		int len = (int)strcspn(text, " \t");

		fprintf(f, "%s%.*s ", prefix, len, text);
		text += len;
	}
}

static void put_not_dir(FILE *f, const char *text)
{
	while (*(text += strspn(text, " \t"))) {
		int len = (int)strcspn(text, " \t");
		const char *slash = memrchr(text, '/', (size_t)len);
		const char *base = slash ? slash + 1 : text;

		fprintf(f, "%.*s ", len - (int)(base - text), base);
		text += len;
	}
}

/* No space at the end: what follows may belong to the same path. */
static void put_dir(FILE *f, const char *text)
{
	const char *space = "";

	while (*(text += strspn(text, " \t"))) {
		size_t len = strcspn(text, " \t");
		const char *slash = memrchr(text, '/', len);

		fprintf(f, "%s%.*s", space, slash ? (int)(slash - text) : 1,
			slash ? text : ".");
		space = " ";
		text += len;
	}
}

static void put_last_word(FILE *f, const char *text)
{
	size_t end = strlen(text), start;

	while (end && strchr(" \t", text[end - 1]))
		end--;
	for (start = end; start && !strchr(" \t", text[start - 1]);)
		start--;
	fprintf(f, "%.*s", (int)(end - start), text + start);
}

/* The commands that makefiles ask where they are. */
static void put_shell(FILE *f, const char *command)
{
	if (!strncmp(command, "dirname ", 8))
		put_dir(f, command + 8);
	else if (strstr(command, "pwd"))
		fputs(".", f);
}

/* $(name args): the functions that lists of files are made with. */
static void put_function(struct dock_makefile *m, FILE *f, char *name, char *args)
{
	char *one = args, *two, *three;

	two = strchr(args, ',');
	three = two ? strchr(two + 1, ',') : NULL;
	if (!strcmp(name, "wildcard")) {
		put_files(m, f, args);
	} else if (!strcmp(name, "notdir")) {
		put_not_dir(f, args);
	} else if (!strcmp(name, "dir")) {
		put_dir(f, args);
	} else if (!strcmp(name, "lastword")) {
		put_last_word(f, args);
	} else if (!strcmp(name, "shell")) {
		put_shell(f, args);
	} else if (!strcmp(name, "addprefix") && two) {
		*two = '\0';
		put_prefixed(f, one, two + 1);
	} else if ((!strcmp(name, "patsubst") || !strcmp(name, "subst")) && three) {
		*two = *three = '\0';
		put_replaced(f, three + 1, one, two + 1);
	} else if (!strcmp(name, "sort") || !strcmp(name, "strip") ||
		   !strcmp(name, "abspath") || !strcmp(name, "realpath")) {
		fputs(args, f);
	}
}

/* What stands between the parentheses of $(...), already expanded. */
static void put_reference(struct dock_makefile *m, FILE *f, char *ref)
{
	char *colon = strchr(ref, ':'), *equals = colon ? strchr(colon, '=') : NULL;
	char *space = strpbrk(ref, " \t");
	struct dock_makefile_var *v;

	if (space) {
		*space++ = '\0';
		put_function(m, f, ref, space + strspn(space, " \t"));
		return;
	}
	if (is_here(ref)) {
		fputs(".", f); /* every path is taken from there */
		return;
	}
	if (!strcmp(ref, "MAKEFILE_LIST")) {
		fputs("./Makefile", f);
		return;
	}
	if (equals)
		*colon = *equals = '\0';
	v = find(m, ref);
	if (v && equals)
		put_replaced(f, v->value, colon + 1, equals + 1);
	else if (v)
		fputs(v->value, f);
}

/* The length of what a ( or { at @s encloses, -1 if it does not end. */
static long enclosed(const char *s)
{
	char open = *s, close = open == '(' ? ')' : '}';
	int depth = 0;

	for (const char *p = s; *p; p++) {
		depth += *p == open;
		depth -= *p == close;
		if (!depth)
			return p - s - 1;
	}
	return -1;
}

static char *expand(struct dock_makefile *m, const char *s, int depth)
{
	char *out = NULL;
	size_t size = 0;
	FILE *f = dock_need(open_memstream(&out, &size));

	for (; *s && ftell(f) < MAX_VALUE; s++) {
		long len = *s == '$' && s[1] && strchr("({", s[1]) ? enclosed(s + 1) : -1;

		if (len >= 0 && depth < MAX_DEPTH) {
			char *inner = dock_need(strndup(s + 2, (size_t)len));
			char *ref = expand(m, inner, depth + 1);

			put_reference(m, f, ref);
			free(ref);
			free(inner);
			s += len + 2;
		} else {
			fputc(*s, f);
		}
	}
	fclose(f);
	return dock_need(out);
}

/* --- lines --- */

/* Lists grow in both sides of a condition; anything else has one value. */
static int is_list(const char *name)
{
	size_t n = strlen(name);

	return !strncmp(name, "obj-", 4) || strstr(name, "flags") ||
	       strstr(name, "FLAGS") ||
	       (n > 2 && (!strcmp(name + n - 2, "-y") || !strcmp(name + n - 2, "-m"))) ||
	       (n > 5 && !strcmp(name + n - 5, "-objs"));
}

/* Of a list, what is certain and what is not are kept apart. */
static struct dock_makefile_var *find_to_set(struct dock_makefile *m, const char *name,
					     char op, int is_certain)
{
	if (op == '?' || !is_list(name))
		return find(m, name);
	for (int i = 0; i < m->nr; i++)
		if (!strcmp(m->vars[i].name, name) && m->vars[i].is_certain == is_certain)
			return &m->vars[i];
	return NULL;
}

static void set(struct dock_makefile *m, char *name, char *value, char op, int is_certain)
{
	struct dock_makefile_var *v = find_to_set(m, name, op, is_certain);
	char *joined;

	if (!v) {
		m->vars = dock_need(realloc(m->vars, (size_t)(m->nr + 1) * sizeof(*v)));
		m->vars[m->nr++] = (struct dock_makefile_var){name, value, is_certain};
		return;
	}
	free(name);
	v->is_certain &= is_certain;
	if (op == '?') {
		free(value);
		return;
	}
	if ((op == '+' || is_list(v->name)) && strlen(v->value) < MAX_VALUE) {
		if (asprintf(&joined, "%s %s", v->value, value) < 0)
			dock_need(NULL);
		free(value);
		value = joined;
	}
	free(v->value);
	v->value = value;
}

static char *trimmed(const char *s, size_t len)
{
	while (len && isspace((unsigned char)*s)) {
		s++;
		len--;
	}
	while (len && isspace((unsigned char)s[len - 1]))
		len--;
	return dock_need(strndup(s, len));
}

static void note_configs(struct dock_makefile *m, const char *line)
{
	while ((line = strstr(line, "CONFIG_"))) {
		size_t len = strspn(
			line, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789abcdefghijklmnopqrs"
			      "tuvwxyz");

		m->configs = dock_need(realloc(m->configs, (size_t)(m->nr_configs + 1) *
								   sizeof(char *)));
		m->configs[m->nr_configs++] = dock_need(strndup(line, len));
		line += len;
	}
}

/* NAME = VALUE with any of make's signs. */
static void assignment(struct dock_makefile *m, const char *line, int is_certain)
{
	const char *equals = line, *end;
	char *raw, *raw_value;
	char op = '=';

	/* The sign stands outside of all $(...). */
	while (*equals && *equals != '=') {
		long len = *equals == '$' && equals[1] == '(' ? enclosed(equals + 1) : -1;

		if (*equals == '"' || *equals == '\'')
			return;
		equals += len >= 0 ? len + 3 : 1;
	}
	if (!*equals)
		return;
	end = equals;
	if (end > line && strchr(":+?", end[-1]))
		op = *--end;
	if (end > line && end[-1] == ':')
		end--;
	raw = trimmed(line, (size_t)(end - line));
	raw_value = trimmed(equals + 1, strlen(equals + 1));
	if (*raw && !strpbrk(raw, ":") && strcspn(raw, " \t") >= strcspn(raw, "("))
		set(m, expand(m, raw, 0), expand(m, raw_value, 0), op, is_certain);
	else if (*raw && !strpbrk(raw, " \t:"))
		set(m, expand(m, raw, 0), expand(m, raw_value, 0), op, is_certain);
	free(raw);
	free(raw_value);
}

static void include(struct dock_makefile *m, const char *names)
{
	char *path = expand(m, names, 0);
	char full[PATH_MAX];

	path[strcspn(path, " \t")] = '\0';
	if (m->depth < MAX_DEPTH && *path) {
		snprintf(full, sizeof(full), "%s%s%s", *path == '/' ? "" : m->dir,
			 *path == '/' ? "" : "/", path);
		m->depth++;
		dock_makefile_read(m,
				   strncmp(path, m->dir, strlen(m->dir)) ? full : path);
		m->depth--;
	}
	free(path);
}

static int has_word(const char *line, const char *word)
{
	size_t n = strlen(word);

	return !strncmp(line, word, n) && (!line[n] || isspace((unsigned char)line[n]));
}

/* @conditions: how many are open that have two sides. Whether the kernel's build
 * reads the file is none: it does. */
static void one_line(struct dock_makefile *m, char *line, unsigned long *conditions)
{
	char *hash = strchr(line, '#');

	if (hash)
		*hash = '\0';
	note_configs(m, line);
	line += strspn(line, " ");
	if (!strncmp(line, "if", 2) &&
	    (has_word(line, "ifeq") || has_word(line, "ifneq") ||
	     has_word(line, "ifdef") || has_word(line, "ifndef") ||
	     !strncmp(line, "ifeq(", 5) || !strncmp(line, "ifneq(", 6)))
		*conditions = *conditions << 1 | !strstr(line, "KERNELRELEASE");
	else if (has_word(line, "endif"))
		*conditions >>= 1;
	else if (has_word(line, "include") || has_word(line, "-include"))
		include(m, line + strcspn(line, " \t") +
				   strspn(line + strcspn(line, " \t"), " \t"));
	else if (*line != '\t')
		assignment(m,
			   line + (has_word(line, "export")	? 7
				   : has_word(line, "override") ? 9
								: 0),
			   !*conditions);
}

static char *read_text(const char *path)
{
	FILE *f = fopen(path, "re");
	struct stat st;
	char *text;
	size_t n;

	if (!f)
		return NULL;
	if (fstat(fileno(f), &st) || !S_ISREG(st.st_mode) || st.st_size > MAX_BYTES) {
		fclose(f);
		return NULL;
	}
	text = dock_need(calloc(1, (size_t)st.st_size + 1));
	n = fread(text, 1, (size_t)st.st_size, f);
	fclose(f);
	for (size_t i = 0; i < n; i++) {
		if (!text[i])
			text[i] = ' ';
		if (text[i] == '\\' && text[i + 1] == '\n')
			text[i] = text[i + 1] = ' ';
	}
	return text;
}

int dock_makefile_read(struct dock_makefile *m, const char *path)
{
	char *text = read_text(path);
	unsigned long conditions = 0;

	if (!text)
		return -1;
	for (char *next, *line = text; line; line = next) {
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		one_line(m, line, &conditions);
	}
	free(text);
	return 0;
}

void dock_makefile_free(struct dock_makefile *m)
{
	for (int i = 0; i < m->nr; i++) {
		free(m->vars[i].name);
		free(m->vars[i].value);
	}
	for (int i = 0; i < m->nr_configs; i++)
		free(m->configs[i]);
	free(m->vars);
	free(m->configs);
}
