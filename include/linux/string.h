/* SPDX-License-Identifier: MIT */
/*
 * Strings and memory. All of them have link names, so that also the calls that
 * the compiler makes up by itself land in the kernel's own functions.
 */
#ifndef _LINUX_STRING_H_
#define _LINUX_STRING_H_

#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/stdarg.h>
#include <linux/stddef.h>
#include <linux/types.h>

extern void *memcpy(void *dest, const void *src, size_t n) __dock(memcpy);
extern void *memmove(void *dest, const void *src, size_t n) __dock(memmove);
extern void *memset(void *s, int c, size_t n) __dock(memset);
extern int memcmp(const void *a, const void *b, size_t n) __dock(memcmp);
extern int bcmp(const void *a, const void *b, size_t n) __dock(bcmp);
extern void *memchr(const void *s, int c, size_t n) __dock(memchr);
extern void *memchr_inv(const void *s, int c, size_t n) __dock(memchr_inv);
extern void *memscan(void *s, int c, size_t n) __dock(memscan);
extern void *memset16(uint16_t *s, uint16_t v, size_t count) __dock(memset16);
extern void *memset32(uint32_t *s, uint32_t v, size_t count) __dock(memset32);
extern void *memset64(uint64_t *s, uint64_t v, size_t count) __dock(memset64);
extern void memzero_explicit(void *s, size_t count) __dock(memzero_explicit);
extern void memcpy_and_pad(void *dest, size_t dest_len, const void *src, size_t count,
			   int pad) __dock(memcpy_and_pad);

extern char *strcpy(char *dest, const char *src) __dock(strcpy);
extern char *stpcpy(char *dest, const char *src) __dock(stpcpy);
extern char *strncpy(char *dest, const char *src, size_t n) __dock(strncpy);
extern size_t strlcpy(char *dest, const char *src, size_t size) __dock(strlcpy);
extern ssize_t strscpy(char *dest, const char *src, size_t size) __dock(strscpy);
extern ssize_t strscpy_pad(char *dest, const char *src, size_t size) __dock(strscpy_pad);
extern char *strcat(char *dest, const char *src) __dock(strcat);
extern char *strncat(char *dest, const char *src, size_t n) __dock(strncat);
extern size_t strlcat(char *dest, const char *src, size_t size) __dock(strlcat);
extern int strcmp(const char *a, const char *b) __dock(strcmp);
extern int strncmp(const char *a, const char *b, size_t n) __dock(strncmp);
extern int strcasecmp(const char *a, const char *b) __dock(strcasecmp);
extern int strncasecmp(const char *a, const char *b, size_t n) __dock(strncasecmp);
extern char *strchr(const char *s, int c) __dock(strchr);
extern char *strchrnul(const char *s, int c) __dock(strchrnul);
extern char *strnchrnul(const char *s, size_t count, int c) __dock(strnchrnul);
extern char *strnchr(const char *s, size_t count, int c) __dock(strnchr);
extern char *strrchr(const char *s, int c) __dock(strrchr);
extern char *strstr(const char *s, const char *what) __dock(strstr);
extern char *strnstr(const char *s, const char *what, size_t len) __dock(strnstr);
extern size_t strlen(const char *s) __dock(strlen);
extern size_t strnlen(const char *s, size_t max) __dock(strnlen);
extern char *strpbrk(const char *s, const char *accept) __dock(strpbrk);
extern char *strsep(char **s, const char *delim) __dock(strsep);
extern size_t strspn(const char *s, const char *accept) __dock(strspn);
extern size_t strcspn(const char *s, const char *reject) __dock(strcspn);
extern char *skip_spaces(const char *s) __dock(skip_spaces);
extern char *strim(char *s) __dock(strim);
extern char *strreplace(char *s, char old, char new) __dock(strreplace);

extern bool sysfs_streq(const char *a, const char *b) __dock(sysfs_streq);
extern int match_string(const char *const *array, size_t n, const char *string)
	__dock(match_string);
extern int __sysfs_match_string(const char *const *array, size_t n, const char *s)
	__dock(__sysfs_match_string);
#define sysfs_match_string(_a, _s) \
	__sysfs_match_string(_a, sizeof(_a) / sizeof((_a)[0]) + __must_be_array(_a), _s)

static inline __must_check char *strstrip(char *str)
{
	return strim(str);
}

static inline size_t str_has_prefix(const char *str, const char *prefix)
{
	size_t len = strlen(prefix);

	return strncmp(str, prefix, len) == 0 ? len : 0;
}

static inline bool strstarts(const char *str, const char *prefix)
{
	return strncmp(str, prefix, strlen(prefix)) == 0;
}

static inline const char *kbasename(const char *path)
{
	const char *tail = strrchr(path, '/');

	return tail ? tail + 1 : path;
}

static inline void *memset_l(unsigned long *p, unsigned long v, size_t n)
{
	return memset64((uint64_t *)p, v, n);
}

static inline void *memset_p(void **p, void *v, size_t n)
{
	return memset64((uint64_t *)p, (uintptr_t)v, n);
}

/* These allocate; the flags are those of kmalloc(). */
#if DOCK_SINCE_2_6_13
extern char *kstrdup(const char *s, gfp_t gfp) __dock(kstrdup) __malloc;
#endif
extern const char *kstrdup_const(const char *s, gfp_t gfp) __dock(kstrdup_const);
extern void kfree_const(const void *x) __dock(kfree_const);
#if DOCK_SINCE_2_6_23
extern char *kstrndup(const char *s, size_t max, gfp_t gfp) __dock(kstrndup);
#endif
#if DOCK_SINCE_2_6_19
extern void *kmemdup(const void *src, size_t len, gfp_t gfp) __dock(kmemdup);
#endif
extern char *kmemdup_nul(const char *s, size_t len, gfp_t gfp) __dock(kmemdup_nul);

extern void *memdup_user(const void __user *src, size_t len) __dock(memdup_user);
extern void *vmemdup_user(const void __user *src, size_t len) __dock(vmemdup_user);
extern void *memdup_user_nul(const void __user *src, size_t len) __dock(memdup_user_nul);
extern char *strndup_user(const char __user *s, long n) __dock(strndup_user);

/* Sets what lies behind a member of a struct, or from it on, to a value. */
#define memset_after(obj, v, member)                                             \
	({                                                                       \
		u8 *__after = (u8 *)(obj);                                       \
		typeof(v) __after_v = (v);                                       \
		memset(__after + offsetofend(typeof(*(obj)), member), __after_v, \
		       sizeof(*(obj)) - offsetofend(typeof(*(obj)), member));    \
	})
#define memset_startat(obj, v, member)                                           \
	({                                                                       \
		u8 *__start = (u8 *)(obj);                                       \
		typeof(v) __start_v = (v);                                       \
		memset(__start + offsetof(typeof(*(obj)), member), __start_v,    \
		       sizeof(*(obj)) - offsetof(typeof(*(obj)), member));       \
	})

#endif
