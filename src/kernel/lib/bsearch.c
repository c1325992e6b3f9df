/* SPDX-License-Identifier: MIT */
/* Binary search; which of several equal elements it finds is not said. */
#include <linux/bsearch.h>
#include <linux/export.h>

void *bsearch(const void *key, const void *base, size_t num, size_t size, cmp_func_t cmp)
{
	size_t low = 0, high = num;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		void *at = (char *)base + middle * size;
		int order = cmp(key, at);

		if (order == 0)
			return at;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}
EXPORT_SYMBOL(bsearch);
