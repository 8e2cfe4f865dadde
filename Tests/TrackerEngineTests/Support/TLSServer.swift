import Foundation
import TestSupport

/// `openssl s_server` on 127.0.0.1, with a certificate of an authority made for it.
///
/// It answers every request with a page. It ends with the last reference to it.
final class TLSServer {
    let port: Int
    private let process = Process()

    /// What a certificate is made for.
    struct Certificate {
        var name = "IP:127.0.0.1"
        /// From now; -1: it has expired.
        var days = 1
    }

    /// A server with a certificate that is made in the folder of its authority.
    init(_ certificate: Certificate, of authority: Authority) throws {
        let (key, file) = try authority.sign(certificate)
        let output = Pipe()
        process.executableURL = Authority.openssl
        process.arguments = [
            "s_server", "-accept", "127.0.0.1:0", "-key", key, "-cert", file, "-www",
        ]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        guard let port = Self.port(in: output.fileHandleForReading) else {
            Self.end(process)
            throw Failure(step: "openssl s_server told no port")
        }
        self.port = port
    }

    deinit { Self.end(process) }

    /// At once: a process started on a thread of a pool has inherited that SIGTERM is blocked.
    private static func end(_ process: Process) { kill(process.processIdentifier, SIGKILL) }

    /// From its line "ACCEPT 127.0.0.1:PORT"; `nil` where it ends without one.
    private static func port(in output: FileHandle) -> Int? {
        var text = ""
        while true {
            let part = output.availableData
            guard !part.isEmpty else { return nil }
            text += String(decoding: part, as: UTF8.self)
            let line = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
                .first { $0.hasPrefix("ACCEPT ") }
            if let line { return line.split(separator: ":").last.flatMap { Int($0) } }
        }
    }

    struct Failure: Error {
        let step: String
    }
}

/// A certificate authority for one test, made with the command `openssl`.
final class Authority {
    private let folder: TemporaryDirectory
    private var signed = 0

    /// `nil` where the command is not installed.
    static let openssl = ["/usr/bin/openssl", "/usr/local/bin/openssl", "/bin/openssl"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }
        .map { URL(fileURLWithPath: $0) }

    init() throws {
        folder = try TemporaryDirectory()
        try run(
            ["req", "-x509", "-days", "1", "-subj", "/CN=tracker-tui test"] + Self.newKey + [
                "-keyout", folder.file("ca.key"), "-out", file,
            ])
    }

    /// Its certificate, in PEM.
    var file: String { folder.file("ca.pem") }

    /// A file that is in its folder.
    func write(_ text: String, to name: String) throws -> String {
        try text.write(toFile: folder.file(name), atomically: true, encoding: .utf8)
        return folder.file(name)
    }

    fileprivate func sign(_ certificate: TLSServer.Certificate) throws -> (
        key: String, file: String
    ) {
        signed += 1
        let start = folder.file("\(signed)")
        let names = try write("subjectAltName=\(certificate.name)\n", to: "\(signed).ext")
        try run(
            ["req", "-subj", "/CN=server"] + Self.newKey
                + ["-keyout", start + ".key", "-out", start + ".csr"])
        try run([
            "x509", "-req", "-in", start + ".csr", "-CA", file, "-CAkey", folder.file("ca.key"),
            "-CAcreateserial", "-days", "\(certificate.days)", "-extfile", names, "-out",
            start + ".pem",
        ])
        return (start + ".key", start + ".pem")
    }

    private static let newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]

    private func run(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = Self.openssl
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw TLSServer.Failure(step: "openssl \(arguments[0])")
        }
    }
}
