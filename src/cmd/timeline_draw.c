// SPDX-License-Identifier: MIT
/*
 * The life of a DMA buffer, drawn: time goes to the right, the buffer's bytes go
 * down. A field's colour says whose turn those bytes have; numbered marks say
 * what happened, and a table below tells who did it.
 *
 * Time is stretched: each event has a column, and the space between two grows
 * with the logarithm of the time between them. The buffer's bytes are stretched
 * too, so that a range of a few bytes can be seen.
 */
#include "cmd/records.h"
#include "cmd/svg.h"
#include "cmd/text.h"
#include "cmd/timeline.h"
#include "machine/layout.h"

#include <stdlib.h>
#include <string.h>

#define WIDTH 1200
#define LEFT 120.0 /* of the field; offsets stand before it */
#define RIGHT 1170.0
#define BEFORE 56.0 /* from the field's edge to the first event */
#define TALL 150.0  /* the field of one mapping */
#define LOW 80.0    /* of each of several */
#define MAX_COLS 22 /* events shown of one mapping */
#define ROW 20.0
#define MAX_EDGES (2 * MAX_COLS + 2)

static const char style[] =
	".cpu{fill:#cfe2f8}.dev{fill:#ffdfae}.both{fill:#d5ecc9}.out{fill:#f3f3f3}"
	".wrote{fill:#d97706;fill-opacity:.28}"
	".edge{stroke:#ffffff;stroke-width:1}"
	".box{fill:none;stroke:#777;stroke-width:1}"
	".tick{stroke:#999;stroke-width:1;stroke-dasharray:2 3}"
	".badtick{stroke:#c81e1e;stroke-width:1.5}"
	".black{fill:#333}.fcpu{fill:#1d5fae}.fdev{fill:#c2740c}.write{fill:#6d28d9}"
	".read{fill:#ffffff;stroke:#6d28d9;stroke-width:2}.bad{fill:#c81e1e}"
	".dot{fill:#333}.num{fill:#ffffff;font-size:11px;font-weight:bold}"
	".red{fill:#c81e1e;font-weight:bold}"
	".stripe{fill:#fbe4e4}.th{font-weight:bold;fill:#555;font-size:11px}"
	".rule{stroke:#ccc;stroke-width:1}";

/* One mapping's drawing. */
struct panel {
	struct dock_svg *s;
	const struct dock_line_map *m;
	const struct dock_records *r;
	const struct dock_line_event *col[MAX_COLS];
	double x[MAX_COLS];
	int nr, gap_at; /* columns; events are left out before gap_at, -1: none */
	unsigned long gap, tail;       /* how many there, and after the last */
	unsigned long edge[MAX_EDGES]; /* byte offsets where something changes */
	double edge_y[MAX_EDGES];
	int nr_edges;
	double top, tall; /* of the field */
};

/* --- what is shown --- */

static int first_report(const struct dock_line_map *m)
{
	for (int i = 0; i < m->nr_events; i++)
		if (m->events[i].kind == DOCK_LINE_REPORT)
			return i;
	return -1;
}

/* All events if they fit; else the beginning, and what is around the report (or
 * the end). */
static void choose_columns(struct panel *p)
{
	const struct dock_line_map *m = p->m;
	int report = first_report(m), head = 6, from;

	p->gap_at = -1;
	if (m->nr_events <= MAX_COLS) {
		head = m->nr_events;
		from = head;
	} else {
		from = m->nr_events - (MAX_COLS - head);
		if (report >= 0 && report - (MAX_COLS - head - 3) < from)
			from = report - (MAX_COLS - head - 3);
		if (from <= head)
			from = head;
		else
			p->gap_at = head;
		p->gap = (unsigned long)(from - head);
	}
	for (int i = 0; i < head; i++)
		p->col[p->nr++] = &m->events[i];
	for (; from < m->nr_events && p->nr < MAX_COLS; from++)
		p->col[p->nr++] = &m->events[from];
	p->tail = (unsigned long)(m->nr_events - from);
}

static int bits(unsigned long v)
{
	return v ? 64 - __builtin_clzl(v) : 0;
}

static void place_columns(struct panel *p)
{
	double room = RIGHT - LEFT - 2 * BEFORE, least, spare;
	int weight[MAX_COLS] = {0}, sum = 0;

	for (int i = 1; i < p->nr; i++) {
		weight[i] = 1 + bits(p->col[i]->time_ns - p->col[i - 1]->time_ns);
		sum += weight[i];
	}
	least = p->nr > 1 ? room / (p->nr - 1) : 0;
	least = least > 30 ? 30 : least;
	spare = room - least * (p->nr - 1);
	p->x[0] = LEFT + BEFORE;
	for (int i = 1; i < p->nr; i++)
		p->x[i] = p->x[i - 1] + least + spare * weight[i] / sum;
}

/* A range of the mapping, cut to it. */
static void range_of(const struct dock_line_map *m, const struct dock_line_event *e,
		     unsigned long *from, unsigned long *to)
{
	long end = e->off + (long)(e->len > m->size ? m->size : e->len);

	*from = e->off < 0			  ? 0
		: (unsigned long)e->off > m->size ? m->size
						  : (unsigned long)e->off;
	*to = end < 0 ? 0 : (unsigned long)end > m->size ? m->size : (unsigned long)end;
}

static void add_edge(struct panel *p, unsigned long off)
{
	int i = 0;

	while (i < p->nr_edges && p->edge[i] < off)
		i++;
	if ((i < p->nr_edges && p->edge[i] == off) || p->nr_edges == MAX_EDGES)
		return;
	memmove(p->edge + i + 1, p->edge + i,
		(size_t)(p->nr_edges - i) * sizeof(*p->edge));
	p->edge[i] = off;
	p->nr_edges++;
}

/* Half of the height is shared out by bytes, half in equal parts. */
static void place_edges(struct panel *p)
{
	add_edge(p, 0);
	add_edge(p, p->m->size);
	for (int i = 0; i < p->nr; i++) {
		unsigned long from, to;

		range_of(p->m, p->col[i], &from, &to);
		add_edge(p, from);
		add_edge(p, to);
	}
	for (int i = 0; i < p->nr_edges; i++)
		p->edge_y[i] = p->top +
			       p->tall / 2 * (double)p->edge[i] / (double)p->m->size +
			       p->tall / 2 * i / (p->nr_edges - 1);
}

static double y_of(const struct panel *p, unsigned long off)
{
	for (int i = 0; i < p->nr_edges; i++)
		if (p->edge[i] >= off)
			return p->edge_y[i];
	return p->edge_y[p->nr_edges - 1];
}

/* --- whose turn it is --- */

struct bytes {
	int cpu, wrote; /* whose turn; the device wrote since the last sync */
};

static void apply(const struct dock_line_map *m, const struct dock_line_event *e,
		  unsigned long off, struct bytes *b)
{
	unsigned long from, to;

	range_of(m, e, &from, &to);
	if (off < from || off >= to || e->kind == DOCK_LINE_REPORT)
		return;
	switch (e->kind) {
	case DOCK_LINE_MAP:
		b->cpu = m->cpu_first;
		break;
	case DOCK_LINE_FOR_CPU:
		b->cpu = 1;
		b->wrote = 0;
		break;
	case DOCK_LINE_FOR_DEVICE:
		b->cpu = 0;
		break;
	case DOCK_LINE_WRITE:
		b->wrote = !m->coherent;
		break;
	default:
		break;
	}
}

static void draw_stretch(struct panel *p, double x1, double x2, int edge,
			 const char *class)
{
	dock_svg_rect(p->s, class, x1, p->edge_y[edge], x2 - x1,
		      p->edge_y[edge + 1] - p->edge_y[edge]);
}

/* One stretch of bytes through all time: a rectangle for each change. */
static void draw_bytes(struct panel *p, int edge)
{
	struct bytes now = {.cpu = 1};
	const struct dock_line_event *e = p->m->events;
	const struct dock_line_event *stop = p->m->events + p->m->nr_events;
	int mapped = 0;
	double x = LEFT;

	for (int i = 0; i <= p->nr; i++) {
		double next = i < p->nr ? p->x[i] : RIGHT;

		draw_stretch(p, x, next, edge,
			     !mapped	      ? "out"
			     : p->m->coherent ? "both"
			     : now.cpu	      ? "cpu"
					      : "dev");
		if (mapped && now.wrote)
			draw_stretch(p, x, next, edge, "wrote");
		/* What is not shown in the gap counts all the same. */
		for (; i < p->nr && e < stop && e <= p->col[i]; e++) {
			apply(p->m, e, p->edge[edge], &now);
			mapped = e->kind == DOCK_LINE_UNMAP
					 ? 0
					 : mapped || e->kind == DOCK_LINE_MAP;
		}
		x = next;
	}
}

/* --- marks --- */

static const char *mark_class(const struct dock_line_event *e)
{
	static const char *const classes[] = {"black", "black", "fcpu", "fdev",
					      "read",  "write", "bad"};

	return classes[e->kind];
}

static void draw_mark(struct panel *p, int i)
{
	const struct dock_line_event *e = p->col[i];
	unsigned long from, to;
	double y1, y2;

	range_of(p->m, e, &from, &to);
	y1 = y_of(p, from);
	y2 = y_of(p, to);
	if (e->kind == DOCK_LINE_REPORT &&
	    (e->off < 0 || (unsigned long)e->off >= p->m->size)) {
		/* Outside: a mark at the edge, half beyond it. */
		y1 = (e->off < 0 ? p->top : p->top + p->tall) - 6;
		y2 = y1 + 12;
	}
	if (y2 - y1 < 7) {
		y1 -= 3.5;
		y2 += 3.5;
	}
	dock_svg_line(p->s, e->kind == DOCK_LINE_REPORT ? "badtick" : "tick", p->x[i],
		      p->top - 14, p->x[i], p->top + p->tall + 6);
	dock_svg_rect(p->s, mark_class(e), p->x[i] - 4, y1, 8, y2 - y1);
	dock_svg_circle(p->s, e->kind == DOCK_LINE_REPORT ? "bad" : "dot", p->x[i],
			p->top - 23, 9.5);
	dock_svg_text(p->s, "m num", p->x[i], p->top - 19, "%d", i + 1);
}

static void draw_times(struct panel *p)
{
	double free_from = 0;

	for (int i = 0; i < p->nr; i++) {
		char text[32];
		double half;

		snprintf(text, sizeof(text), "%lu.%03lu", p->col[i]->time_ns / 1000,
			 p->col[i]->time_ns % 1000);
		half = (double)strlen(text) * 3.6;
		if (p->x[i] - half < free_from)
			continue;
		dock_svg_text(p->s, "m small", p->x[i], p->top + p->tall + 20, "%s",
			      text);
		free_from = p->x[i] + half + 8;
	}
	dock_svg_text(p->s, "r small", LEFT - 8, p->top + p->tall + 20,
		      "time in \302\265s");
}

static void draw_offsets(struct panel *p)
{
	double last = p->top - 20;
	double end = p->edge_y[p->nr_edges - 1];

	for (int i = 0; i < p->nr_edges; i++) {
		int is_end = i == p->nr_edges - 1;

		if (p->edge_y[i] - last < 13 || (!is_end && end - p->edge_y[i] < 13))
			continue;
		dock_svg_text(p->s, "r small", LEFT - 8, p->edge_y[i] + 4,
			      i ? "%lu" : "byte %lu", p->edge[i]);
		last = p->edge_y[i];
	}
}

/* --- the table --- */

static const char *dir_name(int dir)
{
	static const char *const names[] = {"DMA_BIDIRECTIONAL", "DMA_TO_DEVICE",
					    "DMA_FROM_DEVICE"};

	return dir >= 0 && dir <= 2 ? names[dir] : "no direction";
}

/* The name of the rule without its family: what the driver or the device did. */
static const char *what(const struct dock_line_map *m, const struct dock_line_event *e)
{
	switch (e->kind) {
	case DOCK_LINE_MAP:
		return m->coherent ? "allocated, coherent" : "mapped";
	case DOCK_LINE_UNMAP:
		return m->coherent ? "freed" : "unmapped";
	case DOCK_LINE_FOR_CPU:
		return "synced for the CPU";
	case DOCK_LINE_FOR_DEVICE:
		return "synced for the device";
	case DOCK_LINE_READ:
		return "the device reads";
	case DOCK_LINE_WRITE:
		return "the device writes";
	case DOCK_LINE_REPORT:
		break;
	}
	return e->rule;
}

static void put_who(FILE *f, const struct panel *p, const struct dock_line_event *e)
{
	struct dock_frame frame;

	if (e->kind == DOCK_LINE_READ || e->kind == DOCK_LINE_WRITE || !e->pc) {
		fputs(p->m->name, f);
		if (e->pieces > 1)
			fprintf(f, ", in %lu pieces", e->pieces);
		return;
	}
	dock_symbols_find(p->r->symbols, e->pc, 1, &frame);
	fputs(frame.function, f);
	if (*frame.file)
		fprintf(f, " (%s:%d)", frame.file, frame.line);
}

static char *who(const struct panel *p, const struct dock_line_event *e)
{
	char *text = NULL, *clean = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	if (!f)
		return NULL;
	put_who(f, p, e);
	if (!fclose(f))
		clean = dock_text_clean(text, size);
	free(text);
	return clean;
}

static void draw_row(struct panel *p, int i, double y)
{
	const struct dock_line_event *e = p->col[i];
	int bad = e->kind == DOCK_LINE_REPORT;
	char *by = who(p, e);

	if (bad)
		dock_svg_rect(p->s, "stripe", 24, y - 14, RIGHT - 24, ROW);
	dock_svg_circle(p->s, bad ? "bad" : "dot", 40, y - 4, 8.5);
	dock_svg_text(p->s, "m num", 40, y, "%d", i + 1);
	dock_svg_text(p->s, "r mono", 150, y, "%lu.%03lu \302\265s", e->time_ns / 1000,
		      e->time_ns % 1000);
	dock_svg_text(p->s, bad ? "l red" : "l", 180, y, "%s", what(p->m, e));
	if (e->len == 1)
		dock_svg_text(p->s, "l", 420, y, "byte %ld", e->off);
	else
		dock_svg_text(p->s, "l", 420, y, "bytes %ld to %ld", e->off,
			      e->off + (long)e->len - 1);
	dock_svg_text(p->s, "l mono", 590, y, "%s", by ? by : "?");
	free(by);
}

static double draw_table(struct panel *p, double y)
{
	dock_svg_text(p->s, "r th", 150, y, "time");
	dock_svg_text(p->s, "l th", 180, y, "what happened");
	dock_svg_text(p->s, "l th", 420, y, "where in the buffer");
	dock_svg_text(p->s, "l th", 590, y, "who did it");
	dock_svg_line(p->s, "rule", 24, y + 6, RIGHT, y + 6);
	y += ROW + 4;
	for (int i = 0; i < p->nr; i++, y += ROW) {
		if (i == p->gap_at) {
			dock_svg_text(p->s, "l small", 180, y, "\342\200\246 %lu more",
				      p->gap);
			y += ROW;
		}
		draw_row(p, i, y);
	}
	if (p->tail) {
		dock_svg_text(p->s, "l small", 180, y, "\342\200\246 %lu more", p->tail);
		y += ROW;
	}
	if (p->m->lost) {
		dock_svg_text(p->s, "l small", 180, y, "%lu more events found no room",
			      p->m->lost);
		y += ROW;
	}
	return y;
}

/* --- the parts of the picture --- */

/* The rules' names above their marks, in as many rows as keep them apart. */
static double draw_rules(struct panel *p, double y, int draw)
{
	double until[4] = {0};
	int rows = 0;

	for (int i = 0; i < p->nr; i++) {
		const struct dock_line_event *e = p->col[i];
		double half, x = p->x[i];
		int row = 0;

		if (e->kind != DOCK_LINE_REPORT)
			continue;
		half = (double)strlen(e->rule) * 4.2;
		x = x + half > RIGHT ? RIGHT - half : x;
		while (row < 3 && until[row] > x - half)
			row++;
		until[row] = x + half + 10;
		rows = row >= rows ? row + 1 : rows;
		if (draw)
			dock_svg_text(p->s, "m red", x, y - 16 * row, "%s", e->rule);
	}
	return rows * 16.0;
}

static double draw_panel(struct dock_svg *s, const struct dock_line_map *m,
			 const struct dock_records *r, double y, double tall)
{
	struct panel p = {.s = s, .m = m, .r = r, .tall = tall};

	choose_columns(&p);
	place_columns(&p);
	dock_svg_text(s, "l bold", 24, y, "Mapping %lu: %s, %lu bytes, %s, of %s", m->id,
		      m->kind, m->size, dir_name(m->dir), m->name);
	dock_svg_text(s, "l mono", 24, y + 18,
		      "bus 0x%lx   physical 0x%lx   logical 0x%lx", m->bus, m->phys,
		      DOCK_LOGICAL(m->phys));
	p.top = y + 64 + draw_rules(&p, 0, 0);
	draw_rules(&p, p.top - 38, 1);
	place_edges(&p);
	for (int i = 0; i + 1 < p.nr_edges; i++)
		draw_bytes(&p, i);
	for (int i = 1; i + 1 < p.nr_edges; i++)
		dock_svg_line(s, "edge", LEFT, p.edge_y[i], RIGHT, p.edge_y[i]);
	dock_svg_rect(s, "box", LEFT, p.top, RIGHT - LEFT, p.tall);
	draw_offsets(&p);
	for (int i = 0; i < p.nr; i++)
		draw_mark(&p, i);
	draw_times(&p);
	return draw_table(&p, p.top + p.tall + 50) + 14;
}

static double draw_legend(struct dock_svg *s, double y)
{
	static const struct {
		const char *class, *text;
		double width;
	} items[] = {
		{"cpu", "the CPU's turn", 140},
		{"dev", "the device's turn", 150},
		{"both", "both may (coherent)", 170},
		{"out", "not mapped", 115},
	};
	static const struct {
		const char *class, *text;
		double width;
	} marks[] = {
		{"black", "map, unmap", 115},	      {"fcpu", "sync for the CPU", 150},
		{"fdev", "sync for the device", 165}, {"write", "the device writes", 150},
		{"read", "the device reads", 150},    {"bad", "a rule was broken", 140},
	};
	double x = 24;

	for (size_t i = 0; i < sizeof(items) / sizeof(items[0]); i++) {
		dock_svg_rect(s, items[i].class, x, y - 11, 26, 14);
		dock_svg_rect(s, "box", x, y - 11, 26, 14);
		dock_svg_text(s, "l small", x + 32, y, "%s", items[i].text);
		x += items[i].width;
	}
	dock_svg_rect(s, "dev", x, y - 11, 26, 14);
	dock_svg_rect(s, "wrote", x, y - 11, 26, 14);
	dock_svg_rect(s, "box", x, y - 11, 26, 14);
	dock_svg_text(s, "l small", x + 32, y,
		      "the device wrote; no sync for the CPU since");
	y += 24;
	x = 24;
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		dock_svg_rect(s, marks[i].class, x + 9, y - 11, 8, 14);
		dock_svg_text(s, "l small", x + 32, y, "%s", marks[i].text);
		x += marks[i].width;
	}
	dock_svg_text(s, "l small", 24, y + 24,
		      "Time goes to the right, stretched: short times are drawn longer "
		      "than they "
		      "are, long ones shorter. Bytes go down, stretched as well.");
	return y + 24;
}

static const char *sentence_of(const struct dock_records *r, const char *rule)
{
	for (int i = 0; i < r->nr_kept; i++)
		if (!strcmp(r->kept[i]->rule, rule))
			return r->kept[i]->sentence;
	return NULL;
}

static double draw_title(struct dock_svg *s, const struct dock_timeline *t,
			 const struct dock_records *r)
{
	char *machine = dock_text_clean(r->options->machine, strlen(r->options->machine));
	int report = t->picked ? first_report(t->picked) : -1;
	const char *rule = report >= 0 ? t->picked->events[report].rule : NULL;

	dock_svg_text(s, "l head", 24, 36, "%s",
		      rule ? "The life of the buffer of the first report"
			   : "The lives of the first DMA buffers");
	dock_svg_text(s, "l sub", 24, 58, "machine %s, seed %lu, %lu mapping%s in all%s",
		      machine ? machine : "?", r->options->run.seed, t->nr_seen,
		      t->nr_seen == 1 ? "" : "s",
		      t->full ? " (too many events: not all told)" : "");
	free(machine);
	if (!rule)
		return 92;
	dock_svg_text(s, "l red", 24, 82, "%s: %s", rule,
		      sentence_of(r, rule) ? sentence_of(r, rule) : "");
	return 114;
}

char *dock_timeline_draw(const struct dock_timeline *t, const struct dock_records *r)
{
	char *command = dock_text_clean(r->command, strlen(r->command));
	struct dock_svg s;
	char *text = NULL;
	double y;

	if (!command || dock_svg_begin(&s)) {
		free(command);
		return NULL;
	}
	y = draw_title(&s, t, r);
	if (t->picked)
		y = draw_panel(&s, t->picked, r, y, TALL);
	for (int i = 0; !t->picked && i < t->nr_maps && i < DOCK_LINE_FIRST; i++)
		y = draw_panel(&s, t->maps[i], r, y, LOW) + 12;
	if (!t->nr_maps) {
		dock_svg_text(&s, "l", 24, y,
			      "No driver made a DMA mapping in this run.");
		y += 30;
	}
	y = draw_legend(&s, y);
	text = dock_svg_end(&s, WIDTH, (int)y + 24, style, "The life of a DMA buffer",
			    command);
	free(command);
	return text;
}
