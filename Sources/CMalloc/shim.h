#ifndef CMALLOC_SHIM_H
#define CMALLOC_SHIM_H
#include <malloc.h>

/* Both are glibc's; elsewhere there is nothing to set. */
static inline void cmalloc_one_arena(void) {
#ifdef M_ARENA_MAX
    mallopt(M_ARENA_MAX, 1);
#endif
}

static inline void cmalloc_give_back(void) {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}
#endif
