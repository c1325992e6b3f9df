// SPDX-License-Identifier: MIT
/*
 * Machines from device trees: small trees, good and bad, through dtc; and pc.
 * Sources: src/machine/devicetree.c.
 * Skipped (77) where there is no dtc.
 */
#include "machine/desc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ERR_MAX 256

static int failures;
static char dir[] = "/tmp/drydock-devicetree-XXXXXX";
static char dtb[64]; /* the file that compile() writes */

#define EXPECT(cond)                                                                     \
	do {                                                                             \
		if (!(cond)) {                                                           \
			fprintf(stderr, "%s:%d: %s: not true: %s\n", __FILE__, __LINE__, \
				__func__, #cond);                                        \
			failures++;                                                      \
		}                                                                        \
	} while (0)

/* dtc on the text of a tree; its warnings are not what is tested (-q -q). */
static void compile(const char *body)
{
	char command[128];
	FILE *dtc;

	snprintf(command, sizeof(command), "dtc -q -q -f -I dts -O dtb -o %s -", dtb);
	dtc = popen(command, "w");
	if (!dtc)
		abort();
	fprintf(dtc, "/dts-v1/;\n%s\n", body);
	if (pclose(dtc)) {
		fprintf(stderr, "dtc refused:\n%s\n", body);
		failures++;
	}
}

#define MEM(name, cells)                                                                 \
	"memory@" name " { device_type = \"memory\"; reg = <" cells ">; };"
#define CELLS2 "#address-cells = <2>; #size-cells = <2>;"
#define RAM MEM("0", "0 0 0 0x10000000")
#define MACHINE(body) "machine { compatible = \"drydock,machine\"; " body " };"
#define ROOT(body) "/ { " CELLS2 " " body " };"

/* Bad trees, and what the error must name. */
static const struct {
	const char *tree;
	const char *says;
} bad[] = {
	{ROOT(MEM("0", "0 0 1")), "node /memory@0: reg is not a whole number"},
	{ROOT(MEM("0", "")), "node /memory@0: reg is not a whole number"},
	{"/ { #address-cells = <3>; #size-cells = <1>; " MEM("0", "0 0 0 1") " };",
	 "node /: #address-cells and #size-cells"},
	{ROOT(MEM("0", "0xffffffff 0xffffffff 0 0x1000")),
	 "/memory@0: reg reaches beyond"},
	{ROOT(MEM("0", "0 0 0x1000 1")), "/memory@0: reg reaches beyond"},
	{ROOT(MEM("0", "0 0x10 0 0x100")), "/memory@0: reg holds less than one page"},
	{ROOT(MEM("0", "0 0 0 0x2000") MEM("1000", "0 0x1000 0 0x1000")),
	 "node /memory@1000: overlaps other RAM"},
	{ROOT("memory@0 { device_type = \"memory\"; reg = <0 0 0 0x1000>; "
	      "numa-node-id = <256>; };"),
	 "/memory@0: numa-node-id"},
	{ROOT(RAM MACHINE("cache-line = <48>;")), "node /machine: cache-line must be"},
	{ROOT(RAM MACHINE("cache-line = <0>;")), "node /machine: cache-line must be"},
	{ROOT(RAM MACHINE("cache-line = <1 2 3>;")),
	 "/machine: cache-line is not one or"},
	{ROOT(RAM MACHINE("zone-dma-end = <0x1001>;")), "/machine: zone-dma-end and"},
	{ROOT(RAM MACHINE("zone-dma-end = <0x2000>; zone-dma32-end = <0x1000>;")),
	 "/machine: zone-dma-end lies above"},
	{ROOT(RAM MACHINE("high-memory-start = <0x1234>;")),
	 "/machine: high-memory-start must be a whole page"},
	{ROOT(RAM MACHINE("zone-dma-end = <0x2000>; high-memory-start = <0x1000>;")),
	 "/machine: high-memory-start lies below zone-dma-end"},
	{ROOT(MEM("80000000", "0 0x80000000 0 0x1000000") MACHINE("high-memory-start = <0x1000>;")),
	 "all RAM of this machine is high"},
	{ROOT(RAM MACHINE(CELLS2 "io@1 { reg = <0 0xf0000000 0 1>; };")),
	 "node /machine/io@1: has no label"},
	{ROOT(RAM MACHINE(CELLS2
			  "io@1 { reg = <0 0xf0000000 0 1>; label = \"a\\nb\"; };")),
	 "/machine/io@1: has no label"},
	{ROOT(RAM MACHINE(CELLS2 "io@1 { reg = <0 0xf0000000 0 1>; label = "
				 "\"01234567890123456789012345678901234567890123456789012"
				 "34567890123\"; };")),
	 "/machine/io@1: label is longer"},
	{ROOT(RAM MACHINE(CELLS2 "io { label = \"a\"; };")), "/machine/io: has no reg"},
	{ROOT(RAM MACHINE(CELLS2 "io@1 { reg = <0 0x1000 0 1>; label = \"a\"; };")),
	 "/machine/io@1: lies in RAM"},
	{ROOT(RAM "reserved-memory { " CELLS2 " r@0 { reg = <0 0>; }; };"),
	 "node /reserved-memory/r@0: reg is not"},
	{"/memreserve/ 0x1000 0xffffffffffff0000; " ROOT(RAM), "/memreserve/ reaches"},
};

static void bad_trees_are_refused_by_node(void)
{
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct dock_machine_desc d;
		char err[ERR_MAX] = "";
		int ret;

		compile(bad[i].tree);
		ret = dock_desc_load(dtb, &d, err, sizeof(err));
		if (ret == -1 && strstr(err, bad[i].says) && !strchr(err, '\n'))
			continue;
		fprintf(stderr, "bad[%zu]: returned %d, said '%s', wanted '%s'\n", i, ret,
			err, bad[i].says);
		failures++;
	}
}

static int load(const char *tree, struct dock_machine_desc *d)
{
	char err[ERR_MAX] = "";
	int ret;

	compile(tree);
	ret = dock_desc_load(dtb, d, err, sizeof(err));
	if (ret) {
		fprintf(stderr, "refused: %s\n%s\n", err, tree);
		failures++;
		memset(d, 0, sizeof(*d));
	}
	return ret;
}

static void banks_are_sorted_and_whole_pages(void)
{
	struct dock_machine_desc d;

	/* 0x800 up to 0x10000 and down from 0x12345 to 0x12000. */
	load(ROOT("model = \"m\";" MEM(
		     "100000",
		     "0 0x100000 1 0") "memory@f800 { device_type = \"memory\"; "
				       "numa-node-id = <3>; "
				       "reg = <0 0xf800 0 0x2b45>, <0 0x20000 0 0x1000>; "
				       "};"
				       "memory@9 { device_type = \"memory\"; status = "
				       "\"disabled\"; reg = <9>; };"
				       "memory@a { reg = <0 0xa000 0 0x1000>; };"),
	     &d);
	EXPECT(!strcmp(d.name, "m"));
	EXPECT(d.nr_banks == 3);
	EXPECT(d.banks[0].base == 0x10000 && d.banks[0].size == 0x2000);
	EXPECT(d.banks[0].node == 3);
	EXPECT(d.banks[1].base == 0x20000 && d.banks[1].size == 0x1000);
	EXPECT(d.banks[2].base == 0x100000 && d.banks[2].size == 0x100000000);
	EXPECT(d.banks[2].node == 0);
	EXPECT(!dock_desc_lacks_memory(&d));
}

static void defaults_are_those_of_a_plain_board(void)
{
	struct dock_machine_desc d;

	load(ROOT(RAM), &d);
	EXPECT(!strcmp(d.name, "unnamed"));
	EXPECT(!d.dma_coherent);
	EXPECT(d.cache_line == 64);
	EXPECT(!d.zone_dma_end && !d.zone_dma32_end);
	EXPECT(!d.nr_resources);
}

static void reserved_memory_counts_where_ram_is(void)
{
	struct dock_machine_desc d;

	load("/memreserve/ 0x3000 0x1000; " ROOT(
		     RAM "reserved-memory { " CELLS2
			 " b@8000 { reg = <0 0x8000 0 0x10>; no-map; };"
			 " pool { size = <0 0x1000>; };"
			 " off@9000 { reg = <0 0x9000 0 0x10>; status = \"disabled\"; };"
			 " out@20000000 { reg = <0 0x20000000 0 0x1000>; }; };"),
	     &d);
	EXPECT(d.nr_resources == 2);
	EXPECT(d.resources[0].base == 0x3000 && d.resources[0].size == 0x1000);
	EXPECT(d.resources[1].base == 0x8000);
	EXPECT(d.resources[1].size == 0x1000); /* whole pages are not mapped */
	EXPECT(!d.resources[0].no_map && d.resources[1].no_map);
	EXPECT(d.resources[0].reserved && d.resources[1].reserved);
	EXPECT(!strcmp(d.resources[1].name, "Reserved"));
}

static void a_board_waits_for_its_memory(void)
{
	struct dock_machine_desc d;
	char err[ERR_MAX];

	load(ROOT(MEM(
		     "80000000",
		     "0 0x80000000 0 0") "reserved-memory { " CELLS2
					 " a@80001000 { reg = <0 0x80001000 0 0x1000>; };"
					 " b@90000000 { reg = <0 0x90000000 0 0x1000>; "
					 "}; };" MACHINE(
						 CELLS2
						 "io@c0000000 { reg = <0 0xc0000000 0 "
						 "1>; label = \"io\"; };")),
	     &d);
	EXPECT(dock_desc_lacks_memory(&d));
	EXPECT(dock_desc_give_memory(&d, 0, err, sizeof(err)) == -1);
	EXPECT(dock_desc_give_memory(&d, 4097, err, sizeof(err)) == -1);
	EXPECT(dock_desc_give_memory(&d, 1UL << 60, err, sizeof(err)) == -1);
	EXPECT(dock_desc_give_memory(&d, 1UL << 31, err, sizeof(err)) == -1);
	EXPECT(strstr(err, "'io'"));
	EXPECT(!dock_desc_give_memory(&d, 0x1000000, err, sizeof(err)));
	EXPECT(!dock_desc_lacks_memory(&d));
	EXPECT(d.nr_banks == 1 && d.banks[0].base == 0x80000000 &&
	       d.banks[0].size == 0x1000000);
	/* b lies outside what was given. */
	EXPECT(d.nr_resources == 2 && d.resources[0].base == 0x80001000);

	load(ROOT(""), &d);
	EXPECT(dock_desc_lacks_memory(&d));
	EXPECT(!dock_desc_give_memory(&d, 0x1000, err, sizeof(err)));
	EXPECT(d.nr_banks == 1 && !d.banks[0].base && d.banks[0].size == 0x1000);
}

/* The page in machines/pc.dts, in numbers. */
static int pc_is_a_pc(const char *source)
{
	static const struct {
		unsigned long base, last;
		const char *name;
	} lines[] = {
		{0x0, 0xfff, "Reserved"},
		{0xa0000, 0xbffff, "Video RAM area"},
		{0xc0000, 0xc7fff, "Video ROM"},
		{0xf0000, 0xfffff, "System ROM"},
		{0xc0000000, 0xfebfffff, "PCI Bus 0000:00"},
		{0x8000000000, 0x807fffffff, "PCI Bus 0000:00"},
	};
	const int n = sizeof(lines) / sizeof(lines[0]);
	struct dock_machine_desc d;
	char command[512], err[ERR_MAX] = "";

	snprintf(command, sizeof(command),
		 "dtc -q -I dts -O dtb -o %s %s/machines/pc.dts", dtb, source);
	if (system(command) || dock_desc_load(dtb, &d, err, sizeof(err))) {
		fprintf(stderr, "pc: %s\n", err);
		failures++;
		return -1;
	}
	EXPECT(!strcmp(d.name, "pc"));
	EXPECT(d.nr_banks == 2);
	EXPECT(d.banks[0].base == 0x1000 && d.banks[0].base + d.banks[0].size == 0xa0000);
	EXPECT(d.banks[1].base == 1 << 20 &&
	       d.banks[1].base + d.banks[1].size == 1 << 30);
	EXPECT(d.dma_coherent && d.cache_line == 64);
	EXPECT(d.zone_dma_end == 16UL << 20 && d.zone_dma32_end == 4UL << 30);
	EXPECT(d.nr_resources == n);
	for (int i = 0; i < n && i < d.nr_resources; i++) {
		EXPECT(d.resources[i].base == lines[i].base);
		EXPECT(d.resources[i].base + d.resources[i].size - 1 == lines[i].last);
		EXPECT(!strcmp(d.resources[i].name, lines[i].name));
		EXPECT(!d.resources[i].reserved);
	}
	return 0;
}

static void write_blob(const unsigned char *blob, size_t len)
{
	FILE *f = fopen(dtb, "wb");

	if (!f || fwrite(blob, 1, len, f) != len || fclose(f))
		abort();
}

/* Every byte wrong in turn, and every length: refused or taken, no harm (the
 * sanitizers watch), and an error says something. */
static void damaged_trees_do_no_harm(void)
{
	static unsigned char blob[1 << 16];
	struct dock_machine_desc d;
	FILE *f = fopen(dtb, "rb");
	size_t len = f ? fread(blob, 1, sizeof(blob), f) : 0;

	if (f)
		fclose(f);
	EXPECT(len > 100);
	for (size_t i = 0; i < len; i++) {
		unsigned char was = blob[i];
		char err[ERR_MAX] = "";

		blob[i] = i % 2 ? 0xff : was ^ 1;
		write_blob(blob, len);
		if (dock_desc_load(dtb, &d, err, sizeof(err)))
			EXPECT(*err);
		blob[i] = was;
		*err = '\0';
		write_blob(blob, i);
		EXPECT(dock_desc_load(dtb, &d, err, sizeof(err)) == -1 && *err);
	}
}

static void other_files_are_refused(void)
{
	struct dock_machine_desc d;
	char err[ERR_MAX];

	EXPECT(dock_desc_load("/nonexistent.dtb", &d, err, sizeof(err)) == -1);
	EXPECT(!strcmp(err, "No such file or directory"));
	EXPECT(dock_desc_load("/", &d, err, sizeof(err)) == -1);
	EXPECT(dock_desc_load("/dev/null", &d, err, sizeof(err)) == -1);
	EXPECT(!strcmp(err, "not a regular file"));
	write_blob((const unsigned char *)"", 0);
	EXPECT(dock_desc_load(dtb, &d, err, sizeof(err)) == -1);
	EXPECT(!strcmp(err, "not a flattened device tree (.dtb)"));
	EXPECT(!truncate(dtb, (2 << 20) + 1));
	EXPECT(dock_desc_load(dtb, &d, err, sizeof(err)) == -1);
	EXPECT(!strcmp(err, "larger than 2 MiB"));
	write_blob((const unsigned char *)"// x\n/dts-v1/;\n/ { };", 21);
	EXPECT(dock_desc_load(dtb, &d, err, sizeof(err)) == -1 &&
	       strstr(err, "compile it"));
}

int main(void)
{
	const char *source = getenv("DRYDOCK_SOURCE");

	if (system("dtc --version >/dev/null 2>&1")) {
		fprintf(stderr, "skipped: no dtc\n");
		return 77;
	}
	if (!mkdtemp(dir))
		abort();
	snprintf(dtb, sizeof(dtb), "%s/t.dtb", dir);
	bad_trees_are_refused_by_node();
	banks_are_sorted_and_whole_pages();
	defaults_are_those_of_a_plain_board();
	reserved_memory_counts_where_ram_is();
	a_board_waits_for_its_memory();
	if (!pc_is_a_pc(source ? source : "."))
		damaged_trees_do_no_harm();
	other_files_are_refused();
	unlink(dtb);
	rmdir(dir);
	return failures ? 1 : 0;
}
