// SPDX-License-Identifier: MIT
/*
 * The files that a command line names, looked at before the machine exists:
 * what is wrong with them is said in one line, and nothing has happened yet.
 */
#include "cmd/nearest.h"
#include "cmd/options.h"
#include "cmd/output.h"
#include "devices/models.h"
#include "host/arch.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int fail(char *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static int fail(char *err, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(err, DOCK_ERR_MAX, fmt, ap);
	va_end(ap);
	return -1;
}

/* Only the head: who loads it looks at the rest, and says what is wrong with it
 * in an 'X' record. @what it is, what an object file of that kind is, and how one
 * is made. */
static int check_elf(const char *what, const char *path, const char *object,
		     const char *how, char *err)
{
	unsigned char head[HOST_ARCH_HEAD] = "";
	char arch[HOST_ARCH_NAME];
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;
	ssize_t n;

	if (fd < 0)
		return fail(err, "%s '%s': %s", what, path, strerror(errno));
	if (fstat(fd, &st) || !S_ISREG(st.st_mode)) {
		close(fd);
		return fail(err, "%s '%s': %s", what, path,
			    S_ISDIR(st.st_mode) ? "is a directory"
						: "not a regular file");
	}
	n = read(fd, head, sizeof(head));
	close(fd);
	if (!n)
		return fail(err, "%s '%s': the file is empty", what, path);
	if (n < 4 || memcmp(head, "\177ELF", 4))
		return fail(err, "%s '%s': not an ELF file; %s", what, path, how);
	if (host_arch_foreign(head, (unsigned long)n, arch))
		return fail(err, "%s '%s': is built for %s, not for x86-64", what, path,
			    arch);
	if (n > EI_NIDENT && head[EI_NIDENT] == ET_REL)
		return fail(err, "%s '%s': is %s; %s", what, path, object, how);
	return 0;
}

static int check_module(const char *path, char *err)
{
	return check_elf("module", path, "a module for a real kernel, or an object file",
			 "build it with make -C \"$(drydock kdir)\" M=\"$PWD\" modules",
			 err);
}

static int check_device(const char *name, char *err)
{
	struct dock_nearest nearest = {.wanted = name};
	char there[256], *names, *rest;
	const char *near;
	int ret;

	if (strchr(name, '/'))
		return check_elf("device", name, "an object file",
				 "a device model is a shared object, see "
				 "docs/devices/README.md",
				 err);
	if (dock_models_has(name))
		return 0;
	dock_models_list(there, sizeof(there));
	names = rest = strdup(there);
	for (char *one; rest && (one = strsep(&rest, ", "));)
		if (*one)
			dock_nearest_try(&nearest, one);
	near = dock_nearest_good(&nearest);
	ret = fail(err,
		   "--device: no device '%s'%s%s%s; there are: %s; or give a file: "
		   "./NAME.so",
		   name, near ? " (nearest: " : "", near ? near : "", near ? ")" : "",
		   there);
	free(names);
	return ret;
}

/* --- the program --- */

/* An ELF file's loader must be there: exec's own error names only the program. */
static int check_loader(const char *path, int fd, char *err)
{
	char loader[256] = "";
	Elf64_Phdr ph;
	Elf64_Ehdr eh;

	if (pread(fd, &eh, sizeof(eh), 0) != sizeof(eh) || eh.e_phentsize != sizeof(ph))
		return fail(err, "program '%s': damaged ELF file", path);
	for (int i = 0; i < eh.e_phnum; i++) {
		if (pread(fd, &ph, sizeof(ph), (off_t)(eh.e_phoff + i * sizeof(ph))) !=
		    sizeof(ph))
			return fail(err, "program '%s': truncated ELF file", path);
		if (ph.p_type == PT_INTERP && ph.p_filesz < sizeof(loader) &&
		    pread(fd, loader, ph.p_filesz, (off_t)ph.p_offset) > 0 &&
		    access(loader, X_OK))
			return fail(err, "program '%s': its loader '%s' is not there",
				    path, loader);
	}
	return 0;
}

static int check_script(const char *path, char *head, char *err)
{
	char *name = head + 2 + strspn(head + 2, " \t");

	name[strcspn(name, " \t\n")] = '\0';
	if (!*name || !access(name, X_OK))
		return 0;
	return fail(err, "program '%s': its interpreter '%s': %s", path, name,
		    strerror(errno));
}

/* What exec would refuse, with an error that says less. A text without "#!" is
 * the shell's, as execvp(3) has it. */
static int check_format(const char *path, char *err)
{
	char head[256] = "", arch[HOST_ARCH_NAME];
	int fd = open(path, O_RDONLY | O_CLOEXEC), ret = 0;
	ssize_t n;

	if (fd < 0)
		return 0; /* to be executed it need not be readable */
	n = read(fd, head, sizeof(head) - 1);
	if (n < 0)
		n = 0;
	if (host_arch_foreign((unsigned char *)head, (unsigned long)n, arch))
		ret = fail(err,
			   "program '%s': is built for %s; drydock runs 64-bit x86-64 "
			   "programs",
			   path, arch);
	else if (n >= 4 && !memcmp(head, "\177ELF", 4))
		ret = check_loader(path, fd, err);
	else if (n > 2 && !memcmp(head, "#!", 2))
		ret = check_script(path, head, err);
	else if (memchr(head, '\0', (size_t)n))
		ret = fail(err, "program '%s': neither an ELF file nor a script", path);
	close(fd);
	return ret;
}

/* 0: executable; else the errno that exec would give. */
static int try_program(const char *path)
{
	struct stat st;

	if (stat(path, &st))
		return errno;
	if (!S_ISREG(st.st_mode) || access(path, X_OK))
		return EACCES;
	return 0;
}

static int fail_program(const char *path, int error, char *err)
{
	struct stat st;

	if (error != EACCES)
		return fail(err, "program '%s': %s", path, strerror(error));
	if (!stat(path, &st) && S_ISDIR(st.st_mode))
		return fail(err, "program '%s': is a directory", path);
	return fail(err, "program '%s': not executable", path);
}

/* As execvp(3) searches, but before the fork: the result is the file itself. */
static int search_program(struct dock_options *o, char *err)
{
	const char *name = o->run.program;
	const char *dirs = getenv("PATH");
	char *found = NULL;
	char *refused = NULL;

	if (!dirs)
		dirs = "/usr/local/bin:/usr/bin:/bin";
	while (dirs && !found) {
		const char *end = strchrnul(dirs, ':');
		int error;

		if (asprintf(&found, "%.*s/%s", end == dirs ? 1 : (int)(end - dirs),
			     end == dirs ? "." : dirs, name) < 0)
			return fail(err, "out of memory");
		error = try_program(found);
		if (error == EACCES && !refused)
			refused = found;
		else if (error)
			free(found);
		if (error)
			found = NULL;
		dirs = *end ? end + 1 : NULL;
	}
	if (!found && refused)
		fail_program(refused, EACCES, err);
	else if (!found)
		fail(err, "program '%s': not found in PATH", name);
	free(refused);
	o->program_found = found;
	o->run.program = found ? found : name;
	return found ? 0 : -1;
}

static int check_program(struct dock_options *o, char *err)
{
	int error;

	if (!o->run.program)
		return 0;
	if (!*o->run.program)
		return fail(err, "program '': no name");
	if (!strchr(o->run.program, '/'))
		return search_program(o, err) ? -1 : check_format(o->run.program, err);
	error = try_program(o->run.program);
	return error ? fail_program(o->run.program, error, err)
		     : check_format(o->run.program, err);
}

static int check_core(const char *path, char *err)
{
	struct stat st;

	if (!stat(path, &st) && !S_ISREG(st.st_mode))
		return fail(err, "--core '%s': not a regular file", path);
	return dock_output_check(path, "--core", err);
}

int dock_options_check(struct dock_options *o, char *err)
{
	for (int i = 0; i < o->run.nr_devices; i++)
		if (check_device(o->run.devices[i].name, err))
			return -1;
	for (int i = 0; i < o->run.nr_modules; i++)
		if (check_module(o->run.modules[i].path, err))
			return -1;
	for (int i = 0; i < o->run.nr_tests; i++)
		if (check_module(o->run.tests[i].path, err))
			return -1;
	if (o->run.task.path && check_module(o->run.task.path, err))
		return -1;
	if (o->debugger == DOCK_DEBUGGER_RUN && dock_debugger_check(err))
		return -1;
	if (o->debugger_file && access(o->debugger_file, R_OK))
		return fail(err, "--gdb '%s': %s", o->debugger_file, strerror(errno));
	if (o->run.core_path && check_core(o->run.core_path, err))
		return -1;
	if (o->report_path && dock_output_check(o->report_path, "--report", err))
		return -1;
	if (o->timeline_path && dock_output_check(o->timeline_path, "--timeline", err))
		return -1;
	if (o->screenshot_path && dock_output_check(o->screenshot_path, "--screenshot", err))
		return -1;
	return check_program(o, err);
}
