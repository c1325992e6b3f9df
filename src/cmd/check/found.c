// SPDX-License-Identifier: MIT
/* What was found, and what is nearest to it: see found.h. */
#include "cmd/check/found.h"
#include "cmd/check/renames.h"
#include "cmd/nearest.h"
#include "cmd/text.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const kinds[] = {
	[DOCK_USE_HEADER] = "header", [DOCK_USE_FUNCTION] = "function",
	[DOCK_USE_MACRO] = "macro",   [DOCK_USE_CONSTANT] = "constant",
	[DOCK_USE_STRUCT] = "struct", [DOCK_USE_TYPE] = "type",
	[DOCK_USE_TAG] = "struct",    [DOCK_USE_NAME] = "name",
};

/* --- collecting --- */

static struct dock_found *entry(struct dock_founds *f, enum dock_use_kind kind,
				const char *name)
{
	unsigned int len = (unsigned int)strlen(name), hash = dock_tok_hash(name, len);
	size_t number = (size_t)dock_names_get(&f->index[kind], name, len, hash);

	if (number)
		return &f->list[number - 1];
	if (f->nr == f->room) {
		f->room = f->room ? 2 * f->room : 32;
		f->list =
			dock_need(realloc(f->list, (size_t)f->room * sizeof(f->list[0])));
	}
	f->list[f->nr] =
		(struct dock_found){.kind = kind, .name = dock_need(strdup(name))};
	dock_names_put(&f->index[kind], f->list[f->nr].name, len, hash,
		       (void *)(size_t)(f->nr + 1));
	return &f->list[f->nr++];
}

/* A header's line is read once for each file that includes it. */
static int is_counted(struct dock_found *e, const void *place)
{
	for (unsigned int i = 0; i < e->uses; i++)
		if (e->seen[i] == place)
			return 1;
	e->seen = dock_need(realloc(e->seen, (e->uses + 1) * sizeof(e->seen[0])));
	e->seen[e->uses] = place;
	return 0;
}

void dock_founds_add(struct dock_founds *f, enum dock_use_kind kind,
		     enum dock_found_how how, const struct dock_tok *t, const char *name,
		     const char *file)
{
	struct dock_found *e;

	e = entry(f, kind == DOCK_USE_TAG ? DOCK_USE_STRUCT : kind, name);
	e->is_needed |= kind != DOCK_USE_TAG;
	if (is_counted(e, t->text))
		return;
	if (!e->uses++) {
		e->how = how;
		e->file = file;
		e->line = t->line;
	}
}

/* --- the nearest --- */

static int is_tried(const struct dock_world *w, enum dock_use_kind kind,
		    const struct dock_name *n)
{
	int capital = n->len && *n->text >= 'A' && *n->text <= 'Z';

	/* Names for nobody but the headers themselves. */
	if (n->len > 5 && (!memcmp(n->text, "dock_", 5) || !memcmp(n->text, "_dock", 5) ||
			   !memcmp(n->text, "__dock", 6)))
		return 0;
	if (kind == DOCK_USE_CONSTANT)
		return capital;
	return n->value && w;
}

static void try_names(const struct dock_world *w, struct dock_nearest *near,
		      enum dock_use_kind kind, const struct dock_names *names, char *best)
{
	for (unsigned int i = 0; i < names->room; i++) {
		const struct dock_name *n = &names->slots[i];
		char name[128];
		int before = near->distance;

		if (!n->text || n->len >= sizeof(name) || !is_tried(w, kind, n))
			continue;
		memcpy(name, n->text, n->len);
		name[n->len] = '\0';
		/* The table's order is nobody's: of equals the first by name. */
		if (near->best && strcmp(name, near->best) < 0)
			near->distance++;
		dock_nearest_try(near, name);
		if (near->best == name) {
			strcpy(best, name);
			near->best = best;
		} else {
			near->distance = before;
		}
	}
}

static char *nearest_name(const struct dock_world *w, enum dock_use_kind kind,
			  const char *name)
{
	struct dock_nearest near = {.wanted = name};
	char best[128];

	if (kind == DOCK_USE_HEADER) {
		for (int i = 0; i < w->nr_headers; i++)
			dock_nearest_try(&near, w->headers[i]);
	} else if (kind == DOCK_USE_STRUCT) {
		try_names(w, &near, kind, &w->scan.defined_tags, best);
	} else {
		try_names(w, &near, kind, &w->scan.declared, best);
		if (kind != DOCK_USE_TYPE)
			try_names(w, &near, kind, &w->pp.macros, best);
	}
	return dock_nearest_good(&near) ? dock_need(strdup(near.best)) : NULL;
}

/* A header of the same name in another folder goes before one of similar name. */
static char *same_header(const struct dock_world *w, const char *name)
{
	const char *slash = strrchr(name, '/'), *base = slash ? slash + 1 : name;

	for (int i = 0; i < w->nr_headers; i++) {
		const char *other = strrchr(w->headers[i], '/');

		if (other && !strcmp(other + 1, base))
			return dock_need(strdup(w->headers[i]));
	}
	return NULL;
}

static const char *below_include(const struct dock_world *w, const char *path)
{
	size_t n = strlen(w->sources->include);

	return !strncmp(path, w->sources->include, n) ? path + n + 1 : path;
}

/* The file of the headers that has @name; NULL: none has. */
static const char *home_of(const struct dock_world *w, const struct dock_found *e)
{
	unsigned int len = (unsigned int)strlen(e->name),
		     hash = dock_tok_hash(e->name, len);
	const struct dock_source_file *f;
	const struct dock_pp_macro *m;

	f = dock_names_get(e->kind == DOCK_USE_STRUCT ? &w->scan.defined_tags
						      : &w->scan.declared,
			   e->name, len, hash);
	if (!f && e->kind != DOCK_USE_STRUCT) {
		m = dock_names_get(&w->pp.macros, e->name, len, hash);
		f = m && !m->is_undefined ? w->sources->files[m->name->file] : NULL;
	}
	return f && !f->is_driver ? below_include(w, f->path) : NULL;
}

static void find_hint(const struct dock_world *w, struct dock_found *e)
{
	const char *known = e->kind == DOCK_USE_HEADER ? NULL : home_of(w, e);

	if (e->how != DOCK_FOUND_MISSING)
		return;
	if (known) {
		e->how = DOCK_FOUND_ELSEWHERE;
		e->hint = dock_need(strdup(known));
		return;
	}
	known = dock_rename_of(e->name);
	if (known)
		e->hint = dock_need(strdup(known));
	else if (e->kind == DOCK_USE_HEADER)
		e->hint = same_header(w, e->name);
	if (!e->hint)
		e->hint = nearest_name(w, e->kind, e->name);
}

/* --- the end --- */

/* The driver's own, or a struct behind a pointer of which the headers know too. */
static int is_no_fault(const struct dock_found *e, const struct dock_world *w,
		       const struct dock_names *own, const struct dock_names *own_tags)
{
	unsigned int len = (unsigned int)strlen(e->name),
		     hash = dock_tok_hash(e->name, len);

	if (e->kind == DOCK_USE_HEADER || e->how != DOCK_FOUND_MISSING)
		return 0;
	if (e->kind != DOCK_USE_STRUCT)
		return dock_names_get(own, e->name, len, hash) != NULL;
	return dock_names_get(own_tags, e->name, len, hash) ||
	       (!e->is_needed && dock_names_get(&w->scan.tags, e->name, len, hash));
}

static void free_entry(struct dock_found *e)
{
	free(e->name);
	free(e->hint);
	free(e->seen);
}

static int compare(const void *a, const void *b)
{
	const struct dock_found *x = a, *y = b;
	int by_file = strcmp(x->file, y->file);

	if (by_file)
		return by_file;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	return strcmp(x->name, y->name);
}

/* A header's name may be of any bytes. The index of names is no longer used. */
static void clean_name(struct dock_found *e)
{
	char *clean = dock_need(dock_text_clean(e->name, strlen(e->name)));

	free(e->name);
	e->name = clean;
}

void dock_founds_finish(struct dock_founds *f, const struct dock_world *w,
			const struct dock_names *own, const struct dock_names *own_tags)
{
	int kept = 0;

	for (int i = 0; i < f->nr; i++) {
		if (is_no_fault(&f->list[i], w, own, own_tags))
			free_entry(&f->list[i]);
		else
			f->list[kept++] = f->list[i];
	}
	f->nr = kept;
	for (int i = 0; i < f->nr; i++) {
		find_hint(w, &f->list[i]);
		clean_name(&f->list[i]);
	}
	if (f->nr)
		qsort(f->list, (size_t)f->nr, sizeof(f->list[0]), compare);
}

static void print_one(const struct dock_found *e)
{
	const char *bracket = e->kind == DOCK_USE_HEADER ? "<" : "";
	char *file = dock_need(dock_text_clean(e->file, strlen(e->file)));

	printf("%s:%u: %s %s%s%s ", file, e->line, kinds[e->kind], bracket, e->name,
	       *bracket ? ">" : "");
	if (e->how == DOCK_FOUND_ELSEWHERE)
		printf("is in <%s>, which is not included", e->hint);
	else if (e->how == DOCK_FOUND_STUB)
		printf("is a stub: the run ends where it is called");
	else
		printf("is not there");
	if (e->uses > 1)
		printf(" (%u uses)", e->uses);
	if (e->how == DOCK_FOUND_MISSING && e->hint)
		printf(*bracket && !strchr(e->hint, ' ') ? "; nearest: <%s>"
							 : "; nearest: %s",
		       e->hint);
	putchar('\n');
	free(file);
}

static void print_json(const struct dock_founds *f, int nr_files)
{
	static const char *const hows[] = {"missing", "not included", "stub"};
	json_t *list = json_array();

	for (int i = 0; i < f->nr; i++) {
		const struct dock_found *e = &f->list[i];
		char *file = dock_need(dock_text_clean(e->file, strlen(e->file)));

		json_array_append_new(
			list, json_pack("{s:s,s:s,s:s,s:s,s:i,s:i,s:s?}", "kind",
					kinds[e->kind], "name", e->name, "what",
					hows[e->how], "file", file, "line", (int)e->line,
					"uses", (int)e->uses, "nearest", e->hint));
	}
	list = json_pack("{s:o,s:i}", "missing", list, "files", nr_files);
	json_dumpf(list, stdout, JSON_INDENT(1));
	putchar('\n');
	json_decref(list);
}

static void print_summary(const struct dock_founds *f, int nr_files)
{
	int n[DOCK_USE_NAME + 1] = {0}, said = 0;

	for (int i = 0; i < f->nr; i++)
		n[f->list[i].kind]++;
	for (int k = 0; k <= DOCK_USE_NAME; k++)
		if (n[k])
			printf("%s%d %s%s", said++ ? ", " : "", n[k], kinds[k],
			       n[k] > 1 ? "s" : "");
	printf("%s%d file%s looked at\n", said ? " missing; " : "nothing is missing; ",
	       nr_files, nr_files == 1 ? "" : "s");
}

void dock_founds_print(const struct dock_founds *f, int as_json, int nr_files)
{
	if (as_json) {
		print_json(f, nr_files);
		return;
	}
	for (int i = 0; i < f->nr; i++)
		print_one(&f->list[i]);
	print_summary(f, nr_files);
}

void dock_founds_free(struct dock_founds *f)
{
	for (int i = 0; i < f->nr; i++)
		free_entry(&f->list[i]);
	for (int k = 0; k <= DOCK_USE_NAME; k++)
		dock_names_free(&f->index[k]);
	free(f->list);
}
