/* SPDX-License-Identifier: MIT */
/* Strings and memory. */
#include <linux/ctype.h>

#include "lib_test.h"

static void memory(void)
{
	char buf[32];
	size_t n;

	for (n = 0; n <= 24; n++) {
		memset(buf, '.', sizeof(buf));
		memcpy(buf + 1, "abcdefghijklmnopqrstuvwx", n);
		CHECK(buf[0] == '.' && buf[n + 1] == '.');
		CHECK(!memcmp(buf + 1, "abcdefghijklmnopqrstuvwx", n));
	}
	CHECK(memcmp("abc", "abd", 3) < 0 && memcmp("\xff", "\x01", 1) > 0);
	CHECK(memcmp("abc", "abd", 2) == 0 && memcmp("a", "b", 0) == 0);
	CHECK(memchr(buf, 'a', sizeof(buf)) == buf + 1 && !memchr(buf, 'z', sizeof(buf)));
	CHECK(memscan(buf, 'z', sizeof(buf)) == buf + sizeof(buf));
	memset(buf, 7, sizeof(buf));
	CHECK(!memchr_inv(buf, 7, sizeof(buf)));
	buf[20] = 8;
	CHECK(memchr_inv(buf, 7, sizeof(buf)) == buf + 20 && !memchr_inv(buf, 7, 20));
	memcpy_and_pad(buf, 5, "ab", 2, '-');
	CHECK(!memcmp(buf, "ab---\x07", 6));
	memcpy_and_pad(buf, 2, "xyz", 3, '-');
	CHECK(!memcmp(buf, "xy---", 5));
}

static void overlapping_moves(void)
{
	char buf[16];

	strcpy(buf, "0123456789");
	CHECK(memmove(buf + 2, buf, 6) == buf + 2);
	CHECK_TEXT(buf, "0101234589");
	strcpy(buf, "0123456789");
	memmove(buf, buf + 2, 6);
	CHECK_TEXT(buf, "2345676789");
	memmove(buf, buf, 10);
	CHECK_TEXT(buf, "2345676789");
	memmove(buf + 1, buf, 0);
	CHECK_TEXT(buf, "2345676789");
	strcpy(buf, "abcdef");
	memmove(buf + 6, buf, 7);
	CHECK_TEXT(buf, "abcdefabcdef");
}

static void wide_sets(void)
{
	u16 h[4] = { 0 };
	u32 w[4] = { 0 };
	u64 q[4] = { 0 };

	memset16(h, 0x1234, 3);
	memset32(w, 0x12345678, 3);
	memset64(q, 0x123456789abcdef0ULL, 3);
	CHECK(h[0] == 0x1234 && h[2] == 0x1234 && !h[3]);
	CHECK(w[0] == 0x12345678 && w[2] == 0x12345678 && !w[3]);
	CHECK(q[0] == 0x123456789abcdef0ULL && q[2] == q[0] && !q[3]);
}

static void copies(void)
{
	char buf[8];

	CHECK(strscpy(buf, "abc", sizeof(buf)) == 3);
	CHECK(strscpy(buf, "12345678", sizeof(buf)) == -E2BIG);
	CHECK_TEXT(buf, "1234567");
	CHECK(strscpy(buf, "1234567", sizeof(buf)) == 7);
	CHECK(strscpy(buf, "x", 0) == -E2BIG && buf[0] == '1');
	CHECK(strscpy_pad(buf, "ab", sizeof(buf)) == 2 && !memchr_inv(buf + 2, 0, 6));
	CHECK(strlcpy(buf, "123456789", sizeof(buf)) == 9);
	CHECK_TEXT(buf, "1234567");
	memset(buf, 'x', sizeof(buf));
	strncpy(buf, "ab", 5);
	CHECK(!memcmp(buf, "ab\0\0\0xxx", 8));
	strncpy(buf, "abcdef", 3);
	CHECK(!memcmp(buf, "abc\0\0", 5));
	strcpy(buf, "ab");
	strcat(buf, "cd");
	strncat(buf, "efgh", 2);
	CHECK_TEXT(buf, "abcdef");
	CHECK(strlcat(buf, "123", sizeof(buf)) == 9);
	CHECK_TEXT(buf, "abcdef1");
	CHECK(stpcpy(buf, "xyz") == buf + 3);
}

static void comparisons(void)
{
	CHECK(strcmp("a", "a") == 0 && strcmp("a", "b") < 0 && strcmp("ab", "a") > 0);
	CHECK(strcmp("", "a") < 0 && strcmp("\x80", "a") > 0);
	CHECK(strncmp("abc", "abd", 2) == 0 && strncmp("abc", "abd", 3) < 0);
	CHECK(strncmp("a", "a", 100) == 0 && strncmp("x", "y", 0) == 0);
	CHECK(strcasecmp("HeLLo", "hEllO") == 0 && strcasecmp("a", "B") < 0);
	CHECK(strncasecmp("ABx", "aby", 2) == 0);
	CHECK(sysfs_streq("on\n", "on") && sysfs_streq("on", "on\n") && sysfs_streq("", "\n"));
	CHECK(!sysfs_streq("on\n\n", "on") && !sysfs_streq("on", "one"));
	CHECK(str_has_prefix("foobar", "foo") == 3 && !str_has_prefix("fo", "foo"));
}

static void searches(void)
{
	static const char *const words[] = { "one", "two", "three" };
	const char *s = "hello";

	CHECK(strlen(s) == 5 && strnlen(s, 3) == 3 && strnlen(s, 9) == 5);
	CHECK(strchr(s, 'l') == s + 2 && strrchr(s, 'l') == s + 3 && !strchr(s, 'x'));
	CHECK(strchr(s, 0) == s + 5 && strrchr(s, 0) == s + 5 && strchrnul(s, 'x') == s + 5);
	CHECK(strnchr(s, 2, 'l') == NULL && strnchr(s, 3, 'l') == s + 2);
	CHECK(strnchrnul(s, 3, 'x') == s + 3);
	CHECK(strstr(s, "llo") == s + 2 && !strstr(s, "lol") && strstr(s, "") == s);
	CHECK(strnstr(s, "llo", 5) == s + 2 && !strnstr(s, "llo", 4));
	CHECK(strspn(s, "leh") == 4 && strcspn(s, "ol") == 2 && strpbrk(s, "ol") == s + 2);
	CHECK(!strpbrk(s, "xyz"));
	CHECK(match_string(words, 3, "three") == 2 && match_string(words, 2, "three") == -EINVAL);
	CHECK(sysfs_match_string(words, "two\n") == 1);
	CHECK(kbasename("/a/b") + 0 && !strcmp(kbasename("/a/b"), "b"));
}

static void cutting(void)
{
	char buf[32] = "  a,,b c \n";
	char *s = strim(buf);

	CHECK_TEXT(s, "a,,b c");
	CHECK_TEXT(strsep(&s, ","), "a");
	CHECK_TEXT(strsep(&s, ","), "");
	CHECK_TEXT(strsep(&s, ", "), "b");
	CHECK_TEXT(strsep(&s, ","), "c");
	CHECK(!s && !strsep(&s, ","));
	strcpy(buf, " \t ");
	CHECK_TEXT(strim(buf), "");
	strcpy(buf, "a-b-c");
	CHECK(strreplace(buf, '-', '_') == buf + 5);
	CHECK_TEXT(buf, "a_b_c");
}

static void kinds_of_characters(void)
{
	int c;

	for (c = 0; c < 128; c++) {
		bool upper = c >= 'A' && c <= 'Z', lower = c >= 'a' && c <= 'z';
		bool digit = c >= '0' && c <= '9';

		CHECK(isupper(c) == upper && islower(c) == lower && !!isdigit(c) == digit);
		CHECK(isalnum(c) == (upper || lower || digit));
		CHECK(isspace(c) == (c == ' ' || (c >= '\t' && c <= '\r')));
		CHECK(isprint(c) == (c >= 32 && c < 127) && isgraph(c) == (c > 32 && c < 127));
		CHECK(iscntrl(c) == (c < 32 || c == 127));
		CHECK(ispunct(c) == (c > 32 && c < 127 && !upper && !lower && !digit));
		CHECK(isxdigit(c) == (hex_to_bin(c) >= 0));
		CHECK(tolower(c) == (upper ? c + 32 : c) && toupper(c) == (lower ? c - 32 : c));
	}
}

static void hex_digits(void)
{
	u8 raw[4];
	char text[9] = "";

	CHECK(!hex2bin(raw, "00fFa5Z", 3) && raw[0] == 0 && raw[1] == 0xff && raw[2] == 0xa5);
	CHECK(hex2bin(raw, "0g", 1) == -EINVAL);
	CHECK(bin2hex(text, "\x01\xfe", 2) == text + 4);
	CHECK_TEXT(text, "01fe");
}

const struct lib_case string_cases[] = {
	{ "mem_functions", memory },
	{ "memmove_overlapping", overlapping_moves },
	{ "memset_16_32_64", wide_sets },
	{ "string_copies", copies },
	{ "string_comparisons", comparisons },
	{ "string_searches", searches },
	{ "string_cutting", cutting },
	{ "ctype", kinds_of_characters },
	{ "hex_digits", hex_digits },
	{ NULL, NULL },
};
