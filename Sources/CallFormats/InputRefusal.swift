/// Why an input cannot be read at all; its description says what to use instead.
package enum InputRefusal: Error, Sendable, Hashable, CaseIterable, CustomStringConvertible {
  /// An Apache Parquet file, recognised by `PAR1`.
  case parquet
  /// A gzip stream, recognised by `1f 8b`.
  case gzip
  /// UTF-16 or UTF-32, recognised by its byte order mark.
  case notUTF8

  /// One sentence: what the input is, and what to do.
  package var description: String {
    switch self {
    case .parquet: "this is a Parquet file; export the events as JSON lines instead"
    case .gzip: "this is gzip-compressed; unpack it first, as in: gunzip -c FILE | … -"
    case .notUTF8: "this is UTF-16 or UTF-32 text; convert it to UTF-8 first, as with iconv"
    }
  }

  /// The refusal that the first bytes of an input demand, nil when it may be read.
  init?(firstBytes: some Collection<UInt8>) {
    if firstBytes.starts(with: Array("PAR1".utf8)) {
      self = .parquet
    } else if firstBytes.starts(with: [0x1F, 0x8B]) {
      self = .gzip
    } else if firstBytes.starts(with: [0xFF, 0xFE]) || firstBytes.starts(with: [0xFE, 0xFF]) {
      self = .notUTF8
    } else {
      return nil
    }
  }
}
