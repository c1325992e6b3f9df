/* SPDX-License-Identifier: MIT */
/* Sets of memory nodes. Those with memory are possible and online, all the time. */
#ifndef __LINUX_NODEMASK_H
#define __LINUX_NODEMASK_H

#include <linux/bitmap.h>
#include <linux/numa.h>

typedef struct { DECLARE_BITMAP(bits, MAX_NUMNODES); } nodemask_t;

enum node_states {
	N_POSSIBLE,
	N_ONLINE,
	N_NORMAL_MEMORY,
	N_HIGH_MEMORY,
	N_MEMORY = N_HIGH_MEMORY,
	N_CPU,
	NR_NODE_STATES,
};

extern nodemask_t node_states[NR_NODE_STATES] __dock(node_states);
extern unsigned int nr_node_ids __dock(nr_node_ids);
extern unsigned int nr_online_nodes __dock(nr_online_nodes);

#define node_isset(node, mask) test_bit((node), (mask).bits)
#define node_set(node, mask) set_bit((node), (mask).bits)
#define node_clear(node, mask) clear_bit((node), (mask).bits)
#define nodes_clear(mask) bitmap_zero((mask).bits, MAX_NUMNODES)
#define nodes_weight(mask) ((int)bitmap_weight((mask).bits, MAX_NUMNODES))
#define nodes_empty(mask) (!nodes_weight(mask))
#define first_node(mask) ((unsigned int)find_first_bit((mask).bits, MAX_NUMNODES))
#define next_node(n, mask) \
	((unsigned int)find_next_bit((mask).bits, MAX_NUMNODES, (unsigned long)(n) + 1))

static inline int node_state(int node, enum node_states state)
{
	return node_isset(node, node_states[state]);
}

static inline int num_node_state(enum node_states state)
{
	return nodes_weight(node_states[state]);
}

#define node_online_map node_states[N_ONLINE]
#define node_possible_map node_states[N_POSSIBLE]
#define num_online_nodes() num_node_state(N_ONLINE)
#define num_possible_nodes() num_node_state(N_POSSIBLE)
#define node_online(node) node_state((node), N_ONLINE)
#define node_possible(node) node_state((node), N_POSSIBLE)
#define first_online_node first_node(node_states[N_ONLINE])
#define first_memory_node first_node(node_states[N_MEMORY])
#define next_online_node(nid) next_node((nid), node_states[N_ONLINE])
#define next_memory_node(nid) next_node((nid), node_states[N_MEMORY])

#define for_each_node_mask(node, mask)						\
	for ((node) = (int)first_node(mask); (node) < MAX_NUMNODES;		\
	     (node) = (int)next_node((node), (mask)))
#define for_each_node_state(node, state) for_each_node_mask((node), node_states[state])
#define for_each_node(node) for_each_node_state((node), N_POSSIBLE)
#define for_each_online_node(node) for_each_node_state((node), N_ONLINE)

#endif
