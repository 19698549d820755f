internal import Foundation

/// What the runtime of a program that a test starts has to know, whatever else it is told.
package enum RuntimeVariables {
  /// The environment variables that say it.
  package static let all: [String: String] = ProcessInfo.processInfo.environment
    .filter { $0.key.hasSuffix("SAN_OPTIONS") }
    // The trap handler of the toolchain waits 30 s on a terminal.
    .merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
}
