// SPDX-License-Identifier: MIT
/* The name that was probably meant: see nearest.h. */
#include "cmd/nearest.h"

#include <stdlib.h>
#include <string.h>

#define MAX_NAME 128

/* How many letters must be put in, taken out or changed; @most or more is not
 * counted to the end. */
static int distance(const char *a, int n, const char *b, int m, int most)
{
	int row[MAX_NAME + 1];

	for (int j = 0; j <= m; j++)
		row[j] = j;
	for (int i = 1; i <= n; i++) {
		int corner = row[0], least;

		least = row[0] = i;
		for (int j = 1; j <= m; j++) {
			int change = corner + (a[i - 1] != b[j - 1]);

			corner = row[j];
			row[j] = row[j] < row[j - 1] ? row[j] + 1 : row[j - 1] + 1;
			row[j] = change < row[j] ? change : row[j];
			least = row[j] < least ? row[j] : least;
		}
		if (least >= most)
			return most;
	}
	return row[m];
}

void dock_nearest_try(struct dock_nearest *n, const char *name)
{
	int most = n->best ? n->distance : MAX_NAME + 1;
	int a = (int)strnlen(n->wanted, MAX_NAME), b = (int)strnlen(name, MAX_NAME);
	int d;

	if (abs(a - b) >= most)
		return;
	d = distance(n->wanted, a, name, b, most);
	if (d < most) {
		n->best = name;
		n->distance = d;
	}
}

const char *dock_nearest_good(const struct dock_nearest *n)
{
	int len = (int)strlen(n->wanted), limit = len < 8 ? 1 : len / 4;

	return n->best && n->distance <= limit && n->distance < len ? n->best : NULL;
}
