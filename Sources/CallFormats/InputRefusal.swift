/// Why an input cannot be read at all; its description says what to use instead.
package enum InputRefusal: Error, Sendable, Hashable, CustomStringConvertible {
  /// An Apache Parquet file, recognised by `PAR1`.
  case parquet
  /// A gzip stream inside another.
  case packedTwice
  /// What Segment's Event Delivery shows: a request to a destination, or its response.
  case eventDelivery
  /// UTF-16 or UTF-32, recognised by its byte order mark.
  case notUTF8
  /// Bytes that no text has, where calls should begin.
  case binary
  /// A table of whose columns none says whose calls its rows are.
  case namelessTable
  /// A text in a language or format of that name, which is not read.
  case foreign(String)
  /// A text that looks like nothing that is read.
  case unknown
  /// Gzip that is damaged or cut, and nothing before that was a call.
  case damaged

  /// One sentence: what the input is, and what to do.
  package var description: String {
    switch self {
    case .parquet: "this is a Parquet file; export the events as JSON lines instead"
    case .packedTwice: "this is packed by gzip twice; unpack it once, as with gunzip"
    case .eventDelivery:
      "this is a copy from Event Delivery, not a call; copy the call from the source's Debugger, Raw"
    case .binary:
      "this is binary data, no text; give calls as JSON, CSV, code or curl, or gzip of these"
    case .namelessTable:
      "this is a table without a column user_id or anonymous_id (userId and anonymousId are the same); "
        + "name a column so, or say with --user-id or --anonymous-id whose calls the rows are"
    case .foreign(let language):
      "this is \(language), which is not read; give calls as JSON, CSV, curl, or as code in "
        + "JavaScript, Swift, Objective-C, Python or Ruby"
    case .unknown:
      "this is no call in a form that is known; give calls as JSON, CSV, curl, or as code in "
        + "JavaScript, Swift, Objective-C, Python or Ruby"
    case .damaged: "this is damaged gzip, of which no call can be read; pack or fetch it again"
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

  /// The refusal of a text that looks like no format, nil when records may be looked for in it.
  init?(beginning text: UnsafeBufferPointer<UInt8>) {
    guard text.prefix(512).contains(where: Self.isNoText) else { return nil }
    self = .binary
  }

  /// Control characters but for white space and the start of a terminal's sequence.
  private static func isNoText(_ byte: UInt8) -> Bool {
    byte < 0x20 && !(0x09...0x0D ~= byte) && byte != 0x1B
  }
}
