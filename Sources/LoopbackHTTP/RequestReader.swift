/// Reads HTTP/1 requests off a connection, one after the other.
///
/// FlyingFox's decoder is not used: it normalises paths, answers malformed requests by silence,
/// and leaves no room to cut a connection between head and body.
package struct RequestReader {
  private let more: () async throws -> [UInt8]?
  private var buffer: [UInt8] = []
  private var start = 0

  private static let headLimit = 65_536
  /// What is read off the wire and thrown away, so that a refusal reaches its client.
  private static let drainLimit = 4 << 20
  /// Of the lines between chunks, of which there may be two for each byte of a body.
  private static let framingLimit = 8 << 20

  /// A reader of a connection of which nothing was read yet.
  ///
  /// - Parameter more: waits for what comes next, nil at the end of the connection.
  package init(more: @escaping () async throws -> [UInt8]?) { self.more = more }

  /// Waits for the first byte of a request; false when the client has closed the connection.
  package mutating func begins() async throws -> Bool {
    if start < buffer.count { return true }
    return try await fill()
  }

  /// The next request's head.
  ///
  /// - Throws: `MalformedRequest`, or what the connection throws.
  package mutating func head() async throws -> RequestHead {
    // Counted from `start`, which does not move before the head is whole.
    var lines: [Range<Int>] = []
    var lineStart = 0
    var searched = 0
    while true {
      try refuseOtherProtocols()
      while let feed = buffer[(start + searched)...].firstIndex(of: 10) {
        guard feed > start + lineStart, buffer[feed - 1] == 13 else {
          throw MalformedRequest(status: 400, problem: "a line of the head does not end in CR LF")
        }
        let line = lineStart..<(feed - 1 - start)
        lineStart = feed + 1 - start
        searched = lineStart
        if !line.isEmpty {
          lines.append(line)
        } else if !lines.isEmpty {
          let texts = lines.map { buffer[(start + $0.lowerBound)..<(start + $0.upperBound)] }
          start += lineStart
          return try RequestHead(lines: texts)
        }
      }
      searched = buffer.count - start
      guard searched < Self.headLimit else {
        throw MalformedRequest(status: 431, problem: "the head is over 64 kB")
      }
      guard try await fill() else {
        throw MalformedRequest(status: 400, problem: "the head breaks off")
      }
    }
  }

  /// The request's body; of one over the limit only a prefix longer than the limit is kept.
  ///
  /// - Throws: `MalformedRequest`, or what the connection throws.
  package mutating func body(of head: RequestHead, limit: Int) async throws -> [UInt8] {
    switch head.length {
    case .bytes(let count):
      guard count <= Self.drainLimit else { throw Self.tooLong }
      return try await bytes(count, keeping: limit + 1)
    case .chunked: return try await chunks(keeping: limit + 1)
    }
  }

  /// Reads until the client has closed the connection too, at most what is still thrown away.
  mutating func drain() async throws {
    var rest = Self.drainLimit
    while rest > 0, try await fill() {
      rest -= buffer.count - start
      start = buffer.count
    }
  }

  private static let tooLong = MalformedRequest(status: 413, problem: "the body is over 4 MB")

  /// Whoever speaks TLS or nonsense waits for an answer that a whole head would never bring.
  private func refuseOtherProtocols() throws {
    guard start < buffer.count, !isToken(buffer[start]) else { return }
    guard buffer[start] != 13, buffer[start] != 10 else { return }
    let isTLS = buffer[start] == 0x16
    throw MalformedRequest(
      status: 400,
      problem: isTLS
        ? "this is plain HTTP, not TLS; write http:// instead of https://"
        : "the request line cannot be read")
  }

  /// False when the client has closed the connection.
  private mutating func fill() async throws -> Bool {
    if start == buffer.count {
      buffer.removeAll(keepingCapacity: true)
      start = 0
    }
    guard let bytes = try await more() else { return false }
    buffer += bytes
    return true
  }

  private mutating func bytes(_ count: Int, keeping limit: Int) async throws -> [UInt8] {
    var body: [UInt8] = []
    var rest = count
    while rest > 0 {
      try await fillBody()
      let taken = min(rest, buffer.count - start)
      body += buffer[start..<start + min(taken, max(0, limit - body.count))]
      start += taken
      rest -= taken
    }
    return body
  }

  private mutating func chunks(keeping limit: Int) async throws -> [UInt8] {
    var body: [UInt8] = []
    var framing = 0
    var total = 0
    while true {
      let line = try await line(&framing, of: Self.framingLimit)
      let count = try Self.chunkSize(line)
      if count == 0 { break }
      total += count
      guard total <= Self.drainLimit else { throw Self.tooLong }
      body += try await bytes(count, keeping: limit - min(limit, body.count))
      guard try await self.line(&framing, of: Self.framingLimit).isEmpty else {
        throw MalformedRequest(status: 400, problem: "a chunk does not end where it says")
      }
    }
    var trailers = 0
    while try await !line(&trailers, of: Self.headLimit).isEmpty {}
    return body
  }

  /// Hexadecimal digits, then perhaps `;` and extensions; Int would read a sign too.
  private static func chunkSize(_ line: [UInt8]) throws -> Int {
    let text = String(decoding: line.prefix { $0 != UInt8(ascii: ";") }, as: UTF8.self)
      .trimmingBlanks
    guard !text.isEmpty, text.utf8.allSatisfy({ $0.isHexDigit }) else {
      throw MalformedRequest(status: 400, problem: "a chunk's size cannot be read")
    }
    guard let count = Int(text, radix: 16), count <= drainLimit else { throw tooLong }
    return count
  }

  /// The next line between or after the chunks; all of them together have a limit.
  private mutating func line(_ sum: inout Int, of limit: Int) async throws -> [UInt8] {
    var line: [UInt8] = []
    while true {
      try await fillBody()
      let byte = buffer[start]
      start += 1
      sum += 1
      if byte == 10 { break }
      line.append(byte)
      guard line.count < 8_192, sum < limit else {
        throw MalformedRequest(
          status: 400, problem: "the lines between and after the chunks are too long")
      }
    }
    guard line.popLast() == 13 else {
      throw MalformedRequest(
        status: 400, problem: "a line between the chunks does not end in CR LF")
    }
    return line
  }

  private mutating func fillBody() async throws {
    guard start == buffer.count, try await !fill() else { return }
    throw MalformedRequest(status: 400, problem: "the body breaks off")
  }
}

extension UInt8 {
  fileprivate var isHexDigit: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
    default: false
    }
  }
}
