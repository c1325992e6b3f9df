// SPDX-License-Identifier: MIT
/*
 * drydock explain [RULE]: a rule's page as plain text, or the list of all rules.
 * The pages and their index are share/drydock/rules (docs/rules of the source).
 */
#include "cmd/commands.h"
#include "cmd/nearest.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BAD_USAGE 2
#define WIDTH 78
#define MAX_NAME 64

static char folder[PATH_MAX];

static int is_page(const struct dirent *entry)
{
	size_t n = strlen(entry->d_name);

	return n > 3 && n < MAX_NAME && !strcmp(entry->d_name + n - 3, ".md") &&
	       strcmp(entry->d_name, "README.md");
}

/* The rules, in order of name, each without its suffix; the number, or -1. */
static int list_rules(struct dirent ***entries)
{
	int n = scandir(folder, entries, is_page, alphasort);

	for (int i = 0; i < n; i++)
		(*entries)[i]->d_name[strlen((*entries)[i]->d_name) - 3] = '\0';
	return n;
}

static void free_rules(struct dirent **entries, int n)
{
	for (int i = 0; i < n; i++)
		free(entries[i]);
	if (n >= 0)
		free(entries);
}

static char *read_page(const char *rule)
{
	char path[PATH_MAX + MAX_NAME + 8];
	char *text = NULL;
	size_t size = 0;
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s.md", folder, rule);
	f = fopen(path, "re");
	if (!f)
		return NULL;
	if (getdelim(&text, &size, '\0', f) < 0) {
		free(text);
		text = NULL;
	}
	fclose(f);
	return text;
}

/* --- text without marks --- */

/* [text](link) becomes text, `code` becomes code. In place. */
static void strip_marks(char *s)
{
	char *out = s;

	for (; *s; s++) {
		char *close = *s == '[' ? strstr(s, "](") : NULL;
		char *end = close ? strchr(close, ')') : NULL;

		if (end && !memchr(s, '\n', end - s)) {
			for (s++; s < close; s++)
				if (*s != '`')
					*out++ = *s;
			s = end;
		} else if (*s != '`') {
			*out++ = *s;
		}
	}
	*out = '\0';
}

/* Columns: bytes that do not go on with a character. */
static int columns(const char *s, int len)
{
	int n = 0;

	for (int i = 0; i < len; i++)
		n += (s[i] & 0xc0) != 0x80;
	return n;
}

/* Words, broken at WIDTH; what follows a list's dash stands below it. */
static void put_wrapped(const char *s)
{
	int indent = !strncmp(s, "- ", 2) ? 2 : 0, column = 0;

	while (*s) {
		int len = (int)strcspn(s, " "), wide = columns(s, len);

		if (column && column + 1 + wide > WIDTH) {
			printf("\n%*s", indent, "");
			column = indent;
		} else if (column) {
			putchar(' ');
			column++;
		}
		printf("%.*s", len, s);
		column += wide;
		s += len + strspn(s + len, " ");
	}
	putchar('\n');
}

/* The rule's name stays as it is; sections stand in capitals. */
static void put_heading(char *s)
{
	int section = s[1] == '#';

	s += strspn(s, "# ");
	strip_marks(s);
	for (; *s; s++)
		putchar(section ? toupper((unsigned char)*s) : *s);
	putchar('\n');
}

static void put_page(char *text)
{
	int code = 0;

	for (char *next, *line = text; line; line = next) {
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		if (!strncmp(line, "```", 3)) {
			code = !code;
		} else if (code) {
			printf(*line ? "    %s\n" : "\n", line);
		} else if (*line == '#') {
			put_heading(line);
		} else if (*line || next) {
			strip_marks(line);
			put_wrapped(line);
		}
	}
}

/* --- the list --- */

/* The second column of the rule's row in the index: | [rule](rule.md) | text | */
static void put_row(char *index, const char *rule, int width)
{
	char key[2 * 256 + 16];
	char *row, *text = NULL;

	snprintf(key, sizeof(key), "| [%s](%s.md) | ", rule, rule);
	row = index ? strstr(index, key) : NULL;
	if (row)
		text = strndup(row + strlen(key), strcspn(row + strlen(key), "|\n"));
	if (text) {
		strip_marks(text);
		for (size_t n = strlen(text); n && text[n - 1] == ' '; n--)
			text[n - 1] = '\0';
	}
	printf("%-*s  %s\n", width, rule, text ? text : "");
	free(text);
}

static int put_list(void)
{
	struct dirent **rules;
	int n = list_rules(&rules), width = 0;
	char *index = read_page("README");

	for (int i = 0; i < n; i++) {
		int len = (int)strlen(rules[i]->d_name);

		width = len > width ? len : width;
	}
	for (int i = 0; i < n; i++)
		put_row(index, rules[i]->d_name, width);
	if (n <= 0)
		fprintf(stderr, "drydock: %s: %s\n", folder,
			n < 0 ? strerror(errno) : "no rules there");
	free(index);
	free_rules(rules, n);
	return n > 0 ? 0 : BAD_USAGE;
}

/* --- one rule --- */

static int put_rule(const char *rule)
{
	struct dirent **rules;
	int n = list_rules(&rules), error = errno;
	struct dock_nearest nearest = {.wanted = rule};
	char *text = NULL;

	for (int i = 0; i < n; i++)
		dock_nearest_try(&nearest, rules[i]->d_name);
	/* Only what is in the list is opened: no path gets here. */
	if (nearest.best && !strcmp(nearest.best, rule))
		text = read_page(nearest.best);
	if (text)
		put_page(text);
	else if (nearest.best)
		fprintf(stderr,
			"drydock: no rule '%s'; the nearest is '%s' (drydock explain "
			"lists all)\n",
			rule, nearest.best);
	else
		fprintf(stderr, "drydock: %s: %s\n", folder,
			n < 0 ? strerror(error) : "no rules there");
	free_rules(rules, n);
	free(text);
	return text ? 0 : BAD_USAGE;
}

int cmd_explain(int argc, char **argv)
{
	snprintf(folder, sizeof(folder), "%s/rules", drydock_datadir());
	if (argc == 1)
		return put_list();
	if (argc == 2 && (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h"))) {
		puts("usage: drydock explain [RULE]");
		return 0;
	}
	if (argc == 2 && *argv[1] != '-')
		return put_rule(argv[1]);
	fprintf(stderr,
		"drydock: explain: '%s' is not understood; usage: drydock explain "
		"[RULE]\n",
		argc > 2 && *argv[1] != '-' ? argv[2] : argv[1]);
	return BAD_USAGE;
}
