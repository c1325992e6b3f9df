// SPDX-License-Identifier: MIT
/* Parameters: at load, and through /sys/module/knobs/parameters. */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "knobs_cases.h"

static void param_defaults(void)
{
	static const char *const names[] = {
		"flag",	  "inverted", "text",	"tiny",	  "small", "small_u",
		"number", "positive", "wide",	"wide_u", "mask",  "list",
		"label",  "fixed",    "secret", "outer",  "even",
	};
	char path[128];

	knobs_load("");
	say_directory(PARAMS);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		strcpy(path, PARAMS);
		strcat(path, names[i]);
		say_file(path);
	}
}

static void param_modes(void)
{
	knobs_load("");
	say_stat(PARAMS "number");
	say_stat(PARAMS "fixed");
	say_stat(PARAMS "secret");
	say_stat(PARAMS "hidden");
	say_store(PARAMS "fixed", "3");
	say_store(PARAMS "secret", "4");
	say_file(PARAMS "secret");
}

static void param_numbers(void)
{
	knobs_load("number=0x10 positive=010 wide=-0x20 wide_u=18446744073709551615 "
		   "tiny=255 "
		   "small=-32768 small_u=65535 mask=4096");
	say_file(PARAMS "number");
	say_file(PARAMS "positive");
	say_file(PARAMS "wide");
	say_file(PARAMS "wide_u");
	say_file(PARAMS "tiny");
	say_file(PARAMS "small");
	say_file(PARAMS "small_u");
	say_file(PARAMS "mask");
}

static void param_bad_numbers(void)
{
	say_load("knobs", "number=abc");
	say_load("knobs", "number=");
	say_load("knobs", "number");
	say_load("knobs", "number=2147483648");
	say_load("knobs", "number=5x");
	say_load("knobs", "number=+5");
	say_load("knobs", "positive=-1");
	say_load("knobs", "tiny=256");
	say_load("knobs", "tiny=-1");
	say_load("knobs", "small=32768");
	say_load("knobs", "wide_u=18446744073709551616");
	say_load("knobs", "number=99999999999999999999");
}

static void param_bools(void)
{
	static const char *const values[] = {"1",  "0",	 "y",	 "N", "on", "off",
					     "oN", "of", "true", "x", "2",  "yes"};

	knobs_load("flag inverted=1");
	say_file(PARAMS "flag");
	say_file(PARAMS "inverted");
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		say_store(PARAMS "flag", values[i]);
		say_file(PARAMS "flag");
		say_store(PARAMS "inverted", values[i]);
		say_file(PARAMS "inverted");
	}
}

static void param_strings(void)
{
	knobs_load("text=\"two words\" label=1234567");
	say_file(PARAMS "text");
	say_file(PARAMS "label");
	module_unload("knobs");
	say_load("knobs", "label=12345678");
	say_load("knobs", "text");
	knobs_load("text=");
	say_file(PARAMS "text");
	say_store(PARAMS "text", "a new one\n");
	say_file(PARAMS "text");
	say_store(PARAMS "label", "ab\n");
	say_file(PARAMS "label");
}

static void param_long_string(void)
{
	static char params[1200];

	strcpy(params, "text=");
	memset(params + 5, 'l', 1023);
	knobs_load(params);
	say_file(PARAMS "text");
	module_unload("knobs");
	memset(params + 5, 'l', 1024);
	say_result("1024 characters", module_load("knobs", params, 0));
}

static void param_arrays(void)
{
	knobs_load("list=7,8,9");
	say_file(PARAMS "list");
	say_store(PARAMS "list", "1");
	say_file(PARAMS "list");
	say_store(PARAMS "list", "1,2,3,4");
	say_store(PARAMS "list", "1,2,3,4,5");
	say_file(PARAMS "list");
	say_store(PARAMS "list", "1,x");
	say_file(PARAMS "list");
	say_store(PARAMS "list", "6,,7");
	say_file(PARAMS "list");
	module_unload("knobs");
	say_load("knobs", "list=1,2,3,4,5");
	say_load("knobs", "list=");
	say_load("knobs", "list");
}

static void param_names(void)
{
	knobs_load("small-u=3 outer=8 unknown=1 unknown2 hidden=9");
	say_file(PARAMS "small_u");
	say_file(PARAMS "outer");
	module_unload("knobs");
	say_load("knobs", "inner=3");
	say_load("knobs", "knobs.number=3");
	say_load("knobs", "NUMBER=x");
}

static void param_lines(void)
{
	knobs_load("  number=1   number=2\tpositive=\"7\" ");
	say_file(PARAMS "number");
	say_file(PARAMS "positive");
	module_unload("knobs");
	knobs_load("number=3 -- positive=8");
	say_file(PARAMS "number");
	say_file(PARAMS "positive");
	module_unload("knobs");
	knobs_load("\"text=quoted whole\" number=4");
	say_file(PARAMS "text");
	say_file(PARAMS "number");
	module_unload("knobs");
	say_load("knobs", "number=4 positive=x wide=5");
}

static void param_stores(void)
{
	knobs_load("");
	say_store(PARAMS "number", "12");
	say_file(PARAMS "number");
	say_store(PARAMS "number", "13\n");
	say_file(PARAMS "number");
	say_store(PARAMS "number", " 14");
	say_store(PARAMS "number", "15 ");
	say_store(PARAMS "number", "x");
	say_store(PARAMS "number", "");
	say_file(PARAMS "number");
	say_store(PARAMS "tiny", "300");
	say_file(PARAMS "tiny");
	say_store(PARAMS "outer", "0x1f");
	say_file(PARAMS "outer");
}

static void param_methods(void)
{
	say_load("knobs", "even=3");
	say_load("knobs", "even=x");
	say_load("knobs", "even");
	knobs_load("even=4");
	say_file(PARAMS "even");
	say_store(PARAMS "even", "7");
	say_store(PARAMS "even", "6");
	say_file(PARAMS "even");
}

const struct oracle_case knobs_param_cases[] = {
	{"param-defaults", param_defaults},
	{"param-modes", param_modes},
	{"param-numbers", param_numbers},
	{"param-bad-numbers", param_bad_numbers},
	{"param-bools", param_bools},
	{"param-strings", param_strings},
	{"param-long-string", param_long_string},
	{"param-arrays", param_arrays},
	{"param-names", param_names},
	{"param-lines", param_lines},
	{"param-stores", param_stores},
	{"param-methods", param_methods},
	{NULL, NULL},
};
