// swift-tools-version:6.2
import PackageDescription

let fuzzed: [SwiftSetting] = [
  .swiftLanguageMode(.v6), .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
]
let fuzzer: [SwiftSetting] = [.swiftLanguageMode(.v6), .unsafeFlags(["-parse-as-library"])]

// A package of its own: a fuzz target has no main, so a plain build of the product would not link.
// Its libraries are those of the program, by links: only so do they belong to one package.
let package = Package(
  name: "fuzz",
  targets: [
    .target(
      name: "KustomerDestination", exclude: ["KustomerDestination.docc"], swiftSettings: fuzzed),
    .systemLibrary(name: "CZlib", path: "Sources/CZlib"),
    .target(
      name: "CallFormats", dependencies: ["KustomerDestination", "CZlib"], swiftSettings: fuzzed),
    .executableTarget(
      name: "FuzzMapping", dependencies: ["KustomerDestination"], swiftSettings: fuzzer),
    .executableTarget(
      name: "FuzzFormats", dependencies: ["KustomerDestination", "CallFormats"],
      swiftSettings: fuzzer),
  ]
)
