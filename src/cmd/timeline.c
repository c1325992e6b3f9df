// SPDX-License-Identifier: MIT
/* The lives of DMA mappings, collected: see timeline.h. */
#include "cmd/timeline.h"
#include "cmd/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_RECORD 600
#define MAX_BYTES (1L << 60) /* sums of them stay numbers */

struct dock_timeline *dock_timeline_new(void)
{
	return calloc(1, sizeof(struct dock_timeline));
}

static void map_free(struct dock_line_map *m)
{
	for (int i = 0; i < m->nr_events; i++)
		free(m->events[i].rule);
	free(m->kind);
	free(m->name);
	free(m);
}

void dock_timeline_free(struct dock_timeline *t)
{
	if (!t)
		return;
	for (int i = 0; i < t->nr_maps; i++)
		map_free(t->maps[i]);
	free(t);
}

/* Something touched it last: look there first. */
static struct dock_line_map *find(struct dock_timeline *t, unsigned long id)
{
	if (t->last && t->last->id == id)
		return t->last;
	for (int i = t->nr_maps - 1; i >= 0; i--)
		if (t->maps[i]->id == id)
			return t->last = t->maps[i];
	return NULL;
}

/* Make room: the oldest that is gone goes, or else the oldest. */
static void forget_one(struct dock_timeline *t)
{
	int victim = -1;

	for (int i = DOCK_LINE_FIRST; i < t->nr_maps && victim < 0; i++)
		if (t->maps[i]->gone && t->maps[i] != t->picked)
			victim = i;
	if (victim < 0)
		victim = t->maps[DOCK_LINE_FIRST] == t->picked ? DOCK_LINE_FIRST + 1
							       : DOCK_LINE_FIRST;
	map_free(t->maps[victim]);
	memmove(t->maps + victim, t->maps + victim + 1,
		(size_t)(t->nr_maps - victim - 1) * sizeof(*t->maps));
	t->nr_maps--;
	t->last = NULL;
}

/* A piece of a transfer that goes on where the one before it ended. */
static int joins(struct dock_line_event *last, const struct dock_line_event *e)
{
	if (last->kind != e->kind ||
	    (e->kind != DOCK_LINE_READ && e->kind != DOCK_LINE_WRITE) ||
	    e->off != last->off + (long)last->len)
		return 0;
	last->len += e->len;
	last->pieces++;
	return 1;
}

static void add_event(struct dock_line_map *m, const struct dock_line_event *e)
{
	if (m->nr_events && joins(&m->events[m->nr_events - 1], e)) {
		free(e->rule);
		return;
	}
	/* The last places are for how it ends. */
	if (m->nr_events == DOCK_LINE_EVENTS ||
	    (m->nr_events >= DOCK_LINE_EVENTS - 16 && e->kind != DOCK_LINE_REPORT &&
	     e->kind != DOCK_LINE_UNMAP)) {
		m->lost++;
		free(e->rule);
		return;
	}
	m->events[m->nr_events++] = *e;
}

/* "dir kind owner bus phys name" */
static int take_map(struct dock_timeline *t, const struct dock_line_event *e,
		    unsigned long id, const char *rest)
{
	char kind[16], owner[16];
	struct dock_line_map *m;
	int at = 0;

	m = calloc(1, sizeof(*m));
	if (!m)
		return 0;
	if (sscanf(rest, " %d %15s %15s %lx %lx %n", &m->dir, kind, owner, &m->bus,
		   &m->phys, &at) != 5 ||
	    !at || !e->len || e->len > MAX_BYTES) {
		free(m);
		return -1;
	}
	m->id = id;
	m->size = e->len;
	m->cpu_first = !strcmp(owner, "cpu");
	m->coherent = !strcmp(kind, "coherent");
	m->kind = dock_text_clean(kind, strlen(kind));
	m->name = dock_text_clean(rest + at, strlen(rest + at));
	if (!m->kind || !m->name) {
		map_free(m);
		return 0;
	}
	m->events[m->nr_events++] = *e;
	if (t->nr_maps == DOCK_LINE_KEPT)
		forget_one(t);
	t->maps[t->nr_maps++] = m;
	t->last = m;
	t->nr_seen++;
	return 0;
}

static int take_report(struct dock_timeline *t, struct dock_line_map *m,
		       struct dock_line_event *e, const char *rest)
{
	rest += *rest == ' ';
	e->rule = dock_text_clean(rest, strlen(rest));
	if (!e->rule)
		return 0;
	if (!t->picked)
		t->picked = m;
	add_event(m, e);
	return 0;
}

static int kind_of(const char *name)
{
	static const char *const names[] = {"map",  "unmap", "for-cpu", "for-device",
					    "read", "write", "report"};

	for (int i = 0; i < (int)(sizeof(names) / sizeof(names[0])); i++)
		if (!strcmp(names[i], name))
			return i;
	return -1;
}

/* The device's and the driver's accesses lie in the mapping; a report's need not,
 * but not just anywhere. */
static int inside(const struct dock_line_map *m, const struct dock_line_event *e)
{
	if (e->kind == DOCK_LINE_REPORT)
		return e->off > -MAX_BYTES && e->off < MAX_BYTES && e->len < MAX_BYTES;
	return e->off >= 0 && (unsigned long)e->off <= m->size &&
	       e->len <= m->size - (unsigned long)e->off;
}

int dock_timeline_take(struct dock_timeline *t, const char *s, size_t len)
{
	struct dock_line_event e = {.pieces = 1};
	char text[MAX_RECORD], kind[16];
	struct dock_line_map *m;
	unsigned long id;
	int at = 0;

	if (len >= sizeof(text) || memchr(s, '\0', len))
		return -1;
	memcpy(text, s, len);
	text[len] = '\0';
	if (sscanf(text, "%lu %15s", &e.time_ns, kind) != 2)
		return -1;
	if (!strcmp(kind, "full")) {
		t->full = 1;
		return 0;
	}
	if (kind_of(kind) < 0 || sscanf(text, "%*u %*s %lu %ld %lu %lx%n", &id, &e.off,
					&e.len, &e.pc, &at) != 4)
		return -1;
	e.kind = kind_of(kind);
	if (e.kind == DOCK_LINE_MAP)
		return take_map(t, &e, id, text + at);
	m = find(t, id);
	if (!m)
		return 0; /* forgotten, or never told */
	if (!inside(m, &e))
		return -1;
	if (e.kind == DOCK_LINE_REPORT)
		return take_report(t, m, &e, text + at);
	m->gone |= e.kind == DOCK_LINE_UNMAP;
	add_event(m, &e);
	return 0;
}
