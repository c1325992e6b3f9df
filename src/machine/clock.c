/* SPDX-License-Identifier: MIT */
/* Virtual time: see clock.h. Events wait in three binary heaps. */
#include "machine/clock.h"

#include "host/mem.h"

struct dock_event {
	unsigned long when_ns, serial;
	void (*fn)(void *);
	void *arg;
	struct queue *queue;
	unsigned long slot; /* its index in the queue's heap */
};

static struct queue {
	struct dock_event **heap;
	unsigned long nr, size;
} kernel, hardware, interrupting;

static unsigned long next_serial;
unsigned long dock_clock_ns, dock_clock_next_ns = DOCK_NEVER;
int dock_hw_busy;

void dock_clock_reach(unsigned long when_ns)
{
	if (when_ns > dock_clock_ns)
		dock_clock_ns = when_ns;
}

static int event_before(const struct dock_event *a, const struct dock_event *b)
{
	return a->when_ns != b->when_ns ? a->when_ns < b->when_ns : a->serial < b->serial;
}

static void heap_set(struct queue *q, unsigned long slot, struct dock_event *e)
{
	q->heap[slot] = e;
	e->slot = slot;
}

/* Put @e where it belongs, starting from the free place @slot. */
static void heap_settle(struct queue *q, unsigned long slot, struct dock_event *e)
{
	while (slot > 0 && event_before(e, q->heap[(slot - 1) / 2])) {
		heap_set(q, slot, q->heap[(slot - 1) / 2]);
		slot = (slot - 1) / 2;
	}
	for (;;) {
		unsigned long child = 2 * slot + 1;

		if (child >= q->nr)
			break;
		if (child + 1 < q->nr && event_before(q->heap[child + 1], q->heap[child]))
			child++;
		if (!event_before(q->heap[child], e))
			break;
		heap_set(q, slot, q->heap[child]);
		slot = child;
	}
	heap_set(q, slot, e);
}

static unsigned long first(const struct queue *q)
{
	return q->nr ? q->heap[0]->when_ns : DOCK_NEVER;
}

static void find_next(void)
{
	unsigned long k = first(&kernel), h = first(&hardware), i = first(&interrupting);

	if (h < k)
		k = h;
	dock_clock_next_ns = i < k ? i : k;
}

static struct dock_event *add(struct queue *q, unsigned long when_ns, void (*fn)(void *), void *arg)
{
	struct dock_event *e = host_alloc(sizeof(*e));

	e->when_ns = when_ns;
	e->serial = next_serial++;
	e->fn = fn;
	e->arg = arg;
	e->queue = q;
	if (q->nr == q->size) {
		unsigned long size = q->size ? 2 * q->size : 64;

		q->heap = host_realloc(q->heap, q->size * sizeof(*q->heap),
				       size * sizeof(*q->heap));
		q->size = size;
	}
	q->nr++;
	heap_settle(q, q->nr - 1, e);
	find_next();
	return e;
}

struct dock_event *dock_event_add(unsigned long when_ns, void (*fn)(void *), void *arg)
{
	return add(&kernel, when_ns, fn, arg);
}

struct dock_event *dock_hw_event_add(unsigned long when_ns, void (*fn)(void *), void *arg)
{
	return add(&hardware, when_ns, fn, arg);
}

struct dock_event *dock_irq_event_add(unsigned long when_ns, void (*fn)(void *), void *arg)
{
	return add(&interrupting, when_ns, fn, arg);
}

static void heap_take(struct dock_event *e)
{
	struct queue *q = e->queue;
	struct dock_event *last = q->heap[--q->nr];

	if (last != e)
		heap_settle(q, e->slot, last);
	find_next();
}

void dock_event_cancel(struct dock_event *e)
{
	heap_take(e);
	host_free(e);
}

static int run_due(struct queue *q)
{
	struct dock_event *e;
	void (*fn)(void *);
	void *arg;

	if (!q->nr || q->heap[0]->when_ns > dock_clock_ns)
		return 0;
	e = q->heap[0];
	fn = e->fn;
	arg = e->arg;
	heap_take(e);
	host_free(e);
	fn(arg);
	return 1;
}

int dock_event_run_due(void)
{
	return run_due(&kernel);
}

int dock_irq_event_run_due(void)
{
	return run_due(&interrupting);
}

int dock_hw_event_run_due(void)
{
	int ran;

	if (dock_hw_busy)
		return 0;
	dock_hw_busy++;
	ran = run_due(&hardware);
	dock_hw_busy--;
	return ran;
}
