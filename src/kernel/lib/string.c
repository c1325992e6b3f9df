/* SPDX-License-Identifier: MIT */
/* Strings. For the pragma see mem.c. */
#include <linux/ctype.h>
#include <linux/export.h>
#include <linux/limits.h>
#include <linux/string.h>
#include <linux/types.h>

#pragma GCC optimize("no-tree-loop-distribute-patterns")

size_t strlen(const char *s)
{
	const char *p = s;

	while (*p)
		p++;
	return p - s;
}
EXPORT_SYMBOL(strlen);

size_t strnlen(const char *s, size_t max)
{
	size_t n;

	for (n = 0; n < max && s[n]; n++)
		;
	return n;
}
EXPORT_SYMBOL(strnlen);

char *stpcpy(char *dest, const char *src)
{
	while ((*dest = *src++))
		dest++;
	return dest;
}
EXPORT_SYMBOL(stpcpy);

char *strcpy(char *dest, const char *src)
{
	stpcpy(dest, src);
	return dest;
}
EXPORT_SYMBOL(strcpy);

/* Fills what is left with zeros; without room there is no zero at the end. */
char *strncpy(char *dest, const char *src, size_t n)
{
	size_t i;

	for (i = 0; i < n && src[i]; i++)
		dest[i] = src[i];
	for (; i < n; i++)
		dest[i] = '\0';
	return dest;
}
EXPORT_SYMBOL(strncpy);

/* Returns the length of src, also where it did not fit. */
size_t strlcpy(char *dest, const char *src, size_t size)
{
	size_t len = strlen(src);
	size_t fits;

	if (size) {
		fits = len < size ? len : size - 1;
		memcpy(dest, src, fits);
		dest[fits] = '\0';
	}
	return len;
}
EXPORT_SYMBOL(strlcpy);

/* Returns how many characters were copied, or -E2BIG if some did not fit. */
ssize_t strscpy(char *dest, const char *src, size_t size)
{
	size_t i;

	if (!size || size > INT_MAX)
		return -E2BIG;
	for (i = 0; i < size; i++) {
		dest[i] = src[i];
		if (!src[i])
			return i;
	}
	dest[size - 1] = '\0';
	return -E2BIG;
}
EXPORT_SYMBOL(strscpy);

ssize_t strscpy_pad(char *dest, const char *src, size_t size)
{
	ssize_t written = strscpy(dest, src, size);

	if (written >= 0 && (size_t)written + 1 < size)
		memset(dest + written + 1, 0, size - written - 1);
	return written;
}
EXPORT_SYMBOL(strscpy_pad);

char *strcat(char *dest, const char *src)
{
	stpcpy(dest + strlen(dest), src);
	return dest;
}
EXPORT_SYMBOL(strcat);

char *strncat(char *dest, const char *src, size_t n)
{
	char *end = dest + strlen(dest);
	size_t take = strnlen(src, n);

	memcpy(end, src, take);
	end[take] = '\0';
	return dest;
}
EXPORT_SYMBOL(strncat);

/* Returns the length that the whole would have had. dest is shorter than size. */
size_t strlcat(char *dest, const char *src, size_t size)
{
	size_t used = strnlen(dest, size);

	if (used == size)
		return used + strlen(src);
	return used + strlcpy(dest + used, src, size - used);
}
EXPORT_SYMBOL(strlcat);

int strncmp(const char *a, const char *b, size_t n)
{
	for (; n; n--, a++, b++) {
		if (*a != *b)
			return (unsigned char)*a < (unsigned char)*b ? -1 : 1;
		if (!*a)
			break;
	}
	return 0;
}
EXPORT_SYMBOL(strncmp);

int strcmp(const char *a, const char *b)
{
	return strncmp(a, b, SIZE_MAX);
}
EXPORT_SYMBOL(strcmp);

int strncasecmp(const char *a, const char *b, size_t n)
{
	for (; n; n--, a++, b++) {
		int x = tolower(*a), y = tolower(*b);

		if (x != y)
			return x - y;
		if (!x)
			break;
	}
	return 0;
}
EXPORT_SYMBOL(strncasecmp);

int strcasecmp(const char *a, const char *b)
{
	return strncasecmp(a, b, SIZE_MAX);
}
EXPORT_SYMBOL(strcasecmp);

char *strnchrnul(const char *s, size_t count, int c)
{
	while (count-- && *s && *s != (char)c)
		s++;
	return (char *)s;
}
EXPORT_SYMBOL(strnchrnul);

char *strchrnul(const char *s, int c)
{
	return strnchrnul(s, SIZE_MAX, c);
}
EXPORT_SYMBOL(strchrnul);

/* The zero at the end can be looked for, too. */
char *strchr(const char *s, int c)
{
	char *found = strchrnul(s, c);

	return *found == (char)c ? found : NULL;
}
EXPORT_SYMBOL(strchr);

char *strnchr(const char *s, size_t count, int c)
{
	for (; count; count--, s++) {
		if (*s == (char)c)
			return (char *)s;
		if (!*s)
			break;
	}
	return NULL;
}
EXPORT_SYMBOL(strnchr);

char *strrchr(const char *s, int c)
{
	const char *last = NULL;

	do {
		if (*s == (char)c)
			last = s;
	} while (*s++);
	return (char *)last;
}
EXPORT_SYMBOL(strrchr);

char *strnstr(const char *s, const char *what, size_t len)
{
	size_t need = strlen(what);

	if (!need)
		return (char *)s;
	for (; len >= need && *s; s++, len--)
		if (!strncmp(s, what, need))
			return (char *)s;
	return NULL;
}
EXPORT_SYMBOL(strnstr);

char *strstr(const char *s, const char *what)
{
	return strnstr(s, what, strlen(s));
}
EXPORT_SYMBOL(strstr);

size_t strspn(const char *s, const char *accept)
{
	size_t n;

	for (n = 0; s[n] && strchr(accept, s[n]); n++)
		;
	return n;
}
EXPORT_SYMBOL(strspn);

size_t strcspn(const char *s, const char *reject)
{
	size_t n;

	for (n = 0; s[n] && !strchr(reject, s[n]); n++)
		;
	return n;
}
EXPORT_SYMBOL(strcspn);

char *strpbrk(const char *s, const char *accept)
{
	s += strcspn(s, accept);
	return *s ? (char *)s : NULL;
}
EXPORT_SYMBOL(strpbrk);

/* Cuts the next piece off, which can be empty. */
char *strsep(char **s, const char *delim)
{
	char *piece = *s;
	char *end;

	if (!piece)
		return NULL;
	end = strpbrk(piece, delim);
	if (end)
		*end++ = '\0';
	*s = end;
	return piece;
}
EXPORT_SYMBOL(strsep);

char *skip_spaces(const char *s)
{
	while (isspace(*s))
		s++;
	return (char *)s;
}
EXPORT_SYMBOL(skip_spaces);

/* Cuts white space off the end, in place; returns the first that is none. */
char *strim(char *s)
{
	size_t len = strlen(s);

	while (len && isspace(s[len - 1]))
		len--;
	s[len] = '\0';
	return skip_spaces(s);
}
EXPORT_SYMBOL(strim);

/* Returns the end of the string. */
char *strreplace(char *s, char old, char new)
{
	for (; *s; s++)
		if (*s == old)
			*s = new;
	return s;
}
EXPORT_SYMBOL(strreplace);

/* Equal, but for one newline that may end either. */
bool sysfs_streq(const char *a, const char *b)
{
	while (*a && *a == *b) {
		a++;
		b++;
	}
	if (*a == '\n' && !a[1])
		a++;
	if (*b == '\n' && !b[1])
		b++;
	return !*a && !*b;
}
EXPORT_SYMBOL(sysfs_streq);

/* The index, or -EINVAL; the array ends after n strings or at a NULL. */
int match_string(const char *const *array, size_t n, const char *string)
{
	size_t i;

	for (i = 0; i < n && array[i]; i++)
		if (!strcmp(array[i], string))
			return i;
	return -EINVAL;
}
EXPORT_SYMBOL(match_string);

int __sysfs_match_string(const char *const *array, size_t n, const char *s)
{
	size_t i;

	for (i = 0; i < n && array[i]; i++)
		if (sysfs_streq(array[i], s))
			return i;
	return -EINVAL;
}
EXPORT_SYMBOL(__sysfs_match_string);
