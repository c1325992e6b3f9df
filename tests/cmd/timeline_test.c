// SPDX-License-Identifier: MIT
/*
 * What the supervisor makes of 'T' records: which mapping it picks, how pieces
 * are joined, and that no record, however wrong or many, does it harm.
 * Sources: src/cmd/{timeline,timeline_draw,svg}.c.
 */
#include "cmd/records.h"
#include "cmd/timeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures;

#define EXPECT(cond)                                                                     \
	do {                                                                             \
		if (!(cond)) {                                                           \
			fprintf(stderr, "%s:%d: %s: not true: %s\n", __FILE__, __LINE__, \
				__func__, #cond);                                        \
			failures++;                                                      \
		}                                                                        \
	} while (0)

static struct dock_options options = {.machine = "<pc> & \"co\"", .timeline_path = "x"};
static struct dock_records records;
static FILE *terminal;

static void begin(void)
{
	if (dock_records_init(&records, terminal, &options, "drydock run -- x"))
		abort();
}

static void say(const char *record)
{
	dock_records_take(&records, record, strlen(record));
}

static int shows(const char *text)
{
	char *svg = dock_timeline_draw(records.timeline, &records);
	int found = svg && strstr(svg, text);

	if (svg && !found)
		fprintf(stderr, "no '%s' in:\n%s\n", text, svg);
	free(svg);
	return found;
}

static void the_first_report_picks_its_mapping(void)
{
	begin();
	say("T1000 map 1 0 64 0 1 single device a000 b000 dev one");
	say("T2000 map 2 0 128 0 2 page device c000 d000 dev two");
	say("T3000 write 2 0 64 0");
	say("T3100 report 2 70 1 0 dma-stale-load");
	say("T3200 report 1 0 1 0 dma-cpu-store");
	EXPECT(records.timeline->picked && records.timeline->picked->id == 2);
	EXPECT(shows("Mapping 2: page, 128 bytes, DMA_FROM_DEVICE, of dev two"));
	EXPECT(shows(">dma-stale-load</text>"));
	EXPECT(shows("machine &lt;pc&gt; &amp; &quot;co&quot;"));
	EXPECT(!records.said_nonsense);
	dock_records_free(&records);
}

static void pieces_are_joined_where_they_touch(void)
{
	begin();
	say("T1 map 1 0 64 0 2 single device a000 b000 d");
	say("T2 write 1 0 8 0");
	say("T3 write 1 8 8 0");
	say("T4 write 1 32 8 0");
	say("T5 read 1 40 8 0");
	EXPECT(records.timeline->maps[0]->nr_events == 4);
	EXPECT(records.timeline->maps[0]->events[1].len == 16);
	EXPECT(records.timeline->maps[0]->events[1].pieces == 2);
	EXPECT(shows("bytes 0 to 15"));
	dock_records_free(&records);
}

static void a_report_may_lie_outside(void)
{
	begin();
	say("T1 map 1 0 64 0 2 single device a000 b000 d");
	say("T2 report 1 -8 4 0 dma-cacheline");
	say("T3 report 1 64 4096 0 dma-device-outside");
	EXPECT(shows("bytes -8 to -5"));
	EXPECT(shows("bytes 64 to 4159"));
	dock_records_free(&records);
}

/* Each is refused, and changes nothing. */
static const char *const nonsense[] = {
	"T",
	"Tx",
	"T1",
	"T1 map",
	"T1 map 1 0 64 0",
	"T1 map 1 0 64 0 2 single",
	"T1 map 1 0 0 0 2 single device a000 b000 d",
	"T1 map 1 0 18446744073709551615 0 2 single device a000 b000 d",
	"T1 frobnicate 1 0 64 0",
	"T1 write 9 60 8 0",
	"T1 write 9 -1 8 0",
	"T1 for-cpu 9 0 18446744073709551615 0",
	"T1 report 9 -9223372036854775808 1 0 x",
	"T1 report 9 9223372036854775807 1 0 x",
	"T1 report 9 0 18446744073709551615 0 x",
};

static void nonsense_is_refused(void)
{
	for (size_t i = 0; i < sizeof(nonsense) / sizeof(nonsense[0]); i++) {
		begin();
		say("T1 map 9 0 64 0 2 single device a000 b000 d");
		EXPECT(!records.said_nonsense);
		say(nonsense[i]);
		if (!records.said_nonsense || records.timeline->nr_maps != 1 ||
		    records.timeline->maps[0]->nr_events != 1) {
			fprintf(stderr, "nonsense[%zu] was taken\n", i);
			failures++;
		}
		dock_records_free(&records);
	}
}

/* More mappings and events than are kept: the first ones and the reported one
 * stay, and the picture can be drawn. */
static void what_is_kept_is_bounded(void)
{
	char record[128];

	begin();
	for (int i = 1; i <= 5000; i++) {
		snprintf(record, sizeof(record),
			 "T%d map %d 0 64 0 2 single device a000 b000 d", i, i);
		say(record);
		if (i == 100)
			say("T100 report 100 0 1 0 dma-cpu-store");
		if (i % 2) {
			snprintf(record, sizeof(record), "T%d unmap %d 0 64 0", i, i);
			say(record);
		}
	}
	EXPECT(records.timeline->nr_maps == DOCK_LINE_KEPT);
	EXPECT(records.timeline->nr_seen == 5000);
	EXPECT(records.timeline->maps[0]->id == 1);
	EXPECT(records.timeline->picked->id == 100);
	for (int i = 0; i < 1000; i++) {
		snprintf(record, sizeof(record), "T%d %s 100 0 %d 0", 6000 + i,
			 i % 2 ? "for-cpu" : "for-device", i % 64);
		say(record);
	}
	say("T9000 unmap 100 0 64 0");
	say("T9001 full");
	EXPECT(records.timeline->picked->nr_events <= DOCK_LINE_EVENTS);
	EXPECT(records.timeline->picked->gone);
	EXPECT(shows("5000 mappings in all (too many events"));
	EXPECT(shows("more events found no room"));
	EXPECT(shows(">dma-cpu-store</text>"));
	EXPECT(shows(" more</text>"));
	dock_records_free(&records);
}

static void records_of_a_run_that_asked_for_none_are_left_alone(void)
{
	options.timeline_path = NULL;
	begin();
	say("T1 map 1 0 64 0 2 single device a000 b000 d");
	EXPECT(!records.timeline && !records.said_nonsense);
	dock_records_free(&records);
	options.timeline_path = "x";
}

int main(void)
{
	terminal = fopen("/dev/null", "w");
	the_first_report_picks_its_mapping();
	pieces_are_joined_where_they_touch();
	a_report_may_lie_outside();
	nonsense_is_refused();
	what_is_kept_is_bounded();
	records_of_a_run_that_asked_for_none_are_left_alone();
	return failures != 0;
}
