// SPDX-License-Identifier: MIT
/* The files of a check: see source.h. */
#include "cmd/check/source.h"
#include "cmd/check/names.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *read_all(int fd, size_t size, size_t *len)
{
	char *bytes = dock_need(malloc(size + 1));

	*len = 0;
	while (*len < size) {
		ssize_t n = read(fd, bytes + *len, size - *len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		*len += (size_t)n;
	}
	return bytes;
}

/* The bytes of a regular file; NULL with errno. */
static char *read_file(const char *path, size_t *len)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	char *bytes = NULL;
	struct stat st;

	if (fd < 0)
		return NULL;
	if (fstat(fd, &st) || !S_ISREG(st.st_mode))
		errno = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
	else if ((unsigned long)st.st_size > DOCK_SOURCE_MAX_BYTES)
		errno = EFBIG;
	else
		bytes = read_all(fd, (size_t)st.st_size, len);
	close(fd);
	return bytes;
}

static int is_directive(const struct dock_tok *t, const char *name)
{
	return t[0].kind == DOCK_TOK_PUNCT && (t[0].flags & DOCK_TOK_FIRST) &&
	       dock_tok_is(&t[0], "#") && t[1].kind == DOCK_TOK_NAME &&
	       dock_tok_is(&t[1], name);
}

/* "#ifndef NAME, #define NAME" on top and the #endif at the very end. */
static const struct dock_tok *find_guard(const struct dock_lexed *l)
{
	int depth = 0;

	if (l->nr < 8 || !is_directive(l->toks, "ifndef") ||
	    l->toks[2].kind != DOCK_TOK_NAME)
		return NULL;
	for (unsigned int i = 0; i < l->nr; i++) {
		const struct dock_tok *t = &l->toks[i];

		if (is_directive(t, "if") || is_directive(t, "ifdef") ||
		    is_directive(t, "ifndef"))
			depth++;
		else if (is_directive(t, "endif") && !--depth)
			return i + 2 == l->nr ? &l->toks[2] : NULL;
	}
	return NULL;
}

static struct dock_source_file *add_file(struct dock_sources *s, const char *path,
					 int is_driver, char *bytes, size_t len)
{
	struct dock_source_file *f = dock_need(calloc(1, sizeof(*f)));

	f->path = dock_need(strdup(path));
	f->is_driver = is_driver;
	if (dock_lex(bytes, len, (unsigned short)s->nr, &f->lexed))
		dock_need(NULL);
	f->guard = find_guard(&f->lexed);
	s->files = dock_need(realloc(s->files, (s->nr + 1) * sizeof(s->files[0])));
	s->files[s->nr++] = f;
	return f;
}

struct dock_source_file *dock_source_open(struct dock_sources *s, const char *path,
					  int is_driver)
{
	struct dock_source_file *f;
	size_t len = 0;
	char *bytes;

	for (unsigned int i = 0; i < s->nr; i++)
		if (!strcmp(s->files[i]->path, path))
			return s->files[i];
	if (s->nr >= DOCK_SOURCE_MAX_FILES) {
		errno = EMFILE;
		return NULL;
	}
	bytes = read_file(path, &len);
	if (!bytes)
		return NULL;
	f = add_file(s, path, is_driver, bytes, len);
	free(bytes);
	return f;
}

static struct dock_source_file *open_below(struct dock_sources *s, const char *dir,
					   int dir_len, const char *name, int is_driver)
{
	char path[PATH_MAX];

	if (snprintf(path, sizeof(path), "%.*s%s%s", dir_len, dir, dir_len ? "/" : "",
		     name) >= (int)sizeof(path))
		return NULL;
	return dock_source_open(s, path, is_driver);
}

struct dock_source_file *dock_source_include(struct dock_sources *s,
					     const struct dock_source_file *from,
					     const char *name, int quoted)
{
	const char *slash = strrchr(from->path, '/');
	struct dock_source_file *f = NULL;

	if (*name == '/')
		return NULL;
	if (quoted)
		f = open_below(s, from->path, slash ? (int)(slash - from->path) : 0, name,
			       from->is_driver);
	if (!f)
		f = open_below(s, s->include, (int)strlen(s->include), name, 0);
	for (int i = 0; !f && from->is_driver && i < s->nr_dirs; i++)
		f = open_below(s, s->dirs[i], (int)strlen(s->dirs[i]), name, 1);
	return f;
}

void dock_sources_add_dir(struct dock_sources *s, const char *dir)
{
	for (int i = 0; i < s->nr_dirs; i++)
		if (!strcmp(s->dirs[i], dir))
			return;
	s->dirs = dock_need(
		realloc(s->dirs, (unsigned)(s->nr_dirs + 1) * sizeof(s->dirs[0])));
	s->dirs[s->nr_dirs++] = dock_need(strdup(dir));
}

void dock_sources_free(struct dock_sources *s)
{
	for (unsigned int i = 0; i < s->nr; i++) {
		free(s->files[i]->path);
		dock_lexed_free(&s->files[i]->lexed);
		free(s->files[i]);
	}
	for (int i = 0; i < s->nr_dirs; i++)
		free(s->dirs[i]);
	free(s->files);
	free(s->dirs);
	memset(s, 0, sizeof(*s));
}
