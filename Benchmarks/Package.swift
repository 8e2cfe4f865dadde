// swift-tools-version: 6.2
import PackageDescription

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
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("MemberImportVisibility"),
                .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
                .strictMemorySafety(),
            ])
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
