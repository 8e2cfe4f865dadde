import TestSupport
import Testing

@testable import TrackerEngine

@Suite(
    .timeLimit(.minutes(5)),
    .enabled(if: Authority.openssl != nil, "the command openssl is not installed"))
struct CertificateTests {
    /// The status of an answer, or why there is none.
    func outcome(
        _ server: TLSServer, as host: String = "127.0.0.1", trusting file: String?
    ) async throws -> String {
        var configuration = HTTPClientTests.patient
        configuration.certificateFile = file
        let request = try HTTPRequest(WebAddress("https://\(host):\(server.port)"))
        return switch await HTTPClient.live(configuration).fetch(request) {
        case .success(let response): "\(response.status)"
        case .failure(let error): "\(error)"
        }
    }

    @Test func `an authority of one's own is trusted where one says so`() async throws {
        let (authority, other) = (try Authority(), try Authority())
        let server = try TLSServer(TLSServer.Certificate(), of: authority)
        let unknown = "its certificate is from an unknown authority"
        #expect(try await outcome(server, trusting: authority.file) == "200")
        #expect(try await outcome(server, trusting: nil) == unknown)
        #expect(try await outcome(server, trusting: other.file) == unknown)
    }

    @Test func `a certificate counts for its names only`() async throws {
        let authority = try Authority()
        let server = try TLSServer(
            TLSServer.Certificate(name: "DNS:localhost,DNS:*.example"), of: authority)
        #expect(
            try await outcome(server, trusting: authority.file)
                == "its certificate is for another name")
        #expect(try await outcome(server, as: "localhost", trusting: authority.file) == "200")
    }

    @Test func `a certificate counts in its time only`() async throws {
        let authority = try Authority()
        let server = try TLSServer(TLSServer.Certificate(days: -1), of: authority)
        #expect(
            try await outcome(server, trusting: authority.file) == "its certificate has expired")
    }

    @Test func `a file without authorities is told`() async throws {
        let authority = try Authority()
        let server = try TLSServer(TLSServer.Certificate(), of: authority)
        let broken = try authority.write("-----BEGIN CERTIFICATE-----\nx\n", to: "broken")
        let empty = try authority.write("", to: "empty")
        for file in [broken, empty, authority.file + "-not", "/"] {
            #expect(
                try await outcome(server, trusting: file)
                    == "the file of certificate authorities cannot be used")
        }
    }

    @Test func `a file of authorities does not matter without TLS`() async throws {
        var configuration = HTTPClientTests.small
        configuration.certificateFile = "/not/there"
        let server = try LoopbackServer { _ in .json("{}") }
        let request = try HTTPRequest(WebAddress(server.url))
        #expect(try await HTTPClient.live(configuration).get(request).status == 200)
    }
}
