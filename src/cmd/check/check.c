// SPDX-License-Identifier: MIT
/*
 * drydock check DIR|FILE...: which headers, functions, types and constants of a
 * driver are not there, before anything is compiled.
 */
#include "cmd/check/found.h"
#include "cmd/check/kbuild.h"
#include "cmd/commands.h"
#include "cmd/text.h"
#include "core/api.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BAD_USAGE 2

static const char check_usage[] = "usage: drydock check [--api VERSION] [--json] DIR|FILE...\n"
				  "Names the headers, functions, types and constants "
				  "that a driver uses and that are\n"
				  "not there, with the nearest that are. DIR: what its "
				  "Kbuild file or Makefile builds;\n"
				  "without one, all C files below it. VERSION: of "
				  "Linux (6.1). Exit status: 0 "
				  "nothing is missing, 1 something\n"
				  "is, 2 bad usage.\n";

struct check {
	struct dock_api api;
	struct dock_sources sources;
	struct dock_kbuild kbuild;
	struct dock_world world;
	struct dock_founds founds;
	struct dock_names own, own_tags, maybe;
	int nr_read, nr_programs;
	char include[PATH_MAX];
};

static int fail(const char *what, const char *why)
{
	char text[PATH_MAX + 256];

	snprintf(text, sizeof(text), "check: %s: %s", what, why);
	dock_text_complain(text);
	return BAD_USAGE;
}

/* --- one file --- */

/* A token's text as a string, to be freed. */
static char *text_of(const struct dock_tok *t)
{
	return dock_need(strndup(t->text, t->len));
}

static void on_missing_header(void *ctx, const struct dock_source_file *from,
			      const struct dock_tok *at, const char *name)
{
	struct check *c = ctx;

	dock_founds_add(&c->founds, DOCK_USE_HEADER, DOCK_FOUND_MISSING, at, name,
			from->path);
}

static void found(struct check *c, enum dock_use_kind kind, enum dock_found_how how,
		  const struct dock_tok *t)
{
	char *name = dock_need(dock_text_clean(t->text, t->len));

	dock_founds_add(&c->founds, kind, how, t, name, c->sources.files[t->file]->path);
	free(name);
}

static void on_use(void *ctx, enum dock_use_kind kind, const struct dock_tok *t)
{
	struct check *c = ctx;

	if (!dock_names_of(&c->maybe, t)) /* the makefile may give it */
		found(c, kind, DOCK_FOUND_MISSING, t);
}

static void on_call(void *ctx, const struct dock_tok *t)
{
	struct check *c = ctx;

	if (dock_names_of(&c->world.stubs, t))
		found(c, DOCK_USE_FUNCTION, DOCK_FOUND_STUB, t);
}

static void keep_name(struct dock_names *n, const struct dock_tok *t)
{
	if (!dock_names_of(n, t))
		dock_names_put(n, text_of(t), t->len, t->hash, n);
}

static void on_own(void *ctx, const struct dock_tok *t)
{
	keep_name(&((struct check *)ctx)->own, t);
}

static void on_own_tag(void *ctx, const struct dock_tok *t)
{
	keep_name(&((struct check *)ctx)->own_tags, t);
}

static const char *const compiler_macros[] = {
	"__KERNEL__",
	"MODULE",
	"KBUILD_MODNAME=\"driver\"",
	"KBUILD_BASENAME=\"driver\"",
	"__x86_64__",
	"__x86_64",
	"__LP64__",
	"_LP64",
	"__linux__",
	"linux",
	"__unix__",
	"__STDC__",
	"__STDC_VERSION__=201112L",
	"__GNUC__=12",
	"__GNUC_MINOR__=2",
	"__GNUC_PATCHLEVEL__=0",
	"__OPTIMIZE__",
	"__BYTE_ORDER__=1234",
	"__ORDER_LITTLE_ENDIAN__=1234",
	"__ORDER_BIG_ENDIAN__=4321",
	"__CHAR_BIT__=8",
	"__SIZEOF_INT__=4",
	"__SIZEOF_LONG__=8",
	"__SIZEOF_POINTER__=8",
	"__SIZEOF_SHORT__=2",
	"__SIZEOF_LONG_LONG__=8",
	"__SIZEOF_INT128__=16",
	"__SIZEOF_SIZE_T__=8",
	"__INT_MAX__=0x7fffffff",
	"__LONG_MAX__=0x7fffffffffffffffL",
};

static void read_forced(struct check *c, struct dock_pp *pp)
{
	static const char *const forced[] = {"linux/kconfig.h", "linux/compiler_types.h"};
	char path[PATH_MAX];

	for (size_t i = 0; i < sizeof(compiler_macros) / sizeof(compiler_macros[0]); i++)
		dock_pp_define(pp, compiler_macros[i]);
	dock_world_define(&c->api, pp);
	for (size_t i = 0; i < sizeof(forced) / sizeof(forced[0]); i++) {
		struct dock_source_file *f;

		snprintf(path, sizeof(path), "%.4000s/%s", c->include, forced[i]);
		f = dock_source_open(&c->sources, path, 0);
		if (f)
			dock_pp_read(pp, f);
	}
}

static void read_unit(struct check *c, struct dock_source_file *f)
{
	struct dock_pp pp = {.sources = &c->sources,
			     .open_macros = &c->maybe,
			     .missing = on_missing_header,
			     .ctx = c};
	struct dock_scan scan = {.sources = &c->sources,
				 .use = on_use,
				 .call = on_call,
				 .own = on_own,
				 .own_tag = on_own_tag,
				 .ctx = c};

	read_forced(c, &pp);
	for (int i = 0; i < c->kbuild.nr_defines; i++)
		dock_pp_define(&pp, c->kbuild.defines[i]);
	dock_pp_read(&pp, f);
	dock_scan(&scan, &pp);
	dock_scan_free(&scan);
	dock_pp_free(&pp);
	c->nr_read++;
}

/* Does the file include libc's headers? Then it is no part of a driver. */
static int is_program(const struct dock_source_file *f)
{
	static const char *const libc[] = {"stdio",   "stdlib", "unistd",   "fcntl",
					   "pthread", "stdint", "iostream", "getopt"};
	const struct dock_tok *t = f->lexed.toks;

	for (unsigned int i = 0; i + 4 < f->lexed.nr; i++) {
		if (!(t[i].flags & DOCK_TOK_FIRST) || !dock_tok_is(&t[i], "#") ||
		    !dock_tok_is(&t[i + 1], "include") || !dock_tok_is(&t[i + 2], "<"))
			continue;
		for (size_t k = 0; k < sizeof(libc) / sizeof(libc[0]); k++)
			if (dock_tok_is(&t[i + 3], libc[k]) &&
			    !dock_tok_is(&t[i + 4], "/"))
				return 1;
	}
	return 0;
}

/* --- all of them --- */

static int read_files(struct check *c, int is_chosen)
{
	for (int i = 0; i < c->kbuild.nr_files; i++) {
		struct dock_source_file *f =
			dock_source_open(&c->sources, c->kbuild.files[i], 1);

		if (!f)
			return fail(c->kbuild.files[i], strerror(errno));
		if (!is_chosen && is_program(f))
			c->nr_programs++;
		else
			read_unit(c, f);
	}
	return 0;
}

/* The flags of the makefile beside a file; its other files are not asked for. */
static void read_flags_beside(struct check *c, const char *file)
{
	const char *slash = strrchr(file, '/');
	char *dir =
		dock_need(slash ? strndup(file, (size_t)(slash - file)) : strdup("."));
	int files = c->kbuild.nr_files;

	dock_kbuild_read(&c->kbuild, slash == file ? "/" : dir, &c->sources);
	while (c->kbuild.nr_files > files)
		free(c->kbuild.files[--c->kbuild.nr_files]);
	free(dir);
}

/* A module or a program in the place of a source would miss a hundred names. */
static int is_elf(const char *path)
{
	static const char magic[] = { 0x7f, 'E', 'L', 'F' };
	char head[sizeof(magic)];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? 0 : read(fd, head, sizeof(head));

	if (fd >= 0)
		close(fd);
	return n == sizeof(head) && !memcmp(head, magic, sizeof(head));
}

static int take_argument(struct check *c, const char *arg, int *is_chosen)
{
	char path[PATH_MAX];
	struct stat st;
	size_t n;

	if (snprintf(path, sizeof(path), "%s", arg) >= (int)sizeof(path))
		return fail(arg, strerror(ENAMETOOLONG));
	for (n = strlen(path); n > 1 && path[n - 1] == '/'; n--)
		path[n - 1] = '\0';
	if (stat(path, &st))
		return fail(arg, strerror(errno));
	if (S_ISREG(st.st_mode)) {
		if (is_elf(path))
			return fail(arg, "no C source: it is an ELF file");
		read_flags_beside(c, path);
		dock_kbuild_add(&c->kbuild, path);
		return 0;
	}
	if (!S_ISDIR(st.st_mode))
		return fail(arg, "neither a folder nor a file");
	dock_kbuild_read(&c->kbuild, path, &c->sources);
	if (!c->kbuild.nr_files) {
		dock_kbuild_all(&c->kbuild, path);
		*is_chosen = 0;
	}
	return c->kbuild.nr_files ? 0 : fail(arg, "no C files there");
}

static int begin(struct check *c)
{
	struct stat st;

	snprintf(c->include, sizeof(c->include), "%s/include", drydock_datadir());
	if (stat(c->include, &st))
		return fail(c->include,
			    "no headers there; drydock is not installed whole");
	c->sources.include = c->include;
	return 0;
}

static void prepare(struct check *c)
{
	dock_world_read(&c->world, &c->sources, &c->api);
	for (int i = 0; i < c->kbuild.nr_maybe; i++) {
		const char *name = c->kbuild.maybe[i];
		unsigned int len = (unsigned int)strlen(name);

		dock_names_put(&c->maybe, name, len, dock_tok_hash(name, len), c);
	}
}

static int check(struct check *c, int argc, char **argv, int as_json)
{
	int is_chosen = 1, status = begin(c);

	for (int i = 0; i < argc && !status; i++)
		status = take_argument(c, argv[i], &is_chosen);
	if (status)
		return status;
	prepare(c);
	status = read_files(c, is_chosen);
	if (status)
		return status;
	if (!c->nr_read)
		return fail(argv[0], "only programs there (they include libc's headers)");
	dock_founds_finish(&c->founds, &c->world, &c->own, &c->own_tags);
	dock_founds_print(&c->founds, as_json, c->nr_read);
	return c->founds.nr ? 1 : 0;
}

static void free_names(struct dock_names *n)
{
	for (unsigned int i = 0; i < n->room; i++)
		free((char *)n->slots[i].text);
	dock_names_free(n);
}

static void finish(struct check *c)
{
	free_names(&c->own);
	free_names(&c->own_tags);
	dock_names_free(&c->maybe);
	dock_founds_free(&c->founds);
	if (c->world.sources)
		dock_world_free(&c->world);
	dock_kbuild_free(&c->kbuild);
	dock_sources_free(&c->sources);
	free(c);
}

/* The words before the files. Returns their number, or -1 after a line. */
static int read_options(int argc, char **argv, struct dock_api *api, int *as_json)
{
	int i;

	for (i = 1; i < argc && argv[i][0] == '-'; i++) {
		if (!strcmp(argv[i], "--"))
			return i + 1;
		if (!strcmp(argv[i], "--json")) {
			*as_json = 1;
		} else if (strcmp(argv[i], "--api") || ++i == argc) {
			fprintf(stderr,
				"drydock: check: unknown option '%s'; usage: drydock "
				"check [--api VERSION] [--json] DIR|FILE...\n",
				argv[i < argc ? i : i - 1]);
			return -1;
		} else if (dock_api_parse(argv[i], api)) {
			fail(argv[i], "no such version; there is " DOCK_API_RANGE);
			return -1;
		}
	}
	return i;
}

int cmd_check(int argc, char **argv)
{
	struct check *c;
	int as_json = 0, first, status;

	if (argc > 1 && (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h")))
		return fputs(check_usage, stdout) < 0;
	c = dock_need(calloc(1, sizeof(*c)));
	dock_api_parse(DOCK_API_DEFAULT, &c->api);
	first = read_options(argc, argv, &c->api, &as_json);
	if (first < 0)
		status = BAD_USAGE;
	else if (first == argc)
		status = fail("no folder", "write drydock check DIR|FILE...");
	else
		status = check(c, argc - first, argv + first, as_json);
	finish(c);
	return status;
}
