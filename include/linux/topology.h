/* SPDX-License-Identifier: MIT */
/* Which memory is near which processor: all processors are of the first node. */
#ifndef _LINUX_TOPOLOGY_H
#define _LINUX_TOPOLOGY_H

#include <linux/cpumask.h>
#include <linux/mmzone.h>

#define LOCAL_DISTANCE	10
#define REMOTE_DISTANCE 20
#define node_distance(from, to) ((from) == (to) ? LOCAL_DISTANCE : REMOTE_DISTANCE)

static inline int cpu_to_node(int cpu)
{
	return (int)first_online_node;
}

static inline const struct cpumask *cpumask_of_node(int node)
{
	static const struct cpumask none;

	return node == cpu_to_node(0) ? cpu_online_mask : &none;
}

#define cpu_to_mem(cpu) cpu_to_node(cpu)

#endif
