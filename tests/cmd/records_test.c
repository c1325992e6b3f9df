// SPDX-License-Identifier: MIT
/*
 * What the supervisor makes of records: the text on the terminal, the exit
 * status, the report file; and that no record, however wrong, does it harm.
 * The expected text is what channel.h, check/report.h and the manual say, typed
 * here, not copied from a run.
 * Sources: src/cmd/{records,report_parse,print,report_json,text,symbols}.c.
 */
#include "cmd/records.h"
#include "cmd/screenshot.h"
#include "cmd/timeline.h"
#include "host/channel.h"

#include <jansson.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LINE "------------------------------------------------------------\n"
#define REPEAT "  repeat: drydock run -- x\n"

static int failures;

struct fixture {
	struct dock_options options;
	struct dock_records records;
	FILE *f;
	char *text;
	size_t size;
};

static void begin(struct fixture *x, enum dock_verbosity verbosity)
{
	memset(x, 0, sizeof(*x));
	x->options.verbosity = verbosity;
	x->options.machine = "pc";
	x->options.run.seed = 1;
	x->options.timeout_ms = 1500;
	x->f = open_memstream(&x->text, &x->size);
	if (!x->f ||
	    dock_records_init(&x->records, x->f, &x->options, "drydock run -- x"))
		abort();
}

static void end(struct fixture *x)
{
	dock_records_free(&x->records);
	fclose(x->f);
	free(x->text);
}

static int take(struct fixture *x, const char *record)
{
	return dock_records_take(&x->records, record, strlen(record));
}

static void expect_text(struct fixture *x, const char *name, const char *want)
{
	fflush(x->f);
	if (!strcmp(x->text, want))
		return;
	fprintf(stderr, "%s: printed\n%s\nwanted\n%s\n", name, x->text, want);
	failures++;
}

static void expect_int(const char *name, const char *what, int got, int want)
{
	if (got == want)
		return;
	fprintf(stderr, "%s: %s is %d, wanted %d\n", name, what, got, want);
	failures++;
}

/* One record, and what it prints. */
static const struct {
	const char *record;
	enum dock_verbosity verbosity;
	const char *prints;
} printed[] = {
	{"L6 123456 hello", DOCK_NORMAL, "[    0.000123] hello\n"},
	{"L6 12345678901234 late", DOCK_NORMAL, "[12345.678901] late\n"},
	{"L6 0 two\nlines\n", DOCK_NORMAL, "[    0.000000] two\n[    0.000000] lines\n"},
	{"L6 0 ", DOCK_NORMAL, "[    0.000000] \n"},
	{"L7 0 debug", DOCK_NORMAL, ""},
	{"L7 0 debug", DOCK_VERBOSE, "[    0.000000] debug\n"},
	{"L5 0 notice", DOCK_QUIET, ""},
	{"L4 0 warning", DOCK_QUIET, "[    0.000000] warning\n"},
	{"L6 0 a\x1b[2Jb\tc\x7f\r", DOCK_NORMAL,
	 "[    0.000000] a\\x1b[2Jb c\\x7f\\x0d\n"},
	{"L6 0 gr\xc3\xbcn \xc3 \xff", DOCK_NORMAL,
	 "[    0.000000] gr\xc3\xbcn \\xc3 \\xff\n"},
	/* Overlong, a surrogate, beyond the last character, C1. */
	{"L6 0 \xc0\xaf", DOCK_NORMAL, "[    0.000000] \\xc0\\xaf\n"},
	{"L6 0 \xed\xa0\x80", DOCK_NORMAL, "[    0.000000] \\xed\\xa0\\x80\n"},
	{"L6 0 \xf4\x90\x80\x80", DOCK_NORMAL, "[    0.000000] \\xf4\\x90\\x80\\x80\n"},
	{"L6 0 \xc2\x9b", DOCK_NORMAL, "[    0.000000] \\xc2\\x9b\n"},
	/* Addresses of nobody: shown in a window of the machine, else not. */
	{"L6 0 at {fn:380000001000}", DOCK_NORMAL, "[    0.000000] at 0x380000001000\n"},
	{"L6 0 at {fn:10}!", DOCK_NORMAL, "[    0.000000] at ?!\n"},
	{"L6 0 {fn:} {fn:1 {fn:xyz} {src}", DOCK_NORMAL,
	 "[    0.000000] {fn:} {fn:1 {fn:xyz} {src}\n"},
	{"L6 0 {fn:11111111111111111}", DOCK_NORMAL,
	 "[    0.000000] {fn:11111111111111111}\n"},
	{"P1234", DOCK_NORMAL, ""},
	{"Z19", DOCK_NORMAL, ""},
	{"Uscullp", DOCK_NORMAL, ""},
};

static void records_print_what_they_say(void)
{
	for (size_t i = 0; i < sizeof(printed) / sizeof(printed[0]); i++) {
		struct fixture x;
		char name[32];

		snprintf(name, sizeof(name), "printed[%zu]", i);
		begin(&x, printed[i].verbosity);
		expect_int(name, "answer", take(&x, printed[i].record), 0);
		expect_text(&x, name, printed[i].prints);
		end(&x);
	}
}

/* dmesg -n: whatever --quiet and --verbose said, until the next one. */
static void console_level_is_the_machines(void)
{
	struct fixture x;

	begin(&x, DOCK_VERBOSE);
	take(&x, "C4");
	take(&x, "L4 0 hidden");
	take(&x, "L3 0 shown");
	take(&x, "C8");
	take(&x, "L7 0 shown, too");
	expect_text(&x, "console", "[    0.000000] shown\n[    0.000000] shown, too\n");
	end(&x);
}

/* Reports that are counted alone: said once. */
static void broken_again_is_counted(void)
{
	struct dock_ending ending = { .wait_status = 0 };
	struct fixture x;

	begin(&x, DOCK_NORMAL);
	take(&x, "Awarning");
	take(&x, "Awarning");
	take(&x, "Estatus=0\nleft=");
	expect_int("again", "status", dock_records_finish(&x.records, &ending), 99);
	expect_text(&x, "again",
		    "drydock: warning is broken again and again; from now on its reports are "
		    "counted, not shown\n"
		    "drydock: 1 rule broken: warning (2 times); exit status 99\n");
	end(&x);
}

#define NONSENSE                                                                         \
	"drydock: the machine sent a record that makes no sense; its log may lack "      \
	"lines\n"

/* Records that are no records: said once, and nothing else happens. */
static const char *const nonsense[] = {
	"C",
	"Cx",
	"C77",
	"L",
	"L6",
	"L9 0 x",
	"L6 x y",
	"L6 99999999999999999999 x",
	"L-1 0 x",
	"P",
	"P12x",
	"P99999999999",
	"Z",
	"M",
	"Mname",
	"M  ",
	"Mname 12g /x",
	"Mname 38000000000000000 /x",
	"Mname 1000 ",
	"Z",
	"\x01",
	"l6 0 x",
};

static void nonsense_is_said_once(void)
{
	for (size_t i = 0; i < sizeof(nonsense) / sizeof(nonsense[0]); i++) {
		struct fixture x;

		begin(&x, DOCK_NORMAL);
		take(&x, nonsense[i]);
		take(&x, nonsense[i]);
		expect_text(&x, nonsense[i], NONSENSE);
		expect_int(nonsense[i], "reports", (int)x.records.nr_broken, 0);
		end(&x);
	}
}

static void sync_is_answered_after_the_text_before(void)
{
	struct fixture x;

	begin(&x, DOCK_NORMAL);
	take(&x, "L6 0 before");
	expect_int(__func__, "answer", take(&x, "Y"), 1);
	/* Not flushed here: take() must have done it. */
	if (strcmp(x.text, "[    0.000000] before\n")) {
		fprintf(stderr, "%s: the text was not written out\n", __func__);
		failures++;
	}
	end(&x);
}

static void a_report_is_laid_out(void)
{
	struct fixture x;
	struct dock_ending ok = {0};

	begin(&x, DOCK_NORMAL);
	take(&x,
	     "R1500\nrule=page-reference\nsay=a page was returned\n"
	     "fact=page\tpfn 0x10\nfact=page count\t1\n"
	     "stack=returned at\t=380000001000 380000002000 zz  = 12345678901234567\n");
	take(&x, "Estatus=0\nleft=nothing is left: 0 pages\n");
	expect_int(__func__, "status", dock_records_finish(&x.records, &ok), 99);
	expect_text(&x, __func__,
		    "[    0.000001] " LINE "[    0.000001] rule broken: page-reference\n"
		    "[    0.000001] a page was returned\n"
		    "[    0.000001]   page:       pfn 0x10\n"
		    "[    0.000001]   page count: 1\n"
		    "[    0.000001]   returned at:\n"
		    "[    0.000001]     0x380000001000\n"
		    "[    0.000001]     0x380000002000\n"
		    "[    0.000001] " REPEAT "[    0.000001] " LINE
		    "drydock: nothing is left: 0 pages\n"
		    "drydock: 1 rule broken: page-reference; exit status 99\n");
	end(&x);
}

static void a_garbled_report_still_counts(void)
{
	static const char *const garbled[] = {
		"R",  "R\n",	  "Rx\nrule=",
		"R5", "R5\n\n\n", "R5\nrule=\nfact=\nstack=\nstack=x"};

	for (size_t i = 0; i < sizeof(garbled) / sizeof(garbled[0]); i++) {
		struct fixture x;
		struct dock_ending ok = {0};

		begin(&x, DOCK_NORMAL);
		take(&x, garbled[i]);
		take(&x, "Estatus=0\n");
		expect_int(garbled[i], "status", dock_records_finish(&x.records, &ok),
			   99);
		end(&x);
	}
}

/* How runs end. Records are separated by '|'. */
static const struct {
	const char *records;
	int wait_status, timed_out, status;
	const char *last_line;
} endings[] = {
	{"Estatus=0\n", 0, 0, 0, ""},
	{"Estatus=7\n", 7 << 8, 0, 7, ""},
	{"Estatus=137\nleft=1 page is left", 137 << 8, 0, 137,
	 "drydock: 1 page is left\n"},
	{"Estatus=0\nleft=a\nleft=b\n", 0, 0, 0, "drydock: a\ndrydock: b\n"},
	{"Xmodule 'x.ko': bad\n", 2 << 8, 0, 2, "drydock: module 'x.ko': bad\n"},
	{"R0\nrule=a\nsay=b|R0\nrule=a\nsay=b|R0\nrule=c\nsay=d|Estatus=0", 0, 0, 99,
	 "drydock: 2 rules broken: a (2 times), c; exit status 99\n"},
	{"R0\nrule=a\nsay=b|Xy", 2 << 8, 0, 99,
	 "drydock: y\ndrydock: 1 rule broken: a; exit status 99\n"},
	{"", SIGSEGV, 0, 99, "drydock: 1 rule broken: machine-died; exit status 99\n"},
	{"Estatus=0", SIGSEGV, 0, 99,
	 "drydock: 1 rule broken: machine-died; exit status 99\n"},
	{"", 0, 0, 99, "drydock: 1 rule broken: machine-died; exit status 99\n"},
	{"", SIGKILL, 1, 99, "drydock: 1 rule broken: timeout; exit status 99\n"},
	{"R0\nrule=timeout\nsay=in x()", 99 << 8, 1, 99,
	 "drydock: 1 rule broken: timeout; exit status 99\n"},
	{"Estatus=3", 3 << 8, 1, 3, ""},
	/* A status that is none was not said. */
	{"Estatus=256", 0, 0, 99,
	 "drydock: 1 rule broken: machine-died; exit status 99\n"},
	{"Estatus=-1", 0, 0, 99,
	 "drydock: 1 rule broken: machine-died; exit status 99\n"},
	{"Estatus=\nstatus=1x\nstatus=0001", 0, 0, 99,
	 "drydock: 1 rule broken: machine-died; exit status 99\n"},
};

static void runs_end_with_the_right_status(void)
{
	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		struct dock_ending e = {endings[i].wait_status, endings[i].timed_out};
		char *copy = strdup(endings[i].records), *save = NULL;
		const char *last = endings[i].last_line;
		struct fixture x;
		char name[32];

		snprintf(name, sizeof(name), "endings[%zu]", i);
		begin(&x, DOCK_NORMAL);
		for (char *r = strtok_r(copy, "|", &save); r;
		     r = strtok_r(NULL, "|", &save))
			take(&x, r);
		expect_int(name, "status", dock_records_finish(&x.records, &e),
			   endings[i].status);
		fflush(x.f);
		if (x.size < strlen(last) ||
		    strcmp(x.text + x.size - strlen(last), last) || (!*last && x.size)) {
			fprintf(stderr, "%s: printed\n%s\nwanted at its end\n%s\n", name,
				x.text, last);
			failures++;
		}
		free(copy);
		end(&x);
	}
}

static void the_death_of_the_machine_is_told(void)
{
	struct dock_ending died = {SIGSEGV, 0};
	struct fixture x;

	begin(&x, DOCK_NORMAL);
	take(&x, "L7 2000 opening");
	dock_records_finish(&x.records, &died);
	expect_text(&x, __func__,
		    "[    0.000002] " LINE "[    0.000002] rule broken: machine-died\n"
		    "[    0.000002] the machine was ended by signal 11 (SIGSEGV)\n"
		    "[    0.000002]   last heard: opening\n"
		    "[    0.000002] " REPEAT "[    0.000002] " LINE
		    "drydock: 1 rule broken: machine-died; exit status 99\n");
	end(&x);
}

static void many_reports_are_all_counted(void)
{
	struct dock_ending ok = {0};
	struct fixture x;
	char record[64];

	begin(&x, DOCK_QUIET);
	for (int i = 0; i < DOCK_MAX_KEPT + 500; i++) {
		snprintf(record, sizeof(record), "R%d\nrule=rule-%d\nsay=x", i, i % 200);
		take(&x, record);
	}
	take(&x, "Estatus=0");
	expect_int(__func__, "status", dock_records_finish(&x.records, &ok), 99);
	expect_int(__func__, "reports", (int)x.records.nr_broken, DOCK_MAX_KEPT + 500);
	expect_int(__func__, "kept", x.records.nr_kept, DOCK_MAX_KEPT);
	end(&x);
}

static void long_records_are_cut(void)
{
	static char record[HOST_CHANNEL_MAX + 10];
	struct fixture x;

	begin(&x, DOCK_NORMAL);
	memset(record, 'a', sizeof(record));
	memcpy(record, "L6 0 ", 5);
	dock_records_take(&x.records, record, sizeof(record));
	fflush(x.f);
	/* The stamp is 15 bytes, "L6 0 " was 5, and there is a newline. */
	expect_int(__func__, "bytes", (int)x.size, 15 + HOST_CHANNEL_MAX - 5 + 1);
	end(&x);
}

static void long_lists_are_cut(void)
{
	static char record[HOST_CHANNEL_MAX];
	struct fixture x;
	int n;

	begin(&x, DOCK_NORMAL);
	n = sprintf(record, "R0\nrule=a\nsay=b\n");
	for (int i = 0; i < 100; i++)
		n += sprintf(record + n, "fact=%d\tx\n", i);
	for (int i = 0; i < 20; i++) {
		n += sprintf(record + n, "stack=s\t");
		for (int j = 0; j < 100; j++)
			n += sprintf(record + n, "%x ", j);
		n += sprintf(record + n, "\n");
	}
	take(&x, record);
	expect_int(__func__, "kept", x.records.nr_kept, 1);
	expect_int(__func__, "facts", x.records.kept[0]->nr_facts, DOCK_MAX_FACTS);
	expect_int(__func__, "stacks", x.records.kept[0]->nr_stacks, DOCK_MAX_STACKS);
	expect_int(__func__, "frames", x.records.kept[0]->stacks[0].nr_frames,
		   DOCK_MAX_FRAMES);
	end(&x);
}

/* This program stands for drydock: its own functions are found, dock_ is taken
 * off, and a return address names the call before it, even where that was the
 * last instruction of its function. */
__asm__(".text\n"
	".type dock_probe_function, @function\n"
	"dock_probe_function: nop; nop; nop; nop\n"
	".size dock_probe_function, 4\n"
	".type dock_probe_next, @function\n"
	"dock_probe_next: nop\n"
	".size dock_probe_next, 1\n");
extern char dock_probe_function[];

static void functions_of_drydock_are_named(void)
{
	unsigned long pc = (unsigned long)dock_probe_function;
	char record[256], want[256];
	struct fixture x;

	begin(&x, DOCK_NORMAL);
	snprintf(record, sizeof(record), "L6 0 {fn:%lx} {sym:%lx} {src:%lx}", pc, pc + 1,
		 pc);
	take(&x, record);
	snprintf(want, sizeof(want),
		 "[    0.000000] probe_function probe_function+0x1/0x4 [drydock] "
		 "probe_function+0x0/0x4 [drydock]\n");
	expect_text(&x, __func__, want);
	snprintf(record, sizeof(record), "R0\nrule=a\nsay=b\nstack=s\t=%lx %lx", pc,
		 pc + 4);
	take(&x, record);
	if (x.records.nr_kept == 1 && x.records.kept[0]->stacks[0].nr_frames == 2) {
		const struct dock_frame *f = x.records.kept[0]->stacks[0].frames;

		expect_int(__func__, "exact", strcmp(f[0].function, "probe_function"), 0);
		expect_int(__func__, "exact offset", (int)f[0].offset, 0);
		expect_int(__func__, "return", strcmp(f[1].function, "probe_function"),
			   0);
		expect_int(__func__, "return offset", (int)f[1].offset, 4);
	} else {
		expect_int(__func__, "frames found", 0, 1);
	}
	end(&x);
}

static void the_report_file_holds_it_all(void)
{
	char dir[] = "/tmp/drydock-records-XXXXXX", path[64], err[DOCK_ERR_MAX];
	json_t *root, *report, *frame;
	struct fixture x;

	if (!mkdtemp(dir))
		abort();
	snprintf(path, sizeof(path), "%s/r.json", dir);
	begin(&x, DOCK_NORMAL);
	take(&x, "R7\nrule=a\xff\nsay=b \"c\"\nfact=n\tv\nstack=t\t=380000001000\n");
	take(&x, "Estatus=0\nleft=nothing\n");
	expect_int(__func__, "write", dock_report_write(&x.records, path, 99, err), 0);
	root = json_load_file(path, 0, NULL);
	report = json_array_get(json_object_get(root, "reports"), 0);
	frame = json_array_get(
		json_object_get(json_array_get(json_object_get(report, "stacks"), 0),
				"frames"),
		0);
	expect_int(__func__, "status",
		   json_integer_value(json_object_get(root, "status")), 99);
	expect_int(__func__, "time",
		   json_integer_value(json_object_get(report, "time_ns")), 7);
	if (!frame ||
	    strcmp(json_string_value(json_object_get(root, "left")), "nothing") ||
	    strcmp(json_string_value(json_object_get(root, "command")),
		   "drydock run -- x") ||
	    strcmp(json_string_value(json_object_get(report, "rule")), "a\\xff") ||
	    strcmp(json_string_value(json_object_get(report, "sentence")), "b \"c\"") ||
	    strcmp(json_string_value(json_object_get(frame, "function")),
		   "0x380000001000")) {
		fprintf(stderr, "%s: not what was sent\n", __func__);
		failures++;
	}
	json_decref(root);
	unlink(path);
	/* Nothing is left beside it, or the folder would not go. */
	expect_int(__func__, "rmdir", rmdir(dir), 0);
	expect_int(__func__, "write to nowhere",
		   dock_report_write(&x.records, path, 99, err), -1);
	end(&x);
}

/* Records of a picture that make no sense, and one that is not whole. */
static const char *const no_pictures[] = {
	"S", "S2", "S2 ", "S0 1", "S1 0", "S-1 -1", "S2 2 ", "S999999 999999", "S1000000 64",
	"Bxxx", "S2 2Bxxxxxxxxxxxxx", "S1 1S1 1",
};

static void a_picture_must_make_sense(void)
{
	char err[DOCK_ERR_MAX];

	for (size_t i = 0; i < sizeof(no_pictures) / sizeof(*no_pictures); i++) {
		struct dock_screenshot *s = dock_screenshot_new();
		const char *text = no_pictures[i];
		int bad = 0;

		while (*text && !bad) {
			size_t len = strcspn(text + 1, "SB");

			bad = dock_screenshot_take(s, *text, text + 1, len);
			text += len + 1;
		}
		expect_int(__func__, no_pictures[i], bad, -1);
		dock_screenshot_free(s);
	}
	for (int part = 0; part < 2; part++) {
		struct fixture x;

		begin(&x, DOCK_NORMAL);
		x.options.screenshot_path = "/nowhere/never";
		x.records.screenshot = dock_screenshot_new();
		take(&x, "S2 2");
		take(&x, part ? "B123456789abc" : "B123456789ab");
		expect_int(__func__, "write", dock_screenshot_write(&x.records, err), -1);
		expect_int(__func__, err, !strstr(err, part ? "No such file" : "no picture"), 0);
		end(&x);
	}
}

/* Bytes from a fixed generator, after each letter, in one run. */
static void garbage_does_no_harm(void)
{
	static const char letters[] = "LMURPEXYATCKFZSB\n=";
	static char record[HOST_CHANNEL_MAX + 64];
	struct dock_ending ok = {0};
	unsigned long state = 88172645463325252UL;
	struct fixture x;

	begin(&x, DOCK_VERBOSE);
	x.options.test = 1;
	x.records.results = x.f;
	x.records.timeline = dock_timeline_new();
	x.records.screenshot = dock_screenshot_new();
	dock_records_take(&x.records, "", 0);
	for (int i = 0; i < 8000; i++) {
		size_t len = i % 50 ? (size_t)i % 200 + 1 : sizeof(record);

		for (size_t j = 0; j < len; j++) {
			state ^= state << 13;
			state ^= state >> 7;
			state ^= state << 17;
			/* Much of what the parsers look for, some of anything. */
			record[j] = state & 0x300
					    ? "0123456789 \n\t={}:fact=stack"[state % 27]
					    : (char)(state >> 20);
		}
		record[0] = letters[i % (sizeof(letters) - 1)];
		dock_records_take(&x.records, record, len);
	}
	dock_records_finish(&x.records, &ok);
	fflush(x.f);
	for (size_t i = 0; i < x.size; i++)
		if ((unsigned char)x.text[i] < ' ' && x.text[i] != '\n') {
			fprintf(stderr, "%s: a control character came out\n", __func__);
			failures++;
			break;
		}
	end(&x);
}

int main(void)
{
	records_print_what_they_say();
	console_level_is_the_machines();
	broken_again_is_counted();
	nonsense_is_said_once();
	sync_is_answered_after_the_text_before();
	a_report_is_laid_out();
	a_garbled_report_still_counts();
	runs_end_with_the_right_status();
	the_death_of_the_machine_is_told();
	many_reports_are_all_counted();
	long_records_are_cut();
	long_lists_are_cut();
	functions_of_drydock_are_named();
	the_report_file_holds_it_all();
	a_picture_must_make_sense();
	garbage_does_no_harm();
	return failures ? 1 : 0;
}
