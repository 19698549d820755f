// swift-tools-version:6.2
import PackageDescription

// A package of its own, so that building the product never builds it. `script/bench` runs it.
let package = Package(
  name: "benchmarks",
  dependencies: [.package(name: "kustomer-console", path: "../..")],
  targets: [
    .executableTarget(
      name: "benchmarks",
      dependencies: [.product(name: "KustomerDestination", package: "kustomer-console")],
      swiftSettings: [.swiftLanguageMode(.v6)])
  ]
)
