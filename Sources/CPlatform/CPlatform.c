#define _GNU_SOURCE
#include "CPlatform.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
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
