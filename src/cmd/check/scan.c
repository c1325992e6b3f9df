// SPDX-License-Identifier: MIT
/* Declarations and uses: see scan.h. */
#include "cmd/check/scan.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define MAX_DEPTH 1024

/* What is open around a token. */
enum scope {
	IN_PARENS = '(',
	IN_BLOCK = '{',
	IN_STRUCT = 's',
	IN_ENUM = 'e',
	IN_VALUES = 'v'
};

struct walk {
	struct dock_scan *s;
	const struct dock_pp *pp;
	const struct dock_tok *t; /* [-1] and [n], [n + 1], [n + 2] may be read */
	unsigned int i, n;
	char scopes[MAX_DEPTH];
	int depth;
};

/* --- words --- */

/* Neither a type nor a name can stand behind... these begin no declaration. */
static const char *const statement_words[] = {
	"return",   "goto",	"else",	       "case",	  "do",	       "sizeof",
	"if",	    "while",	"for",	       "switch",  "default",   "break",
	"continue", "_Alignof", "__alignof__", "alignof", "__alignof",
};

static const char *const type_words[] = {
	"void",		 "char",       "short",		"int",	       "long",
	"float",	 "double",     "signed",	"unsigned",    "_Bool",
	"bool",		 "struct",     "union",		"enum",	       "const",
	"volatile",	 "static",     "extern",	"inline",      "register",
	"typedef",	 "auto",       "restrict",	"__inline__",  "__inline",
	"__const",	 "__const__",  "__volatile__",	"__volatile",  "__restrict",
	"__restrict__",	 "__signed__", "__signed",	"__auto_type", "__typeof__",
	"typeof",	 "__typeof",   "__int128",	"__int128_t",  "__uint128_t",
	"_Thread_local", "__thread",   "__extension__", "__label__",   "_Noreturn",
	"_Atomic",	 "__seg_gs",   "__seg_fs",
};

/* What may stand before a macro that makes a declaration: no type. */
static const char *const storage_words[] = {
	"static",     "extern",	  "inline",   "typedef",
	"__inline__", "__inline", "register", "auto",
};

/* What a compiler knows by itself. */
static const char *const other_words[] = {
	"asm",		 "__asm__",
	"__asm",	 "__attribute__",
	"__attribute",	 "_Static_assert",
	"_Generic",	 "__func__",
	"__FUNCTION__",	 "__PRETTY_FUNCTION__",
	"__LINE__",	 "__FILE__",
	"__COUNTER__",	 "__DATE__",
	"__TIME__",	 "__INCLUDE_LEVEL__",
	"__BASE_FILE__", "__real__",
	"__imag__",	 "defined",
	"__VA_ARGS__",	 "alloca",
	"__TIMESTAMP__", "offsetof",
	"__VA_OPT__",	 "_Pragma",
};

static const char *const builtin_prefixes[] = {"__builtin_", "__sync_", "__atomic_",
					       "__has_", "__ATOMIC_"};

static int is_one_of(const struct dock_tok *t, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (dock_tok_is(t, words[i]))
			return 1;
	return 0;
}

#define ONE_OF(t, words) is_one_of(t, words, sizeof(words) / sizeof((words)[0]))

static int is_statement_word(const struct dock_tok *t)
{
	return ONE_OF(t, statement_words);
}

static int is_builtin(const struct dock_tok *t)
{
	for (size_t i = 0; i < sizeof(builtin_prefixes) / sizeof(builtin_prefixes[0]);
	     i++) {
		size_t n = strlen(builtin_prefixes[i]);

		if (t->len > n && !memcmp(t->text, builtin_prefixes[i], n))
			return 1;
	}
	return 0;
}

static int is_reserved(const struct dock_tok *t)
{
	return is_statement_word(t) || ONE_OF(t, type_words) || ONE_OF(t, other_words) ||
	       is_builtin(t);
}

/* --- looking around --- */

static int is(const struct dock_tok *t, const char *punct)
{
	return t->kind == DOCK_TOK_PUNCT && dock_tok_is(t, punct);
}

static int is_any(const struct dock_tok *t, const char *puncts)
{
	return t->kind == DOCK_TOK_PUNCT && t->len == 1 && strchr(puncts, *t->text);
}

/* Could this end a type? */
static int is_type_end(const struct dock_tok *t)
{
	return t->kind == DOCK_TOK_NAME && !is_statement_word(t);
}

static int is_tag_word(const struct dock_tok *t)
{
	return t->kind == DOCK_TOK_NAME &&
	       (dock_tok_is(t, "struct") || dock_tok_is(t, "union") ||
		dock_tok_is(t, "enum"));
}

static struct dock_source_file *file_of(const struct walk *w, const struct dock_tok *t)
{
	return w->s->sources->files[t->file];
}

static enum scope scope(const struct walk *w)
{
	return w->depth ? (enum scope)w->scopes[w->depth - 1] : IN_BLOCK;
}

static void open_scope(struct walk *w, enum scope s)
{
	if (w->depth < MAX_DEPTH)
		w->scopes[w->depth++] = (char)s;
}

/* What a '{' at @t opens, by what stands before it. */
static enum scope brace_scope(const struct walk *w, const struct dock_tok *t)
{
	const struct dock_tok *word = is_tag_word(&t[-1]) ? &t[-1] : &t[-2];

	if (t[-1].kind == DOCK_TOK_NAME && is_tag_word(word))
		return dock_tok_is(word, "enum") ? IN_ENUM : IN_STRUCT;
	if (is(&t[-1], "=") || scope(w) == IN_VALUES)
		return IN_VALUES;
	if (is(&t[-1], ")") && scope(w) == IN_PARENS)
		return IN_VALUES; /* a compound literal as an argument */
	return IN_BLOCK;
}

/* Keep track of what is open, before the token at w->i is looked at. */
static void track(struct walk *w)
{
	const struct dock_tok *t = &w->t[w->i];

	if (t->kind != DOCK_TOK_PUNCT)
		return;
	/* The style of all kernel code: this brace ends whatever was begun. */
	if (is(t, "}") && (t->flags & DOCK_TOK_COLUMN0))
		w->depth = 0;
	else if (is_any(t, ")}") && w->depth)
		w->depth--;
	else if (is(t, "("))
		open_scope(w, IN_PARENS);
	else if (is(t, "{"))
		open_scope(w, brace_scope(w, t));
}

/* The token before the stars and qualifiers before @t; NULL: there are none. */
static const struct dock_tok *before_stars(const struct dock_tok *t)
{
	int stars = 0;

	for (t--; is(t, "*") || (t->kind == DOCK_TOK_NAME &&
				 (dock_tok_is(t, "const") || dock_tok_is(t, "volatile")));
	     t--)
		stars += is(t, "*");
	return stars ? t : NULL;
}

/* --- declarations --- */

static int is_list_scope(const struct walk *w)
{
	return scope(w) == IN_BLOCK || scope(w) == IN_STRUCT;
}

static int is_declared_here(const struct walk *w)
{
	const struct dock_tok *t = &w->t[w->i], *before = before_stars(t);

	if (scope(w) == IN_ENUM)
		return is_any(&t[-1], "{,");
	/* A pointer to a function, or its array. */
	if (before && is(before, "(") && is_any(&t[1], ")["))
		return 1;
	if (!is_any(&t[1], ";,=)[:") && !(is(&t[1], "(") && !w->depth))
		return 0;
	if (is(&t[1], ":") && is_any(&t[-1], ";{}:"))
		return 1; /* a label */
	if (!before)
		before = &t[-1];
	if (is_type_end(before))
		return !is(&t[1], "(") || !ONE_OF(before, storage_words);
	if (is(&t[1], "("))
		return 0;
	return is(before, "}") || (is(before, ",") && is_list_scope(w));
}

/* A header's names are seen by others if they stand outside of everything. */
static int is_visible(const struct walk *w)
{
	if (!w->depth || scope(w) == IN_ENUM)
		return 1;
	return w->depth == 1 && scope(w) == IN_PARENS && is(&w->t[w->i + 1], ")");
}

static void put(struct dock_names *n, const struct dock_tok *t,
		struct dock_source_file *f)
{
	if (!dock_names_of(n, t))
		dock_names_put(n, t->text, t->len, t->hash, f);
}

static void declare_tag(struct walk *w, const struct dock_tok *t)
{
	struct dock_source_file *f = file_of(w, t);

	if (is(&t[1], "{")) {
		put(&w->s->defined_tags, t, f);
		if (f->is_driver && w->s->own_tag)
			w->s->own_tag(w->s->ctx, t);
	}
	if (is_any(&t[1], "{;") || !f->is_driver)
		put(&w->s->tags, t, f);
}

static void declare(struct walk *w)
{
	const struct dock_tok *t = &w->t[w->i];
	struct dock_source_file *f = file_of(w, t);

	if (t->kind != DOCK_TOK_NAME || is(&t[-1], "->") || is(&t[-1], "."))
		return;
	if (is_tag_word(&t[-1])) {
		declare_tag(w, t);
		return;
	}
	if ((!f->is_driver && !is_visible(w)) || !is_declared_here(w) || is_reserved(t))
		return;
	put(&w->s->declared, t, f);
	if (f->is_driver && w->s->own && is_visible(w))
		w->s->own(w->s->ctx, t);
}

/* --- uses --- */

static int is_known(const struct walk *w, const struct dock_tok *t)
{
	return dock_names_of(&w->s->declared, t) || dock_pp_find(w->pp, t) ||
	       is_reserved(t);
}

static int is_capitals(const struct dock_tok *t)
{
	int letters = 0;

	for (unsigned int i = 0; i < t->len; i++) {
		letters += !!isupper((unsigned char)t->text[i]);
		if (islower((unsigned char)t->text[i]))
			return 0;
	}
	return letters >= 2;
}

static int ends_in_t(const struct dock_tok *t)
{
	return t->len > 2 && !memcmp(t->text + t->len - 2, "_t", 2);
}

static int begins_type(const struct dock_tok *t)
{
	return is_any(t, ";{}") || t->kind == DOCK_TOK_END ||
	       (t->kind == DOCK_TOK_NAME &&
		(ONE_OF(t, storage_words) || dock_tok_is(t, "const") ||
		 dock_tok_is(t, "volatile")));
}

/* "TYPE name", "TYPE *name", "(TYPE *)" and, for names that look like types,
 * "(TYPE)" and "(TYPE name". */
static int is_type_here(const struct dock_tok *t)
{
	const struct dock_tok *after = &t[1];
	int looks = ends_in_t(t) || is_capitals(t);

	while (is(after, "*") ||
	       (after->kind == DOCK_TOK_NAME && dock_tok_is(after, "const")))
		after++;
	if (begins_type(&t[-1]))
		return after->kind == DOCK_TOK_NAME && !is_reserved(after);
	if (!is_any(&t[-1], "(,"))
		return 0;
	if (is(&t[1], "*") && is(after, ")"))
		return 1;
	return looks && (after->kind == DOCK_TOK_NAME ||
			 (ends_in_t(t) && is(after, ")") && is(&t[-1], "(")));
}

static int is_attribute_here(const struct walk *w, const struct dock_tok *t)
{
	if (t->len < 3 || memcmp(t->text, "__", 2) || is(&t[1], "("))
		return 0;
	return (is_type_end(&t[-1]) && t[1].kind == DOCK_TOK_NAME) ||
	       (!w->depth && is_any(&t[-1], ")]*")) ||
	       (begins_type(&t[-1]) && t[1].kind == DOCK_TOK_NAME);
}

static enum dock_use_kind kind_of_use(const struct walk *w, const struct dock_tok *t)
{
	if (is(&t[1], "("))
		return DOCK_USE_FUNCTION;
	if (is_attribute_here(w, t))
		return DOCK_USE_MACRO;
	if (is_type_here(t))
		return DOCK_USE_TYPE;
	return is_capitals(t) ? DOCK_USE_CONSTANT : DOCK_USE_NAME;
}

/* What an unknown macro is given may be what it declares. */
static void excuse_arguments(struct walk *w, const struct dock_tok *t)
{
	int depth = 0;

	if (w->depth && scope(w) != IN_STRUCT && !is_capitals(t))
		return;
	for (t++; t->kind != DOCK_TOK_END; t++) {
		depth += is(t, "(");
		depth -= is(t, ")");
		if (depth <= 0)
			return;
		if (t->kind != DOCK_TOK_NAME)
			continue;
		put(&w->s->declared, t, file_of(w, t));
		if (w->s->own)
			w->s->own(w->s->ctx, t);
	}
}

static void use_tag(struct walk *w, const struct dock_tok *t)
{
	int by_value = t[1].kind == DOCK_TOK_NAME && !is_reserved(&t[1]);

	if (is_any(&t[1], "{;"))
		return;
	if (!dock_names_of(&w->s->tags, t) ||
	    (by_value && !dock_names_of(&w->s->defined_tags, t)))
		w->s->use(w->s->ctx, by_value ? DOCK_USE_STRUCT : DOCK_USE_TAG, t);
}

static void use(struct walk *w)
{
	const struct dock_tok *t = &w->t[w->i];

	if (t->kind != DOCK_TOK_NAME || !file_of(w, t)->is_driver || is(&t[-1], "->") ||
	    is(&t[-1], ".") ||
	    (t[-1].kind == DOCK_TOK_NAME && dock_tok_is(&t[-1], "goto")))
		return;
	if (is_tag_word(&t[-1])) {
		use_tag(w, t);
	} else if (is_known(w, t)) {
		if (w->s->call)
			w->s->call(w->s->ctx, t);
	} else if (!(scope(w) == IN_VALUES && is(&t[1], ":"))) {
		enum dock_use_kind kind = kind_of_use(w, t);

		/* Names of a generated header, most likely. */
		if (!(t->flags & DOCK_TOK_OPEN) ||
		    (kind != DOCK_USE_CONSTANT && kind != DOCK_USE_NAME))
			w->s->use(w->s->ctx, kind, t);
		if (is(&t[1], "("))
			excuse_arguments(w, t);
	}
}

/* --- the stream --- */

/* The ')' of the '(' at @i. */
static unsigned int skip_parens(const struct dock_tok *t, unsigned int n, unsigned int i)
{
	int depth = 0;

	for (; i < n; i++) {
		depth += is(&t[i], "(");
		depth -= is(&t[i], ")");
		if (!depth)
			return i;
	}
	return n - 1;
}

/* Without attributes and assembler; typeof(x) becomes one word. In place. */
static unsigned int simplify(struct dock_tok *t, unsigned int n)
{
	static const char *const dropped[] = {
		"__attribute__", "__attribute",	   "__asm__",	   "asm",
		"__asm",	 "_Static_assert", "__extension__"};
	static const char *const types[] = {"__typeof__",	  "typeof",
					    "__typeof",		  "_Alignas",
					    "__builtin_offsetof", "offsetof"};
	unsigned int kept = 0;

	for (unsigned int i = 0; i < n; i++) {
		int is_name = t[i].kind == DOCK_TOK_NAME;

		if (is_name && ONE_OF(&t[i], dropped)) {
			while (i + 1 < n && t[i + 1].kind == DOCK_TOK_NAME &&
			       (ONE_OF(&t[i + 1], type_words) ||
				dock_tok_is(&t[i + 1], "goto")) &&
			       !dock_tok_is(&t[i], "__extension__"))
				i++; /* asm volatile goto */
			if (i + 1 < n && is(&t[i + 1], "(") &&
			    !dock_tok_is(&t[i], "__extension__"))
				i = skip_parens(t, n, i + 1);
			continue;
		}
		t[kept++] = t[i];
		if (is_name && ONE_OF(&t[i], types) && i + 1 < n && is(&t[i + 1], "("))
			i = skip_parens(t, n, i + 1);
	}
	return kept;
}

static void walk(struct walk *w, void (*look)(struct walk *w))
{
	w->depth = 0;
	for (w->i = 2; w->i < w->n; w->i++) {
		track(w);
		look(w);
	}
}

void dock_scan(struct dock_scan *s, struct dock_pp *pp)
{
	struct walk *w = dock_need(calloc(1, sizeof(*w)));
	unsigned int n = simplify(pp->out, pp->nr_out);
	/* Room to look back and ahead without asking. */
	struct dock_tok *t = dock_need(calloc(n + 6, sizeof(*t)));

	for (unsigned int i = 0; i < n + 6; i++)
		t[i].text = "";
	memcpy(t + 2, pp->out, n * sizeof(*t));
	w->s = s;
	w->pp = pp;
	w->t = t;
	w->n = n + 2;
	walk(w, declare);
	if (s->use)
		walk(w, use);
	free(t);
	free(w);
}

void dock_scan_free(struct dock_scan *s)
{
	dock_names_free(&s->declared);
	dock_names_free(&s->tags);
	dock_names_free(&s->defined_tags);
}
