import Foundation
import Testing

@testable import TrackerEngine
@testable import TrackerScreen
@testable import TrackerTUI

/// The parts of the manual page that say the same as the list of commands.
struct ManualPageTests {
    private static func lines() throws -> [String] {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../..").standardized
        let page = root.appending(path: "docs/tracker-tui.1")
        return try String(contentsOf: page, encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// The lines of a section, without its heading.
    private static func section(_ name: String) throws -> [String] {
        let all = try lines()
        let start = try #require(all.firstIndex(of: ".Sh \(name)")) + 1
        return Array(all[start...].prefix { !$0.hasPrefix(".Sh ") })
    }

    /// `Fl Fl by Ar figure`; what a person types in capitals is a word of its own in mdoc.
    private static func macro(_ option: OptionForm) -> String {
        let dashes = option.name.prefix { $0 == "-" }.count
        let flag = String(repeating: "Fl ", count: dashes) + option.name.dropFirst(dashes)
        guard let placeholder = option.placeholder else { return flag }
        let isPlain = placeholder.allSatisfy { $0.isUppercase || $0 == ":" }
        let word = isPlain ? placeholder.lowercased() : placeholder
        return "\(flag) Ar \(word.replacing(":", with: " : Ns Ar "))"
    }

    /// `[MARKET] PAIR` as `.Op Ar market`, `.Ar pair`.
    private static func arguments(_ text: String) -> [String] {
        text.matches(of: #/\[[^\]]*\]|\S+/#).map { match in
            let words = match.0.filter { !"[]".contains($0) }.lowercased()
                .replacing("|", with: " | ")
            return match.0.hasPrefix("[") ? ".Op Ar \(words)" : ".Ar \(words)"
        }
    }

    private static func synopsis() -> [String] {
        Commands.all.flatMap { command -> [String] in
            let form = command.form
            let options = command.optionForms.map { ".Op \(macro($0))" }
            if form.name.isEmpty {
                let mode = form.flags.map { ".\(macro(flag($0)))" }
                return [".Nm"] + mode + [".Op Ar option ..."]
            }
            if !form.flags.isEmpty {
                return [".Nm", ".Cm \(form.name)"] + arguments(form.arguments)
            }
            return [".Nm", ".Cm \(form.name)"] + options + arguments(form.arguments)
        }
    }

    private static func flag(_ name: String) -> OptionForm {
        OptionForm(
            name: name, placeholder: nil, help: "", expected: "", setting: nil, excludes: nil)
    }

    @Test func `the synopsis is the list of commands`() throws {
        let found = try Self.section("SYNOPSIS").filter { !$0.isEmpty }
        #expect(
            found == Self.synopsis(), "it should be:\n\(Self.synopsis().joined(separator: "\n"))")
    }

    @Test func `every command is described, and nothing else`() throws {
        let found = try Self.section("DESCRIPTION").filter { $0.hasPrefix(".It Cm ") }
            .map { $0.dropFirst(7) }
        let names = Commands.all.map { $0.form }.filter { !$0.name.isEmpty && $0.flags.isEmpty }
        #expect(found.sorted() == names.map { $0.name[...] }.sorted())
    }

    @Test func `every action that a key can be given to is named, and nothing else`() throws {
        let names = try Self.section("KEYS").filter { $0.hasPrefix(".Cm ") }
            .map { $0.dropFirst(4).split(separator: " ")[0] }.filter { $0 != "[keys]" }
        #expect(names.sorted() == KeyTable.standard.actionNames.map { $0[...] }.sorted())
    }

    @Test func `every word of a filter is described`() throws {
        let items = try Self.section("SCREEN").filter { $0.hasPrefix(".It Ic ") }
        for word in ["chg", "rank", "last", "volatility", "turnover", "quote", "stale"] {
            #expect(items.contains { $0.dropFirst(7).hasPrefix(word) }, "\(word)")
            // What is not known is answered with the same list.
            #expect(PairFilter("none>1").fault?.contains(word) == true)
        }
    }

    @Test func `every option is described with its value, and nothing else`() throws {
        let items = try Self.section("OPTIONS").filter { $0.hasPrefix(".It ") }
            .flatMap { $0.dropFirst(4).split(separator: " , ").map(String.init) }
        let options = Commands.all.flatMap { command in
            command.optionForms + command.form.flags.map(Self.flag)
        }
        let wanted = Set(options.map(Self.macro))
        #expect(Set(items) == wanted, "missing: \(wanted.subtracting(items).sorted())")
    }

    /// What a table of the section on alerts has as keys and kinds: the words of its macros, as
    /// sentences have `to`, `for` and `on` too.
    private static func keys(of table: String) throws -> Set<Substring> {
        let lines = try section("ALERTS")
        let start = try #require(lines.firstIndex { $0.hasPrefix(".Cm \(table)") }) + 1
        let own = lines[start...].prefix { !$0.hasPrefix(".Cm [") }
        let macros = [".It Ic ", ".It Cm ", ".Ic ", ".Cm "]
        return Set(
            own.flatMap { line -> [Substring] in
                guard let macro = macros.first(where: { line.hasPrefix($0) }) else { return [] }
                return line.dropFirst(macro.count).split { " ,;.".contains($0) }
            })
    }

    /// Each `-file` has these twins.
    private static func isTwin(_ key: String) -> Bool {
        key.hasSuffix("-command") || key.hasSuffix("-env")
    }

    @Test func `every kind of channel and every key of its own is named`() throws {
        let words = try Self.keys(of: "[[channel]]")
        for kind in ChannelKind.all {
            #expect(words.contains(kind.name[...]), "\(kind.name)")
            for key in kind.keys where !Self.isTwin(key) {
                #expect(words.contains(key[...]), "\(kind.name): \(key)")
            }
        }
    }

    @Test func `every key of a rule is named`() throws {
        let words = try Self.keys(of: "[[alert]]")
        for key in AlertForm.keys { #expect(words.contains(key[...]), "\(key)") }
    }

    @Test func `every key of alerts as a whole is named`() throws {
        let words = try Self.keys(of: "[alerts]")
        for key in ["quiet"] + HeartbeatForm.keys where !Self.isTwin(key) {
            #expect(words.contains(key[...]), "\(key)")
        }
    }
}
