// swift-tools-version:6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let toml = Target.Dependency.product(name: "TOMLKit", package: "TOMLKit")
let flyingSocks = Target.Dependency.product(name: "FlyingSocks", package: "FlyingFox")
let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

/// File by file: a folder would silently embed nothing.
let themes: [Resource] = [
  .embedInCode("../../themes/terminal.toml"),
  .embedInCode("../../themes/dark.toml"),
  .embedInCode("../../themes/light.toml"),
  .embedInCode("../../themes/high-contrast-dark.toml"),
  .embedInCode("../../themes/high-contrast-light.toml"),
  .embedInCode("../../themes/presentation.toml"),
  .embedInCode("../../themes/mono.toml"),
  .embedInCode("../../themes/deuteranopia.toml"),
  .embedInCode("../../themes/tritanopia.toml"),
  .embedInCode("../../themes/dracula.toml"),
  .embedInCode("../../themes/nord.toml"),
  .embedInCode("../../themes/gruvbox-dark.toml"),
  .embedInCode("../../themes/solarized-dark.toml"),
  .embedInCode("../../themes/solarized-light.toml"),
  .embedInCode("../../themes/catppuccin-mocha.toml"),
]

/// File by file as well.
let scenarios: [Resource] = [
  .embedInCode("Scenarios/Bundled/one-visit.toml"),
  .embedInCode("Scenarios/Bundled/seed-calls.toml"),
  .embedInCode("Scenarios/Bundled/anonymous-then-identified.toml"),
  .embedInCode("Scenarios/Bundled/gap-cuts.toml"),
  .embedInCode("Scenarios/Bundled/late-event.toml"),
  .embedInCode("Scenarios/Bundled/two-devices.toml"),
  .embedInCode("Scenarios/Bundled/engage-refused.toml"),
  .embedInCode("Scenarios/Bundled/onboarding-check.toml"),
  .embedInCode("Scenarios/Bundled/shop-visit.toml"),
]

let package = Package(
  name: "kustomer-console",
  products: [
    .library(name: "KustomerDestination", targets: ["KustomerDestination"]),
    .executable(name: "kustomer-console", targets: ["kustomer-console"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/LebJe/TOMLKit", exact: "0.6.0"),
    .package(url: "https://github.com/swhitty/FlyingFox", exact: "0.27.1"),
  ],
  targets: [
    .target(name: "KustomerDestination", swiftSettings: strict),
    .target(name: "Tools", dependencies: ["KustomerDestination", toml], swiftSettings: strict),
    .target(name: "Records", dependencies: ["KustomerDestination"], swiftSettings: strict),
    .target(name: "Audit", dependencies: ["KustomerDestination"], swiftSettings: strict),
    .target(
      name: "CallFormats", dependencies: ["KustomerDestination", "Records", "CZlib"],
      swiftSettings: strict),
    .target(
      name: "Delivery", dependencies: ["KustomerDestination", "Records", "CCurl", grdb],
      swiftSettings: strict),
    .target(name: "LoopbackHTTP", dependencies: [flyingSocks], swiftSettings: strict),
    .target(
      name: "Sandbox",
      dependencies: ["KustomerDestination", "LoopbackHTTP", flyingSocks, grdb],
      swiftSettings: strict),
    .target(
      name: "Listener",
      dependencies: ["KustomerDestination", "CallFormats", "LoopbackHTTP", flyingSocks],
      swiftSettings: strict),
    .target(
      name: "Console", dependencies: ["KustomerDestination", "Records", "CallFormats", "Tools"],
      resources: themes + scenarios, swiftSettings: strict),
    .target(
      name: "Terminal", dependencies: ["Console", "Tools", "CNcurses", "CTerminalGuard"],
      exclude: ["Terminfo/direct.ti"],
      resources: [
        .embedInCode("Terminfo/kustomer-xterm.b64"),
        .embedInCode("Terminfo/kustomer-tmux.b64"),
        .embedInCode("Terminfo/kustomer-basic.b64"),
      ],
      swiftSettings: strict),
    .systemLibrary(
      name: "CNcurses", path: "Sources/CNcurses", providers: [.apt(["libncurses-dev"])]),
    .systemLibrary(
      name: "CCurl", path: "Sources/CCurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CZlib", path: "Sources/CZlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CTerminalGuard"),
    .executableTarget(
      name: "kustomer-console",
      dependencies: [
        "KustomerDestination", "Records", "Tools", "Audit", "CallFormats", "Delivery", "Sandbox",
        "Listener",
        "LoopbackHTTP", "Console", "Terminal", "CTerminalGuard", argumentParser,
      ],
      swiftSettings: strict),
    .target(
      name: "GeneratedCalls", dependencies: ["KustomerDestination"], path: "Tests/GeneratedCalls",
      swiftSettings: strict),
    .testTarget(
      name: "KustomerDestinationTests", dependencies: ["KustomerDestination", "GeneratedCalls"],
      swiftSettings: strict),
    .testTarget(
      name: "CallFormatsTests",
      dependencies: ["CallFormats", "KustomerDestination", "Records", "CZlib"],
      swiftSettings: strict),
    .testTarget(
      name: "DeliveryTests",
      dependencies: [
        "Delivery", "Sandbox", "ProofHarness", "KustomerDestination", "Records", grdb,
      ],
      swiftSettings: strict),
    .testTarget(
      name: "SandboxTests", dependencies: ["Sandbox", "LoopbackHTTP", "KustomerDestination"],
      swiftSettings: strict),
    .testTarget(
      name: "HeavySandboxTests",
      dependencies: ["Sandbox", "LoopbackHTTP", "GeneratedCalls", "KustomerDestination"],
      swiftSettings: strict),
    .testTarget(
      name: "ListenerTests",
      dependencies: ["Listener", "LoopbackHTTP", "CZlib", "KustomerDestination", flyingSocks],
      swiftSettings: strict),
    .executableTarget(
      name: "console-benchmarks", dependencies: ["Console", "Records", "KustomerDestination"],
      path: "Tests/ConsoleBenchmarks", swiftSettings: strict),
    .target(
      name: "ConsoleLaws", dependencies: ["Console"], path: "Tests/ConsoleLaws",
      swiftSettings: strict),
    .testTarget(
      name: "ConsoleTests",
      dependencies: [
        "Console", "ConsoleLaws", "CallFormats", "Tools", "Records", "KustomerDestination",
      ],
      exclude: ["Frames", "Pictures"], swiftSettings: strict),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "kustomer-console", "ProofHarness", "CallFormats", "Console", "ConsoleLaws", "Delivery",
        "Sandbox", "Terminal", "KustomerDestination", "Records", argumentParser, flyingSocks,
      ],
      swiftSettings: strict),
    .testTarget(name: "ArchitectureTests", swiftSettings: strict),
    .target(
      name: "ProofHarness",
      dependencies: ["Delivery", "Sandbox", "KustomerDestination", "Records", grdb],
      path: "Tests/ProofHarness", swiftSettings: strict),
    .testTarget(
      name: "DeliveryProofTests",
      dependencies: [
        "kustomer-console", "ProofHarness", "Delivery", "Records", "Sandbox", "KustomerDestination",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "HeavyDeliveryTests",
      dependencies: [
        "kustomer-console", "ProofHarness", "Delivery", "Records", "KustomerDestination",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "HeavyPictureTests", dependencies: ["Console", "KustomerDestination"],
      swiftSettings: strict),
    .testTarget(
      name: "HeavyListenerTests",
      dependencies: ["kustomer-console", "ProofHarness", "Sandbox", "KustomerDestination"],
      exclude: ["tools"], swiftSettings: strict),
    .testTarget(
      name: "TerminalTests",
      dependencies: ["Terminal", "Console", "CNcurses", "CTerminalGuard", "KustomerDestination"],
      swiftSettings: strict),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "kustomer-console", "ProofHarness", "Console", "Delivery", "Sandbox",
        "KustomerDestination", argumentParser,
      ],
      exclude: ["Frames"], swiftSettings: strict),
  ]
)
