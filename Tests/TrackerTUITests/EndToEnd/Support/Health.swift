import Foundation
import TestSupport

/// What `/healthz` says, as far as the tests ask.
struct Health: Decodable {
    struct Source: Decodable {
        let quotes: Int
        let failures: Int
        let error: String?
    }

    struct Store: Decodable {
        let state: String
        let through: Int?
    }

    let newest: Int?
    let minutes: Int
    let sources: [Source]
    let store: Store

    static func of(_ port: UInt16) throws -> Health {
        try JSONDecoder().decode(Health.self, from: Data(body("/healthz", at: port).utf8))
    }

    /// The body of any path at the port.
    static func body(_ path: String, at port: UInt16) throws -> String {
        let client = try PortClient(port: port)
        client.ask(path)
        return try client.answer().text
    }

    /// Waits until the port says something of this kind.
    static func reach(
        _ port: UInt16, _ what: String, _ isReached: (Health) -> Bool
    ) async throws -> Health {
        try await eventually("\(what): not even \((try? body("/healthz", at: port)) ?? "reached")")
        {
            let health = try of(port)
            return isReached(health) ? health : nil
        }
    }
}
