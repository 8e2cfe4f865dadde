#include "CSimdjson.h"
#include "number.h"
#include <algorithm>
#include <charconv>
#include <cstring>
#include <new>
#include <simdjson.h>
#include <string_view>
#include <vector>

using namespace simdjson;

static_assert(TJ_PADDING >= SIMDJSON_PADDING, "bodies need more spare bytes");

namespace {

/* The texts of numbers, one after the other. */
class token_list {
    std::vector<char> bytes;
    size_t used = 0;

public:
    void clear() { used = 0; }

    /* Keeps a token of a body, behind which reading is allowed; where it is from now on. */
    size_t add(std::string_view token) {
        size_t start = used;
        used += token.size();
        if (bytes.size() < used + TJ_PADDING) bytes.resize(used * 2 + 1024);
        /* Nearly all are as short as this, and to copy a fixed length takes two instructions. */
        if (token.size() <= 16) memcpy(bytes.data() + start, token.data(), 16);
        else memcpy(bytes.data() + start, token.data(), token.size());
        return start;
    }

    const char *at(size_t place) const { return bytes.data() + place; }
};

} // namespace

struct tj_parser {
    ondemand::parser parser;
    std::vector<tj_cell> cells;
    std::vector<tj_cell> found;
    /* Numbers as they stood in the body, which is not ours to point into. */
    token_list tokens;
};

namespace {

/* A token reaches to the next one. */
simdjson_inline std::string_view trimmed(std::string_view token) {
    while (!token.empty()) {
        char last = token.back();
        if (last != ' ' && last != '\n' && last != '\r' && last != '\t') break;
        token.remove_suffix(1);
    }
    return token;
}

/* A number that is badly written is none that a double can hold. */
double number_of(std::string_view token) {
    double number = tj::number_of(token);
    return std::isnan(number) ? INFINITY : number;
}

constexpr tj_cell blank{nullptr, NAN, 0, TJ_NULL, false};

/* The bytes of a short row: room for that many is asked for at once, and costs nothing until it is
   used. */
constexpr size_t usual_row = 32;

void put_text(tj_cell &cell, std::string_view text) {
    cell.bytes = text.data();
    cell.count = (uint32_t)text.size();
}

tj_type type_of(ondemand::json_type type) {
    switch (type) {
    case ondemand::json_type::object: return TJ_OBJECT;
    case ondemand::json_type::array: return TJ_ARRAY;
    case ondemand::json_type::number: return TJ_NUMBER;
    case ondemand::json_type::string: return TJ_STRING;
    case ondemand::json_type::boolean: return TJ_BOOLEAN;
    case ondemand::json_type::null: return TJ_NULL;
    }
    return TJ_NULL;
}

using path = std::vector<std::string_view>;

path path_of(std::string_view text) {
    path steps;
    while (!text.empty()) {
        size_t dot = text.find('.');
        steps.push_back(text.substr(0, dot));
        text = dot == text.npos ? "" : text.substr(dot + 1);
    }
    return steps;
}

std::vector<path> paths_of(std::string_view text) {
    std::vector<path> paths;
    while (!text.empty() && paths.size() < 32) {
        size_t line = text.find('\n');
        paths.push_back(path_of(text.substr(0, line)));
        text = line == text.npos ? "" : text.substr(line + 1);
    }
    return paths;
}

bool is_index(std::string_view step, size_t index) {
    size_t number = 0;
    auto [end, error] = std::from_chars(step.data(), step.data() + step.size(), number);
    return error == std::errc() && end == step.data() + step.size() && number == index;
}

bool is_compound(ondemand::json_type type) {
    return type == ondemand::json_type::object || type == ondemand::json_type::array;
}

/* A scalar that is none, such as NaN, costs itself: it counts as null. What belongs to the form of
   the body is no scalar, and costs the body. */
simdjson_inline error_code kind_of(ondemand::value &value, ondemand::json_type &kind) {
    auto error = value.type().get(kind);
    if (!error) return SUCCESS;
    auto token = value.raw_json_token();
    if (token.empty() || strchr("{}[]:,", token[0])) return error;
    kind = ondemand::json_type::null;
    return SUCCESS;
}

/* A column that is no path. */
enum class special { none, key, self };

std::vector<special> specials_of(const std::vector<path> &columns) {
    std::vector<special> found;
    for (auto &column : columns) {
        std::string_view only = column.size() == 1 ? column[0] : "";
        found.push_back(only == "@key" ? special::key : only == "@self" ? special::self : special::none);
    }
    return found;
}

struct table_walk {
    tj_parser &parser;
    path rows;
    std::vector<path> columns;
    std::vector<path> notes;
    size_t most;
    std::vector<special> specials = specials_of(columns);
    tj_table result{};
    size_t row_count = 0;
    bool seen = false;

    using mask = uint32_t;

    static mask all(const std::vector<path> &paths) {
        return paths.size() == 32 ? ~mask(0) : (mask(1) << paths.size()) - 1;
    }

    void end(tj_status status, const char *words = nullptr) {
        result.status = status;
        result.words = words;
    }

    /* Which of the paths go on with this member. */
    template <typename Matches>
    static mask narrowed(const std::vector<path> &paths, mask active, size_t depth,
                         Matches matches) {
        mask left = 0;
        for (size_t i = 0; i < paths.size() && active >> i; i++) {
            if (!(active >> i & 1) || paths[i].size() <= depth) continue;
            if (matches(paths[i][depth])) left |= mask(1) << i;
        }
        return left;
    }

    /* A number's text is kept as an offset until all tokens are there. A text that cannot be
       unescaped costs itself. */
    simdjson_inline error_code read(ondemand::value &value, ondemand::json_type type, tj_cell &cell) {
        cell = {nullptr, NAN, 0, (uint8_t)type_of(type), true};
        switch (type) {
        case ondemand::json_type::string: {
            std::string_view text;
            if (value.get_string().get(text)) return SUCCESS;
            put_text(cell, text);
            cell.number = tj::number_in(text);
            return SUCCESS;
        }
        case ondemand::json_type::number: {
            std::string_view token = trimmed(value.raw_json_token());
            cell.number = number_of(token);
            if (token.size() > 400) token = token.substr(0, 400);
            put_text(cell, {(const char *)parser.tokens.add(token), token.size()});
            return SUCCESS;
        }
        case ondemand::json_type::boolean: {
            bool flag;
            if (value.get_bool().get(flag)) return SUCCESS;
            put_text(cell, flag ? "true" : "false");
            return SUCCESS;
        }
        default: return SUCCESS;
        }
    }

    /* Which paths are followed through a row: those of its columns, from its own top, and notes. */
    struct trail {
        size_t depth;
        mask active;
        size_t note_depth;
        mask noted;
    };

    /* Puts the scalars of a row into its cells; notes may lie in there too. */
    error_code fill(ondemand::value value, ondemand::json_type type, trail at, tj_cell *cells) {
        return each(value, type, [&](auto matches, auto, ondemand::value &inner,
                                     ondemand::json_type kind) -> error_code {
            trail next{at.depth + 1, narrowed(columns, at.active, at.depth, matches),
                       at.note_depth + 1, narrowed(notes, at.noted, at.note_depth, matches)};
            if (!next.active && !next.noted) return SUCCESS;
            if (is_compound(kind)) return fill(inner, kind, next, cells);
            tj_cell cell = blank;
            if (auto error = read(inner, kind, cell)) return error;
            put(cell, columns, next.active, next.depth, cells);
            put(cell, notes, next.noted, next.note_depth, parser.found.data());
            return SUCCESS;
        });
    }

    static void put(const tj_cell &cell, const std::vector<path> &paths, mask active, size_t depth,
                    tj_cell *cells) {
        for (size_t i = 0; i < paths.size() && active >> i; i++) {
            if ((active >> i & 1) && paths[i].size() == depth) cells[i] = cell;
        }
    }

    error_code pick(mask active, size_t depth, ondemand::value value, ondemand::json_type type) {
        tj_cell cell = blank;
        if (auto error = read(value, type, cell)) return error;
        put(cell, notes, active, depth, parser.found.data());
        return SUCCESS;
    }

    /* Calls `body` for each member, with a test whether a step of a path means it. */
    template <typename Body>
    error_code each(ondemand::value value, ondemand::json_type type, Body body) {
        if (type == ondemand::json_type::object) {
            ondemand::object object;
            if (auto error = value.get_object().get(object)) return error;
            for (auto member : object) {
                ondemand::field field;
                ondemand::value inner;
                ondemand::json_type kind;
                if (auto error = std::move(member).get(field)) return error;
                inner = field.value();
                if (auto error = kind_of(inner, kind)) return error;
                auto key = field.key();
                bool compound = is_compound(kind);
                auto matches = [&](std::string_view step) {
                    return key == step || (step == "*" && compound);
                };
                auto name = [&](std::string_view &text) {
                    if (field.unescaped_key().get(text)) text = "";
                };
                if (auto error = body(matches, name, inner, kind)) return error;
                if (result.status == TJ_TOO_MANY) return SUCCESS;
            }
            return SUCCESS;
        }
        ondemand::array array;
        if (auto error = value.get_array().get(array)) return error;
        size_t index = 0;
        for (auto element : array) {
            ondemand::value inner;
            ondemand::json_type kind;
            if (auto error = std::move(element).get(inner)) return error;
            if (auto error = kind_of(inner, kind)) return error;
            bool compound = is_compound(kind);
            auto matches = [&](std::string_view step) {
                return is_index(step, index) || (step == "*" && compound);
            };
            auto name = [&](std::string_view &text) { text = ""; };
            if (auto error = body(matches, name, inner, kind)) return error;
            if (result.status == TJ_TOO_MANY) return SUCCESS;
            index++;
        }
        return SUCCESS;
    }

    error_code take_rows(ondemand::value value, ondemand::json_type type, size_t depth,
                         mask active) {
        seen = true;
        result.found = type_of(type);
        return each(value, type, [&](auto matches, auto name, ondemand::value &inner,
                                     ondemand::json_type kind) -> error_code {
            mask noted = narrowed(notes, active, depth, matches);
            if (noted && !is_compound(kind)) return pick(noted, depth + 1, inner, kind);
            return take_row(inner, kind, name, depth + 1, noted);
        });
    }

    /* `name` writes the name that the row has in its object. */
    template <typename Name>
    simdjson_inline error_code take_row(ondemand::value &row, ondemand::json_type kind, Name name,
                                        size_t note_depth, mask noted) {
        if (row_count == most) {
            end(TJ_TOO_MANY);
            return SUCCESS;
        }
        if (row_count++ == 0) result.first_row = row.raw_json_token().data();
        size_t start = parser.cells.size();
        /* One by one: resize fills them in a call of its own. */
        for (size_t i = 0; i < columns.size(); i++) parser.cells.push_back(blank);
        mask inside = 0;
        for (size_t i = 0; i < columns.size(); i++) {
            tj_cell &cell = parser.cells[start + i];
            if (specials[i] == special::key) {
                std::string_view key;
                name(key);
                cell = {nullptr, NAN, 0, TJ_STRING, true};
                put_text(cell, key);
            } else if (specials[i] == special::self) {
                if (is_compound(kind)) continue;
                if (auto error = read(row, kind, cell)) return error;
            } else {
                inside |= mask(1) << i;
            }
        }
        if (!is_compound(kind) || (!inside && !noted)) return SUCCESS;
        return fill(row, kind, {0, inside, note_depth, noted}, parser.cells.data() + start);
    }

    error_code take(ondemand::value value, ondemand::json_type type, size_t depth, mask active,
                    bool leads) {
        if (leads && depth == rows.size()) return take_rows(value, type, depth, active);
        if (leads && depth + 1 == rows.size() && rows[depth] == "@self") {
            seen = true;
            result.found = type_of(type);
            return take_row(value, type, [](std::string_view &text) { text = ""; }, depth, active);
        }
        return each(value, type, [&](auto matches, auto, ondemand::value &inner,
                                     ondemand::json_type kind) -> error_code {
            mask left = narrowed(notes, active, depth, matches);
            bool goes_on = leads && matches(rows[depth]);
            if (!left && !goes_on) return SUCCESS;
            if (is_compound(kind)) return take(inner, kind, depth + 1, left, goes_on);
            if (goes_on && !seen) {
                result.status = TJ_MEMBER_WRONG;
                result.found = type_of(kind);
            }
            return left ? pick(left, depth + 1, inner, kind) : SUCCESS;
        });
    }

    /* The top as a value is walked without a look at the end of the body: one that was cut off
       would lead past it. The top as an object or a list is looked at, so it is taken so first. */
    static error_code check_end(ondemand::document &document, ondemand::json_type type) {
        error_code error;
        if (type == ondemand::json_type::object) {
            ondemand::object object;
            error = document.get_object().get(object);
        } else {
            ondemand::array array;
            error = document.get_array().get(array);
        }
        if (!error) document.rewind();
        return error;
    }

    void run(const uint8_t *bytes, size_t count) {
        ondemand::document document;
        ondemand::json_type type;
        ondemand::value top;
        auto padded = count + TJ_PADDING;
        error_code error = parser.parser.iterate(bytes, count, padded).get(document);
        if (!error) error = document.type().get(type);
        if (error) return end(TJ_BROKEN, error_message(error));
        if (!is_compound(type)) {
            result.found = type_of(type);
            return end(TJ_NO_OBJECT);
        }
        error = check_end(document, type);
        if (!error) error = document.get_value().get(top);
        if (error) return end(TJ_BROKEN, error_message(error));
        end(TJ_MEMBER_MISSING);
        if ((error = take(top, type, 0, all(notes), true))) {
            return end(TJ_BROKEN, error_message(error));
        }
        if (result.status == TJ_TOO_MANY) return;
        if (!document.current_location().error()) {
            return end(TJ_BROKEN, error_message(TRAILING_CONTENT));
        }
        if (seen) return end(TJ_FINE);
        bool by_name = !rows.empty() && rows[0].find_first_of("*@0123456789") != 0;
        if (type == ondemand::json_type::array && by_name) {
            result.found = TJ_ARRAY;
            end(TJ_NO_OBJECT);
        }
    }

    void settle(std::vector<tj_cell> &cells) {
        for (auto &cell : cells) {
            if (!cell.found || cell.type != TJ_NUMBER) continue;
            cell.bytes = parser.tokens.at((size_t)cell.bytes);
        }
    }
};

} // namespace

tj_parser *tj_parser_new(void) { return new (std::nothrow) tj_parser(); }

void tj_parser_free(tj_parser *parser) { delete parser; }

tj_table tj_walk_table(tj_parser *parser, const uint8_t *bytes, size_t count, const char *rows,
                       const char *columns, const char *notes, size_t most) {
    tj_table failed{};
    failed.status = TJ_NO_MEMORY;
    /* No exception may reach Swift. */
    try {
        table_walk walk{*parser, path_of(rows), paths_of(columns), paths_of(notes), most};
        parser->cells.clear();
        parser->cells.reserve(std::min(most, count / usual_row) * walk.columns.size());
        parser->tokens.clear();
        parser->found.assign(walk.notes.size(), blank);
        walk.run(bytes, count);
        walk.settle(parser->cells);
        walk.settle(parser->found);
        walk.result.cells = parser->cells.data();
        walk.result.column_count = walk.columns.size();
        walk.result.row_count = walk.columns.empty() ? 0 : parser->cells.size() / walk.columns.size();
        walk.result.notes = parser->found.data();
        walk.result.note_count = parser->found.size();
        return walk.result;
    } catch (...) {
        return failed;
    }
}
