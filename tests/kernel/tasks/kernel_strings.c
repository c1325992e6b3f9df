/* SPDX-License-Identifier: MIT */
/* Claims: strings and numbers that are taken from users. */
#include <linux/bitmap.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include "claims.h"

#define AREA 0x110040000000UL
#define END  (AREA + PAGE_SIZE) /* nothing is there */

/* @text as users have it, without a byte behind it if @at_end. */
static const char __user *user(const char *text, bool at_end)
{
	size_t n = strlen(text) + !at_end;
	char __user *p = (char __user *)(at_end ? END - n : AREA);

	EXPECT_EQ(vm_mmap(NULL, AREA, PAGE_SIZE, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, 0), AREA);
	EXPECT_EQ(copy_to_user(p, text, n), 0);
	return p;
}

static void strings_are_taken_with_their_end(void)
{
	char *s = strndup_user(user("four", false), 5);

	EXPECT(!IS_ERR(s) && !strcmp(s, "four"));
	kfree(s);
	EXPECT_EQ(PTR_ERR(strndup_user(user("four", false), 4)), -EINVAL);
	EXPECT_EQ(PTR_ERR(strndup_user(user("open", true), 100)), -EFAULT);
	EXPECT_EQ(PTR_ERR(strndup_user((char __user *)END, 1)), -EFAULT);
	EXPECT_EQ(strnlen_user(user("four", false), 5), 5);
	EXPECT_EQ(strnlen_user(user("four", false), 4), 5);
}

static void memory_is_taken_whole_or_not_at_all(void)
{
	char *p = vmemdup_user(user("whole", true), 5);

	EXPECT(!IS_ERR(p) && !memcmp(p, "whole", 5));
	kvfree(p);
	EXPECT_EQ(PTR_ERR(vmemdup_user(user("whole", true), 6)), -EFAULT);
}

static void numbers_are_taken_up_to_their_count(void)
{
	unsigned long long ull;
	unsigned long ul;
	unsigned int u;
	bool b;
	int i;

	EXPECT(!kstrtoull_from_user(user("18446744073709551615\n", true), 21, 0, &ull) &&
	       ull == ~0ULL);
	EXPECT(!kstrtoul_from_user(user("0x1234", true), 4, 0, &ul) && ul == 0x12);
	EXPECT(!kstrtouint_from_user(user("77", true), 2, 8, &u) && u == 077);
	EXPECT(!kstrtoint_from_user(user("-5", true), 2, 10, &i) && i == -5);
	EXPECT(!kstrtobool_from_user(user("on\n", true), 3, &b) && b);
	EXPECT_EQ(kstrtouint_from_user(user("4294967296", true), 10, 10, &u), -ERANGE);
	EXPECT_EQ(kstrtoint_from_user(user("5x", true), 2, 10, &i), -EINVAL);
	EXPECT_EQ(kstrtoint_from_user(user("5", true), 2, 10, &i), -EFAULT);
}

static void bitmaps_have_whole_words(void)
{
	unsigned long *map = bitmap_zalloc(65, GFP_KERNEL);

	EXPECT_EQ(ksize(map), 16);
	EXPECT(!map[0] && !map[1]);
	bitmap_free(map);
	map = bitmap_alloc(1, GFP_KERNEL);
	EXPECT_EQ(ksize(map), 8);
	bitmap_free(map);
}

static const struct claim table[] = {
	CLAIM(strings_are_taken_with_their_end),
	CLAIM(memory_is_taken_whole_or_not_at_all),
	CLAIM(numbers_are_taken_up_to_their_count),
	CLAIM(bitmaps_have_whole_words),
};

CLAIMS_MODULE(table);
