// SPDX-License-Identifier: MIT
/*
 * Reports for people: in the kernel log's style, short enough for a screen. The
 * report file has what is left out here.
 */
#include "cmd/records.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define MAX_FRAMES_SHOWN 8
#define MAX_FACTS_SHOWN 16

static const char rule_line[] =
	"------------------------------------------------------------";

void dock_print_stamp(const struct dock_records *r, unsigned long time_ns)
{
	fprintf(r->out, "[%5lu.%06lu] ", time_ns / 1000000000, time_ns / 1000 % 1000000);
}

char *dock_print_frame(const struct dock_frame *frame)
{
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	if (!f)
		return NULL;
	fputs(frame->function, f);
	/* A bare address or "?" has nothing to be an offset in. */
	if (*frame->function != '?' && strncmp(frame->function, "0x", 2))
		fprintf(f, "+0x%lx", frame->offset);
	if (*frame->file)
		fprintf(f, " (%s:%d)", frame->file, frame->line);
	if (*frame->module)
		fprintf(f, " [%s]", frame->module);
	if (fclose(f)) {
		free(text);
		return NULL;
	}
	return text;
}

static void print_facts(const struct dock_records *r, const struct dock_broken_rule *b)
{
	int shown = b->nr_facts < MAX_FACTS_SHOWN ? b->nr_facts : MAX_FACTS_SHOWN;
	int width = 0;

	for (int i = 0; i < shown; i++) {
		int len = strlen(b->facts[i].name);

		width = len > width && len <= 30 ? len : width;
	}
	for (int i = 0; i < shown; i++) {
		int pad = width - (int)strlen(b->facts[i].name);

		dock_print_stamp(r, b->time_ns);
		fprintf(r->out, "  %s:%*s %s\n", b->facts[i].name, pad > 0 ? pad : 0, "",
			b->facts[i].value);
	}
	if (shown < b->nr_facts) {
		dock_print_stamp(r, b->time_ns);
		fprintf(r->out, "  ... %d more\n", b->nr_facts - shown);
	}
}

static bool is_ours(const struct dock_frame *frame)
{
	return !strcmp(frame->module, "drydock");
}

/* Drydock's own checking, which is always on top of a stack. */
static bool is_machinery(const struct dock_frame *frame)
{
	static const char *const names[] = { "report", "ledger_", "stack_", "trap_", "slow",
					     "add_now", "crash_", "oops_wild",
					     "shadow_" };

	for (unsigned int i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (!strncmp(frame->function, names[i], strlen(names[i])))
			return is_ours(frame);
	return false;
}

/*
 * The part of a stack that a driver's author wants to see: from the kernel
 * function that the driver called to the driver's outermost frame. A stack
 * without a driver is shown from below Drydock's own checking on.
 */
static void choose_frames(const struct dock_stack *stack, int *from, int *to)
{
	int first = -1, last = -1;

	for (int i = 0; i < stack->nr_frames; i++)
		if (!is_ours(&stack->frames[i])) {
			first = first < 0 ? i : first;
			last = i;
		}
	if (first >= 0) {
		*from = first ? first - 1 : 0;
		if (is_machinery(&stack->frames[*from]))
			(*from)++;
		*to = last + 1;
		return;
	}
	*from = 0;
	while (*from + 1 < stack->nr_frames && is_machinery(&stack->frames[*from]))
		(*from)++;
	*to = stack->nr_frames;
}

static void print_stack(const struct dock_records *r, const struct dock_broken_rule *b,
			const struct dock_stack *stack)
{
	int from, to, end;

	choose_frames(stack, &from, &to);
	end = to - from > MAX_FRAMES_SHOWN ? from + MAX_FRAMES_SHOWN : to;
	dock_print_stamp(r, b->time_ns);
	fprintf(r->out, "  %s:\n", stack->title);
	for (int i = from; i < end; i++) {
		char *text = dock_print_frame(&stack->frames[i]);

		dock_print_stamp(r, b->time_ns);
		fprintf(r->out, "    %s\n", text ? text : "?");
		free(text);
	}
	if (end < to) {
		dock_print_stamp(r, b->time_ns);
		fprintf(r->out, "    ... %d more\n", to - end);
	}
}

void dock_print_report(const struct dock_records *r, const struct dock_broken_rule *b)
{
	dock_print_stamp(r, b->time_ns);
	fprintf(r->out, "%s\n", rule_line);
	dock_print_stamp(r, b->time_ns);
	fprintf(r->out, "rule broken: %s\n", b->rule);
	dock_print_stamp(r, b->time_ns);
	fprintf(r->out, "%s\n", b->sentence);
	print_facts(r, b);
	for (int i = 0; i < b->nr_stacks; i++)
		print_stack(r, b, &b->stacks[i]);
	dock_print_stamp(r, b->time_ns);
	fprintf(r->out, "  repeat: %s\n", r->command);
	dock_print_stamp(r, b->time_ns);
	fprintf(r->out, "%s\n", rule_line);
}

static void print_left(const struct dock_records *r)
{
	const char *s = r->left;

	if (!s || r->options->verbosity == DOCK_QUIET)
		return;
	for (;;) {
		size_t len = strcspn(s, "\n");

		fprintf(r->out, "drydock: %.*s\n", (int)len, s);
		if (!s[len])
			return;
		s += len + 1;
	}
}

void dock_print_summary(const struct dock_records *r, int status)
{
	print_left(r);
	if (r->bad_input)
		fprintf(r->out, "drydock: %s\n", r->bad_input);
	if (!r->nr_broken)
		return;
	fprintf(r->out, "drydock: %d rule%s broken: ", r->nr_rules,
		r->nr_rules == 1 ? "" : "s");
	for (int i = 0; i < r->nr_rules; i++) {
		fprintf(r->out, "%s%s", i ? ", " : "", r->rules[i].rule);
		if (r->rules[i].times > 1)
			fprintf(r->out, " (%lu times)", r->rules[i].times);
	}
	fprintf(r->out, "; exit status %d\n", status);
}
