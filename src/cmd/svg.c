// SPDX-License-Identifier: MIT
/* Pictures as SVG: see svg.h. */
#include "cmd/svg.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

const char dock_svg_style[] =
	"text{font-family:'DejaVu "
	"Sans',Verdana,Arial,sans-serif;font-size:12px;fill:#222}"
	".l{text-anchor:start}.m{text-anchor:middle}.r{text-anchor:end}"
	".head{font-size:19px;font-weight:bold}"
	".sub{font-size:13px;fill:#555}"
	".bold{font-weight:bold}"
	".small{font-size:11px;fill:#555}"
	".mono{font-family:'DejaVu Sans Mono',Menlo,Consolas,monospace;font-size:11px}"
	".paper{fill:#ffffff}";

/* XML's characters of its own; and two that are UTF-8 but no XML (U+FFFE and
 * U+FFFF). */
static void put_escaped(FILE *f, const char *s)
{
	for (; *s; s++) {
		if (*s == '&')
			fputs("&amp;", f);
		else if (*s == '<')
			fputs("&lt;", f);
		else if (*s == '>')
			fputs("&gt;", f);
		else if (*s == '"')
			fputs("&quot;", f);
		else if (!strncmp(s, "\xef\xbf\xbe", 3) ||
			 !strncmp(s, "\xef\xbf\xbf", 3)) {
			fputc('?', f);
			s += 2;
		} else {
			fputc(*s, f);
		}
	}
}

int dock_svg_begin(struct dock_svg *s)
{
	s->body = NULL;
	s->f = open_memstream(&s->body, &s->size);
	return s->f ? 0 : -1;
}

char *dock_svg_end(struct dock_svg *s, int width, int height, const char *style,
		   const char *title, const char *desc)
{
	char *text = NULL;
	size_t size;
	FILE *f;

	if (fclose(s->f)) {
		free(s->body);
		return NULL;
	}
	f = open_memstream(&text, &size);
	if (!f) {
		free(s->body);
		return NULL;
	}
	fprintf(f,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" width=\"%d\" "
		"height=\"%d\" viewBox=\"0 0 %d %d\">\n<title>",
		width, height, width, height);
	put_escaped(f, title);
	fputs("</title>\n<desc>", f);
	put_escaped(f, desc);
	fprintf(f, "</desc>\n<style type=\"text/css\">%s%s</style>\n", dock_svg_style,
		style);
	fprintf(f,
		"<rect class=\"paper\" x=\"0\" y=\"0\" width=\"%d\" "
		"height=\"%d\"/>\n%s</svg>\n",
		width, height, s->body);
	free(s->body);
	if (!fclose(f))
		return text;
	free(text);
	return NULL;
}

void dock_svg_rect(struct dock_svg *s, const char *class, double x, double y, double w,
		   double h)
{
	fprintf(s->f,
		"<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" "
		"height=\"%.1f\"/>\n",
		class, x, y, w, h);
}

void dock_svg_line(struct dock_svg *s, const char *class, double x1, double y1, double x2,
		   double y2)
{
	fprintf(s->f,
		"<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
		class, x1, y1, x2, y2);
}

void dock_svg_circle(struct dock_svg *s, const char *class, double x, double y, double r)
{
	fprintf(s->f, "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>\n",
		class, x, y, r);
}

void dock_svg_path(struct dock_svg *s, const char *class, const char *fmt, ...)
{
	va_list ap;

	fprintf(s->f, "<path class=\"%s\" d=\"", class);
	va_start(ap, fmt);
	vfprintf(s->f, fmt, ap);
	va_end(ap);
	fputs("\"/>\n", s->f);
}

void dock_svg_text(struct dock_svg *s, const char *class, double x, double y,
		   const char *fmt, ...)
{
	char *text;
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vasprintf(&text, fmt, ap);
	va_end(ap);
	if (n < 0)
		return;
	fprintf(s->f, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">", class, x, y);
	put_escaped(s->f, text);
	fputs("</text>\n", s->f);
	free(text);
}
