/* The parser is in the shared library, not in this file: less to compile. */
#define TOML_HEADER_ONLY 0
#define TOML_SHARED_LIB 1
#include "CToml.h"
#include <algorithm>
#include <new>
#include <string>
#include <string_view>
#include <toml++/toml.h>
#include <vector>

struct tm_document {
    toml::table table;
    std::vector<tm_node> nodes;
    std::string words;
    tm_place place{};
    tm_status status = TM_BROKEN;
};

namespace {

tm_text text_of(std::string_view view) { return {view.data(), view.size()}; }

tm_place place_of(const toml::source_region &source) {
    return {static_cast<uint32_t>(source.begin.line), static_cast<uint32_t>(source.begin.column)};
}

void add(const toml::node &node, tm_text key, tm_place key_place, std::vector<tm_node> &to);

void add_members(const toml::table &table, std::vector<tm_node> &to) {
    using member = std::pair<const toml::key *, const toml::node *>;
    std::vector<member> members;
    for (auto &&[key, node] : table) members.emplace_back(&key, &node);
    std::sort(members.begin(), members.end(), [](const member &a, const member &b) {
        return a.first->source().begin < b.first->source().begin;
    });
    for (auto [key, node] : members) {
        add(*node, text_of(key->str()), place_of(key->source()), to);
    }
}

void add(const toml::node &node, tm_text key, tm_place key_place, std::vector<tm_node> &to) {
    tm_node made{};
    made.type = TM_OTHER;
    made.key = key;
    made.key_place = key_place;
    made.place = place_of(node.source());
    if (auto text = node.as_string()) {
        made.type = TM_TEXT;
        made.text = text_of(text->get());
    } else if (auto integer = node.as_integer()) {
        made.type = TM_INTEGER;
        made.integer = integer->get();
    } else if (auto number = node.as_floating_point()) {
        made.type = TM_NUMBER;
        made.number = number->get();
    } else if (auto flag = node.as_boolean()) {
        made.type = TM_FLAG;
        made.flag = flag->get();
    } else if (auto list = node.as_array()) {
        made.type = TM_LIST;
        made.children = list->size();
    } else if (auto table = node.as_table()) {
        made.type = TM_TABLE;
        made.children = table->size();
    }
    to.push_back(made);
    if (auto list = node.as_array()) {
        for (auto &element : *list) add(element, {nullptr, 0}, {}, to);
    } else if (auto table = node.as_table()) {
        add_members(*table, to);
    }
}

} // namespace

tm_document *tm_read(const char *bytes, size_t count) {
    /* No exception may reach Swift. */
    tm_document *document = nullptr;
    try {
        document = new tm_document();
        try {
            document->table = toml::parse(std::string_view(bytes, count));
            add(document->table, {nullptr, 0}, {}, document->nodes);
            document->status = TM_FINE;
        } catch (const toml::parse_error &error) {
            document->words = error.description();
            document->place = place_of(error.source());
        }
    } catch (...) {
        if (document) document->status = TM_NO_MEMORY;
    }
    return document;
}

tm_result tm_look(const tm_document *document) {
    return {document->status, document->words.c_str(), document->place, document->nodes.data(),
            document->nodes.size()};
}

void tm_free(tm_document *document) { delete document; }
