import Testing

@testable import TrackerEngine

/// The keys of the kinds beside mail.
struct ChannelKindTests {
    @Test(arguments: [
        ("kind = \"mial\"", 2, "kind: there is no \"mial\"; did you mean mail?"),
        ("kind = \"zzzzzzz\"", 2, "must be one of mail, ntfy, slack, discord, telegram, gotify,"),
        ("kind = \"ntfy\"", 1, "\"topic\" is missing"),
        ("kind = \"slack\"", 1, "\"url-file\" is missing"),
        ("kind = \"slack\"\nurl = \"hooks.example.org/x\"", 3, "begins with https://"),
        ("kind = \"slack\"\nurl = \"https://h/x\"\nurl-env = \"X\"", 4, "url is there too"),
        ("kind = \"slack\"\nurl-env = \"X\"\ntoken-env = \"Y\"", 4, "no such key: token-env"),
        ("kind = \"telegram\"\nchat = 1", 1, "\"token-file\" is missing"),
        ("kind = \"telegram\"\nchat = 1\ntoken = \"x\"", 4, "token: is not kept here; use token-f"),
        ("kind = \"telegram\"\nchat = 1.5\ntoken-env = \"x\"", 3, "chat: must be a text"),
        ("kind = \"webhook\"\nurl = \"https://h\"\nbody = \"{\"", 4, "body: is no JSON"),
        ("kind = \"webhook\"\nurl = \"https://h\"\nbody = '{\"a\":{titel}}'", 4, "mean {title}?"),
        ("kind = \"webhook\"\nurl = \"https://h\"\nheaders = { Host = \"x\" }", 4, "cannot be set"),
        ("kind = \"webhook\"\nurl = \"https://h\"\nheaders = { X = \"a\\nb\" }", 4, "printable"),
        ("kind = \"command\"", 1, "\"run\" is missing"),
        ("kind = \"command\"\nrun = \"notify\"", 3, "must be a list of words"),
        ("kind = \"command\"\nrun = [\"a\", \"{titel}\"]", 3, "did you mean {title}?"),
        ("kind = \"command\"\nrun = [\"a\", \"-t{title}\"]", 3, "an argument of its own"),
        ("kind = \"terminal\"\nsigns = \"osc7\"", 3, "must be one of \"bell\", \"osc9\""),
        ("kind = \"command\"\nrun = [\"{title}\"]", 3, "must not come from a message"),
        ("kind = \"command\"\nrun = [\"/bin/{rule}\"]", 3, "must not come from a message"),
        ("kind = \"desktop\"\nrun = [\"a\"]", 3, "no such key: run"),
    ])
    func `a fault is told with its line and a remedy`(keys: String, line: Int, words: String) throws
    {
        let faults = try ChannelFormTests.read("[[channel]]\n" + keys).faults
        #expect(faults.contains { $0.place.line == line && $0.words.contains(words) }, "\(faults)")
    }

    @Test func `no fault says what a secret is`() throws {
        for keys in ["url = \"sesame/open\"", "url = \"https://h/sesame\"\nurl-env = \"x\""] {
            let faults = try ChannelFormTests.read("[[channel]]\nkind = \"slack\"\n" + keys).faults
            #expect(!faults.isEmpty && !"\(faults)".contains("sesame"))
        }
    }

    @Test func `kinds have names of their own, and what they may send`() throws {
        let names = ChannelKind.all.map(\.name)
        #expect(Set(names).count == names.count)
        let form = try ChannelFormTests.read(
            """
            [[channel]]
            kind = "ntfy"
            topic = "x"
            hourly = 5
            [[channel]]
            kind = "command"
            run = ["jq", "{a: .title}", "{text}"]
            [[channel]]
            kind = "desktop"
            [[channel]]
            kind = "terminal"
            signs = "osc777"
            """)
        #expect(
            form.faults == []
                && form.channels.map(\.name) == ["ntfy", "command", "desktop", "terminal"])
        #expect(
            form.channels[0].policy.gather == .seconds(10) && form.channels[0].policy.hourly == 5)
        #expect(form.channels.dropFirst().allSatisfy { $0.policy == .immediate })
        #expect(
            (form.channels[1].plan as? CommandSettings)?.words
                == [.literal("jq"), .literal("{a: .title}"), .field(.text)])
        #expect(form.channels[3].plan as? TerminalSettings == TerminalSettings(signs: .osc777))
    }

    @Test func `secrets are told with their places`() throws {
        let form = try ChannelFormTests.read(
            """
            [[channel]]
            kind = "gotify"
            url-file = "~/url"
            token-command = ["pass", "gotify"]
            """)
        let secrets = try #require(form.channels.first).secrets
        #expect(secrets.map(\.secret.key) == ["url-file", "token-command"])
        #expect(secrets.map(\.place.line) == [3, 4])
    }

    @Test func `what every built-in service sends is JSON`() {
        for preset in WebhookPreset.all {
            #expect(preset.body.map { $0.jsonFault } ?? nil == nil, "\(preset.kind)")
            for name in preset.body?.names ?? [] { #expect(preset.fields.contains(name)) }
        }
    }
}
