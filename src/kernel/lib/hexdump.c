/* SPDX-License-Identifier: MIT */
/* Bytes as hexadecimal digits, and back. */
#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/hex.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/minmax.h>
#include <linux/printk.h>
#include <asm/unaligned.h>

const char hex_asc[17] = "0123456789abcdef";
EXPORT_SYMBOL(hex_asc);
const char hex_asc_upper[17] = "0123456789ABCDEF";
EXPORT_SYMBOL(hex_asc_upper);

int hex_to_bin(unsigned char ch)
{
	if (isdigit(ch))
		return ch - '0';
	if (ch < 0x80 && isxdigit(ch))
		return tolower(ch) - 'a' + 10;
	return -1;
}
EXPORT_SYMBOL(hex_to_bin);

int hex2bin(u8 *dst, const char *src, size_t count)
{
	for (; count; count--, src += 2) {
		int hi = hex_to_bin(src[0]);
		int lo = hi < 0 ? -1 : hex_to_bin(src[1]);

		if (lo < 0)
			return -EINVAL;
		*dst++ = hi << 4 | lo;
	}
	return 0;
}
EXPORT_SYMBOL(hex2bin);

/* Returns the end; writes no zero there. */
char *bin2hex(char *dst, const void *src, size_t count)
{
	const u8 *from = src;

	while (count--)
		dst = hex_byte_pack(dst, *from++);
	return dst;
}
EXPORT_SYMBOL(bin2hex);

/* The text is cut off at the buffer's end, but the length counts it all. */
struct line {
	char *buf;
	size_t size;
	size_t len;
};

static void line_put(struct line *line, char c)
{
	if (line->len + 1 < line->size)
		line->buf[line->len] = c;
	line->len++;
}

static void line_put_groups(struct line *line, const u8 *from, size_t len, int group)
{
	size_t i;
	int digit;

	/* Groups are integers of this machine: the last byte is written first. */
	for (i = 0; i < len; i += group) {
		if (i)
			line_put(line, ' ');
		for (digit = group - 1; digit >= 0; digit--) {
			line_put(line, hex_asc_hi(from[i + digit]));
			line_put(line, hex_asc_lo(from[i + digit]));
		}
	}
}

static void line_put_ascii(struct line *line, const u8 *from, size_t len, int column)
{
	size_t i;

	while (line->len < (size_t)column)
		line_put(line, ' ');
	for (i = 0; i < len; i++)
		line_put(line, isascii(from[i]) && isprint(from[i]) ? from[i] : '.');
}

/*
 * One line of a dump: at most rowsize (16 or 32) bytes of buf, in groups of
 * 1, 2, 4 or 8. Returns the length that the line wants, without the zero.
 */
int hex_dump_to_buffer(const void *buf, size_t len, int rowsize, int groupsize,
		       char *linebuf, size_t linebuflen, bool ascii)
{
	struct line line = { .buf = linebuf, .size = linebuflen };

	if (rowsize != 16 && rowsize != 32)
		rowsize = 16;
	len = min(len, (size_t)rowsize);
	if (!is_power_of_2(groupsize) || groupsize > 8 || len % groupsize)
		groupsize = 1;
	if (len) {
		line_put_groups(&line, buf, len, groupsize);
		if (ascii)
			line_put_ascii(&line, buf, len,
				       rowsize * 2 + rowsize / groupsize + 1);
	}
	if (linebuflen)
		linebuf[min(line.len, linebuflen - 1)] = '\0';
	return line.len;
}
EXPORT_SYMBOL(hex_dump_to_buffer);

void print_hex_dump(const char *level, const char *prefix_str, int prefix_type, int rowsize,
		    int groupsize, const void *buf, size_t len, bool ascii)
{
	char text[32 * 3 + 2 + 32 + 1];
	const u8 *from = buf;
	size_t i, n;

	if (rowsize != 16 && rowsize != 32)
		rowsize = 16;
	for (i = 0; i < len; i += n) {
		n = min(len - i, (size_t)rowsize);
		hex_dump_to_buffer(from + i, n, rowsize, groupsize, text, sizeof(text), ascii);
		switch (prefix_type) {
		case DUMP_PREFIX_ADDRESS:
			printk("%s%s%p: %s\n", level, prefix_str, from + i, text);
			break;
		case DUMP_PREFIX_OFFSET:
			printk("%s%s%.8zx: %s\n", level, prefix_str, i, text);
			break;
		default:
			printk("%s%s%s\n", level, prefix_str, text);
		}
	}
}
EXPORT_SYMBOL(print_hex_dump);
