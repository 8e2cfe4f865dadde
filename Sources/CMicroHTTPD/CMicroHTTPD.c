#define _GNU_SOURCE 1
#include "CMicroHTTPD.h"
#include "Head.h"
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

/* A connection that is open. */
struct slot {
    int descriptor;
    _Atomic int64_t since; /* its start, or the end of its last answer */
    size_t target;         /* bytes of its request's target; of the thread that answers it */
    bool is_cut;
    struct slot *previous, *next;
};

/* Connections are accepted here and handed to the library, for two reasons. Without a free
   descriptor and without an open connection the library's own loop retries accept(2) without a
   pause. And its time-out is one of inactivity: a header byte now and then keeps a connection for
   ever. So the accepting thread also shuts down what is overdue. The library tells of the end of
   a connection before it closes the descriptor: a listed one is never a reused one.

   When this can go: the loop (accept_from, accept_connections, is_full, pending) once a release
   waits where accept(2) fails without an open connection, the watch (struct slot, cut_overdue)
   once one limits the time of a whole request. Both are as described in 0.9.75 and in all releases
   up to 1.0.3, and the loop in the drafts of version 2: MHD_accept_connection says "Will try busy
   waiting". */
struct port_server {
    struct MHD_Daemon *daemon;
    int listeners[2];
    int wake;
    unsigned limit;
    int64_t deadline, patience;
    pthread_t acceptor;
    pthread_mutex_t lock;
    struct slot open; /* ring */
    unsigned count;   /* of the ring */
    unsigned pending; /* handed over, not in the ring yet */
    unsigned leaving; /* of the ring, cut to make room, not closed yet */
    bool is_full;     /* the acceptor waits for a connection to end */
    bool is_stopping;
};

static int64_t now_milliseconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

int port_listen(const char *address, bool is_ipv6, bool dual, uint16_t port, uint16_t *bound) {
    union {
        struct sockaddr any;
        struct sockaddr_in v4;
        struct sockaddr_in6 v6;
    } name;
    memset(&name, 0, sizeof name);
    socklen_t length = is_ipv6 ? sizeof name.v6 : sizeof name.v4;
    name.any.sa_family = is_ipv6 ? AF_INET6 : AF_INET;
    if (is_ipv6) name.v6.sin6_port = htons(port);
    else name.v4.sin_port = htons(port);
    void *bytes = is_ipv6 ? (void *)&name.v6.sin6_addr : (void *)&name.v4.sin_addr;
    if (inet_pton(name.any.sa_family, address, bytes) != 1) return -EINVAL;
    int on = 1, only = !dual;
    int fd = socket(name.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) return -errno;
    if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0
        && (!is_ipv6 || setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &only, sizeof only) == 0)
        && bind(fd, &name.any, length) == 0 && listen(fd, 128) == 0
        && getsockname(fd, &name.any, &length) == 0) {
        *bound = ntohs(is_ipv6 ? name.v6.sin6_port : name.v4.sin_port);
        return fd;
    }
    int error = errno;
    close(fd);
    return -error;
}

static void wake(port_server *server) {
    uint64_t one = 1;
    while (write(server->wake, &one, sizeof one) < 0 && errno == EINTR) {}
}

static void connection_changed(void *context, struct MHD_Connection *connection, void **state,
                               enum MHD_ConnectionNotificationCode code) {
    port_server *server = context;
    pthread_mutex_lock(&server->lock);
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info =
            MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        struct slot *slot = calloc(1, sizeof *slot);
        if (server->pending) server->pending--;
        if (slot && info) {
            slot->descriptor = info->connect_fd;
            atomic_init(&slot->since, now_milliseconds());
            slot->previous = &server->open;
            slot->next = server->open.next;
            server->open.next->previous = slot;
            server->open.next = slot;
            /* The first connection starts the acceptor's watch on deadlines. */
            if (server->count++ == 0) wake(server);
            *state = slot;
        } else {
            free(slot);
            if (info) shutdown(info->connect_fd, SHUT_RDWR);
        }
    } else if (*state) {
        struct slot *slot = *state;
        slot->previous->next = slot->next;
        slot->next->previous = slot->previous;
        if (slot->is_cut) server->leaving--;
        free(slot);
        *state = NULL;
        server->count--;
        if (server->is_full) wake(server);
    }
    pthread_mutex_unlock(&server->lock);
}

static struct slot *slot_of(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

static void request_completed(void *context, struct MHD_Connection *connection, void **request,
                              enum MHD_RequestTerminationCode code) {
    (void)context;
    (void)code;
    *request = NULL;
    /* Without the lock: all threads come by here with every answer. The slot lives until this
       connection has ended. */
    struct slot *slot = slot_of(connection);
    if (slot) atomic_store_explicit(&slot->since, now_milliseconds(), memory_order_relaxed);
}

/* Before the library takes the target apart. */
static void *note_target(void *context, const char *target, struct MHD_Connection *connection) {
    (void)context;
    struct slot *slot = slot_of(connection);
    if (slot) slot->target = target ? strlen(target) : 0;
    return NULL;
}

port_head port_check_head(struct MHD_Connection *connection, const char *method, const char *path,
                          const char *version) {
    struct slot *slot = slot_of(connection);
    return read_head(connection, method, path, slot ? slot->target : strlen(path), version);
}

/* Paths and names stay as they came: what is a separator can only be told before decoding. */
static size_t leave_escaped(void *context, struct MHD_Connection *connection, char *text) {
    (void)context;
    (void)connection;
    return strlen(text);
}

/* Shuts down what is overdue; the milliseconds until the next one is, -1 for none open. */
static int cut_overdue(port_server *server) {
    int64_t now = now_milliseconds(), wait = -1;
    for (struct slot *slot = server->open.next; slot != &server->open; slot = slot->next) {
        int64_t since = atomic_load_explicit(&slot->since, memory_order_relaxed);
        int64_t left = since + server->deadline - now;
        if (left <= 0) {
            shutdown(slot->descriptor, SHUT_RDWR);
            /* Once, not in a loop until the library has closed it. */
            atomic_store_explicit(&slot->since, now, memory_order_relaxed);
            left = server->deadline;
        }
        if (wait < 0 || left < wait) wait = left;
    }
    return wait < 0 ? -1 : (int)(wait > 60000 ? 60000 : wait + 1);
}

static bool is_awaited(port_server *server) {
    struct pollfd watched[2];
    for (int i = 0; i < 2; i++) {
        watched[i].fd = server->listeners[i];
        watched[i].events = POLLIN;
    }
    return poll(watched, 2, 0) > 0;
}

/* With every place taken and one more waiting: the one that has had no answer for longest leaves, if
   that is long enough. The milliseconds until it is; until its place is free there is a wake. */
static int make_room(port_server *server) {
    if (server->leaving) return 1000;
    struct slot *oldest = NULL;
    int64_t now = now_milliseconds(), since = now;
    for (struct slot *slot = server->open.next; slot != &server->open; slot = slot->next) {
        int64_t start = atomic_load_explicit(&slot->since, memory_order_relaxed);
        if (start > since || slot->is_cut) continue;
        oldest = slot;
        since = start;
    }
    int64_t left = since + server->patience - now;
    if (!oldest || left > 0) return left > 0 ? (int)left : 1000;
    oldest->is_cut = true;
    server->leaving++;
    shutdown(oldest->descriptor, SHUT_RDWR);
    return 1000;
}

/* Whether there is a pause to make before the next accept. */
static bool accept_from(port_server *server, int listener) {
    /* Bounded, so that deadlines are looked at in a flood as well. */
    for (int i = 0; i < 64; i++) {
        pthread_mutex_lock(&server->lock);
        bool is_full = server->count + server->pending >= server->limit;
        pthread_mutex_unlock(&server->lock);
        if (is_full) return false;
        struct sockaddr_storage name;
        socklen_t length = sizeof name;
        int fd = accept4(listener, (struct sockaddr *)&name, &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0) {
            if (errno == EINTR || errno == ECONNABORTED) continue;
            return errno != EAGAIN && errno != EWOULDBLOCK;
        }
        pthread_mutex_lock(&server->lock);
        server->pending++;
        pthread_mutex_unlock(&server->lock);
        if (MHD_add_connection(server->daemon, fd, (struct sockaddr *)&name, length) != MHD_YES) {
            pthread_mutex_lock(&server->lock); /* the library has closed it */
            if (server->pending) server->pending--;
            pthread_mutex_unlock(&server->lock);
        }
    }
    return false;
}

static void *accept_connections(void *context) {
    port_server *server = context;
    bool pause = false;
    for (;;) {
        pthread_mutex_lock(&server->lock);
        bool is_stopping = server->is_stopping;
        int wait = cut_overdue(server);
        bool is_full = server->is_full = server->count + server->pending >= server->limit;
        bool is_crowded = is_full && is_awaited(server);
        if (is_crowded) {
            int left = make_room(server);
            if (wait < 0 || left < wait) wait = left;
        }
        pthread_mutex_unlock(&server->lock);
        if (is_stopping) return NULL;
        struct pollfd watched[3] = {{server->wake, POLLIN, 0}};
        for (int i = 0; i < 2; i++) {
            watched[i + 1].fd = is_crowded || pause ? -1 : server->listeners[i];
            watched[i + 1].events = POLLIN;
        }
        if (pause && (wait < 0 || wait > 100)) wait = 100;
        int ready = poll(watched, 3, wait);
        pause = false;
        if (ready <= 0) continue;
        uint64_t wakes;
        if (watched[0].revents && read(server->wake, &wakes, sizeof wakes) < 0) pause = true;
        for (int i = 1; i < 3; i++)
            if (watched[i].revents && !is_full && accept_from(server, watched[i].fd)) pause = true;
    }
}

/* No signal but those of a thread's own faults is for the threads of this server. */
static void block_signals(sigset_t *before) {
    sigset_t all;
    sigfillset(&all);
    int faults[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT};
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) sigdelset(&all, faults[i]);
    pthread_sigmask(SIG_SETMASK, &all, before);
}

static void release(port_server *server) {
    if (server->daemon) MHD_stop_daemon(server->daemon);
    for (int i = 0; i < 2; i++) {
        if (server->listeners[i] < 0) continue;
        /* A child between fork and exec holds a copy: closing alone would go on listening. */
        shutdown(server->listeners[i], SHUT_RDWR);
        close(server->listeners[i]);
    }
    if (server->wake >= 0) close(server->wake);
    pthread_mutex_destroy(&server->lock);
    free(server);
}

port_server *port_start(const port_options *options, port_handler handler, void *context) {
    port_server *server = calloc(1, sizeof *server);
    if (!server) {
        for (int i = 0; i < 2; i++)
            if (options->listeners[i] >= 0) close(options->listeners[i]);
        errno = ENOMEM;
        return NULL;
    }
    memcpy(server->listeners, options->listeners, sizeof server->listeners);
    server->limit = options->connections;
    server->deadline = options->deadline_milliseconds;
    server->patience = options->patience_milliseconds;
    server->open.previous = server->open.next = &server->open;
    pthread_mutex_init(&server->lock, NULL);
    server->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    sigset_t before;
    block_signals(&before);
    /* Releases before 1.0.0 forget to unlock a mutex where a thread is handed one connection more
       than its share of the limit, and hang. So each share is more than all that are ever handed
       over; the limit is kept by accept_from. No MHD_USE_ERROR_LOG: it writes to stderr, where the
       screen is. */
    unsigned threads = options->threads > 1 ? options->threads : 1;
    if (server->wake >= 0)
        server->daemon = MHD_start_daemon(
            MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_USE_NO_LISTEN_SOCKET, 0, NULL, NULL,
            handler, context, MHD_OPTION_THREAD_POOL_SIZE, threads > 1 ? threads : 0,
            MHD_OPTION_CONNECTION_LIMIT, (options->connections + 64) * threads,
            MHD_OPTION_CONNECTION_TIMEOUT, options->idle_seconds,
            MHD_OPTION_CONNECTION_MEMORY_LIMIT, options->connection_memory,
            MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, NULL, MHD_OPTION_URI_LOG_CALLBACK,
            note_target, NULL, MHD_OPTION_NOTIFY_CONNECTION, connection_changed, server,
            MHD_OPTION_NOTIFY_COMPLETED, request_completed, server, MHD_OPTION_END);
    int error = errno;
    bool is_running = false;
    if (server->daemon) {
        error = pthread_create(&server->acceptor, NULL, accept_connections, server);
        is_running = error == 0;
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (is_running) return server;
    release(server);
    errno = error;
    return NULL;
}

void port_stop(port_server *server) {
    if (!server) return;
    pthread_mutex_lock(&server->lock);
    server->is_stopping = true;
    pthread_mutex_unlock(&server->lock);
    wake(server);
    pthread_join(server->acceptor, NULL);
    release(server);
}
