/* SPDX-License-Identifier: MIT */
/* Memory nodes: there is one. */
#ifndef _LINUX_NUMA_H
#define _LINUX_NUMA_H

#define MAX_NUMNODES 1
#define NUMA_NO_NODE (-1)

#endif
