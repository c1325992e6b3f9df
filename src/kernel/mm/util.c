/* SPDX-License-Identifier: MIT */
/* Copies of strings and memory that kmalloc() made room for. */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>

void *kmemdup(const void *src, size_t len, gfp_t gfp)
{
	void *p = kmalloc(len, gfp);

	if (p)
		memcpy(p, src, len);
	return p;
}
EXPORT_SYMBOL(kmemdup);

char *kstrndup(const char *s, size_t len, gfp_t gfp)
{
	char *p = s ? kmalloc(strnlen(s, len) + 1, gfp) : NULL;

	if (!p)
		return NULL;
	len = strnlen(s, len);
	memcpy(p, s, len);
	p[len] = 0;
	return p;
}
EXPORT_SYMBOL(kstrndup);

char *kstrdup(const char *s, gfp_t gfp)
{
	return s ? kstrndup(s, strlen(s), gfp) : NULL;
}
EXPORT_SYMBOL(kstrdup);

char *kasprintf(gfp_t gfp, const char *fmt, ...)
{
	va_list args;
	int len;
	char *p;

	va_start(args, fmt);
	len = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	p = kmalloc((size_t)len + 1, gfp);
	if (!p)
		return NULL;
	va_start(args, fmt);
	vsnprintf(p, (size_t)len + 1, fmt, args);
	va_end(args);
	return p;
}
EXPORT_SYMBOL(kasprintf);
