/* SPDX-License-Identifier: MIT */
/* The rule "map-beyond": users get what lies behind the memory that was meant. */
#ifndef DOCK_CHECK_MAP_BOUNDS_H
#define DOCK_CHECK_MAP_BOUNDS_H

struct resource;

/*
 * dock_map_bounds_ram, dock_map_bounds_device - frames are about to be mapped to users
 * @pfn, @pages: the frames, in a row; the first one is of RAM, or of @region
 * @region: the device's memory, or what a driver has asked for
 * @function: the call, for the report
 *
 * Report if they begin in a buffer or a region and reach beyond its last page. Of what
 * begins nowhere nothing is known, and nothing said.
 */
void dock_map_bounds_ram(unsigned long pfn, unsigned long pages, const char *function);
void dock_map_bounds_device(unsigned long pfn, unsigned long pages,
			    const struct resource *region, const char *function);

#endif
