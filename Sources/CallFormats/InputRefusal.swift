/// Why an input cannot be read at all; its description says what to use instead.
package enum InputRefusal: Error, Sendable, Hashable, CaseIterable, CustomStringConvertible {
  /// An Apache Parquet file, recognised by `PAR1`.
  case parquet
  /// A gzip stream inside another.
  case packedTwice
  /// What Segment's Event Delivery shows: a request to a destination, or its response.
  case eventDelivery
  /// UTF-16 or UTF-32, recognised by its byte order mark.
  case notUTF8

  /// One sentence: what the input is, and what to do.
  package var description: String {
    switch self {
    case .parquet: "this is a Parquet file; export the events as JSON lines instead"
    case .packedTwice: "this is packed by gzip twice; unpack it once, as with gunzip"
    case .eventDelivery:
      "this is a copy from Event Delivery, not a call; copy the call from the source's Debugger, Raw"
    case .notUTF8: "this is UTF-16 or UTF-32 text; convert it to UTF-8 first, as with iconv"
    }
  }

  /// The refusal that the first bytes of an input demand, nil when it may be read.
  init?(firstBytes: some Collection<UInt8>) {
    if firstBytes.starts(with: Array("PAR1".utf8)) {
      self = .parquet
    } else if firstBytes.starts(with: [0xFF, 0xFE]) || firstBytes.starts(with: [0xFE, 0xFF]) {
      self = .notUTF8
    } else {
      return nil
    }
  }
}
