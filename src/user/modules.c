/* SPDX-License-Identifier: MIT */
/*
 * init_module, finit_module and delete_module of traced programs.
 *
 * The image is copied before it is looked at: the program, or whoever builds the
 * module anew, may change the file while its text is mapped.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include "core/breaks.h"
#include "host/image.h"
#include "host/mem.h"
#include "host/procfs.h"
#include "host/ptrace.h"
#include "kernel/module/loader.h"
#include "user/callnr.h"
#include "user/thread.h"

#define MODULE_NAME_SIZE 56
#define PATH_BYTES 256
#define ARGS_FIRST_BYTES 4096UL
#define ARGS_MAX_BYTES (1UL << 20)
#define ELF_HEADER_BYTES 64
#define MODULE_INIT_IGNORE_MODVERSIONS 1
#define MODULE_INIT_IGNORE_VERMAGIC 2
#define MODULE_INIT_COMPRESSED_FILE 4
#define KNOWN_FLAGS                                                                      \
	(MODULE_INIT_IGNORE_MODVERSIONS | MODULE_INIT_IGNORE_VERMAGIC |                  \
	 MODULE_INIT_COMPRESSED_FILE)

/* The parameters; *err: -EFAULT, or -ENAMETOOLONG. To be freed. */
static char *copy_args(struct traced *t, unsigned long from, long *err)
{
	for (unsigned long size = ARGS_FIRST_BYTES; size <= ARGS_MAX_BYTES; size *= 2) {
		char *args = host_alloc(size);

		*err = dock_traced_string(t, from, args, size);
		if (*err >= 0)
			return args;
		host_free(args);
		if (*err != -ENAMETOOLONG)
			break;
	}
	return NULL;
}

/* @image: a descriptor, which it takes over, or -errno */
static long load(struct traced *t, int image, const char *path, unsigned long args_addr)
{
	char *args;
	long err;

	if (image < 0)
		return image;
	args = copy_args(t, args_addr, &err);
	if (!args) {
		host_close(image);
		return err;
	}
	err = dock_module_load_image(image, path, args);
	host_free(args);
	return err;
}

static long init_module(struct traced *t, const struct host_regs *r)
{
	if (r->rsi < ELF_HEADER_BYTES)
		return DOCK_BREAK("init-module-arguments") ? -EINVAL : -ENOEXEC;
	return load(t,
		    host_image_of_memory(t->tid, r->rdi,
					 r->rsi - DOCK_BREAK("init-module-loads")),
		    "init_module: the image", r->rdx);
}

static long finit_module(struct traced *t, const struct host_regs *r)
{
	int fd = (int)r->rdi, flags = (int)r->rdx, image;
	char path[PATH_BYTES] = "finit_module: the file";
	long ret;

	if (flags & ~KNOWN_FLAGS && !DOCK_BREAK("finit-module-arguments"))
		return -EINVAL;
	if (dock_traced_file(t, fd))
		return -EINVAL;
	if (flags & MODULE_INIT_COMPRESSED_FILE)
		return -EOPNOTSUPP;
	if (flags & MODULE_INIT_IGNORE_VERMAGIC)
		return -ENOEXEC; /* as without CONFIG_MODULE_FORCE_LOAD */
	host_proc_fd_path(t->tid, fd, path, sizeof(path));
	image = host_image_of_fd(t->tid, fd, path);
	if (image >= 0 && DOCK_BREAK("module-file-goes") && !strstr(path, ".ko"))
		return -ENOEXEC;
	ret = load(t, image, path, r->rsi);
	return DOCK_BREAK("load-twice") && ret == -EEXIST ? -EBUSY : ret;
}

static long delete_module(struct traced *t, const struct host_regs *r)
{
	char name[MODULE_NAME_SIZE];
	long ret = dock_traced_string(t, r->rdi, name, sizeof(name));

	if ((ret == -ENAMETOOLONG && !DOCK_BREAK("unload-bad-arguments")) ||
	    (DOCK_BREAK("unload-unknown") && ret < 0))
		ret = -ENOENT;
	return ret < 0 ? ret : dock_sys_delete_module(name, (unsigned int)r->rsi);
}

long dock_traced_module_call(struct traced *t, unsigned long nr)
{
	const struct host_regs r = *dock_traced_regs(t);

	if (host_proc_euid(t->tid) != 0)
		return -EPERM;
	switch (nr) {
	case CALL_init_module:
		return init_module(t, &r);
	case CALL_finit_module:
		return finit_module(t, &r);
	default:
		return delete_module(t, &r);
	}
}
