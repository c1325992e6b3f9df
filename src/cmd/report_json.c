// SPDX-License-Identifier: MIT
/*
 * The report file, with jansson. All text was cleaned when it came in (see
 * text.h), so it is UTF-8; what comes from the command line is cleaned here.
 */
#include "cmd/output.h"
#include "cmd/records.h"
#include "cmd/text.h"
#include "cmd/version.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

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

int dock_report_write(const struct dock_records *r, const char *path, int status,
		      char *err)
{
	json_t *json = run_json(r, status);
	char *dump = json ? json_dumps(json, JSON_INDENT(2)) : NULL;
	char *text = NULL;
	int ret = -1;

	json_decref(json);
	if (!dump || asprintf(&text, "%s\n", dump) < 0)
		text = NULL;
	free(dump);
	errno = ENOMEM;
	if (text)
		ret = dock_output_write(path, text, strlen(text));
	if (ret)
		snprintf(err, DOCK_ERR_MAX, "--report '%s': %s", path, strerror(errno));
	free(text);
	return ret;
}
