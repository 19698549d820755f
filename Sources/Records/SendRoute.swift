/// How a call comes to Kustomer.
package enum SendRoute: String, CaseIterable, Hashable, Sendable {
  /// As requests to Kustomer's API, straight from here.
  case kustomer
  /// As a call to Segment's HTTP API, whose own destination maps and delivers it.
  case segment
}

/// The version of this program, as `--version` prints it.
package let programVersion = "0.1.0"
