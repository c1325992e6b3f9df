/* SPDX-License-Identifier: MIT */
/*
 * A picture as SVG 1.1: shapes and text, in pixels, y downwards. The pieces are
 * collected first, so that a picture may find out its height while it is drawn.
 * Text is escaped here; it must be clean otherwise (text.h). Nothing depends on
 * time, locale or the host.
 */
#ifndef DOCK_CMD_SVG_H
#define DOCK_CMD_SVG_H

#include <stdio.h>

struct dock_svg {
	FILE *f; /* the pieces */
	char *body;
	size_t size;
};

/* Returns 0, or -1: no memory. */
int dock_svg_begin(struct dock_svg *s);

/* The whole file, to be freed; NULL: no memory. @style: CSS of the classes.
 * @title and @desc are for readers who do not see it. */
char *dock_svg_end(struct dock_svg *s, int width, int height, const char *style,
		   const char *title, const char *desc);

void dock_svg_rect(struct dock_svg *s, const char *class, double x, double y, double w,
		   double h);
void dock_svg_line(struct dock_svg *s, const char *class, double x1, double y1, double x2,
		   double y2);
void dock_svg_circle(struct dock_svg *s, const char *class, double x, double y, double r);
/* Any path; the caller writes its d="...". */
void dock_svg_path(struct dock_svg *s, const char *class, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* @class begins with where the text is held: "l", "m" or "r" (left, middle,
 * right), as in "m small". */
void dock_svg_text(struct dock_svg *s, const char *class, double x, double y,
		   const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/* What all pictures share: fonts, l, m, r, head, small, mono. */
extern const char dock_svg_style[];

#endif
