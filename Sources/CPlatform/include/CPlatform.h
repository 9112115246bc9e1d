// Thin shims over what Swift cannot import: variadic system calls and macros. No logic lives here.
#pragma once
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <fcntl.h>
#include <linux/keyctl.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/vfs.h>
#include <unistd.h>

typedef int32_t cv_key_serial;

static inline cv_key_serial cv_add_key(const char *description, const void *payload, size_t length, cv_key_serial ring) {
  return (cv_key_serial)syscall(SYS_add_key, "user", description, payload, length, ring);
}
static inline cv_key_serial cv_keyring_search(cv_key_serial ring, const char *description) {
  return (cv_key_serial)syscall(SYS_keyctl, KEYCTL_SEARCH, ring, "user", description, 0);
}
static inline cv_key_serial cv_keyring_id(cv_key_serial ring) {
  return (cv_key_serial)syscall(SYS_keyctl, KEYCTL_GET_KEYRING_ID, ring, 0);
}
static inline long cv_key_read(cv_key_serial key, void *buffer, size_t length) {
  return syscall(SYS_keyctl, KEYCTL_READ, key, buffer, length);
}
static inline long cv_key_set_timeout(cv_key_serial key, unsigned seconds) {
  return syscall(SYS_keyctl, KEYCTL_SET_TIMEOUT, key, seconds);
}
static inline long cv_key_set_permissions(cv_key_serial key, uint32_t mask) {
  return syscall(SYS_keyctl, KEYCTL_SETPERM, key, mask);
}
static inline long cv_key_revoke(cv_key_serial key) { return syscall(SYS_keyctl, KEYCTL_REVOKE, key); }
static inline long cv_key_unlink(cv_key_serial key, cv_key_serial ring) {
  return syscall(SYS_keyctl, KEYCTL_UNLINK, key, ring);
}
static inline int cv_disable_dumps(void) {
  struct rlimit none = {0, 0};
  int limited = setrlimit(RLIMIT_CORE, &none);
  int hidden = prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  return limited == 0 && hidden == 0 ? 0 : -1;
}
static inline int cv_memfd(const char *name) { return memfd_create(name, 0); }
static inline int64_t cv_filesystem(int descriptor) {
  struct statfs system;
  return fstatfs(descriptor, &system) == 0 ? (int64_t)system.f_type : -1;
}
static inline int cv_open(const char *path, int flags, mode_t mode) { return open(path, flags, mode); }
static inline int cv_rename_new(const char *source, const char *target) {
  return renameat2(AT_FDCWD, source, AT_FDCWD, target, RENAME_NOREPLACE);
}
static inline int cv_errno(void) { return errno; }
