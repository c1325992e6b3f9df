/* SPDX-License-Identifier: MIT */
/*
 * min(), max() and clamp().
 *
 * The two arguments must be of one type: comparing the pointers to them makes
 * the compiler warn otherwise. Constant arguments give a constant, so that the
 * result can size an array; __is_constexpr() chooses between the two forms.
 */
#ifndef _LINUX_MINMAX_H
#define _LINUX_MINMAX_H

#include <linux/compiler.h>
#include <linux/const.h>
#include <linux/types.h>

#define __dock_types_agree(x, y) \
	(!!(sizeof((typeof(x) *)1 == (typeof(y) *)1)))
#define __dock_pick(x, y, op) ((x)op(y) ? (x) : (y))
#define __dock_pick_once(x, y, ux, uy, op)                                       \
	({                                                                       \
		typeof(x) ux = (x);                                              \
		typeof(y) uy = (y);                                              \
		__dock_pick(ux, uy, op);                                         \
	})
#define __dock_pick_either(x, y, op)                                             \
	__builtin_choose_expr(                                                   \
		__dock_types_agree(x, y) && __is_constexpr(x) && __is_constexpr(y), \
		__dock_pick(x, y, op),                                           \
		__dock_pick_once(x, y, __UNIQUE_ID(x_), __UNIQUE_ID(y_), op))

#define min(x, y)		__dock_pick_either(x, y, <)
#define max(x, y)		__dock_pick_either(x, y, >)
#define min_t(type, x, y)	__dock_pick_either((type)(x), (type)(y), <)
#define max_t(type, x, y)	__dock_pick_either((type)(x), (type)(y), >)
#define min3(x, y, z)		min((typeof(x))min(x, y), z)
#define max3(x, y, z)		max((typeof(x))max(x, y), z)
#define min_not_zero(x, y)                                                       \
	({                                                                       \
		typeof(x) __mnz_x = (x);                                         \
		typeof(y) __mnz_y = (y);                                         \
		__mnz_x == 0 ? __mnz_y :                                         \
			       ((__mnz_y == 0) ? __mnz_x : min(__mnz_x, __mnz_y)); \
	})

#define clamp(val, lo, hi)		min((typeof(val))max(val, lo), hi)
#define clamp_t(type, val, lo, hi)	min_t(type, max_t(type, val, lo), hi)
#define clamp_val(val, lo, hi)		clamp_t(typeof(val), val, lo, hi)

#define swap(a, b)                                                               \
	do {                                                                     \
		typeof(a) __swap = (a);                                          \
		(a) = (b);                                                       \
		(b) = __swap;                                                    \
	} while (0)

#endif
