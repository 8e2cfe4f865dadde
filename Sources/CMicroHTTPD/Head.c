#include "Head.h"
#include <string.h>
#include <strings.h>

/* What the library leaves unchecked in the head of a request. Two readers of one connection, this one
   and a proxy before it, must not take different bytes for the end of a request: whatever they could
   read in two ways is refused, and the connection closed. The library has separated fields with NUL
   in its own buffer, one after the other, so that the places of the texts tell what lies between
   them.

   When this can go: once a release does all of it. 1.0 does most, at the level 1 of
   MHD_OPTION_CLIENT_DISCIPLINE_LVL. */
struct reading {
    port_head verdict;
    size_t fields;
    const char *end; /* of the text before: its NUL */
    int hosts, lengths, codings;
    bool is_chunked;
};

/* RFC 9110, 5.6.2. */
static bool is_token(const char *text, size_t count) {
    static const bool is_in[256] = {
        ['0' ... '9'] = true, ['A' ... 'Z'] = true, ['a' ... 'z'] = true, ['!'] = true,
        ['#'] = true, ['$'] = true, ['%'] = true, ['&'] = true, ['\''] = true, ['*'] = true,
        ['+'] = true, ['-'] = true, ['.'] = true, ['^'] = true, ['_'] = true, ['`'] = true,
        ['|'] = true, ['~'] = true,
    };
    for (size_t i = 0; i < count; i++)
        if (!is_in[(unsigned char)text[i]]) return false;
    return count > 0;
}

static bool is_named(const char *name, size_t count, const char *wanted) {
    return strlen(wanted) == count && strncasecmp(name, wanted, count) == 0;
}

static enum MHD_Result read_field(void *context, enum MHD_ValueKind kind, const char *name,
                                  size_t name_count, const char *value, size_t value_count) {
    struct reading *reading = context;
    (void)kind;
    reading->fields++;
    if (!is_token(name, name_count)) reading->verdict = PORT_HEAD_NAME;
    /* Between two fields is the end of a line, one byte or two, if nothing is hidden. A line that goes
       on in the next one lies elsewhere. */
    size_t gap = (size_t)(name - reading->end);
    if (gap != 1 && gap != 2) reading->verdict = PORT_HEAD_HIDDEN;
    if (!value) value = "";
    reading->end = value + value_count;
    if (memchr(value, '\r', value_count)) reading->verdict = PORT_HEAD_HIDDEN;
    if (is_named(name, name_count, MHD_HTTP_HEADER_HOST)) {
        reading->hosts++;
    } else if (is_named(name, name_count, MHD_HTTP_HEADER_CONTENT_LENGTH)) {
        reading->lengths++;
    } else if (is_named(name, name_count, MHD_HTTP_HEADER_TRANSFER_ENCODING)) {
        reading->codings++;
        reading->is_chunked = strcasecmp(value, "chunked") == 0;
    }
    return MHD_YES;
}

static size_t size_of_head(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    return info ? info->header_size : 0;
}

port_head read_head(struct MHD_Connection *connection, const char *method, const char *target,
                    size_t target_count, const char *version) {
    /* The target ends where the version begins, and before it where it has a NUL in it. */
    if (version != target + target_count + 1) return PORT_HEAD_HIDDEN;
    struct reading reading = {.verdict = PORT_HEAD_SOUND, .end = version + strlen(version)};
    MHD_get_connection_values_n(connection, MHD_HEADER_KIND, read_field, &reading);
    /* After the last one comes an empty line. */
    size_t size = size_of_head(connection), rest = (size_t)(method + size - reading.end);
    if (rest != 2 && rest != 4) return PORT_HEAD_HIDDEN;
    if (target_count > PORT_TARGET_BYTES) return PORT_HEAD_LONG_TARGET;
    if (size > PORT_HEAD_BYTES || reading.fields > PORT_HEAD_FIELDS) return PORT_HEAD_LONG;
    if (reading.verdict != PORT_HEAD_SOUND) return reading.verdict;
    bool is_old = strcmp(version, MHD_HTTP_VERSION_1_0) == 0;
    /* RFC 9112, 3.2: HTTP/1.0 has no need of one. */
    if (reading.hosts > 1 || (!reading.hosts && !is_old)) return PORT_HEAD_HOST;
    if (reading.lengths > 1) return PORT_HEAD_LENGTHS;
    if (reading.codings
        && (reading.codings > 1 || !reading.is_chunked || reading.lengths || is_old))
        return PORT_HEAD_CODING;
    return PORT_HEAD_SOUND;
}
