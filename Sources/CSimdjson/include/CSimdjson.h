#ifndef CSIMDJSON_H
#define CSIMDJSON_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif

/* simdjson is C++ with templates: here is what is asked of it, in C. */

/* A parser, its buffers, and what the last walk found; every text lives as long as that. */
typedef struct tj_parser tj_parser;

/* How far past the end of a body reading must be allowed (what is there does not matter). */
enum { TJ_PADDING = 64 };

typedef enum {
    TJ_BROKEN, /* no JSON, or no UTF-8: `words` say what is wrong */
    TJ_FINE,
    TJ_NO_OBJECT,      /* well-formed as far as it goes, but `found` instead of an object */
    TJ_MEMBER_MISSING, /* an object without the member */
    TJ_MEMBER_WRONG,   /* `found` instead of an object under the member */
    TJ_TOO_MANY,       /* more entries than allowed */
    TJ_NO_MEMORY,
} tj_status;

typedef enum { TJ_OBJECT, TJ_ARRAY, TJ_NUMBER, TJ_STRING, TJ_BOOLEAN, TJ_NULL } tj_type;

/* Unescaped UTF-8, not 0-terminated, any characters. */
typedef struct {
    const char *bytes;
    size_t count;
} tj_text;

typedef struct {
    tj_text key;
    /* NaN: no number. Infinity: a number that a double cannot hold, or badly written. */
    double number;
} tj_entry;

/* A string or a boolean beside the member: of the top object (`outer` is empty), or of an
   object in it. */
typedef struct {
    tj_text outer;
    tj_text key;
    tj_type type;
    tj_text text;
    bool flag;
} tj_note;

typedef struct {
    tj_status status;
    tj_type found;
    const char *words;
    /* In the order of the body, repeated keys as often as they stand there. */
    const tj_entry *entries;
    size_t entry_count;
    /* At most 32. */
    const tj_note *notes;
    size_t note_count;
} tj_numbers;

/* NULL without memory. */
tj_parser *tj_parser_new(void);
void tj_parser_free(tj_parser *parser);

/* Walks the entries of the object under `member` of the top object, and what stands beside it.
   `bytes` can be read up to TJ_PADDING past `count`; entries count only where the status is fine. */
tj_numbers tj_walk_numbers(tj_parser *parser, const uint8_t *bytes, size_t count,
                           const char *member, size_t most);

/* A scalar that was looked for. */
typedef struct {
    /* Whether there is something at all. */
    bool found;
    tj_type type;
    /* A string unescaped; a number as it stands there; `true`, `false`; otherwise empty. */
    tj_text text;
    /* Of a number, or of a string that is one from end to end; NaN for all else. */
    double number;
} tj_cell;

typedef struct {
    tj_status status;
    tj_type found;
    const char *words;
    /* Row by row, a cell for each column. */
    const tj_cell *cells;
    size_t row_count;
    size_t column_count;
    /* One for each note that was asked for. */
    const tj_cell *notes;
    size_t note_count;
} tj_table;

/* Walks the members of an object or a list, and picks some scalars out of each.

   A path has steps with dots between them: names of members, or indices in lists. `rows` leads to
   the object or list; "*" as a step takes any member that is an object or a list, "" is the top.
   `columns` are paths inside of a row, with line feeds between them; "@key" is the name that the
   row has in its object, "@self" the row where it is a scalar. `notes` are paths from the top,
   likewise, to scalars beside the rows or inside of one; a scalar among the rows that is a note is
   no row. At most 32 of each.

   TJ_MEMBER_MISSING: there are no rows, but the notes are there; TJ_MEMBER_WRONG: `found` instead.
   TJ_NO_OBJECT: the top is `found`, a scalar. `bytes` as above. */
tj_table tj_walk_table(tj_parser *parser, const uint8_t *bytes, size_t count, const char *rows,
                       const char *columns, const char *notes, size_t most);
#ifdef __cplusplus
}
#endif
#endif
