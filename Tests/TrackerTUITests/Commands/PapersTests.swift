import Foundation
import Testing
@testable import TrackerEngine

/// What the texts for people say of each other and of the catalogue.
struct PapersTests {
    @Test func `every link leads to a file, and to a heading of it`() throws {
        let papers = try Paper.all()
        #expect(papers.contains(Paper(path: "README.md")))
        for paper in papers {
            for link in try paper.links() {
                let fault = try Self.fault(of: link, in: paper)
                #expect(fault == nil, "\(paper): \(link): \(fault ?? "")")
            }
        }
    }

    /// What is wrong with a link; `nil` for nothing.
    private static func fault(of link: String, in paper: Paper) throws -> String? {
        let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let folder = paper.path.contains("/") ? "docs/" : ""
        let url = Paper.root.appending(path: folder + parts[0]).standardized
        let path = parts[0].isEmpty ? paper.path : String(url.path.dropFirst(rootLength))
        // A checkout has all of the pictures or, before the first are made, none.
        if path.hasPrefix("docs/pictures/"), !exists("docs/pictures") { return nil }
        guard exists(path) else { return "no such file" }
        guard parts.count == 2 else { return nil }
        return try Paper(path: path).anchors().contains(String(parts[1])) ? nil : "no such heading"
    }

    private static let rootLength = Paper.root.appending(path: "x").standardized.path.count - 1

    private static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: Paper.root.appending(path: path).path)
    }

    @Test func `headings become anchors as on GitHub`() throws {
        let anchors = try Paper(path: "docs/manual.md").anchors()
        #expect(anchors.isSuperset(of: ["top-show", "price-for-a-status-bar", "--plain"]))
    }

    @Test func `the table of routes has each of them, and nothing else`() throws {
        let rows = try Paper(path: "docs/port.md").prose().filter { $0.hasPrefix("| `/") }
            .map { $0.dropFirst(3).prefix { $0 != "`" } }
        #expect(rows.sorted() == Route.catalogue.map { $0.path[...] }.sorted())
    }

    @Test func `the table of exchanges is the catalogue`() throws {
        let rows = Exchanges.builtIn.summaries.map { summary in
            let pairs = summary.pairs.map { $0.formatted(.number.locale(Locale(identifier: "en"))) }
            return "| `\(summary.id)`\(summary.isPopular ? " *" : "") | \(summary.name) "
                + "| \(pairs ?? "?") | \(summary.historyText) | \(summary.verified) |"
        }
        let table = "| --- | --- | ---: | --- | --- |\n" + rows.joined(separator: "\n") + "\n\n"
        #expect(try Paper(path: "docs/exchanges.md").text().contains(table))
    }
}
