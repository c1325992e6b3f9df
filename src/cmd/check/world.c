// SPDX-License-Identifier: MIT
/* All that the headers have, read from the headers themselves: see found.h. */
#include "cmd/check/found.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define STUB_MARK "__dock_stub" /* __dock_stub(NAME) stands for __dock(NAME) */

static int compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void add_header(struct dock_world *w, const char *name)
{
	w->headers = dock_need(
		realloc(w->headers, (size_t)(w->nr_headers + 1) * sizeof(w->headers[0])));
	w->headers[w->nr_headers++] = dock_need(strdup(name));
}

/* @below: "", or "linux/" and the like. Drydock's own are no kernel's. */
static void list_headers(struct dock_world *w, const char *below)
{
	char path[PATH_MAX], name[PATH_MAX];
	struct dirent *e;
	struct stat st;
	DIR *d;

	snprintf(path, sizeof(path), "%s/%s", w->sources->include, below);
	d = opendir(path);
	while (d && (e = readdir(d))) {
		size_t len = strlen(e->d_name);

		if (*e->d_name == '.' || !strncmp(e->d_name, "dock_", 5) ||
		    (!*below && !strcmp(e->d_name, "drydock")))
			continue;
		if (snprintf(name, sizeof(name), "%s%s", below, e->d_name) >=
			    PATH_MAX - 1 ||
		    snprintf(path, sizeof(path), "%s/%s", w->sources->include, name) >=
			    PATH_MAX ||
		    stat(path, &st))
			continue;
		if (S_ISREG(st.st_mode) && len > 2 && !strcmp(e->d_name + len - 2, ".h"))
			add_header(w, name);
		if (S_ISDIR(st.st_mode) && strlen(name) + 1 < sizeof(name)) {
			strcat(name, "/");
			list_headers(w, name);
		}
	}
	if (d)
		closedir(d);
}

static void find_stubs(struct dock_world *w, const struct dock_source_file *f)
{
	const struct dock_tok *t = f->lexed.toks;

	/* [0] is no call: a mark stands behind a declaration. */
	for (unsigned int i = 1; i + 3 < f->lexed.nr; i++)
		if (t[i].kind == DOCK_TOK_NAME && dock_tok_is(&t[i], STUB_MARK) &&
		    !dock_tok_is(&t[i - 1], "define") && dock_tok_is(&t[i + 1], "("))
			dock_names_put(&w->stubs, t[i + 2].text, t[i + 2].len,
				       t[i + 2].hash, (void *)f);
}

/* As kbuild/Makefile.drydock has them. */
void dock_world_define(const struct dock_api *api, struct dock_pp *pp)
{
	char text[64];

	snprintf(text, sizeof(text), "DOCK_API_VERSION_CODE=%u", api->code);
	dock_pp_define(pp, text);
	snprintf(text, sizeof(text), "DOCK_API_VERSION=\"%s\"", api->full);
	dock_pp_define(pp, text);
}

/* Headers that this version of Linux has not. */
static void drop_refused(struct dock_world *w)
{
	int kept = 0;

	for (int i = 0; i < w->nr_headers; i++) {
		char path[PATH_MAX];
		const struct dock_source_file *f;

		snprintf(path, sizeof(path), "%s/%s", w->sources->include, w->headers[i]);
		f = dock_source_open(w->sources, path, 0);
		if (f && f->is_refused)
			free(w->headers[i]);
		else
			w->headers[kept++] = w->headers[i];
	}
	w->nr_headers = kept;
}

void dock_world_read(struct dock_world *w, struct dock_sources *sources,
		     const struct dock_api *api)
{
	memset(w, 0, sizeof(*w));
	w->sources = sources;
	w->pp.sources = sources;
	w->scan.sources = sources;
	dock_world_define(api, &w->pp);
	list_headers(w, "");
	if (w->nr_headers)
		qsort(w->headers, (size_t)w->nr_headers, sizeof(w->headers[0]), compare);
	for (int i = 0; i < w->nr_headers; i++) {
		char path[PATH_MAX];
		struct dock_source_file *f;

		snprintf(path, sizeof(path), "%s/%s", sources->include, w->headers[i]);
		f = dock_source_open(sources, path, 0);
		if (f && !(f->guard && dock_pp_find(&w->pp, f->guard)))
			dock_pp_read(&w->pp, f);
		if (f)
			find_stubs(w, f);
	}
	dock_scan(&w->scan, &w->pp);
	drop_refused(w);
}

void dock_world_free(struct dock_world *w)
{
	dock_scan_free(&w->scan);
	dock_pp_free(&w->pp);
	dock_names_free(&w->stubs);
	for (int i = 0; i < w->nr_headers; i++)
		free(w->headers[i]);
	free(w->headers);
}
