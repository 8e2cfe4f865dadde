#ifndef CSIMDJSON_H
#define CSIMDJSON_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif

/* Picks cells out of JSON with simdjson, which is C++ with templates that Swift cannot import.

   tj_parser *parser = tj_parser_new();
   tj_table table = tj_walk_table(parser, body, count, "result", "@key\nc.0", "error", 100000);
   if (table.status == TJ_FINE)
       for (size_t row = 0; row < table.row_count; row++)
           use(table.cells[row * table.column_count]);   // "@key" of the row

   Nothing throws or aborts: what is wrong is a status. */

/* A parser, its buffers, and the findings of its last walk: every pointer in a tj_table is valid until
   the next walk or tj_parser_free. Used by one thread at a time. */
typedef struct tj_parser tj_parser;

/* The number of bytes past the end of a body that must be readable; their values do not matter. */
enum { TJ_PADDING = 64 };

typedef enum {
    TJ_BROKEN, /* no JSON, or no UTF-8: `words` say what is wrong */
    TJ_FINE,
    TJ_NO_OBJECT,      /* well-formed as far as it goes, but `found` instead of an object */
    TJ_MEMBER_MISSING, /* there are no rows */
    TJ_MEMBER_WRONG,   /* `found` instead of rows */
    TJ_TOO_MANY,       /* more rows than allowed */
    TJ_NO_MEMORY,
} tj_status;

typedef enum { TJ_OBJECT, TJ_ARRAY, TJ_NUMBER, TJ_STRING, TJ_BOOLEAN, TJ_NULL } tj_type;

/* Makes a parser; NULL if there is no memory. */
tj_parser *tj_parser_new(void);
void tj_parser_free(tj_parser *parser);

/* A scalar that was looked for. */
typedef struct {
    /* A string unescaped, in UTF-8, with any characters, no zero behind it; a number as it stands
       there; `true`, `false`; otherwise NULL. */
    const char *bytes;
    /* The value of a number, or of a string that is one from end to end, to the nearest double; NaN
       for all else. Infinity: a number that a double cannot hold, or a badly written one. */
    double number;
    uint32_t count;
    /* A tj_type. */
    uint8_t type;
    /* Whether there is something at all. */
    bool found;
} tj_cell;

typedef struct {
    tj_status status;
    /* The type of what holds the rows if the status is TJ_FINE; else what the status says. */
    tj_type found;
    const char *words;
    /* Row by row, a cell for each column. */
    const tj_cell *cells;
    size_t row_count;
    size_t column_count;
    /* Where the first row begins in the body; NULL without one. */
    const char *first_row;
    /* One for each note that was asked for. */
    const tj_cell *notes;
    size_t note_count;
} tj_table;

/* Walks the members of an object or a list, and picks some scalars out of each.

   A path has steps with dots between them: names of members, or indices in lists. `rows` leads to
   the object or list; "*" as a step takes any member that is an object or a list, "" is the top;
   with "@self" as its last step the object or list is itself the only row.
   `columns` are paths inside of a row, with line feeds between them; "@key" is the name that the
   row has in its object, "@self" the row where it is a scalar. `notes` are paths from the top,
   likewise, to scalars beside the rows or inside of one; a scalar among the rows that is a note is
   no row. At most 32 of each.

   A scalar that is none, such as NaN, counts as null, and a text or name that cannot be unescaped
   as empty: each costs itself. TJ_MEMBER_MISSING and TJ_MEMBER_WRONG: there are no rows, but the
   notes are there. TJ_NO_OBJECT: the top is `found`, a scalar, or a list where a name is looked
   for. `bytes` can be read up to TJ_PADDING past `count`; cells count only if the status is fine. */
tj_table tj_walk_table(tj_parser *parser, const uint8_t *bytes, size_t count, const char *rows,
                       const char *columns, const char *notes, size_t most);
#ifdef __cplusplus
}
#endif
#endif
