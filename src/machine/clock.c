/* SPDX-License-Identifier: MIT */
/* Virtual time: see clock.h. Events wait in a binary heap. */
#include "machine/clock.h"

#include "host/mem.h"

struct dock_event {
	unsigned long when_ns, serial;
	void (*fn)(void *);
	void *arg;
	unsigned long slot; /* its index in the heap */
};

static unsigned long now_ns, next_serial;
static struct dock_event **heap;
static unsigned long nr_events, heap_size;

unsigned long dock_clock_now(void)
{
	return now_ns;
}

void dock_clock_pass(unsigned long ns)
{
	now_ns += ns;
}

void dock_clock_reach(unsigned long when_ns)
{
	if (when_ns > now_ns)
		now_ns = when_ns;
}

static int event_before(const struct dock_event *a, const struct dock_event *b)
{
	return a->when_ns != b->when_ns ? a->when_ns < b->when_ns : a->serial < b->serial;
}

static void heap_set(unsigned long slot, struct dock_event *e)
{
	heap[slot] = e;
	e->slot = slot;
}

/* Put @e where it belongs, starting from the free place @slot. */
static void heap_settle(unsigned long slot, struct dock_event *e)
{
	while (slot > 0 && event_before(e, heap[(slot - 1) / 2])) {
		heap_set(slot, heap[(slot - 1) / 2]);
		slot = (slot - 1) / 2;
	}
	for (;;) {
		unsigned long child = 2 * slot + 1;

		if (child >= nr_events)
			break;
		if (child + 1 < nr_events && event_before(heap[child + 1], heap[child]))
			child++;
		if (!event_before(heap[child], e))
			break;
		heap_set(slot, heap[child]);
		slot = child;
	}
	heap_set(slot, e);
}

struct dock_event *dock_event_add(unsigned long when_ns, void (*fn)(void *), void *arg)
{
	struct dock_event *e = host_alloc(sizeof(*e));

	e->when_ns = when_ns;
	e->serial = next_serial++;
	e->fn = fn;
	e->arg = arg;
	if (nr_events == heap_size) {
		unsigned long size = heap_size ? 2 * heap_size : 64;

		heap = host_realloc(heap, heap_size * sizeof(*heap), size * sizeof(*heap));
		heap_size = size;
	}
	nr_events++;
	heap_settle(nr_events - 1, e);
	return e;
}

static void heap_take(struct dock_event *e)
{
	struct dock_event *last = heap[--nr_events];

	if (last != e)
		heap_settle(e->slot, last);
}

void dock_event_cancel(struct dock_event *e)
{
	heap_take(e);
	host_free(e);
}

unsigned long dock_event_next(void)
{
	return nr_events ? heap[0]->when_ns : DOCK_NEVER;
}

int dock_event_run_due(void)
{
	struct dock_event *e;
	void (*fn)(void *);
	void *arg;

	if (!nr_events || heap[0]->when_ns > now_ns)
		return 0;
	e = heap[0];
	fn = e->fn;
	arg = e->arg;
	heap_take(e);
	host_free(e);
	fn(arg);
	return 1;
}
