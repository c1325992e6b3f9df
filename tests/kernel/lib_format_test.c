/* SPDX-License-Identifier: MIT */
/* Formatted output and input, and hexadecimal dumps. */
#include <linux/err.h>
#include <linux/printk.h>

#include "lib_test.h"

/* A row: the text that is wanted, the format, and up to two arguments. The
 * compiler cannot check the kernel's own conversions, so the call goes through
 * a pointer without a format attribute. */
struct format_row {
	const char *want;
	const char *fmt;
	unsigned long args[2];
};
#define ROW(text, format, ...) { .want = text, .fmt = format, .args = { __VA_ARGS__ } }

static int (*const plain_snprintf)(char *, size_t, const char *, ...) = snprintf;

#define P(p) ((unsigned long)(p))

static void check_rows(const struct format_row *rows, size_t n)
{
	char got[128];
	size_t i;
	int len;

	for (i = 0; i < n; i++) {
		len = plain_snprintf(got, sizeof(got), rows[i].fmt, rows[i].args[0],
				     rows[i].args[1]);
		if (strcmp(got, rows[i].want) || len != (int)strlen(rows[i].want))
			FAIL("\"%s\" gives \"%s\" (%d), not \"%s\"", rows[i].fmt, got, len,
			     rows[i].want);
	}
}

static void integers(void)
{
	static const struct format_row rows[] = {
		ROW("", ""),
		ROW("100%", "100%%"),
		ROW("0", "%d", 0),
		ROW("-1", "%d", -1),
		ROW("-2147483648", "%d", 0x80000000),
		ROW("2147483648", "%u", 0x80000000),
		ROW("-9223372036854775808", "%lld", 1UL << 63),
		ROW("18446744073709551615", "%llu", ~0UL),
		ROW("18446744073709551615", "%lu", ~0UL),
		ROW("1777777777777777777777", "%lo", ~0UL),
		ROW("-1", "%zd", ~0UL),
		ROW("ffffffffffffffff", "%zx", ~0UL),
		ROW("-1", "%td", ~0UL),
		ROW("-1", "%hhd", 0xff),
		ROW("255", "%hhu", 0x1ff),
		ROW("-32768", "%hd", 0x8000),
		ROW("32768", "%hu", 0x18000),
		ROW("deadbeef", "%x", 0xdeadbeef),
		ROW("DEADBEEF", "%X", 0xdeadbeef),
		ROW("0xff", "%#x", 255),
		ROW("0XFF", "%#X", 255),
		ROW("0x0", "%#x", 0),
		ROW("0777", "%#o", 0777),
		ROW("0", "%#o", 0),
	};

	check_rows(rows, ARRAY_SIZE(rows));
}

static void widths_and_flags(void)
{
	static const struct format_row rows[] = {
		ROW("    42|", "%6d|", 42),
		ROW("42    |", "%-6d|", 42),
		ROW("000042|", "%06d|", 42),
		ROW("-00042|", "%06d|", -42),
		ROW("   -42|", "%6d|", -42),
		ROW("+42", "%+d", 42),
		ROW(" 42", "% d", 42),
		ROW("0x00ff", "%#06x", 255),
		ROW("  0xff", "%#6x", 255),
		ROW("0xff  |", "%-#6x|", 255),
		ROW("00042", "%.5d", 42),
		ROW("   00042", "%8.5d", 42),
		ROW("1234567", "%3d", 1234567),
		ROW("    42", "%*d", 6, 42),
		ROW("42    |", "%*d|", -6, 42),
		ROW("00042", "%.*d", 5, 42),
		ROW("0000002a", "%08lx", 42),
		ROW("x", "%c", 'x'),
		ROW("  x|", "%3c|", 'x'),
		ROW("x  |", "%-3c|", 'x'),
	};

	check_rows(rows, ARRAY_SIZE(rows));
}

static void strings(void)
{
	const struct format_row rows[] = {
		ROW("abc", "%s", P("abc")),
		ROW("  abc|", "%5s|", P("abc")),
		ROW("abc  |", "%-5s|", P("abc")),
		ROW("ab", "%.2s", P("abc")),
		ROW("   ab|", "%5.2s|", P("abc")),
		ROW("ab", "%.*s", 2, P("abc")),
		ROW("", "%.0s", P("abc")),
		ROW("(null)", "%s", 0),
		ROW("(null)", "%.2s", 0),
		ROW("(efault)", "%s", 16),
		ROW("(efault)", "%s", P(ERR_PTR(-EINVAL))),
		ROW("a=1, b=two", "a=%d, b=%s", 1, P("two")),
	};

	check_rows(rows, ARRAY_SIZE(rows));
}

static void pointers(void)
{
	static const u8 bytes[16] = { 0x00, 0x01, 0x02, 0x1a, 0xfe, 0xff, 0x66, 0x77,
				      0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff };
	static const phys_addr_t phys = 0xfee00000;
	static const int resource = 7;
	const struct format_row rows[] = {
		ROW("0000200000001000", "%p", 0x200000001000),
		ROW("0000000000000000", "%p", 0),
		ROW("0000200000001000", "%px", 0x200000001000),
		ROW("0000200000001000", "%pK", 0x200000001000),
		ROW("0000200000001000 z", "%pz z", 0x200000001000),
		ROW("symbol_S+0x1234", "%pS", 0x1234),
		ROW("symbol_s+0x1234 in", "%ps in", 0x1234),
		ROW("symbol_B+0x1234", "%pB", 0x1234),
		ROW("[resource 7]", "%pR", P(&resource)),
		ROW("[resource 7]", "%pr", P(&resource)),
		ROW("0x00000000fee00000", "%pa", P(&phys)),
		ROW("0x00000000fee00000", "%pap", P(&phys)),
		ROW("0x00000000fee00000", "%pad", P(&phys)),
		ROW("(null)", "%pa", 0),
		ROW("-ENOMEM", "%pe", P(ERR_PTR(-ENOMEM))),
		ROW("-EPROBE_DEFER", "%pe", P(ERR_PTR(-EPROBE_DEFER))),
		ROW("-4000", "%pe", P(ERR_PTR(-4000))),
		ROW("0000200000001000", "%pe", 0x200000001000),
		ROW("00 01 02 1a", "%4ph", P(bytes)),
		ROW("00:01:02:1a", "%4phC", P(bytes)),
		ROW("00-01-02-1a", "%4phD", P(bytes)),
		ROW("0001021a", "%*phN", 4, P(bytes)),
		ROW("00:01:02:1a:fe:ff", "%pM", P(bytes)),
		ROW("00-01-02-1a-fe-ff", "%pMF", P(bytes)),
		ROW("ff:fe:1a:02:01:00", "%pMR", P(bytes)),
		ROW("0001021afeff", "%pm", P(bytes)),
		ROW("0.1.2.26", "%pI4", P(bytes)),
		ROW("000.001.002.026", "%pi4", P(bytes)),
		ROW("0001:021a:feff:6677:8899:aabb:ccdd:eeff", "%pI6", P(bytes)),
		ROW("0001021a-feff-6677-8899-aabbccddeeff", "%pUb", P(bytes)),
		ROW("1A020100-FFFE-7766-8899-AABBCCDDEEFF", "%pUL", P(bytes)),
	};

	check_rows(rows, ARRAY_SIZE(rows));
}

static void inner_formats(char *buf, size_t size, const char *fmt, ...)
{
	struct va_format vaf = { .fmt = fmt };
	va_list args;

	va_start(args, fmt);
	vaf.va = &args;
	plain_snprintf(buf, size, "[%pV] %d", &vaf, 9);
	va_end(args);
}

static void format_inside_a_format(void)
{
	char got[64];

	inner_formats(got, sizeof(got), "%s is %d", "x", 3);
	CHECK_TEXT(got, "[x is 3] 9");
}

static void output_is_cut_at_the_size(void)
{
	char got[8] = "zzzzzzz";

	CHECK(snprintf(got, 4, "%s", "abcdef") == 6);
	CHECK_TEXT(got, "abc");
	CHECK(got[4] == 'z');
	CHECK(scnprintf(got, 4, "%d", 123456) == 3);
	CHECK_TEXT(got, "123");
	CHECK(snprintf(NULL, 0, "%d", 1234) == 4);
	CHECK(scnprintf(got, 0, "abc") == 0);
	CHECK_TEXT(got, "123");
	CHECK(lib_warnings == 0);
	CHECK(plain_snprintf(got, -1UL, "abc") == 0 && lib_warnings == 1);
}

static void an_unknown_conversion_ends_the_text(void)
{
	char got[32];

	plain_snprintf(got, sizeof(got), "a %y b", 3);
	CHECK_TEXT(got, "a ");
	CHECK(lib_warnings == 1);
}

static void scanning_numbers(void)
{
	unsigned char hh = 0;
	unsigned long l = 0;
	int a = 0, b = 0, n = 0;
	unsigned int x = 0;

	CHECK(sscanf("12 -34", "%d %d", &a, &b) == 2 && a == 12 && b == -34);
	CHECK(sscanf("12:1f", "%d:%x", &a, &x) == 2 && a == 12 && x == 0x1f);
	CHECK(sscanf("0x1f 010", "%i %i", &a, &b) == 2 && a == 31 && b == 8);
	CHECK(sscanf("0x1f", "%x", &x) == 1 && x == 31);
	CHECK(sscanf("123456", "%2d%3d", &a, &b) == 2 && a == 12 && b == 345);
	CHECK(sscanf("18446744073709551615", "%lu", &l) == 1 && l == ~0UL);
	CHECK(sscanf("200", "%hhu", &hh) == 1 && hh == 200);
	CHECK(sscanf("7 8", "%*d %d", &a) == 1 && a == 8);
	CHECK(sscanf("42abc", "%d%n", &a, &n) == 1 && n == 2);
	CHECK(sscanf("abc", "%d", &a) == 0);
	CHECK(sscanf("1,2", "%d %d", &a, &b) == 1);
	CHECK(sscanf("", "%d", &a) == 0);
	CHECK(sscanf("-5", "%u", &x) == 0);
}

static void scanning_text(void)
{
	char word[16], rest[16], c = 0;

	CHECK(sscanf("  hello world", "%s %15s", word, rest) == 2);
	CHECK_TEXT(word, "hello");
	CHECK_TEXT(rest, "world");
	CHECK(sscanf("abcdef", "%3s%c", word, &c) == 2 && c == 'd');
	CHECK_TEXT(word, "abc");
	CHECK(sscanf("aabbc=1", "%15[abc]=%s", word, rest) == 2);
	CHECK_TEXT(word, "aabbc");
	CHECK_TEXT(rest, "1");
	CHECK(sscanf("key:v", "%15[^:]:%s", word, rest) == 2);
	CHECK_TEXT(word, "key");
	CHECK(sscanf("50%", "%15[0123456789]%%%c", word, &c) == 1);
}

static void hex_lines(void)
{
	static const u8 data[] = "0123456789abcde\n";
	char line[80];

	CHECK(hex_dump_to_buffer(data, 4, 16, 1, line, sizeof(line), false) == 11);
	CHECK_TEXT(line, "30 31 32 33");
	hex_dump_to_buffer(data, 8, 16, 4, line, sizeof(line), false);
	CHECK_TEXT(line, "33323130 37363534");
	hex_dump_to_buffer(data, 16, 16, 1, line, sizeof(line), true);
	CHECK_TEXT(line, "30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 0a  0123456789abcde.");
	/* Two digits a byte, a space a group: the text begins in column 49. */
	hex_dump_to_buffer(data, 2, 16, 1, line, sizeof(line), true);
	CHECK(strlen(line) == 51 && !strcmp(line + 49, "01"));
	CHECK(hex_dump_to_buffer(data, 4, 16, 1, line, 6, false) == 11);
	CHECK_TEXT(line, "30 31");
}

static void hex_dump_goes_to_the_log(void)
{
	static const u8 data[18] = "ABCDEFGHIJKLMNOPQ";

	print_hex_dump(KERN_INFO, "d: ", DUMP_PREFIX_OFFSET, 16, 1, data, 18, false);
	CHECK_TEXT(lib_log, KERN_INFO
		   "d: 00000000: 41 42 43 44 45 46 47 48 49 4a 4b 4c 4d 4e 4f 50\n" KERN_INFO
		   "d: 00000010: 51 00\n");
}

const struct lib_case format_cases[] = {
	{ "vsnprintf_integers", integers },
	{ "vsnprintf_widths_and_flags", widths_and_flags },
	{ "vsnprintf_strings", strings },
	{ "vsnprintf_pointers", pointers },
	{ "vsnprintf_format_inside_a_format", format_inside_a_format },
	{ "vsnprintf_output_is_cut_at_the_size", output_is_cut_at_the_size },
	{ "vsnprintf_unknown_conversion_ends_the_text", an_unknown_conversion_ends_the_text },
	{ "sscanf_numbers", scanning_numbers },
	{ "sscanf_text", scanning_text },
	{ "hex_dump_to_buffer", hex_lines },
	{ "print_hex_dump_goes_to_the_log", hex_dump_goes_to_the_log },
	{ NULL, NULL },
};
