import Foundation
import Testing

@testable import TrackerEngine

/// What `docs/alerts.md` repeats of the program.
struct AlertsPageTests {
    private static let paper = Paper(path: "docs/alerts.md")

    @Test func `every kind of channel has a recipe`() throws {
        let text = try Self.paper.text()
        for kind in ChannelKind.all { #expect(text.contains("**\(kind.name)**"), "\(kind.name)") }
    }

    @Test func `the recipes are channels`() throws {
        let text = try Self.paper.text()
        let blocks = text.components(separatedBy: "```toml\n").dropFirst()
            .map { $0.components(separatedBy: "```")[0] }
        var kinds: Set<String> = []
        for block in blocks where block.hasPrefix("[[channel]]") {
            var form = ChannelForm()
            guard case .table(let members) = try TOML.parse(block).value else { continue }
            for member in members where member.key == "channel" { form.read(member.value) }
            #expect(form.faults == [], "\(block)")
            kinds.formUnion(form.channels.map(\.name))
        }
        #expect(kinds.count >= ChannelKind.all.count - 1)
    }
}
