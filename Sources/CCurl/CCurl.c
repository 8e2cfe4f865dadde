#include "CCurl.h"

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

/* The only place where curl shows what comes before it takes chunks apart; it cannot end a transfer. */
static int count(CURL *easy, curl_infotype type, char *bytes, size_t size, void *context) {
    tt_traffic *traffic = context;
    (void)easy, (void)bytes;
    if (type == CURLINFO_HEADER_IN || type == CURLINFO_DATA_IN) traffic->received += size;
    return 0;
}

static int end_if_too_much(void *context, curl_off_t all, curl_off_t now, curl_off_t all_sent,
                           curl_off_t sent) {
    tt_traffic *traffic = context;
    (void)all, (void)now, (void)all_sent, (void)sent;
    return traffic->received > traffic->most;
}

CURLcode tt_easy_count(CURL *easy, tt_traffic *traffic) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, count);
    if (!code) code = curl_easy_setopt(easy, CURLOPT_DEBUGDATA, traffic);
    if (!code) code = curl_easy_setopt(easy, CURLOPT_VERBOSE, 1L);
    if (!code) code = curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, end_if_too_much);
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
