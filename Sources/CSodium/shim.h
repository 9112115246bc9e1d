// Defined alike in every C module: two modules must not see two versions of the system's headers.
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <sodium.h>
