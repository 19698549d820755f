// swift-tools-version:6.2
import PackageDescription

let fuzzed: [SwiftSetting] = [
  .swiftLanguageMode(.v6), .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
]
let fuzzer: [SwiftSetting] = [.swiftLanguageMode(.v6), .unsafeFlags(["-parse-as-library"])]

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let flyingSocks = Target.Dependency.product(name: "FlyingSocks", package: "FlyingFox")

// A package of its own: a fuzz target has no main, so a plain build of the product would not link.
// Its libraries are those of the program, by links: only so do they belong to one package.
let package = Package(
  name: "fuzz",
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/swhitty/FlyingFox", exact: "0.27.1"),
  ],
  targets: [
    .target(
      name: "KustomerDestination", exclude: ["KustomerDestination.docc"], swiftSettings: fuzzed),
    .target(name: "Records", dependencies: ["KustomerDestination"], swiftSettings: fuzzed),
    .systemLibrary(name: "CZlib", path: "Sources/CZlib"),
    .target(
      name: "CallFormats", dependencies: ["KustomerDestination", "Records", "CZlib"],
      swiftSettings: fuzzed),
    .target(name: "LoopbackHTTP", dependencies: [flyingSocks], swiftSettings: fuzzed),
    .target(
      name: "Listener",
      dependencies: ["KustomerDestination", "CallFormats", "LoopbackHTTP", "CZlib"],
      swiftSettings: fuzzed),
    .systemLibrary(name: "CCurl", path: "Sources/CCurl"),
    .target(
      name: "Delivery", dependencies: ["KustomerDestination", "Records", "CCurl", grdb],
      swiftSettings: fuzzed),
    .executableTarget(
      name: "FuzzMapping", dependencies: ["KustomerDestination"], swiftSettings: fuzzer),
    .executableTarget(
      name: "FuzzFormats", dependencies: ["KustomerDestination", "CallFormats"],
      swiftSettings: fuzzer),
    .executableTarget(
      name: "FuzzListener", dependencies: ["KustomerDestination", "Listener", "LoopbackHTTP"],
      swiftSettings: fuzzer),
    .executableTarget(
      name: "FuzzAnswers", dependencies: ["KustomerDestination", "Delivery"],
      swiftSettings: fuzzer),
  ]
)
