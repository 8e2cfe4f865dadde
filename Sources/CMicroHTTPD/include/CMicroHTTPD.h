#ifndef CMICROHTTPD_H
#define CMICROHTTPD_H
#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <microhttpd.h>

/* On the parameter itself; on a typedef Swift ignores it. It stops a closure written in a
   main-actor context from inheriting that isolation, which traps at run time when the library
   calls it from a thread of its own. */
#define PORT_SENDABLE __attribute__((swift_attr("@Sendable")))

typedef enum MHD_Result (*port_handler)(void *context, struct MHD_Connection *connection,
                                        const char *path, const char *method, const char *version,
                                        const char *upload, size_t *upload_size, void **request);

/* A listening socket at a numeric address: its descriptor, or the negative errno.
   `bound` gets the port, which is of interest where `port` is 0. `dual` lets an IPv6 socket take
   IPv4 clients too. */
int port_listen(const char *address, bool is_ipv6, bool dual, uint16_t port, uint16_t *bound);

typedef struct {
    int listeners[2]; /* from port_listen, -1 for none */
    unsigned threads;
    unsigned connections;     /* at the same time; more wait in the backlog */
    size_t connection_memory; /* bytes: a request's line and headers have to fit */
    unsigned idle_seconds;
    unsigned deadline_milliseconds; /* from accept or last answer to the next answer's last byte */
} port_options;

typedef struct port_server port_server;

/* Takes the listening sockets over, also where it fails: then NULL, and errno says why. */
port_server *port_start(const port_options *options, port_handler handler PORT_SENDABLE,
                        void *context);
/* Closes everything; when it returns no handler runs and none will. NULL is fine. */
void port_stop(port_server *server);
#endif
