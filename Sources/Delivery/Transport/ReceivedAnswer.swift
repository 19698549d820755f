/// An answer while it comes in.
struct ReceivedAnswer {
  /// More than any answer of Kustomer's; the rest is not read.
  static let bodyLimit = 16 << 20

  private var status = 0
  private var headers: [HTTPResponse.Header] = []
  private var body: [UInt8] = []

  /// Reads one header line, or the status line that starts a new answer after an interim one.
  mutating func read(header bytes: UnsafeRawBufferPointer) {
    if bytes.starts(with: "HTTP/".utf8) {
      let parts = bytes.split(separator: UInt8(ascii: " "), maxSplits: 2)
      let code = parts.count > 1 ? String(decoding: parts[1].prefix(3), as: UTF8.self) : ""
      status = Int(code) ?? 0
      headers.removeAll()
      body.removeAll()
    } else if let colon = bytes.firstIndex(of: UInt8(ascii: ":")), headers.count < 200 {
      let name = bytes[..<colon].map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
      headers.append(
        .init(
          name: String(decoding: name, as: UTF8.self),
          value: Self.trimmed(bytes[bytes.index(after: colon)...])))
    }
  }

  /// Reads a part of the body; false when there is too much of it.
  mutating func read(body bytes: UnsafeRawBufferPointer) -> Bool {
    guard body.count + bytes.count <= Self.bodyLimit else { return false }
    body.append(contentsOf: bytes)
    return true
  }

  /// The answer, nil when no final status line came.
  func response(isComplete: Bool, _ milliseconds: Int) -> HTTPResponse? {
    guard status >= 200 else { return nil }
    return HTTPResponse(
      status: status, headers: headers, body: body, milliseconds: milliseconds,
      isComplete: isComplete)
  }

  /// Without the white space around it.
  private static func trimmed(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || 0x09...0x0D ~= $0 }
    let rest = bytes.drop(while: isBlank)
    let end = rest.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? rest.startIndex
    return String(decoding: rest[..<end], as: UTF8.self)
  }
}
