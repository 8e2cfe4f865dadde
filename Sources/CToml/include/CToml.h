#ifndef CTOML_H
#define CTOML_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif

/* toml++ is C++ with templates and exceptions: here is what is asked of it, in C. */

/* What was read; every text lives as long as that. */
typedef struct tm_document tm_document;

typedef enum {
    TM_BROKEN, /* no TOML, or no UTF-8: `words` say what is wrong, `place` where */
    TM_FINE,
    TM_NO_MEMORY,
} tm_status;

typedef enum { TM_TEXT, TM_INTEGER, TM_NUMBER, TM_FLAG, TM_OTHER, TM_LIST, TM_TABLE } tm_type;

/* UTF-8, not 0-terminated, any characters. */
typedef struct {
    const char *bytes;
    size_t count;
} tm_text;

/* From 1, in characters; 0 where the library does not know. */
typedef struct {
    uint32_t line;
    uint32_t column;
} tm_place;

typedef struct {
    tm_type type;
    tm_text key; /* empty in a list */
    tm_place key_place;
    tm_place place;
    tm_text text;
    int64_t integer;
    double number;
    bool flag;
    size_t children; /* of a list or a table */
} tm_node;

typedef struct {
    tm_status status;
    const char *words;
    tm_place place;
    /* The top table, then its children, each followed by its own; the members of a table in the
       order of their keys' places. */
    const tm_node *nodes;
    size_t count;
} tm_result;

/* Bounding size and nesting is for the caller: toml++ recurses. NULL without memory. */
tm_document *tm_read(const char *bytes, size_t count);
tm_result tm_look(const tm_document *document);
void tm_free(tm_document *document);
#ifdef __cplusplus
}
#endif
#endif
