import Testing

@testable import TrackerEngine

struct ChannelFormTests {
    static func read(_ text: String) throws -> ChannelForm {
        guard case .table(let members) = try TOML.parse(text).value else { return ChannelForm() }
        var form = ChannelForm()
        for member in members where member.key == "channel" { form.read(member.value) }
        return form
    }

    static let whole = """
        [[channel]]
        kind = "mail"
        server = "smtp://mail.example.org:587"
        user = "ada"
        password-command = ["pass", "show", "mail"]
        from = "alerts@example.org"
        to = ["ada@example.org", "bob@example.org"]
        hourly = 6
        """

    static let bare = """
        [[channel]]
        kind = "mail"
        from = "alerts@example.org"
        to = "ada@example.org"

        """

    @Test func `a channel is read with all that it has`() throws {
        let form = try Self.read(Self.whole)
        #expect(form.faults == [])
        let channel = try #require(form.channels.first)
        #expect(channel.name == "mail" && channel.policy.hourly == 6)
        #expect(channel.secrets.map(\.secret) == [.command(["pass", "show", "mail"])])
        let mail = try #require(channel.plan as? MailSettings)
        #expect(mail.isEncrypted && mail.login?.user == "ada" && mail.login?.method == .password)
        let means = ChannelMeans(
            client: MailClient { _ in .failure(.noLogin) }, environment: { _ in nil }
        ) { _ in 0 }
        #expect(
            channel.outlets(means).map(\.name) == ["mail:ada@example.org", "mail:bob@example.org"])
    }

    @Test(arguments: [
        ("smtp://mail.example.org", "", true), ("smtp://localhost:25", "", false),
        ("smtp://localhost:25", "user = \"a\"\npassword-env = \"P\"", true),
        ("smtp://mail.example.org", "tls = \"none\"", false),
        ("smtps://localhost", "", true),
    ])
    func `only a server on this machine, or one without a login, may be unencrypted`(
        server: String, keys: String, isEncrypted: Bool
    ) throws {
        let form = try Self.read(Self.bare + "server = \"\(server)\"\n\(keys)")
        #expect(form.faults == [])
        let mail = try #require(form.channels.first?.plan as? MailSettings)
        #expect(mail.isEncrypted == isEncrypted)
    }

    @Test(arguments: [
        ("", 1, "\"server\" is missing"), ("server = \"mail.example.org\"", 5, "must be smtp://"),
        ("server = \"smtp://a:b@h\"", 5, "keys of their own"),
        ("server = \"smtp://h\"\nuser = \"a\"", 6, "a password is missing"),
        ("server = \"smtp://h\"\npassword-env = \"a\"", 6, "\"user\" is missing"),
        ("server = \"smtp://h\"\npassword = \"a\"", 6, "is not kept here; use password-file"),
        (
            "server = \"smtp://h\"\nuser = \"a\"\npassword-env = \"a\"\npassword-file = \"b\"", 7,
            "is there too"
        ),
        (
            "server = \"smtp://h\"\nuser = \"a\"\npassword-env = \"a\"\ntls = \"none\"", 8,
            "never sent without encryption"
        ),
        ("server = \"smtps://h\"\ntls = \"none\"", 6, "encrypted from the start"),
        (
            "server = \"smtp://h\"\nuser = \"a\\nb\"\npassword-env = \"a\"", 6,
            "none of them invisible"
        ),
        ("server = \"smtp://h\"\nsendmail = [\"a\"]", 6, "goes with server = \"sendmail\""),
        ("server = \"sendmail\"\nuser = \"a\"\npassword-env = \"a\"", 6, "goes with a server only"),
        ("server = \"smtp://h\"\nhourly = 0", 6, "from 1 to 1000"),
        ("server = \"smtp://h\"\nauth = \"x\"\nuser = \"a\"\npassword-env = \"a\"", 6, "\"oauth\""),
        ("server = \"smtp://h\"\nsever = 1", 6, "did you mean server?"),
        ("server = \"smtp://h\"\nname = \"a b\"", 6, "must be 1 to 40 letters"),
        ("server = \"smtp://h\"\nuser = \"a\"\npassword-command = \"pass\"", 7, "a list of words"),
        (
            "server = \"smtp://h\"\n[[channel]]\nkind = \"mail\"\nserver = \"sendmail\"\nfrom = \"a@b\"\n"
                + "to = \"a@b\"", 6, "another channel is called mail"
        ),
    ])
    func `a fault is told with its line and a remedy`(keys: String, line: Int, words: String) throws
    {
        let faults = try Self.read(Self.bare + keys).faults
        #expect(faults.contains { $0.place.line == line && $0.words.contains(words) }, "\(faults)")
    }

    @Test func `an address that could be more than one is a fault at its place`() throws {
        let text = Self.whole.replacing(
            "\"bob@example.org\"", with: "\"bob@example.org\\r\\nX: y\"")
        let faults = try Self.read(text).faults
        #expect(faults.map(\.place) == [TOML.Place(line: 7, column: 26)])
    }

    @Test func `no channel has the name of the heartbeat`() throws {
        let form = try Self.read(Self.whole + "\nname = \"heartbeat\"")
        #expect(form.channels.isEmpty && form.faults.first?.words.contains("[alerts]") == true)
    }
}
