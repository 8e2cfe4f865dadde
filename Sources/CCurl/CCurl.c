#include "CCurl.h"
#include <string.h>

CURLcode tt_easy_long(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}

CURLcode tt_easy_size(CURL *easy, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(easy, option, value);
}

CURLcode tt_easy_text(CURL *easy, CURLoption option, const char *text) {
    return curl_easy_setopt(easy, option, text);
}

CURLcode tt_easy_list(CURL *easy, CURLoption option, struct curl_slist *list) {
    return curl_easy_setopt(easy, option, list);
}

CURLcode tt_easy_pointer(CURL *easy, CURLoption option, void *pointer) {
    return curl_easy_setopt(easy, option, pointer);
}

CURLcode tt_easy_receiver(CURL *easy, CURLoption option, tt_receiver receiver) {
    return curl_easy_setopt(easy, option, receiver);
}

/* Copies the word behind `start`, and no more: behind the word of a login stands the password. */
static void note_word(char word[16], const char *start, const char *bytes, size_t size) {
    size_t at = strlen(start), end = 0;
    if (size < at || memcmp(bytes, start, at) != 0) return;
    while (end < 15 && at < size && bytes[at] > ' ' && bytes[at] < 127) word[end++] = bytes[at++];
    word[end] = 0;
}

/* The only place where curl shows what comes before it takes chunks apart; it cannot end a transfer. */
static int count(CURL *easy, curl_infotype type, char *bytes, size_t size, void *context) {
    tt_traffic *traffic = context;
    (void)easy;
    if (type == CURLINFO_HEADER_IN || type == CURLINFO_DATA_IN) traffic->received += size;
    if (type == CURLINFO_TEXT) note_word(traffic->tls, "SSL connection using ", bytes, size);
    if (type == CURLINFO_HEADER_OUT) {
        note_word(traffic->login, "AUTH ", bytes, size);
        if (size >= 4 && memcmp(bytes, "QUIT", 4) == 0) traffic->is_over = 1;
    }
    return 0;
}

/* curl asks at each step of a transfer, and each second while it waits for the answer to QUIT. */
static int end_if_over(void *context, curl_off_t all, curl_off_t now, curl_off_t all_sent,
                           curl_off_t sent) {
    tt_traffic *traffic = context;
    (void)all, (void)now, (void)all_sent, (void)sent;
    return traffic->is_over || traffic->received > traffic->most;
}

CURLcode tt_easy_count(CURL *easy, tt_traffic *traffic) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, count);
    if (!code) code = curl_easy_setopt(easy, CURLOPT_DEBUGDATA, traffic);
    if (!code) code = curl_easy_setopt(easy, CURLOPT_VERBOSE, 1L);
    if (!code) code = curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, end_if_over);
    if (!code) code = curl_easy_setopt(easy, CURLOPT_XFERINFODATA, traffic);
    return code ? code : curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
}

CURLcode tt_info_long(CURL *easy, CURLINFO info, long *value) {
    return curl_easy_getinfo(easy, info, value);
}

CURLcode tt_info_size(CURL *easy, CURLINFO info, curl_off_t *value) {
    return curl_easy_getinfo(easy, info, value);
}

CURLcode tt_info_text(CURL *easy, CURLINFO info, const char **text) {
    return curl_easy_getinfo(easy, info, text);
}

const char *tt_info_expiry(CURL *easy) {
    static const char start[] = "Expire date:";
    struct curl_certinfo *known = NULL;
    if (curl_easy_getinfo(easy, CURLINFO_CERTINFO, &known) != CURLE_OK || !known || known->num_of_certs < 1)
        return NULL;
    for (struct curl_slist *line = known->certinfo[0]; line; line = line->next)
        if (strncmp(line->data, start, sizeof start - 1) == 0) return line->data + sizeof start - 1;
    return NULL;
}

const char *tt_traffic_tls(const tt_traffic *traffic) { return traffic->tls; }

const char *tt_traffic_login(const tt_traffic *traffic) { return traffic->login; }

int tt_multi_next(CURLM *multi, CURL **easy, CURLcode *result) {
    int left;
    CURLMsg *message;
    while ((message = curl_multi_info_read(multi, &left)) != NULL) {
        if (message->msg != CURLMSG_DONE) continue;
        *easy = message->easy_handle;
        *result = message->data.result;
        return 1;
    }
    return 0;
}
