#include "CSimdjson.h"
#include <cmath>
#include <new>
#include <simdjson.h>
#include <string_view>
#include <vector>

using namespace simdjson;

static_assert(TJ_PADDING >= SIMDJSON_PADDING, "bodies need more spare bytes");

struct tj_parser {
    ondemand::parser parser;
    std::vector<tj_entry> entries;
    std::vector<tj_note> notes;
};

namespace {

constexpr size_t most_notes = 32;

tj_text text_of(std::string_view view) { return {view.data(), view.size()}; }

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

/* On-demand parsing: an entry that is no number is found out here, and costs only itself. */
error_code walk_entries(ondemand::object object, size_t most, tj_parser &to, bool &too_many) {
    for (auto field : object) {
        if (to.entries.size() == most) {
            too_many = true;
            return SUCCESS;
        }
        std::string_view key;
        ondemand::value value;
        double number;
        if (auto error = field.unescaped_key().get(key)) return error;
        if (auto error = field.value().get(value)) return error;
        if (value.get_double().get(number)) {
            ondemand::json_type type;
            bool badly = !value.type().get(type) && type == ondemand::json_type::number;
            number = badly ? INFINITY : NAN;
        }
        to.entries.push_back({text_of(key), number});
    }
    return SUCCESS;
}

error_code note(ondemand::value value, ondemand::json_type type, tj_text outer, tj_text key,
                tj_parser &to) {
    if (to.notes.size() == most_notes) return SUCCESS;
    tj_note note{outer, key, type_of(type), {nullptr, 0}, false};
    if (type == ondemand::json_type::string) {
        std::string_view text;
        if (auto error = value.get_string().get(text)) return error;
        note.text = text_of(text);
    } else if (type == ondemand::json_type::boolean) {
        if (auto error = value.get_bool().get(note.flag)) return error;
    } else {
        return SUCCESS;
    }
    to.notes.push_back(note);
    return SUCCESS;
}

error_code note_members(ondemand::value value, tj_text outer, tj_parser &to) {
    ondemand::object object;
    if (auto error = value.get_object().get(object)) return error;
    for (auto field : object) {
        std::string_view key;
        ondemand::value inner;
        ondemand::json_type type;
        if (auto error = field.unescaped_key().get(key)) return error;
        if (auto error = field.value().get(inner)) return error;
        if (auto error = inner.type().get(type)) return error;
        if (auto error = note(inner, type, outer, text_of(key), to)) return error;
    }
    return SUCCESS;
}

struct walk {
    tj_parser &parser;
    std::string_view member;
    size_t most;
    tj_numbers result{};

    void end(tj_status status, const char *words = nullptr) {
        result.status = status;
        result.words = words;
    }

    /* Whether to go on; what is wrong otherwise is in the result. */
    bool take(ondemand::field field, bool &seen) {
        std::string_view key;
        ondemand::value value;
        ondemand::json_type type;
        error_code error = field.unescaped_key().get(key);
        if (!error) error = (value = field.value()).type().get(type);
        if (!error && key == member) {
            seen = true;
            ondemand::object object;
            if (type != ondemand::json_type::object) {
                result.found = type_of(type);
                end(TJ_MEMBER_WRONG);
                return false;
            }
            bool too_many = false;
            error = value.get_object().get(object);
            if (!error) error = walk_entries(object, most, parser, too_many);
            if (too_many) {
                end(TJ_TOO_MANY);
                return false;
            }
        } else if (!error && type == ondemand::json_type::object) {
            error = note_members(value, text_of(key), parser);
        } else if (!error) {
            error = note(value, type, {nullptr, 0}, text_of(key), parser);
        }
        if (error) end(TJ_BROKEN, error_message(error));
        return !error;
    }

    void run(const uint8_t *bytes, size_t count) {
        ondemand::document document;
        ondemand::json_type type;
        ondemand::object top;
        auto padded = count + TJ_PADDING;
        error_code error = parser.parser.iterate(bytes, count, padded).get(document);
        if (!error) error = document.type().get(type);
        if (error) return end(TJ_BROKEN, error_message(error));
        if (type != ondemand::json_type::object) {
            result.found = type_of(type);
            return end(TJ_NO_OBJECT);
        }
        if ((error = document.get_object().get(top))) return end(TJ_BROKEN, error_message(error));
        bool seen = false;
        for (auto member : top) {
            ondemand::field field;
            if ((error = std::move(member).get(field))) return end(TJ_BROKEN, error_message(error));
            if (!take(field, seen)) return;
        }
        /* Past the last token there is no location: a location is where something follows. */
        if (!document.current_location().error()) return end(TJ_BROKEN, error_message(TRAILING_CONTENT));
        end(seen ? TJ_FINE : TJ_MEMBER_MISSING);
    }
};

} // namespace

tj_parser *tj_parser_new(void) { return new (std::nothrow) tj_parser(); }

void tj_parser_free(tj_parser *parser) { delete parser; }

tj_numbers tj_walk_numbers(tj_parser *parser, const uint8_t *bytes, size_t count,
                           const char *member, size_t most) {
    walk walk{*parser, member, most};
    parser->entries.clear();
    parser->notes.clear();
    /* No exception may reach Swift. */
    try {
        walk.run(bytes, count);
    } catch (...) {
        walk.end(TJ_NO_MEMORY);
    }
    walk.result.entries = parser->entries.data();
    walk.result.entry_count = parser->entries.size();
    walk.result.notes = parser->notes.data();
    walk.result.note_count = parser->notes.size();
    return walk.result;
}
