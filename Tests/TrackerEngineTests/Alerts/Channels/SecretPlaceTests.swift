import Foundation
import TestSupport
import Testing

@testable import TrackerEngine

@Suite(.timeLimit(.minutes(5)))
struct SecretPlaceTests {
    static func file(
        _ text: String, mode: Int = 0o600, in folder: TemporaryDirectory
    ) throws -> String {
        let path = folder.file("secret")
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        return path
    }

    @Test func `a secret comes from a file, a program or the environment`() async throws {
        let folder = try TemporaryDirectory()
        let path = try Self.file("pass word%+/=\r\nsecond line\n", in: folder)
        let environment: @Sendable (String) -> String? = { [path = folder.path] name in
            ["HOME": path, "CREDENTIALS_DIRECTORY": path, "P": "pass word%+/="][name]
        }
        let places: [SecretPlace] = [
            .file(path), .file("~/secret"), .file("$CREDENTIALS_DIRECTORY/secret"),
            .command(["cat", path]), .environment("P"),
        ]
        for place in places {
            #expect(try await place.read(environment) == Secret("pass word%+/="), "\(place)")
            #expect(place.fault(environment) == nil)
        }
    }

    @Test func `a file that every user may read, an empty one and none are refused`() async throws {
        let folder = try TemporaryDirectory()
        let path = try Self.file("sesame\n", mode: 0o644, in: folder)
        let place = SecretPlace.file(path)
        await #expect(throws: SecretError(key: "password-file", .open(path))) {
            try await place.read { _ in nil }
        }
        #expect(place.fault { _ in nil } == SecretError(key: "password-file", .open(path)))
        let empty = SecretPlace.file(try Self.file("\nsesame", in: folder))
        #expect(empty.fault { _ in nil } == SecretError(key: "password-file", .empty))
        #expect(
            "\(SecretPlace.file("/nowhere").fault { _ in nil }.map { "\($0)" } ?? "")".contains(
                "no such file"))
        #expect(SecretPlace.file("~/x").fault { _ in nil }?.fault == .notSet("HOME"))
    }

    @Test func `a program that fails is told, and nothing of what it printed`() async {
        let place = SecretPlace.command(
            ["sh", "-c", "echo sesame; echo locked >&2; exit 2"], for: "token")
        await #expect(
            throws: SecretError(key: "token-command", .command("sh", "ended with status 2: locked"))
        ) {
            try await place.read { _ in nil }
        }
        await #expect(throws: SecretError(key: "password-env", .notSet("P"))) {
            try await SecretPlace.environment("P").read { _ in nil }
        }
    }
}
