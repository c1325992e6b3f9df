// SPDX-License-Identifier: MIT
/*
 * The report file, with jansson. All text was cleaned when it came in (see
 * text.h), so it is UTF-8; what comes from the command line is cleaned here.
 */
#include "cmd/records.h"
#include "cmd/text.h"
#include "cmd/version.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static json_t *clean_string(const char *s)
{
	char *clean = dock_text_clean(s, strlen(s));
	json_t *json = clean ? json_string(clean) : NULL;

	free(clean);
	return json;
}

/* null where nothing is known. */
static json_t *string_or_null(const char *s)
{
	return s && *s ? json_string(s) : json_null();
}

static json_t *frames_json(const struct dock_stack *stack)
{
	json_t *frames = json_array();

	for (int i = 0; i < stack->nr_frames; i++) {
		const struct dock_frame *f = &stack->frames[i];

		json_array_append_new(
			frames,
			json_pack("{s:s, s:I, s:o, s:o, s:o}", "function", f->function,
				  "offset", (json_int_t)f->offset, "module",
				  string_or_null(f->module), "file",
				  string_or_null(f->file), "line",
				  *f->file ? json_integer(f->line) : json_null()));
	}
	return frames;
}

static json_t *report_json(const struct dock_broken_rule *b)
{
	json_t *facts = json_array(), *stacks = json_array();

	for (int i = 0; i < b->nr_facts; i++)
		json_array_append_new(facts,
				      json_pack("{s:s, s:s}", "name", b->facts[i].name,
						"value", b->facts[i].value));
	for (int i = 0; i < b->nr_stacks; i++)
		json_array_append_new(stacks,
				      json_pack("{s:s, s:o}", "title", b->stacks[i].title,
						"frames", frames_json(&b->stacks[i])));
	return json_pack("{s:s, s:s, s:I, s:o, s:o}", "rule", b->rule, "sentence",
			 b->sentence, "time_ns", (json_int_t)b->time_ns, "facts", facts,
			 "stacks", stacks);
}

static json_t *run_json(const struct dock_records *r, int status)
{
	json_t *reports = json_array();

	for (int i = 0; i < r->nr_kept; i++)
		json_array_append_new(reports, report_json(r->kept[i]));
	return json_pack("{s:s, s:o, s:o, s:I, s:o, s:I, s:o, s:o, s:i}", "version",
			 DOCK_VERSION, "command", clean_string(r->command), "machine",
			 clean_string(r->options->machine), "seed",
			 (json_int_t)r->options->run.seed, "reports", reports,
			 "reports_made", (json_int_t)r->nr_broken, "left",
			 string_or_null(r->left), "bad_input",
			 string_or_null(r->bad_input), "status", status);
}

static int write_all(FILE *f, const char *text)
{
	int bad = fputs(text, f) < 0 || fputc('\n', f) < 0 || fflush(f);

	return fclose(f) || bad ? -1 : 0;
}

/* Beside @path, with the rights that a new file gets, then renamed. */
static int replace_file(const char *path, const char *text)
{
	char *temp;
	mode_t mask = umask(0);
	FILE *f = NULL;
	int fd, saved;

	umask(mask);
	if (asprintf(&temp, "%s.XXXXXX", path) < 0)
		return -1;
	fd = mkostemp(temp, O_CLOEXEC);
	if (fd >= 0 && !fchmod(fd, 0666 & ~mask))
		f = fdopen(fd, "w");
	if (f && !write_all(f, text) && !rename(temp, path)) {
		free(temp);
		return 0;
	}
	saved = errno;
	if (fd >= 0 && !f)
		close(fd);
	if (fd >= 0)
		unlink(temp);
	free(temp);
	errno = saved;
	return -1;
}

/* A path that means a descriptor of ours, or -1. What lies behind it may be a
 * file that the shell goes on writing to: to open it anew would spoil it. */
static int open_descriptor(const char *path)
{
	int fd;
	char end;

	if (!strcmp(path, "/dev/stdout") || !strcmp(path, "/proc/self/fd/1"))
		return STDOUT_FILENO;
	if (!strcmp(path, "/dev/stderr") || !strcmp(path, "/proc/self/fd/2"))
		return STDERR_FILENO;
	return sscanf(path, "/dev/fd/%d%c", &fd, &end) == 1 ? fd : -1;
}

static int write_file(const char *path, const char *text)
{
	struct stat st;
	char *target;
	FILE *f;
	int ret;

	if (open_descriptor(path) >= 0) {
		int fd = dup(open_descriptor(path));

		f = fd >= 0 ? fdopen(fd, "w") : NULL;
		return f ? write_all(f, text) : -1;
	}
	if (!stat(path, &st) && !S_ISREG(st.st_mode)) {
		f = fopen(path, "we");
		return f ? write_all(f, text) : -1;
	}
	/* A symbolic link stays one: what it names is replaced. */
	target = realpath(path, NULL);
	ret = replace_file(target ? target : path, text);
	free(target);
	return ret;
}

int dock_report_write(const struct dock_records *r, const char *path, int status,
		      char *err)
{
	json_t *json = run_json(r, status);
	char *text = json ? json_dumps(json, JSON_INDENT(2)) : NULL;
	int ret = -1;

	json_decref(json);
	errno = ENOMEM;
	if (text)
		ret = write_file(path, text);
	if (ret)
		snprintf(err, DOCK_ERR_MAX, "--report '%s': %s", path, strerror(errno));
	free(text);
	return ret;
}
