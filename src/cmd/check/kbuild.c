// SPDX-License-Identifier: MIT
/* The files of a driver: see kbuild.h. */
#include "cmd/check/kbuild.h"
#include "cmd/check/makefile.h"
#include "cmd/check/names.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_FOLDERS 12 /* below each other */

static void add_string(char ***list, int *nr, const char *s, size_t len)
{
	for (int i = 0; i < *nr; i++)
		if (!strncmp((*list)[i], s, len) && !(*list)[i][len])
			return;
	*list = dock_need(realloc(*list, (size_t)(*nr + 1) * sizeof(**list)));
	(*list)[(*nr)++] = dock_need(strndup(s, len));
}

void dock_kbuild_add(struct dock_kbuild *k, const char *file)
{
	add_string(&k->files, &k->nr_files, file, strlen(file));
}

static int is_file(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISREG(st.st_mode);
}

static int is_folder(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISDIR(st.st_mode);
}

static int ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n >= m && !strcmp(s + n - m, end);
}

static int starts_with(const char *s, const char *start)
{
	return !strncmp(s, start, strlen(start));
}

/* --- one makefile --- */

struct reader {
	struct dock_kbuild *k;
	struct dock_sources *sources;
	const char *dir;
	int depth, found;
};

static int read_folder(struct dock_kbuild *k, const char *dir, struct dock_sources *s,
		       int depth);

/* Call @fn for each word of @text. */
static void each_word(struct reader *r, const char *text,
		      void (*fn)(struct reader *r, const char *word))
{
	while (*(text += strspn(text, " \t\n"))) {
		size_t len = strcspn(text, " \t\n");
		char *word = dock_need(strndup(text, len));

		fn(r, word);
		free(word);
		text += len;
	}
}

static void path_of(const struct reader *r, const char *name, char path[PATH_MAX])
{
	while (!strncmp(name, "./", 2))
		name += 2;
	if (*name == '/' || !strcmp(r->dir, "."))
		snprintf(path, PATH_MAX, "%s", name);
	else
		snprintf(path, PATH_MAX, "%s/%s", r->dir, name);
}

/* An option of the compiler's, perhaps quoted. */
static void take_flag(struct reader *r, const char *word, int is_certain)
{
	char path[PATH_MAX], *quote;
	const char *value = word + 2;

	if (starts_with(word, "-I") && *value) {
		path_of(r, value, path);
		if (is_folder(path))
			dock_sources_add_dir(r->sources, path);
	} else if (starts_with(word, "-D") && *value && is_certain &&
		   !strchr(word, '$')) {
		char *copy = dock_need(strdup(value));

		while ((quote = strpbrk(copy, "\\'")))
			memmove(quote, quote + 1, strlen(quote));
		add_string(&r->k->defines, &r->k->nr_defines, copy, strlen(copy));
		free(copy);
	} else if (starts_with(word, "-D") && *value) {
		add_string(&r->k->maybe, &r->k->nr_maybe, value, strcspn(value, "="));
	}
}

static void take_certain_flag(struct reader *r, const char *word)
{
	take_flag(r, word, 1);
}

static void take_possible_flag(struct reader *r, const char *word)
{
	take_flag(r, word, 0);
}

/* An object: the C file that it is made of. */
static void take_part(struct reader *r, const char *word)
{
	char path[PATH_MAX];
	size_t n;

	path_of(r, word, path);
	n = strlen(path);
	if (!ends_with(path, ".o"))
		return;
	path[n - 1] = 'c';
	if (is_file(path) && !ends_with(path, ".mod.c"))
		dock_kbuild_add(r->k, path);
}

/* What is built: an object of its own, one of many parts, or a folder. */
static void take_goal(struct reader *r, const char *word, const struct dock_makefile *m)
{
	size_t len = strlen(word);
	char path[PATH_MAX];
	int parts = 0;

	if (len && word[len - 1] == '/') {
		path_of(r, word, path);
		path[strlen(path) - 1] = '\0';
		if (r->depth < MAX_FOLDERS)
			read_folder(r->k, path, r->sources, r->depth + 1);
		return;
	}
	if (!ends_with(word, ".o"))
		return;
	r->found = 1;
	for (int i = 0; i < m->nr; i++) {
		const char *name = m->vars[i].name, *suffix = name + len - 2;

		if (strncmp(name, word, len - 2) || *suffix != '-')
			continue;
		if (strcmp(suffix, "-objs") && strcmp(suffix, "-y") &&
		    strcmp(suffix, "-m") && strcmp(suffix, "-"))
			continue;
		each_word(r, m->vars[i].value, take_part);
		parts++;
	}
	if (!parts)
		take_part(r, word);
}

static int is_flags(const char *name)
{
	return starts_with(name, "ccflags-") || starts_with(name, "subdir-ccflags-") ||
	       starts_with(name, "CFLAGS_") || starts_with(name, "cppflags-") ||
	       !strcmp(name, "EXTRA_CFLAGS") || !strcmp(name, "EXTRA_CPPFLAGS") ||
	       !strcmp(name, "KBUILD_CFLAGS") || !strcmp(name, "KBUILD_CPPFLAGS") ||
	       !strcmp(name, "LINUXINCLUDE") || !strcmp(name, "KCFLAGS") ||
	       !strcmp(name, "KCPPFLAGS");
}

static void take_goals(struct reader *r, const char *text, const struct dock_makefile *m)
{
	while (*(text += strspn(text, " \t\n"))) {
		size_t len = strcspn(text, " \t\n");
		char *word = dock_need(strndup(text, len));

		take_goal(r, word, m);
		free(word);
		text += len;
	}
}

static int read_makefile(struct reader *r, const char *path)
{
	struct dock_makefile m = {.dir = r->dir};

	if (dock_makefile_read(&m, path))
		return 0;
	for (int i = 0; i < m.nr; i++) {
		const struct dock_makefile_var *v = &m.vars[i];

		if (starts_with(v->name, "obj-"))
			take_goals(r, v->value, &m);
		else if (is_flags(v->name))
			each_word(r, v->value,
				  v->is_certain ? take_certain_flag : take_possible_flag);
	}
	/* CONFIG_ names that the build itself knows may come from there. */
	for (int i = 0; i < m.nr_configs; i++)
		add_string(&r->k->maybe, &r->k->nr_maybe, m.configs[i],
			   strlen(m.configs[i]));
	dock_makefile_free(&m);
	return r->found;
}

static int read_folder(struct dock_kbuild *k, const char *dir, struct dock_sources *s,
		       int depth)
{
	struct reader r = {.k = k, .sources = s, .dir = dir, .depth = depth};
	char path[PATH_MAX];

	path_of(&r, "Kbuild", path);
	if (!is_file(path))
		path_of(&r, "Makefile", path);
	if (!is_file(path))
		path_of(&r, "makefile", path);
	return is_file(path) ? read_makefile(&r, path) : 0;
}

/* --- folders --- */

static int is_visible(const struct dirent *e)
{
	return e->d_name[0] != '.';
}

static void each_entry(const char *dir,
		       void (*fn)(void *ctx, const char *path, int depth), void *ctx,
		       int depth)
{
	struct dirent **list;
	int n = scandir(dir, &list, is_visible, alphasort);
	char path[PATH_MAX];

	for (int i = 0; i < n; i++) {
		int len = strcmp(dir, ".")
				  ? snprintf(path, sizeof(path), "%s/%s", dir,
					     list[i]->d_name)
				  : snprintf(path, sizeof(path), "%s", list[i]->d_name);
		struct stat st;

		/* Links are not followed: they may lead around in a circle. */
		if (len < (int)sizeof(path) && !lstat(path, &st) && !S_ISLNK(st.st_mode))
			fn(ctx, path, depth);
		free(list[i]);
	}
	if (n >= 0)
		free(list);
}

struct search {
	struct dock_kbuild *k;
	struct dock_sources *s;
	int found;
};

static void search_folder(void *ctx, const char *path, int depth)
{
	struct search *search = ctx;

	if (!is_folder(path) || depth >= MAX_FOLDERS)
		return;
	if (read_folder(search->k, path, search->s, depth))
		search->found++;
	else
		each_entry(path, search_folder, ctx, depth + 1);
}

int dock_kbuild_read(struct dock_kbuild *k, const char *dir, struct dock_sources *s)
{
	struct search search = {k, s, 0};

	if (read_folder(k, dir, s, 0) || k->nr_files)
		return 1;
	each_entry(dir, search_folder, &search, 1);
	return search.found;
}

static void add_if_c(void *ctx, const char *path, int depth)
{
	if (is_folder(path) && depth < MAX_FOLDERS)
		each_entry(path, add_if_c, ctx, depth + 1);
	else if (is_file(path) && ends_with(path, ".c") && !ends_with(path, ".mod.c"))
		dock_kbuild_add(ctx, path);
}

void dock_kbuild_all(struct dock_kbuild *k, const char *dir)
{
	each_entry(dir, add_if_c, k, 0);
}

static void free_list(char **list, int nr)
{
	for (int i = 0; i < nr; i++)
		free(list[i]);
	free(list);
}

void dock_kbuild_free(struct dock_kbuild *k)
{
	free_list(k->files, k->nr_files);
	free_list(k->defines, k->nr_defines);
	free_list(k->maybe, k->nr_maybe);
	memset(k, 0, sizeof(*k));
}
