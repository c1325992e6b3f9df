/* SPDX-License-Identifier: MIT */
/* Parameters of modules. */
#ifndef _LINUX_MODULE_PARAM_H
#define _LINUX_MODULE_PARAM_H

#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/stringify.h>
#include <linux/types.h>

struct kernel_param;
struct module;

struct kernel_param_ops {
	unsigned int flags;
	int (*set)(const char *val, const struct kernel_param *kp);
	int (*get)(char *buffer, const struct kernel_param *kp);
	void (*free)(void *arg);
};

#define KERNEL_PARAM_OPS_FL_NOARG (1 << 0)

struct kparam_string {
	unsigned int maxlen;
	char *string;
};

struct kparam_array {
	unsigned int max;
	unsigned int elemsize;
	unsigned int *num;
	const struct kernel_param_ops *ops;
	void *elem;
};

struct kernel_param {
	const char *name;
	struct module *mod;
	const struct kernel_param_ops *ops;
	const u16 perm;
	s8 level;
	u8 flags;
	union {
		void *arg;
		const struct kparam_string *str;
		const struct kparam_array *arr;
	};
};

/* What is built in tells of whom it speaks. */
#if defined(MODULE) || !defined(KBUILD_MODNAME)
#define MODULE_PARAM_PREFIX
#else
#define MODULE_PARAM_PREFIX KBUILD_MODNAME "."
#endif

#define __MODULE_INFO(tag, id, info)						\
	static const char __UNIQUE_ID(id)[]					\
		__attribute__((used, section(".modinfo"), aligned(1))) =	\
			MODULE_PARAM_PREFIX __stringify(tag) "=" info
#define MODULE_PARM_DESC(_parm, desc) __MODULE_INFO(parm, _parm, #_parm ":" desc)
#define __MODULE_PARM_TYPE(name, type) __MODULE_INFO(parmtype, name##_type, #name ":" type)

#define __module_param_call(name_, ops_, arg_, perm_)				\
	static const char __param_str_##name_[] = MODULE_PARAM_PREFIX #name_;	\
	static struct kernel_param						\
	__attribute__((used, section("__param"), aligned(sizeof(void *))))	\
		__param_##name_ = { .name = __param_str_##name_, .mod = THIS_MODULE, \
				    .ops = (ops_), .perm = (perm_), .level = -1, .flags = 0, \
				    { arg_ } }

#define module_param_cb(name, ops, arg, perm) __module_param_call(name, ops, arg, perm)
#define module_param_named(name, value, type, perm)				\
	param_check_##type(name, &(value));					\
	__module_param_call(name, &param_ops_##type, &(value), perm);		\
	__MODULE_PARM_TYPE(name, #type)
#define module_param(name, type, perm) module_param_named(name, name, type, perm)
#define module_param_string(name, string, len, perm)				\
	static const struct kparam_string __param_string_##name = { len, string };	\
	__module_param_call(name, &param_ops_string, (void *)&__param_string_##name, perm); \
	__MODULE_PARM_TYPE(name, "string")
#define module_param_array_named(name, array, type, nump, perm)			\
	param_check_##type(name, &(array)[0]);					\
	static const struct kparam_array __param_arr_##name = {			\
		.max = ARRAY_SIZE(array), .num = (nump), .ops = &param_ops_##type,	\
		.elemsize = sizeof((array)[0]), .elem = (array) };		\
	__module_param_call(name, &param_array_ops, (void *)&__param_arr_##name, perm);	\
	__MODULE_PARM_TYPE(name, "array of " #type)
#define module_param_array(name, type, nump, perm) \
	module_param_array_named(name, name, type, nump, perm)

/* Keeps the values of @mod's parameters from being changed through /sys. */
extern void kernel_param_lock(struct module *mod) __dock(kernel_param_lock);
extern void kernel_param_unlock(struct module *mod) __dock(kernel_param_unlock);

#if DOCK_BEFORE_2_6_17
/* The first form: @type is a text, "i" or "1-4h": how many, then b, h, i, l or s. */
struct dock_old_param {
	const char *type;
	void *var;
};
#define MODULE_PARM(var, type)							\
	static const struct dock_old_param __old_param_##var = { (type), (void *)&(var) };	\
	__module_param_call(var, &dock_old_param_ops, (void *)&__old_param_##var, 0)
extern const struct kernel_param_ops dock_old_param_ops;
#endif

#define __param_check(name, p, type) \
	static inline type __attribute__((unused)) *__check_##name(void) { return (p); }

#define DOCK_PARAM_OPS(type, set, get_)						\
	extern const struct kernel_param_ops param_ops_##type __dock(param_ops_##type);	\
	extern int set(const char *val, const struct kernel_param *kp) __dock(set);	\
	extern int get_(char *buffer, const struct kernel_param *kp) __dock(get_)
#define DOCK_PARAM_TYPE(type) DOCK_PARAM_OPS(type, param_set_##type, param_get_##type)
DOCK_PARAM_TYPE(byte);
DOCK_PARAM_TYPE(short);
DOCK_PARAM_TYPE(ushort);
DOCK_PARAM_TYPE(int);
DOCK_PARAM_TYPE(uint);
DOCK_PARAM_TYPE(long);
DOCK_PARAM_TYPE(ulong);
DOCK_PARAM_TYPE(ullong);
DOCK_PARAM_TYPE(hexint);
DOCK_PARAM_TYPE(charp);
DOCK_PARAM_TYPE(bool);
DOCK_PARAM_TYPE(invbool);
DOCK_PARAM_OPS(string, param_set_copystring, param_get_string);
extern const struct kernel_param_ops param_array_ops __dock(param_array_ops);

#define param_check_byte(name, p) __param_check(name, p, unsigned char)
#define param_check_short(name, p) __param_check(name, p, short)
#define param_check_ushort(name, p) __param_check(name, p, unsigned short)
#define param_check_int(name, p) __param_check(name, p, int)
#define param_check_uint(name, p) __param_check(name, p, unsigned int)
#define param_check_long(name, p) __param_check(name, p, long)
#define param_check_ulong(name, p) __param_check(name, p, unsigned long)
#define param_check_ullong(name, p) __param_check(name, p, unsigned long long)
#define param_check_hexint(name, p) param_check_uint(name, p)
#define param_check_charp(name, p) __param_check(name, p, char *)
#define param_check_bool(name, p) __param_check(name, p, bool)
#define param_check_invbool(name, p) __param_check(name, p, bool)

#endif
