import Foundation
import TestSupport
import Testing

@testable import TrackerEngine

struct MailFormTests {
    static let time = Timestamp(milliseconds: 1_795_872_667_000)  // 2026-11-28 13:31:07 UTC
    static let identity = MailForm.Identity(
        kind: "fire", minute: Minute(containing: time), key: "fast kraken:btcusd mail")

    static func form(east: Int = 3600) throws -> MailForm {
        MailForm(from: try MailAddress("alerts@example.org")) { _ in east }
    }

    static func mail(
        _ subject: String, _ text: String, topic: String? = nil, first: MailForm.Identity? = nil
    ) throws -> [UInt8] {
        try form().bytes(
            MailForm.Letter(subject: subject, text: text, topic: topic),
            for: try MailAddress("ada@example.org"), identity, at: time, answering: first)
    }

    @Test func `a mail has all that keeps it from being taken for spam`() throws {
        let bytes = try Self.mail(
            "kraken BTC/USD up 5.2% in 11 min to 68,412.1 [fast]", "Price \u{25B2} = 5\n\nEnd",
            topic: "fast kraken:btcusd",
            first: MailForm.Identity(kind: "fire", minute: Minute(index: 7), key: ""))
        let expected = """
            Date: Sat, 28 Nov 2026 14:31:07 +0100
            From: tracker-tui <alerts@example.org>
            To: ada@example.org
            Subject: kraken BTC/USD up 5.2% in 11 min to 68,412.1 [fast]
            Message-ID: <fire.29931211.ID@example.org>
            In-Reply-To: <fire.7.cbf29ce48422@example.org>
            References: <fire.7.cbf29ce48422@example.org>
            Auto-Submitted: auto-generated
            X-Auto-Response-Suppress: All
            X-Tracker-Alert: fast kraken:btcusd
            MIME-Version: 1.0
            Content-Type: text/plain; charset=UTF-8
            Content-Transfer-Encoding: quoted-printable

            Price =E2=96=B2 =3D 5

            End

            """
        let text = String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
            .replacing(#/1211\.[0-9a-f]{12}@/#, with: "1211.ID@")
        #expect(text == expected)
    }

    @Test(arguments: [
        (-12_600, "10:01:07 -0330"), (0, "13:31:07 +0000"), (20_700, "19:16:07 +0545"),
    ])
    func `the date has the zone of the place`(east: Int, words: String) throws {
        let bytes = try Self.form(east: east).bytes(
            MailForm.Letter(subject: "x", text: "y"), for: MailAddress("ada@example.org"),
            Self.identity, at: Self.time)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains("28 Nov 2026 \(words)\r\n"), "\(text.prefix(60))")
    }

    @Test func `the same event has the same Message-ID, another has another`() throws {
        let form = try Self.form()
        #expect(form.messageID(Self.identity) == form.messageID(Self.identity))
        let other = MailForm.Identity(kind: "fire", minute: Self.identity.minute, key: "x")
        #expect(form.messageID(Self.identity) != form.messageID(other))
        let hostile = MailForm.Identity(kind: "a b>\r\nX: y", minute: Minute(index: 1), key: "k")
        #expect(form.messageID(hostile).hasPrefix("<abXy.1."))
    }

    static let hostile = [
        "x\r\nBcc: eve@example.org", "x\nX: y", "x\u{0}y", "\u{2028}a\u{85}b", "=?UTF-8?B?eA==?=",
        "  a   b  ", "", String(repeating: "é", count: 400), String(repeating: "x", count: 500),
        "\u{1F1E9}\u{1F1EA} \u{202E}abc", "a\tb", ".", "From here", "a = b ",
    ]

    /// Subjects and texts of pieces that do harm where they are not seen to.
    static func pieces(_ seed: UInt64) -> (subject: String, text: String) {
        var random = SeededGenerator(seed: seed)
        func some(_ separator: String) -> String {
            (0..<Int.random(in: 0...6, using: &random)).map { _ in
                hostile.randomElement(using: &random) ?? ""
            }.joined(separator: separator)
        }
        return (some(" "), some("\n"))
    }

    @Test(arguments: UInt64(1)...100)
    func `whatever names hold, a mail is lines of ASCII, and its header ours`(seed: UInt64) throws {
        let (subject, text) = Self.pieces(seed)
        let bytes = try Self.mail(subject, text, topic: subject)
        #expect(bytes.allSatisfy { $0 == 13 || $0 == 10 || (0x20...0x7E).contains($0) })
        let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
        #expect(
            lines.allSatisfy {
                $0.utf8.count <= 76 && !$0.utf8.contains(13) && !$0.utf8.contains(10)
            })
        let end = try #require(lines.firstIndex(of: ""))
        let names = lines[..<end].filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } }
        #expect(
            names == [
                "Date", "From", "To", "Subject", "Message-ID", "Auto-Submitted",
                "X-Auto-Response-Suppress", "X-Tracker-Alert", "MIME-Version", "Content-Type",
                "Content-Transfer-Encoding",
            ])
        #expect(!lines[(end + 1)...].contains { $0.hasPrefix("From ") })
    }

    static let python = ["/usr/bin/python3", "/usr/local/bin/python3"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    /// Another reader than ours, where there is one.
    @Test(.enabled(if: python != nil, "python3 is not installed"), .timeLimit(.minutes(5)))
    func `Python's strict parser finds no defect, and gives back the text`() async throws {
        let folder = try TemporaryDirectory()
        for seed in UInt64(1)...100 {
            let (subject, text) = Self.pieces(seed)
            try Data(try Self.mail(subject, text, topic: subject)).write(
                to: URL(filePath: folder.file("\(seed).eml")))
        }
        let script = """
            import email, email.policy, pathlib, sys
            for path in sorted(pathlib.Path(sys.argv[1]).glob("*.eml"), key=lambda p: int(p.stem)):
                mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.strict)
                for part in mail.walk():
                    assert not part.defects, (path, part.defects)
                for name in mail.keys():
                    assert not mail[name].defects, (path, name, mail[name].defects)
                print(str(mail["Subject"]).encode().hex() + ":" + mail.get_content().encode().hex())
            """
        var child = ChildProcess([Self.python ?? "", "-I", "-c", script, folder.path])
        child.timeLimit = .seconds(50)
        child.outputLimit = 4 << 20
        let end = await child.run()
        #expect(end.fault == nil)
        let lines = String(decoding: end.output, as: UTF8.self).split(separator: "\n")
        try #require(lines.count == 100)
        for (line, seed) in zip(lines, UInt64(1)...100) {
            let (subject, text) = Self.pieces(seed)
            let words = subject.plain(upTo: 600).split(separator: " ").joined(separator: " ")
            var kept = text.split(separator: "\n", omittingEmptySubsequences: false)
            while kept.last?.isEmpty == true { kept.removeLast() }
            let body = kept.map { line in
                var line = line.plain()
                while line.last == " " { line.removeLast() }
                return line + "\n"
            }.joined()
            let parts = line.split(separator: ":", omittingEmptySubsequences: false)
            #expect(parts[0] == Self.hex(words), "seed \(seed)")
            #expect(
                parts[1].replacing("0d0a", with: "0a") == Self.hex(body.isEmpty ? "" : body)
                    || body.isEmpty, "seed \(seed)")
        }
    }

    private static func hex(_ text: String) -> String {
        text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
    func `base64 is that of RFC 4648`(text: String, encoded: String) {
        #expect(MailText.base64(Array(text.utf8)) == encoded)
    }
}
