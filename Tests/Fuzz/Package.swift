// swift-tools-version:6.2
import PackageDescription

// A package of its own: a fuzz target has no main, so a plain build of the product would not link.
let package = Package(
  name: "fuzz",
  dependencies: [.package(name: "kustomer-console", path: "../..")],
  targets: [
    .executableTarget(
      name: "FuzzMapping",
      dependencies: [.product(name: "KustomerDestination", package: "kustomer-console")],
      swiftSettings: [.swiftLanguageMode(.v6), .unsafeFlags(["-parse-as-library"])])
  ]
)
