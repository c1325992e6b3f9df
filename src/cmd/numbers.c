// SPDX-License-Identifier: MIT
/* Numbers of a command line: see numbers.h. */
#include "cmd/numbers.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>

#define MAX_TIMEOUT_S 1e6

/* Digits only (or 0x and hex digits): strtoul alone takes signs and spaces. */
int dock_number_parse(const char *s, int base, unsigned long max, unsigned long *value)
{
	char *end;

	if (!isdigit((unsigned char)*s))
		return -1;
	errno = 0;
	*value = strtoul(s, &end, base);
	return errno || *end || *value > max ? -1 : 0;
}

int dock_size_parse(const char *s, unsigned long *bytes)
{
	char *end;
	int shift;

	if (!isdigit((unsigned char)*s))
		return -1;
	errno = 0;
	*bytes = strtoul(s, &end, 0);
	switch (toupper((unsigned char)*end)) {
	case '\0':
		return errno || !*bytes ? -1 : 0;
	case 'K':
		shift = 10;
		break;
	case 'M':
		shift = 20;
		break;
	case 'G':
		shift = 30;
		break;
	case 'T':
		shift = 40;
		break;
	default:
		return -1;
	}
	if (errno || end[1] || !*bytes || *bytes > ~0UL >> shift)
		return -1;
	*bytes <<= shift;
	return 0;
}

int dock_timeout_parse(const char *s, unsigned long *ms)
{
	char *end;
	double seconds;

	if (!isdigit((unsigned char)*s) && *s != '.')
		return -1;
	seconds = strtod(s, &end);
	if (*end || !(seconds > 0) || seconds > MAX_TIMEOUT_S)
		return -1;
	*ms = (unsigned long)(seconds * 1000 + 0.999); /* never 0 */
	return 0;
}
