#ifndef CCURL_H
#define CCURL_H
#include <curl/curl.h>

/* curl_easy_setopt, curl_easy_getinfo and curl_multi_info_read's union: variadic calls and a
   union are what Swift cannot use. One function for each class of values. */
CURLcode tt_easy_long(CURL *easy, CURLoption option, long value);
CURLcode tt_easy_size(CURL *easy, CURLoption option, curl_off_t value);
/* curl keeps a copy of the text. */
CURLcode tt_easy_text(CURL *easy, CURLoption option, const char *text);
/* curl keeps the pointer: it has to live as long as the handle uses it. */
CURLcode tt_easy_list(CURL *easy, CURLoption option, struct curl_slist *list);
CURLcode tt_easy_pointer(CURL *easy, CURLoption option, void *pointer);

/* Returns the bytes it took; any other number ends the transfer. */
typedef size_t (*tt_receiver)(char *bytes, size_t size, size_t count, void *context);
CURLcode tt_easy_receiver(CURL *easy, CURLoption option,
                          tt_receiver receiver __attribute__((swift_attr("@Sendable"))));

/* What comes during a transfer, when it is too much, and two words of what curl tells about it: the version
   of TLS ("TLSv1.3") and how a mail server was told who calls ("PLAIN"); empty where there was neither. */
typedef struct {
    long long received, most;
    char tls[16], login[16];
    /* Ends the transfer: its connection is closed, and nothing more is said or waited for. Becomes 1 by itself
       with a mail server's QUIT, whose answer nobody needs. */
    int is_over;
} tt_traffic;

/* Counts every byte that comes: headers, bodies as they are packed, and what stands between chunks, which
   curl itself counts nowhere. More than `most`, and `is_over`, end the transfer with
   CURLE_ABORTED_BY_CALLBACK. curl keeps the pointer: it has to live as long as the handle. */
CURLcode tt_easy_count(CURL *easy, tt_traffic *traffic);

CURLcode tt_info_long(CURL *easy, CURLINFO info, long *value);
CURLcode tt_info_size(CURL *easy, CURLINFO info, curl_off_t *value);
/* The text belongs to the handle. */
CURLcode tt_info_text(CURL *easy, CURLINFO info, const char **text);
/* The last day of the server's certificate, as curl words it: "Feb  3 12:00:00 2027 GMT"; NULL where it is not
   known, as on a connection that was there before. The text belongs to the handle. */
const char *tt_info_expiry(CURL *easy);
/* The words of the version of TLS and of the login; the text belongs to `traffic`. */
const char *tt_traffic_tls(const tt_traffic *traffic);
const char *tt_traffic_login(const tt_traffic *traffic);

/* The next transfer that has ended; 0 when there is none. */
int tt_multi_next(CURLM *multi, CURL **easy, CURLcode *result);
#endif
