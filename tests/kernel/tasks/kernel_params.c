/* SPDX-License-Identifier: MIT */
/* Claims: parameters of a module. tasks_test.sh gives them. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/string.h>
#include "claims.h"

static unsigned char p_byte = 1;
static short p_short = 1;
static unsigned short p_ushort = 1;
static int p_int = 1;
static unsigned int p_uint = 1;
static long p_long = 1;
static unsigned long p_ulong = 1;
static unsigned long long p_ullong = 1;
static unsigned int p_hexint = 1;
static char *p_charp = "default";
static bool p_bool, p_bool_alone, p_invbool;
static char p_string[8] = "old";
static int p_array[4] = { 1, 2, 3, 4 }, p_array_nr;
static char *p_names[3];
static int inner = 1, untouched = 77;

module_param(p_byte, byte, 0);
module_param(p_short, short, 0);
module_param(p_ushort, ushort, 0);
module_param(p_int, int, 0644);
MODULE_PARM_DESC(p_int, "an int");
module_param(p_uint, uint, 0);
module_param(p_long, long, 0);
module_param(p_ulong, ulong, 0);
module_param(p_ullong, ullong, 0);
module_param(p_hexint, hexint, 0);
module_param(p_charp, charp, 0);
module_param(p_bool, bool, 0);
module_param(p_bool_alone, bool, 0);
module_param(p_invbool, invbool, 0);
module_param_string(p_string, p_string, sizeof(p_string), 0);
module_param_array(p_array, int, &p_array_nr, 0);
module_param_array(p_names, charp, NULL, 0);
module_param_named(outer, inner, int, 0);
module_param(untouched, int, 0);

static void numbers_are_read_in_their_type(void)
{
	EXPECT_EQ(p_byte, 255);
	EXPECT_EQ(p_short, -32768);
	EXPECT_EQ(p_ushort, 65535);
	EXPECT_EQ(p_int, -5);
	EXPECT_EQ(p_uint, 0x10);
	EXPECT_EQ(p_long, -9000000000L);
	EXPECT_EQ(p_ulong, 9000000000UL);
	EXPECT(p_ullong == 18446744073709551615ULL);
	EXPECT_EQ(p_hexint, 0xbeef);
}

static void booleans_take_many_words_or_none(void)
{
	EXPECT(p_bool);
	EXPECT(p_bool_alone);
	EXPECT(!p_invbool);
}

static void strings_are_copied(void)
{
	EXPECT(!strcmp(p_charp, "a word"));
	EXPECT(!strcmp(p_string, "new"));
}

static void arrays_take_values_with_commas(void)
{
	EXPECT_EQ(p_array_nr, 3);
	EXPECT_EQ(p_array[0], 10);
	EXPECT_EQ(p_array[2], 30);
	EXPECT_EQ(p_array[3], 4);
	EXPECT(!strcmp(p_names[0], "x") && !strcmp(p_names[1], "yy") && !p_names[2]);
}

static void names_may_differ_and_defaults_stay(void)
{
	EXPECT_EQ(inner, 6);
	EXPECT_EQ(untouched, 77);
}

static const struct claim claims[] = {
	CLAIM(numbers_are_read_in_their_type),
	CLAIM(booleans_take_many_words_or_none),
	CLAIM(strings_are_copied),
	CLAIM(arrays_take_values_with_commas),
	CLAIM(names_may_differ_and_defaults_stay),
};
CLAIMS_MODULE(claims);
