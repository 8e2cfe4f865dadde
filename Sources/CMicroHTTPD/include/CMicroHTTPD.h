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
    /* While one more waits than may be open, the one whose accept or last answer is longest ago is
       cut, if it is longer ago than this. */
    unsigned patience_milliseconds;
} port_options;

typedef struct port_server port_server;

/* What may be wrong with the head of a request, whatever it asks for. */
typedef enum {
    PORT_HEAD_SOUND,
    PORT_HEAD_HIDDEN,      /* a NUL, a bare CR, or a field that goes on in the next line */
    PORT_HEAD_NAME,        /* a field without a name, or with one that is no token */
    PORT_HEAD_HOST,        /* two Host fields or more, or none in HTTP/1.1 */
    PORT_HEAD_LENGTHS,     /* more than one Content-Length */
    PORT_HEAD_CODING,      /* Transfer-Encoding: not chunked, twice, with a length, in HTTP/1.0 */
    PORT_HEAD_LONG_TARGET, /* over PORT_TARGET_BYTES */
    PORT_HEAD_LONG,        /* over PORT_HEAD_BYTES or PORT_HEAD_FIELDS */
} port_head;

/* In 16 KiB for a connection the library then has room for all of it, a record of 64 bytes for each
   field included, and for the head of the answer. */
enum { PORT_TARGET_BYTES = 4096, PORT_HEAD_BYTES = 10240, PORT_HEAD_FIELDS = 64 };

/* To be asked at the first call of the handler for a request. An answer to a bad one must be queued at
   once: it closes the connection. */
port_head port_check_head(struct MHD_Connection *connection, const char *method, const char *path,
                          const char *version);

/* Takes the listening sockets over, also where it fails: then NULL, and errno says why. */
port_server *port_start(const port_options *options, port_handler handler PORT_SENDABLE,
                        void *context);
/* Closes everything; when it returns no handler runs and none will. NULL is fine. */
void port_stop(port_server *server);
#endif
