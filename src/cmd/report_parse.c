// SPDX-License-Identifier: MIT
/*
 * Reports as structures: parsed from the lines of an 'R' record, or made by the
 * supervisor itself. All text in them is clean (see text.h).
 */
#include "cmd/report_parse.h"
#include "cmd/text.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void dock_broken_rule_free(struct dock_broken_rule *b)
{
	if (!b)
		return;
	for (int i = 0; i < b->nr_facts; i++) {
		free(b->facts[i].name);
		free(b->facts[i].value);
	}
	for (int i = 0; i < b->nr_stacks; i++) {
		free(b->stacks[i].title);
		free(b->stacks[i].frames);
	}
	free(b->rule);
	free(b->sentence);
	free(b);
}

static void replace(char **where, char *text)
{
	if (!text)
		return;
	free(*where);
	*where = text;
}

/* "name<tab>value"; a line without a tab is all name. */
static void add_fact(struct dock_broken_rule *b, const char *s, size_t len,
		     struct dock_symbols *symbols)
{
	const char *tab = memchr(s, '\t', len);
	struct dock_fact *fact = &b->facts[b->nr_facts];
	size_t name_len = tab ? (size_t)(tab - s) : len;

	if (b->nr_facts == DOCK_MAX_FACTS)
		return;
	fact->name = dock_text_clean(s, name_len);
	fact->value = tab ? dock_text_expand(tab + 1, len - name_len - 1, symbols)
			  : dock_text_clean("", 0);
	if (fact->name && fact->value) {
		b->nr_facts++;
		return;
	}
	free(fact->name);
	free(fact->value);
}

/* A number of 1 to 16 hex digits that fills the word; -1: it is none. */
static int parse_pc(const char *s, size_t len, unsigned long *pc)
{
	*pc = 0;
	if (!len || len > 16)
		return -1;
	for (; len; s++, len--) {
		if (!isxdigit((unsigned char)*s))
			return -1;
		*pc = *pc << 4 | (*s <= '9' ? *s - '0' : (*s | 32) - 'a' + 10);
	}
	return 0;
}

/* Names come from a module's file: they are as little trusted as a record. What
 * grows too long is cut, at the start of a character. */
static void clean_name(char *name, size_t size)
{
	char *clean = dock_text_clean(name, strlen(name));
	size_t n = clean ? strlen(clean) : 0;

	if (n >= size) {
		n = size - 1;
		while (n && (clean[n] & 0xc0) == 0x80)
			n--;
	}
	if (clean)
		memcpy(name, clean, n);
	name[n] = '\0';
	free(clean);
}

static void add_frame(struct dock_stack *stack, const char *word, size_t len,
		      struct dock_symbols *symbols)
{
	struct dock_frame *frame = &stack->frames[stack->nr_frames];
	int exact = len && *word == '=';
	unsigned long pc;

	if (stack->nr_frames == DOCK_MAX_FRAMES ||
	    parse_pc(word + exact, len - exact, &pc))
		return;
	dock_symbols_find(symbols, pc, !exact, frame);
	clean_name(frame->function, sizeof(frame->function));
	clean_name(frame->module, sizeof(frame->module));
	clean_name(frame->file, sizeof(frame->file));
	stack->nr_frames++;
}

/* "title<tab>HEX =HEX ..."; words that are no addresses are left out. */
static void add_stack(struct dock_broken_rule *b, const char *s, size_t len,
		      struct dock_symbols *symbols)
{
	const char *end = s + len;
	const char *tab = memchr(s, '\t', len);
	struct dock_stack *stack = &b->stacks[b->nr_stacks];

	if (b->nr_stacks == DOCK_MAX_STACKS || !tab)
		return;
	stack->title = dock_text_clean(s, tab - s);
	stack->frames = calloc(DOCK_MAX_FRAMES, sizeof(*stack->frames));
	if (!stack->title || !stack->frames) {
		free(stack->title);
		free(stack->frames);
		memset(stack, 0, sizeof(*stack));
		return;
	}
	for (s = tab + 1; s < end;) {
		const char *space = memchr(s, ' ', end - s);
		const char *stop = space ? space : end;

		add_frame(stack, s, stop - s, symbols);
		s = stop + 1;
	}
	b->nr_stacks++;
}

static void parse_line(struct dock_broken_rule *b, const char *s, size_t len,
		       struct dock_symbols *symbols)
{
	if (len >= 5 && !memcmp(s, "rule=", 5))
		replace(&b->rule, len > 5 ? dock_text_clean(s + 5, len - 5) : NULL);
	else if (len >= 4 && !memcmp(s, "say=", 4))
		replace(&b->sentence, dock_text_expand(s + 4, len - 4, symbols));
	else if (len >= 5 && !memcmp(s, "fact=", 5))
		add_fact(b, s + 5, len - 5, symbols);
	else if (len >= 6 && !memcmp(s, "stack=", 6))
		add_stack(b, s + 6, len - 6, symbols);
}

struct dock_broken_rule *dock_broken_rule_new(const char *rule, unsigned long time_ns,
					      const char *fmt, ...)
{
	struct dock_broken_rule *b = calloc(1, sizeof(*b));
	va_list ap;

	if (!b)
		return NULL;
	va_start(ap, fmt);
	if (vasprintf(&b->sentence, fmt, ap) < 0)
		b->sentence = NULL;
	va_end(ap);
	b->rule = strdup(rule);
	b->time_ns = time_ns;
	if (b->rule && b->sentence)
		return b;
	dock_broken_rule_free(b);
	return NULL;
}

void dock_broken_rule_fact(struct dock_broken_rule *b, const char *name,
			   const char *value)
{
	struct dock_fact *fact = &b->facts[b->nr_facts];

	if (b->nr_facts == DOCK_MAX_FACTS)
		return;
	fact->name = strdup(name);
	fact->value = strdup(value);
	if (fact->name && fact->value) {
		b->nr_facts++;
		return;
	}
	free(fact->name);
	free(fact->value);
}

struct dock_broken_rule *dock_broken_rule_parse(const char *text, size_t len,
						unsigned long time_ns,
						struct dock_symbols *symbols)
{
	struct dock_broken_rule *b;
	const char *end = text + len;

	b = dock_broken_rule_new("unnamed", time_ns, "the machine's report came garbled");
	while (b && text < end) {
		const char *newline = memchr(text, '\n', end - text);
		const char *stop = newline ? newline : end;

		parse_line(b, text, stop - text, symbols);
		text = stop + 1;
	}
	return b;
}
