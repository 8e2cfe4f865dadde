#ifndef HEAD_H
#define HEAD_H
#include "CMicroHTTPD.h"

/* All texts are where the library has them. `target_count` is the length of the target as it was before
   the library took it apart. */
port_head read_head(struct MHD_Connection *connection, const char *method, const char *target,
                    size_t target_count, const char *version);
#endif
