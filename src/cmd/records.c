// SPDX-License-Identifier: MIT
/*
 * The records of a run, taken one by one as the machine sends them, and the end
 * that is drawn from them.
 */
#include "cmd/records.h"
#include "cmd/report_parse.h"
#include "cmd/screenshot.h"
#include "cmd/text.h"
#include "cmd/timeline.h"
#include "host/channel.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#define LEVEL_WARNING 4
#define LEVEL_INFO 6
#define LEVEL_DEBUG 7

int dock_records_init(struct dock_records *r, FILE *out,
		      const struct dock_options *options, const char *command)
{
	memset(r, 0, sizeof(*r));
	r->out = out;
	r->results = stdout;
	r->options = options;
	r->command = command;
	r->console_level = dock_records_console_level(options->verbosity);
	r->symbols = dock_symbols_new();
	r->kept = calloc(DOCK_MAX_KEPT, sizeof(*r->kept));
	if (options->timeline_path)
		r->timeline = dock_timeline_new();
	if (options->screenshot_path)
		r->screenshot = dock_screenshot_new();
	if (r->symbols && r->kept && !options->timeline_path == !r->timeline &&
	    !options->screenshot_path == !r->screenshot)
		return 0;
	dock_records_free(r);
	return -1;
}

void dock_records_free(struct dock_records *r)
{
	for (int i = 0; i < r->nr_kept; i++)
		dock_broken_rule_free(r->kept[i]);
	for (int i = 0; i < r->nr_rules; i++)
		free(r->rules[i].rule);
	free(r->kept);
	dock_timeline_free(r->timeline);
	dock_screenshot_free(r->screenshot);
	free(r->figure);
	free(r->left);
	free(r->bad_input);
	free(r->last_words);
	dock_symbols_free(r->symbols);
	memset(r, 0, sizeof(*r));
}

/* Decimal digits, then @stop; moves past both. -1: it is not that. */
static int take_number(const char **s, size_t *len, char stop, unsigned long *value)
{
	unsigned long v = 0;
	size_t i;

	for (i = 0; i < *len && isdigit((unsigned char)(*s)[i]); i++)
		if (__builtin_mul_overflow(v, 10UL, &v) ||
		    __builtin_add_overflow(v, (unsigned long)((*s)[i] - '0'), &v))
			return -1;
	if (!i || i == *len || (*s)[i] != stop)
		return -1;
	*s += i + 1;
	*len -= i + 1;
	*value = v;
	return 0;
}

int dock_records_console_level(enum dock_verbosity verbosity)
{
	switch (verbosity) {
	case DOCK_QUIET:
		return LEVEL_WARNING + 1;
	case DOCK_VERBOSE:
		return LEVEL_DEBUG + 1;
	default:
		return LEVEL_INFO + 1;
	}
}

static void log_line(struct dock_records *r, int level, unsigned long time_ns,
		     const char *s, size_t len)
{
	char *text = dock_text_expand(s, len, r->symbols);

	if (!text)
		return;
	if (level < r->console_level) {
		dock_print_stamp(r, time_ns);
		fprintf(r->out, "%s\n", text);
	}
	free(r->last_words);
	r->last_words = text;
	r->time_ns = time_ns;
}

void dock_records_log(struct dock_records *r, int level, unsigned long time_ns,
		      const char *text)
{
	log_line(r, level, time_ns, text, strlen(text));
	fflush(r->out);
}

/* A line of a test's results: the only thing that goes to standard output. */
static void result_line(struct dock_records *r, const char *s, size_t len)
{
	char *text = dock_text_expand(s, len, r->symbols);

	if (text)
		fprintf(r->results, "%s\n", text);
	fflush(r->results);
	free(text);
}

static void say_nonsense(struct dock_records *r)
{
	if (!r->said_nonsense)
		fprintf(r->out, "drydock: the machine sent a record that makes no sense; "
				"its log may lack lines\n");
	r->said_nonsense = 1;
}

/* "level time text", where text may be several lines. */
static void take_log(struct dock_records *r, const char *s, size_t len)
{
	unsigned long level, time_ns;

	if (take_number(&s, &len, ' ', &level) || level > LEVEL_DEBUG ||
	    take_number(&s, &len, ' ', &time_ns)) {
		say_nonsense(r);
		return;
	}
	while (len && s[len - 1] == '\n')
		len--;
	for (;;) {
		const char *newline = memchr(s, '\n', len);
		size_t n = newline ? (size_t)(newline - s) : len;

		log_line(r, level, time_ns, s, n);
		if (!newline)
			return;
		s += n + 1;
		len -= n + 1;
	}
}

/* The bytes before @stop as a string of at most @size - 1; moves past it. */
static int take_word(const char **s, size_t *len, char stop, char *word, size_t size)
{
	const char *end = memchr(*s, stop, *len);
	size_t n = end ? (size_t)(end - *s) : 0;

	if (!n || n >= size || memchr(*s, '\0', n))
		return -1;
	memcpy(word, *s, n);
	word[n] = '\0';
	*s += n + 1;
	*len -= n + 1;
	return 0;
}

/* "name base_hex path" */
static void take_module(struct dock_records *r, const char *s, size_t len)
{
	char name[DOCK_FRAME_NAME], base[17], path[4096];
	char *end;
	unsigned long address;

	if (take_word(&s, &len, ' ', name, sizeof(name)) ||
	    take_word(&s, &len, ' ', base, sizeof(base)) ||
	    !isxdigit((unsigned char)*base) || !len || len >= sizeof(path) ||
	    memchr(s, '\0', len)) {
		say_nonsense(r);
		return;
	}
	address = strtoul(base, &end, 16);
	memcpy(path, s, len);
	path[len] = '\0';
	if (*end)
		say_nonsense(r);
	else
		dock_symbols_add(r->symbols, name, address, path);
}

static void count_rule(struct dock_records *r, const char *rule)
{
	r->nr_broken++;
	for (int i = 0; i < r->nr_rules; i++) {
		/* The last place stands for all that found none. */
		if (!strcmp(r->rules[i].rule, rule) || i == DOCK_MAX_RULES - 1) {
			r->rules[i].times++;
			return;
		}
	}
	r->rules[r->nr_rules].rule =
		strdup(r->nr_rules < DOCK_MAX_RULES - 1 ? rule : "others");
	if (r->rules[r->nr_rules].rule)
		r->rules[r->nr_rules++].times = 1;
}

/* Print, count, keep; takes @b over. */
static void add_report(struct dock_records *r, struct dock_broken_rule *b)
{
	if (!b) {
		/* Out of memory; that a rule was broken is not lost. */
		r->nr_broken++;
		return;
	}
	dock_print_report(r, b);
	fflush(r->out);
	count_rule(r, b->rule);
	r->time_ns = b->time_ns;
	if (r->nr_kept < DOCK_MAX_KEPT)
		r->kept[r->nr_kept++] = b;
	else
		dock_broken_rule_free(b);
}

/* Where a module's function was in the last report: should the machine die now,
 * it is probably there. */
static void remember_place(struct dock_records *r, const struct dock_broken_rule *b)
{
	free(r->last_words);
	r->last_words = NULL;
	for (int i = 0; i < b->nr_stacks; i++)
		for (int j = 0; j < b->stacks[i].nr_frames; j++) {
			const struct dock_frame *f = &b->stacks[i].frames[j];

			if (*f->module && strcmp(f->module, "drydock")) {
				r->last_words = dock_print_frame(f);
				return;
			}
		}
}

/* "time\nlines" */
static void take_report(struct dock_records *r, const char *s, size_t len)
{
	unsigned long time_ns = r->time_ns;
	struct dock_broken_rule *b;

	if (take_number(&s, &len, '\n', &time_ns))
		time_ns = r->time_ns;
	b = dock_broken_rule_parse(s, len, time_ns, r->symbols);
	if (b) {
		r->have_timeout |= !strcmp(b->rule, "timeout");
		remember_place(r, b);
	}
	add_report(r, b);
}

/* A rule's name: that it was broken is counted, and said the first time. */
static void take_again(struct dock_records *r, const char *s, size_t len)
{
	char *rule = dock_text_clean(s, len);

	if (rule && !r->said_again)
		fprintf(r->out,
			"drydock: %s is broken again and again; from now on its reports "
			"are counted, not shown\n",
			rule);
	r->said_again = 1;
	count_rule(r, rule && *rule ? rule : "unnamed");
	free(rule);
}

static void add_left(struct dock_records *r, const char *s, size_t len)
{
	char *text = dock_text_expand(s, len, r->symbols);
	char *both = NULL;

	if (text && r->left) {
		if (asprintf(&both, "%s\n%s", r->left, text) < 0)
			both = NULL;
		free(text);
	} else {
		both = text;
	}
	if (!both)
		return;
	free(r->left);
	r->left = both;
}

/* "key=value" lines; a status that is none is as if it was not said. */
static void take_end(struct dock_records *r, const char *s, size_t len)
{
	const char *end = s + len;

	while (s < end) {
		const char *newline = memchr(s, '\n', end - s);
		size_t n = newline ? (size_t)(newline - s) : (size_t)(end - s);

		if (n > 5 && !memcmp(s, "left=", 5)) {
			add_left(r, s + 5, n - 5);
		} else if (n > 7 && !memcmp(s, "status=", 7) && n <= 10) {
			char digits[4] = "";
			unsigned long status;
			char *stop;

			memcpy(digits, s + 7, n - 7);
			status = strtoul(digits, &stop, 10);
			if (isdigit((unsigned char)*digits) && !*stop && status <= 255) {
				r->status = status;
				r->have_status = 1;
			}
		}
		s += n + 1;
	}
}

static void take_console_level(struct dock_records *r, const char *s, size_t len)
{
	if (len == 1 && *s >= '0' && *s <= '9')
		r->console_level = *s - '0';
	else
		say_nonsense(r);
}

static void take_bad_input(struct dock_records *r, const char *s, size_t len)
{
	if (r->bad_input)
		return;
	while (len && s[len - 1] == '\n')
		len--;
	r->bad_input = dock_text_expand(s, len, r->symbols);
}

/* 'P': the pid of the first program, 0 at its end; 'Z': a signal stopped it. */
static int take_program(struct dock_records *r, char type, const char *s, size_t len)
{
	unsigned long n = 0;

	if (!len)
		return -1;
	for (size_t i = 0; i < len; i++) {
		if (!isdigit((unsigned char)s[i]) || n > 99999999)
			return -1;
		n = n * 10 + (unsigned long)(s[i] - '0');
	}
	if (type == 'Z') {
		r->program_stopped = (int)n;
		return 0;
	}
	r->program_runs = n != 0;
	r->program = n ? (int)n : r->program;
	return 0;
}

int dock_records_take(struct dock_records *r, const char *record, size_t len)
{
	const char *s = record + 1;

	if (!len) {
		say_nonsense(r);
		return 0;
	}
	if (len > HOST_CHANNEL_MAX)
		len = HOST_CHANNEL_MAX;
	switch (*record) {
	case 'L':
		take_log(r, s, len - 1);
		break;
	case 'M':
		take_module(r, s, len - 1);
		break;
	case 'A':
		take_again(r, s, len - 1);
		break;
	case 'R':
		take_report(r, s, len - 1);
		break;
	case 'E':
		take_end(r, s, len - 1);
		break;
	case 'X':
		take_bad_input(r, s, len - 1);
		break;
	case 'T':
		if (r->timeline && dock_timeline_take(r->timeline, s, len - 1))
			say_nonsense(r);
		break;
	case 'C':
		take_console_level(r, s, len - 1);
		break;
	case 'K':
		if (r->options->test)
			result_line(r, s, len - 1);
		else
			say_nonsense(r);
		break;
	case 'F':
		free(r->figure);
		r->figure = strndup(s, len - 1);
		break;
	case 'S':
	case 'B':
		if (r->screenshot && dock_screenshot_take(r->screenshot, *record, s, len - 1))
			say_nonsense(r);
		break;
	case 'U': /* its names stay known */
		break;
	case 'P':
	case 'Z':
		if (take_program(r, *record, s, len - 1))
			say_nonsense(r);
		break;
	case 'Y':
		fflush(r->out);
		return 1;
	default:
		say_nonsense(r);
	}
	return 0;
}

static void report_hang(struct dock_records *r)
{
	struct dock_broken_rule *b;

	b = dock_broken_rule_new(
		"timeout", r->time_ns,
		"the run did not end in %.10g s, and the machine did not "
		"answer when it was asked where it was",
		r->options->timeout_ms / 1000.0);
	if (b && r->last_words)
		dock_broken_rule_fact(b, "last heard", r->last_words);
	add_report(r, b);
}

static void report_death(struct dock_records *r, int wait_status)
{
	struct dock_broken_rule *b;

	if (WIFSIGNALED(wait_status)) {
		int sig = WTERMSIG(wait_status);
		const char *name = sigabbrev_np(sig);

		b = dock_broken_rule_new("machine-died", r->time_ns,
					 "the machine was ended by signal %d (%s%s)", sig,
					 name ? "SIG" : "", name ? name : "unnamed");
	} else {
		b = dock_broken_rule_new(
			"machine-died", r->time_ns,
			"the machine ended with status %d before the run was over",
			WEXITSTATUS(wait_status));
	}
	if (b && r->last_words)
		dock_broken_rule_fact(b, "last heard", r->last_words);
	add_report(r, b);
}

int dock_records_finish(struct dock_records *r, const struct dock_ending *ending)
{
	int status = r->status;

	int unfinished =
		WIFSIGNALED(ending->wait_status) || (!r->have_status && !r->bad_input);

	if (unfinished && !ending->timed_out)
		report_death(r, ending->wait_status);
	else if (unfinished && !r->have_timeout)
		report_hang(r);
	if (r->nr_broken)
		status = DOCK_RULE_STATUS;
	else if (r->bad_input)
		status = DOCK_INPUT_STATUS;
	dock_print_summary(r, status);
	fflush(r->out);
	return status;
}
