// swift-tools-version: 6.2
import PackageDescription

// As in ../Package.swift, which a manifest cannot read: ManifestTests compares the two.
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
    name: "Benchmarks",
    // Named, because the folder of a clone may have any name.
    dependencies: [.package(name: "tracker-tui", path: "..")],
    targets: [
        .executableTarget(
            name: "TrackerBenchmarks",
            dependencies: [
                .product(name: "TrackerEngine", package: "tracker-tui"),
                .product(name: "TrackerScreen", package: "tracker-tui"),
            ],
            swiftSettings: settings)
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
