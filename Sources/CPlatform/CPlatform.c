#define _GNU_SOURCE
#include "CPlatform.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <unistd.h>

cv_key_serial cv_add_key(const char *description, const void *payload, size_t length, cv_key_serial ring) {
  return (cv_key_serial)syscall(SYS_add_key, "user", description, payload, length, ring);
}

cv_key_serial cv_keyring_search(cv_key_serial ring, const char *description) {
  return (cv_key_serial)syscall(SYS_keyctl, KEYCTL_SEARCH, ring, "user", description, 0);
}

cv_key_serial cv_keyring_id(cv_key_serial ring) {
  return (cv_key_serial)syscall(SYS_keyctl, KEYCTL_GET_KEYRING_ID, ring, 0);
}

long cv_key_read(cv_key_serial key, void *buffer, size_t length) {
  return syscall(SYS_keyctl, KEYCTL_READ, key, buffer, length);
}

long cv_key_set_timeout(cv_key_serial key, uint32_t seconds) {
  return syscall(SYS_keyctl, KEYCTL_SET_TIMEOUT, key, seconds);
}

long cv_key_set_permissions(cv_key_serial key, uint32_t mask) {
  return syscall(SYS_keyctl, KEYCTL_SETPERM, key, mask);
}

long cv_key_revoke(cv_key_serial key) { return syscall(SYS_keyctl, KEYCTL_REVOKE, key); }

long cv_key_unlink(cv_key_serial key, cv_key_serial ring) {
  return syscall(SYS_keyctl, KEYCTL_UNLINK, key, ring);
}

int cv_disable_dumps(void) {
  struct rlimit none = {0, 0};
  int limited = setrlimit(RLIMIT_CORE, &none);
  int hidden = prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  return limited == 0 && hidden == 0 ? 0 : -1;
}

int cv_memfd(const char *name) { return memfd_create(name, 0); }

int cv_open(const char *path, int flags, uint32_t mode) { return open(path, flags, (mode_t)mode); }

int cv_open_unnamed(const char *folder) { return open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600); }

int64_t cv_filesystem(int descriptor) {
  struct statfs system;
  return fstatfs(descriptor, &system) == 0 ? (int64_t)system.f_type : -1;
}

int cv_rename_new(const char *source, const char *target) {
  return renameat2(AT_FDCWD, source, AT_FDCWD, target, RENAME_NOREPLACE);
}

int cv_errno(void) { return errno; }

int cv_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int cv_socket_pair(int ends[2]) { return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends); }

ptrdiff_t cv_send(int socket, const void *bytes, size_t count) { return send(socket, bytes, count, MSG_NOSIGNAL); }

static void limit(int resource, rlim_t value) {
  struct rlimit both = {value, value};
  if (setrlimit(resource, &both) != 0) _exit(126);
}

static int cut_network(void) {
  return unshare(CLONE_NEWNET) == 0 || unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0;
}

// Programs, libraries, fonts and their tables can be read, nothing of the user's (landlock(7)). What the kernel does
// not know stays as it is. The second word of the attributes (no TCP) is of version 4; older headers lack it.
static void confine_reading(void) {
  long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (version < 1) return;
  uint64_t attributes[2] = {(1ULL << 13) - 1, version >= 4 ? 3 : 0};
  int rules = (int)syscall(SYS_landlock_create_ruleset, attributes, version >= 4 ? 16 : 8, 0);
  if (rules < 0) return;
  static const char *const readable[] = {
      "/usr", "/bin", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/fonts", "/var/cache/fontconfig",
      "/dev/null", "/dev/urandom"};
  for (size_t index = 0; index < sizeof readable / sizeof *readable; index++) {
    int place = open(readable[index], O_PATH | O_CLOEXEC);
    if (place < 0) continue;
    struct stat status;
    uint64_t rights = LANDLOCK_ACCESS_FS_READ_FILE;
    if (fstat(place, &status) == 0 && S_ISDIR(status.st_mode))
      rights |= LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_EXECUTE;
    struct landlock_path_beneath_attr rule = {rights, place};
    syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    close(place);
  }
  syscall(SYS_landlock_restrict_self, rules, 0);
  close(rules);
}

int cv_can_hide_files(void) {
  return syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) >= 1;
}

int cv_can_cut_network(void) {
  pid_t child = fork();
  if (child == 0) _exit(cut_network() ? 0 : 1);
  if (child < 0) return 0;
  int status = 1;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

int cv_spawn_confined(
    const char *path, char *const arguments[], char *const environment[], const int descriptors[3],
    uint64_t cpu_seconds, uint64_t memory_bytes) {
  pid_t child = fork();
  if (child != 0) return (int)child;
  // Only async-signal-safe calls from here on: the parent may have other threads.
  int moved[3];
  for (int end = 0; end < 3; end++) {
    moved[end] = fcntl(descriptors[end], F_DUPFD, 16);
    if (moved[end] < 0) _exit(126);
  }
  for (int end = 0; end < 3; end++)
    if (dup2(moved[end], end) < 0) _exit(126);
  if (close_range(3, ~0U, 0) != 0) _exit(126);
  signal(SIGPIPE, SIG_DFL);
  signal(SIGXFSZ, SIG_DFL);
  setsid();
  prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) _exit(126);
  cut_network();
  confine_reading();
  limit(RLIMIT_CORE, 0);
  // No byte of what it is given can reach a disk, whatever it tries.
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_CPU, cpu_seconds);
  limit(RLIMIT_AS, memory_bytes);
  execve(path, arguments, environment);
  _exit(127);
}
