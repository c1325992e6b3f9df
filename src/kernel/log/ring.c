/* SPDX-License-Identifier: MIT */
/*
 * The ring of records. Text lies in one buffer, a record's in one piece; a new
 * record takes the place of as many old ones as it needs.
 *
 * Offsets into the text only grow; modulo the size they are the place.
 */
#include <linux/kernel.h>
#include <linux/string.h>
#include "kernel/log/log.h"
#include "kernel/sched/sched.h"
#include "machine/clock.h"

static struct slot {
	struct dock_log_record r;
	unsigned long start; /* offset of the text */
} slots[DOCK_LOG_RECORDS];

static char text[DOCK_LOG_BYTES];
static unsigned long text_end; /* where the next text goes */
static u64 first, next;
static struct dock_event *wake_event;

DECLARE_WAIT_QUEUE_HEAD(dock_log_wait);

static struct slot *slot_of(u64 seq)
{
	return &slots[seq % DOCK_LOG_RECORDS];
}

/* In one piece: not over the buffer's end. */
static unsigned long place_for(unsigned int len)
{
	unsigned long start = ALIGN(text_end, 8);

	if (start % DOCK_LOG_BYTES + len > DOCK_LOG_BYTES)
		start = roundup(start, DOCK_LOG_BYTES);
	return start;
}

static void drop_oldest(unsigned long end)
{
	if (next - first == DOCK_LOG_RECORDS)
		first++;
	while (first < next && end - slot_of(first)->start > DOCK_LOG_BYTES)
		first++;
}

static void wake_now(void *unused)
{
	wake_event = NULL;
	dock_wake_up_now(&dock_log_wait, TASK_NORMAL, 0, NULL);
}

/* Later, in a timer's context: a record may be made with any lock held. */
static void wake_readers(void)
{
	if (waitqueue_active(&dock_log_wait) && !wake_event)
		wake_event = dock_event_add(dock_clock_now(), wake_now, NULL);
}

void dock_log_put(const struct dock_log_record *r)
{
	unsigned long start = place_for(r->len);
	struct slot *s;

	drop_oldest(start + r->len);
	s = slot_of(next);
	s->r = *r;
	s->r.seq = next;
	s->start = start;
	s->r.text = text + start % DOCK_LOG_BYTES;
	memcpy(text + start % DOCK_LOG_BYTES, r->text, r->len);
	text_end = start + r->len;
	next++;
	wake_readers();
}

bool dock_log_get(u64 seq, struct dock_log_record *r)
{
	if (seq < first)
		seq = first;
	if (seq >= next)
		return false;
	*r = slot_of(seq)->r;
	return true;
}

u64 dock_log_first(void)
{
	return first;
}

u64 dock_log_next(void)
{
	return next;
}
