/* SPDX-License-Identifier: MIT */
/* Versions of Linux: see api.h. */
#include "core/api.h"

struct dock_api dock_api_run = {DOCK_API_CODE(6, 1, 0), "6.1", "6.1.0"};

/* The last of each series; of 2 it is 2.6.39, of which three numbers count. */
static const unsigned int last_minor[] = {0, 0, 6, 19, 20, 19, 12};
#define FIRST_OF_2_6 10
#define LAST_OF_2_6 39

/* A number without leading zeros, up to 255. Returns what follows it, or NULL. */
static const char *number(const char *s, unsigned int *n)
{
	const char *start = s;

	for (*n = 0; *s >= '0' && *s <= '9' && *n < 256; s++)
		*n = *n * 10 + (unsigned int)(*s - '0');
	return s == start || *n > 255 || (*start == '0' && s > start + 1)
		       ? (const char *)0
		       : s;
}

static int exists(const unsigned int v[3])
{
	if (v[0] < 2 || v[0] > 6 || v[1] > last_minor[v[0]])
		return 0;
	if (v[0] == 2)
		return v[1] == 6 && v[2] >= FIRST_OF_2_6 && v[2] <= LAST_OF_2_6;
	return !v[2];
}

static char *put(char *to, unsigned int n)
{
	if (n >= 10)
		*to++ = (char)('0' + n / 10);
	*to++ = (char)('0' + n % 10);
	*to = '\0';
	return to;
}

static void put_text(char *to, const unsigned int v[3], int count)
{
	for (int i = 0; i < count; i++) {
		to = put(to, v[i]);
		if (i + 1 < count)
			*to++ = '.';
	}
}

static int parse(const char *s, char end, struct dock_api *api)
{
	unsigned int v[3] = {0, 0, 0};
	int n = 0;

	do
		s = number(s, &v[n++]);
	while (s && n < 3 && *s == '.' && s++);
	if (!s || *s != end || n < 2 || !exists(v))
		return -1;
	api->code = DOCK_API_CODE(v[0], v[1], v[2]);
	put_text(api->name, v, v[0] == 2 ? 3 : 2);
	put_text(api->full, v, 3);
	return 0;
}

int dock_api_parse(const char *text, struct dock_api *api)
{
	return parse(text, '\0', api);
}

int dock_api_of_vermagic(const char *text, struct dock_api *api)
{
	return parse(text, ' ', api);
}

void dock_api_set(const struct dock_api *api)
{
	dock_api_run = *api;
}
