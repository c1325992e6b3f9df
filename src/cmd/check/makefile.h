/* SPDX-License-Identifier: MIT */
/* The variables of a makefile, as far as they can be known without make. */
#ifndef DOCK_CMD_CHECK_MAKEFILE_H
#define DOCK_CMD_CHECK_MAKEFILE_H

struct dock_makefile_var {
	char *name, *value; /* both expanded */
	int is_certain;	    /* set outside of any condition */
};

struct dock_makefile {
	const char *dir; /* what $(src), $(M) and $(PWD) are */
	struct dock_makefile_var *vars;
	int nr;
	char **configs; /* CONFIG_ names that it mentions */
	int nr_configs;
	int depth; /* of makefiles that include each other */
};

/* 0, or -1: it cannot be read. */
int dock_makefile_read(struct dock_makefile *m, const char *path);
void dock_makefile_free(struct dock_makefile *m);

#endif
