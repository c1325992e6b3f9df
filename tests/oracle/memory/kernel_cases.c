// SPDX-License-Identifier: MIT
/* What the module asks of the kernel: each name is a question there. */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "memory_cases.h"

static void ask(const char *name)
{
	int fd = must_open("/dev/memory", O_RDWR);
	char answer[4096], *line = answer, *end;
	ssize_t n = write(fd, name, strlen(name));

	if (n < 0)
		give_up("question");
	n = read(fd, answer, sizeof(answer) - 1);
	if (n < 0)
		give_up("answer");
	answer[n] = '\0';
	for (; (end = strchr(line, '\n')); line = end + 1) {
		*end = '\0';
		say("%s", line);
	}
}

#define QUESTIONS(ASK)                                                                   \
	ASK(block_of_pages, "block-of-pages")                                            \
	ASK(split_block, "split-block")                                                  \
	ASK(block_with_two_references, "block-with-two-references")                      \
	ASK(compound_block, "compound-block")                                            \
	ASK(compound_reference_by_tail, "compound-reference-by-tail")                    \
	ASK(folio_of_pages, "folio-of-pages")                                            \
	ASK(exact_pages, "exact-pages")                                                  \
	ASK(order_too_high, "order-too-high")                                            \
	ASK(zeroed_pages, "zeroed-pages")                                                \
	ASK(zones_by_flags, "zones-by-flags")                                            \
	ASK(pages_of_node, "pages-of-node")                                              \
	ASK(bulk_of_pages, "bulk-of-pages")                                              \
	ASK(flags_of_a_page, "flags-of-a-page")                                          \
	ASK(lock_of_a_page, "lock-of-a-page")                                            \
	ASK(references_of_a_page, "references-of-a-page")                                \
	ASK(zero_page, "zero-page")                                                      \
	ASK(kmap_of_low_pages, "kmap-of-low-pages")                                      \
	ASK(parts_of_pages, "parts-of-pages")                                            \
	ASK(sizes_of_kmalloc, "sizes-of-kmalloc")                                        \
	ASK(alignment_of_kmalloc, "alignment-of-kmalloc")                                \
	ASK(nothing_of_kmalloc, "nothing-of-kmalloc")                                    \
	ASK(too_much_of_kmalloc, "too-much-of-kmalloc")                                  \
	ASK(kmalloc_of_arrays, "kmalloc-of-arrays")                                      \
	ASK(krealloc_of_objects, "krealloc-of-objects")                                  \
	ASK(pages_of_kmalloc, "pages-of-kmalloc")                                        \
	ASK(cache_of_objects, "cache-of-objects")                                        \
	ASK(cache_with_alignment, "cache-with-alignment")                                \
	ASK(cache_with_constructor, "cache-with-constructor")                            \
	ASK(cache_in_bulk, "cache-in-bulk")                                              \
	ASK(kinds_of_addresses, "kinds-of-addresses")                                    \
	ASK(end_of_memory, "end-of-memory")                                              \
	ASK(pages_of_vmalloc, "pages-of-vmalloc")                                        \
	ASK(zeros_of_vmalloc, "zeros-of-vmalloc")                                        \
	ASK(too_much_of_vmalloc, "too-much-of-vmalloc")                                  \
	ASK(vmap_of_pages, "vmap-of-pages")                                              \
	ASK(kvmalloc_small_and_large, "kvmalloc-small-and-large")                        \
	ASK(ioremap_of_memory, "ioremap-of-memory")                                      \
	ASK(regions_are_one_owners, "regions-are-one-owners")

#define FUNCTION(function, name)                                                         \
	static void function(void)                                                       \
	{                                                                                \
		ask(name);                                                               \
	}
QUESTIONS(FUNCTION)

#define ENTRY(function, name) {name, function},
const struct oracle_case kernel_cases[] = {QUESTIONS(ENTRY){NULL, NULL}};
