/* SPDX-License-Identifier: MIT */
/*
 * Heapsort: in place, no worst case, no memory. The array is first made a
 * heap, whose largest element is the first; then the first goes to the end,
 * time and again, and the rest is made a heap.
 */
#include <linux/export.h>
#include <linux/sort.h>
#include <linux/types.h>

struct sorting {
	char *base;
	size_t size;
	cmp_r_func_t cmp;
	swap_r_func_t swap;
	const void *priv;
};

static void swap_bytes(void *a, void *b, int size, const void *priv)
{
	char *x = a, *y = b;

	for (; size; size--, x++, y++) {
		char byte = *x;

		*x = *y;
		*y = byte;
	}
}

static void *element(const struct sorting *s, size_t i)
{
	return s->base + i * s->size;
}

static bool is_less(const struct sorting *s, size_t i, size_t j)
{
	return s->cmp(element(s, i), element(s, j), s->priv) < 0;
}

static void exchange(const struct sorting *s, size_t i, size_t j)
{
	s->swap(element(s, i), element(s, j), (int)s->size, s->priv);
}

/* Lets element i sink until neither child is larger. */
static void sift_down(const struct sorting *s, size_t i, size_t num)
{
	size_t child;

	for (; (child = 2 * i + 1) < num; i = child) {
		if (child + 1 < num && is_less(s, child, child + 1))
			child++;
		if (!is_less(s, i, child))
			break;
		exchange(s, i, child);
	}
}

static void heapsort(const struct sorting *s, size_t num)
{
	size_t i;

	for (i = num / 2; i; i--)
		sift_down(s, i - 1, num);
	for (i = num; i > 1; i--) {
		exchange(s, 0, i - 1);
		sift_down(s, 0, i - 1);
	}
}

void sort_r(void *base, size_t num, size_t size, cmp_r_func_t cmp_func,
	    swap_r_func_t swap_func, const void *priv)
{
	struct sorting s = {
		.base = base,
		.size = size,
		.cmp = cmp_func,
		.swap = swap_func ? swap_func : swap_bytes,
		.priv = priv,
	};

	heapsort(&s, num);
}
EXPORT_SYMBOL(sort_r);

/* sort() is sort_r() with the caller's functions as the private data. */
struct plain_functions {
	cmp_func_t cmp;
	swap_func_t swap;
};

static int call_plain_cmp(const void *a, const void *b, const void *priv)
{
	return ((const struct plain_functions *)priv)->cmp(a, b);
}

static void call_plain_swap(void *a, void *b, int size, const void *priv)
{
	((const struct plain_functions *)priv)->swap(a, b, size);
}

void sort(void *base, size_t num, size_t size, cmp_func_t cmp_func, swap_func_t swap_func)
{
	struct plain_functions plain = { .cmp = cmp_func, .swap = swap_func };

	sort_r(base, num, size, call_plain_cmp, swap_func ? call_plain_swap : NULL, &plain);
}
EXPORT_SYMBOL(sort);
