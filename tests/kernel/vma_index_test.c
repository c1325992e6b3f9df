/* SPDX-License-Identifier: MIT */
/*
 * The index of VMAs beside a plain array: areas come, go, grow and shrink at random,
 * few at first and thousands later, and after each step an address is looked up.
 */
#include "kernel/mm/vma_index.h"

#include <linux/kernel.h>
#include <linux/mm_types.h>
#include <linux/string.h>
#include "core/rng.h"
#include "test_host.h"

#define MOST 5000
#define STEPS 150000
#define SPAN (1UL << 20) /* addresses are below it */

int main(void);

static struct vm_area_struct areas[MOST], *sorted[MOST];
static struct mm_struct mm;
static int nr;

/* How many of the array begin at @addr or below. */
static int upto(unsigned long addr)
{
	int low = 0, high = nr;

	while (low < high) {
		int middle = (low + high) / 2;

		if (sorted[middle]->vm_start <= addr)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void link_neighbours(int at)
{
	for (int i = max(at - 1, 0); i <= at && i < nr; i++) {
		sorted[i]->vm_prev = i ? sorted[i - 1] : NULL;
		sorted[i]->vm_next = i + 1 < nr ? sorted[i + 1] : NULL;
	}
	if (at + 1 < nr)
		sorted[at + 1]->vm_prev = sorted[at];
}

static void add(unsigned long start)
{
	struct vm_area_struct *vma = areas;
	int at = upto(start);

	if (nr == MOST || (at && sorted[at - 1]->vm_start == start))
		return;
	while (vma->vm_mm)
		vma++;
	vma->vm_mm = &mm;
	vma->vm_start = start;
	memmove(sorted + at + 1, sorted + at, sizeof(*sorted) * (size_t)(nr++ - at));
	sorted[at] = vma;
	link_neighbours(at);
	dock_vma_index_add(&mm, vma);
}

static void del(int at)
{
	struct vm_area_struct *vma = sorted[at];

	memmove(sorted + at, sorted + at + 1, sizeof(*sorted) * (size_t)(--nr - at));
	if (at < nr)
		link_neighbours(at);
	else if (nr)
		link_neighbours(nr - 1);
	dock_vma_index_del(&mm, vma);
	vma->vm_mm = NULL;
}

/* Anywhere between its neighbours: next to them, too. */
static void move(int at)
{
	unsigned long low = at ? sorted[at - 1]->vm_start + 1 : 0;
	unsigned long high = at + 1 < nr ? sorted[at + 1]->vm_start : SPAN;
	unsigned long start = dock_rng_below(4)	  ? low + dock_rng_below(high - low)
			      : dock_rng_below(2) ? low
						  : high - 1;

	dock_vma_index_move(&mm, sorted[at], start);
	sorted[at]->vm_start = start;
}

static bool right(unsigned long addr)
{
	int n = upto(addr);

	return dock_vma_index_floor(&mm, addr) == (n ? sorted[n - 1] : NULL);
}

/* @grow: of eight steps so many add. */
static bool steps(unsigned long grow)
{
	unsigned long next = 0; /* some come one behind the other */

	for (int i = 0; i < STEPS; i++) {
		unsigned long what = dock_rng_below(8);

		if (what < grow)
			add(dock_rng_below(2) ? next++ % SPAN : dock_rng_below(SPAN));
		else if (nr && what < 7)
			del((int)dock_rng_below((unsigned long)nr));
		else if (nr)
			move((int)dock_rng_below((unsigned long)nr));
		if (!right(dock_rng_below(SPAN)) ||
		    !right(nr ? sorted[nr - 1]->vm_start : ~0UL))
			return false;
	}
	return true;
}

int main(void)
{
	bool good;

	dock_rng_seed(1);
	good = steps(3) && steps(6) && steps(2);
	while (good && nr) {
		del((int)dock_rng_below((unsigned long)nr));
		good = right(dock_rng_below(SPAN));
	}
	good = good && !mm.dock_vmas && !mm.dock_vmas_height;
	dock_test_write(good ? "ok\n" : "FAIL\n", good ? 3 : 5);
	return !good;
}
