/* SPDX-License-Identifier: MIT */
/* glob_match(): a star tries the shortest run first, and only the last one is
 * ever taken back. */
#include <linux/glob.h>

#include <linux/export.h>

/* The set that begins at @p (after '['), which has an end. Returns what follows
 * its ']', or NULL: it is no set. *@in: does it have @c? */
static const char *match_set(const char *p, unsigned char c, bool *in)
{
	bool inverted = *p == '!' || *p == '^', found = false;
	const char *first = p + inverted;

	for (p = first; *p && (*p != ']' || p == first); p++) {
		unsigned char low = (unsigned char)*p, high = low;

		if (p[1] == '-' && p[2] && p[2] != ']') {
			high = (unsigned char)p[2];
			p += 2;
		}
		found |= low <= c && c <= high;
	}
	if (!*p)
		return NULL;
	*in = found != inverted;
	return p + 1;
}

/* One character of the pattern, no star. Returns what follows it if it matches
 * @c, else NULL. */
static const char *match_one(const char *p, unsigned char c)
{
	const char *after;
	bool in;

	if (!c)
		return NULL;
	switch (*p) {
	case '?':
		return p + 1;
	case '[':
		after = match_set(p + 1, c, &in);
		if (after)
			return in ? after : NULL;
		break;
	case '\\':
		p += p[1] != 0;
		break;
	}
	return *p && (unsigned char)*p == c ? p + 1 : NULL;
}

bool glob_match(char const *pat, char const *str)
{
	const char *star = NULL, *star_str = NULL;

	for (;;) {
		const char *next;

		if (*pat == '*') {
			star = ++pat;
			star_str = str;
			continue;
		}
		if (!*pat && !*str)
			return true;
		next = *pat ? match_one(pat, (unsigned char)*str) : NULL;
		if (next) {
			pat = next;
			str++;
		} else if (star && *star_str) {
			pat = star;
			str = ++star_str;
		} else {
			return false;
		}
	}
}
EXPORT_SYMBOL(glob_match);
