/* SPDX-License-Identifier: MIT */
/*
 * The lives of DMA mappings, from the machine's 'T' records (check/timeline.h),
 * and the picture of `drydock run --timeline`: the mapping of the first report;
 * if none was reported, the first ones.
 *
 * What is kept is bounded, whatever the machine sends: the first mappings, the
 * one that was reported, and of the others the newest.
 */
#ifndef DOCK_CMD_TIMELINE_H
#define DOCK_CMD_TIMELINE_H

#include <stddef.h>

#define DOCK_LINE_FIRST 8    /* mappings that are always kept: the lanes */
#define DOCK_LINE_KEPT 512   /* mappings */
#define DOCK_LINE_EVENTS 256 /* of one mapping */

enum dock_line_kind {
	DOCK_LINE_MAP,
	DOCK_LINE_UNMAP,
	DOCK_LINE_FOR_CPU,
	DOCK_LINE_FOR_DEVICE,
	DOCK_LINE_READ,
	DOCK_LINE_WRITE,
	DOCK_LINE_REPORT,
};

struct dock_line_event {
	enum dock_line_kind kind;
	unsigned long time_ns;
	long off; /* in the mapping; a report's may lie outside */
	unsigned long len, pc;
	unsigned long pieces; /* the device's accesses, joined where they touch */
	char *rule;	      /* of a report */
};

struct dock_line_map {
	unsigned long id, size, bus, phys;
	int dir;       /* enum dma_data_direction */
	int cpu_first; /* it is the CPU's turn at the beginning */
	int coherent;  /* it is always both's */
	char *kind, *name;
	struct dock_line_event events[DOCK_LINE_EVENTS];
	int nr_events;
	unsigned long lost; /* events that found no room */
	int gone;
};

struct dock_timeline {
	struct dock_line_map *maps[DOCK_LINE_KEPT]; /* in order of id */
	int nr_maps;
	struct dock_line_map *last;   /* the one that was spoken of last */
	struct dock_line_map *picked; /* of the first report; NULL: none */
	unsigned long nr_seen;	      /* mappings, kept or not */
	int full;		      /* the machine told no more */
};

struct dock_records;

struct dock_timeline *dock_timeline_new(void); /* NULL: no memory */
void dock_timeline_free(struct dock_timeline *t);

/* A 'T' record after its letter. Returns 0, or -1: it makes no sense. */
int dock_timeline_take(struct dock_timeline *t, const char *s, size_t len);

/* The picture (timeline_draw.c), to be freed; NULL: no memory. */
char *dock_timeline_draw(const struct dock_timeline *t, const struct dock_records *r);

#endif
