/// An answer while it comes in.
struct ReceivedAnswer {
  /// More than any answer of Kustomer's; the rest is not read.
  static let bodyLimit = 16 << 20

  private var status = 0
  private var headers: [HTTPResponse.Header] = []
  private var body: [UInt8] = []

  /// Reads one header line, or the status line that starts a new answer after an interim one.
  mutating func read(header bytes: UnsafeRawBufferPointer) {
    let line = String(decoding: bytes, as: UTF8.self)
    if line.hasPrefix("HTTP/") {
      let parts = line.split(separator: " ", maxSplits: 2)
      status = parts.count > 1 ? Int(parts[1].prefix(3)) ?? 0 : 0
      headers.removeAll()
      body.removeAll()
    } else if let colon = line.firstIndex(of: ":"), headers.count < 200 {
      let value = String(line[line.index(after: colon)...]).trimmingBlanks
      headers.append(.init(name: String(line[..<colon]).lowercasedASCII, value: value))
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
}
