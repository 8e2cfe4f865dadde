// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] =
    [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .enableUpcomingFeature("InferIsolatedConformances"),
        .strictMemorySafety(),
    ] + (Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)])

let package = Package(
    name: "tracker-tui",
    products: [
        .executable(name: "tracker-tui", targets: ["TrackerTUI"]),
        .library(name: "TrackerEngine", targets: ["TrackerEngine"]),
        .library(name: "TrackerScreen", targets: ["TrackerScreen"]),
    ],
    targets: [
        // One thin C target for each library of the system: what Swift cannot import, nothing else.
        .target(
            name: "CNcurses",
            linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
        // Signal handlers, which cannot be Swift.
        .target(name: "CSignals"),
        .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
        .target(name: "CMicroHTTPD", linkerSettings: [.linkedLibrary("microhttpd")]),
        .target(name: "CSimdjson", linkerSettings: [.linkedLibrary("simdjson")]),
        .target(name: "CToml", linkerSettings: [.linkedLibrary("tomlplusplus")]),
        .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .target(
            name: "TrackerEngine",
            dependencies: [
                "CSQLite", "CCurl", "CMalloc", "CMicroHTTPD", "CSimdjson", "CToml", "CZlib",
            ],
            resources: [.embedInCode("Quotes/Exchanges/exchanges.toml")],
            swiftSettings: settings),
        // What is on the screen, without a terminal.
        .target(
            name: "TrackerScreen", dependencies: ["TrackerEngine"], swiftSettings: settings),
        .executableTarget(
            name: "TrackerTUI",
            dependencies: ["TrackerEngine", "TrackerScreen", "CNcurses", "CSignals"],
            swiftSettings: settings),
        // Servers, clients, folders and a store in memory that all tests use.
        .target(
            name: "TestSupport", dependencies: ["TrackerEngine"], path: "Tests/Support",
            swiftSettings: settings),
        .testTarget(
            name: "TrackerEngineTests",
            dependencies: ["TrackerEngine", "TestSupport", "CCurl"],
            swiftSettings: settings),
        .testTarget(
            name: "TrackerScreenTests",
            dependencies: ["TrackerScreen", "TrackerEngine", "TestSupport"],
            exclude: ["Snapshots"],
            swiftSettings: settings),
        .testTarget(
            name: "TrackerTUITests",
            dependencies: ["TrackerTUI", "TrackerScreen", "TrackerEngine", "TestSupport"],
            swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
