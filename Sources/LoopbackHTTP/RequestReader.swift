package import FlyingSocks

/// Reads HTTP/1.1 requests off a connection, one after the other.
///
/// FlyingFox's decoder is not used: it normalises paths, answers malformed requests by silence,
/// and leaves no room to cut a connection between head and body.
package struct RequestReader {
  private let socket: AsyncSocket
  private var buffer: [UInt8] = []
  private var start = 0

  private static let headLimit = 65_536
  /// What is read off the wire and thrown away, so that a 413 reaches its client.
  private static let drainLimit = 64 << 20

  /// A reader of a connection of which nothing was read yet.
  package init(socket: AsyncSocket) {
    self.socket = socket
  }

  /// The next request's head, nil when the client has closed the connection between two requests.
  ///
  /// - Throws: `MalformedRequest`, or what the socket throws.
  package mutating func head() async throws -> RequestHead? {
    // Counted from `start`, which moves when the buffer is emptied.
    var searched = 0
    while true {
      if let end = endOfHead(from: start + searched) {
        let lines = buffer[start..<end]
        start = end
        return try RequestHead(parsing: lines)
      }
      searched = max(0, buffer.count - start - 3)
      guard buffer.count - start < Self.headLimit else {
        throw MalformedRequest(status: 431, problem: "the headers are over 64 kB")
      }
      guard try await fill() else { return nil }
    }
  }

  /// The request's body; of one over the limit only a prefix longer than the limit is kept.
  ///
  /// - Throws: `MalformedRequest`, or what the socket throws.
  package mutating func body(of head: RequestHead, limit: Int) async throws -> [UInt8] {
    switch head.length {
    case .bytes(let count): try await bytes(count, keeping: limit + 1)
    case .chunked: try await chunks(keeping: limit + 1)
    }
  }

  private func endOfHead(from searched: Int) -> Int? {
    guard buffer.count - searched >= 4 else { return nil }
    return (searched...(buffer.count - 4)).first { at in
      buffer[at] == 13 && buffer[at + 1] == 10 && buffer[at + 2] == 13 && buffer[at + 3] == 10
    }.map { $0 + 4 }
  }

  /// False when the client has closed the connection.
  private mutating func fill() async throws -> Bool {
    if start == buffer.count {
      buffer.removeAll(keepingCapacity: true)
      start = 0
    }
    do {
      buffer += try await socket.read(atMost: 16_384)
      return true
    } catch SocketError.disconnected {
      return false
    }
  }

  private mutating func bytes(_ count: Int, keeping limit: Int) async throws -> [UInt8] {
    guard count <= Self.drainLimit else {
      throw MalformedRequest(status: 413, problem: "the body is over 64 MB")
    }
    var body: [UInt8] = []
    var rest = count
    while rest > 0 {
      if start == buffer.count, try await !fill() { throw SocketError.disconnected }
      let taken = min(rest, buffer.count - start)
      body += buffer[start..<start + min(taken, max(0, limit - body.count))]
      start += taken
      rest -= taken
    }
    return body
  }

  private mutating func chunks(keeping limit: Int) async throws -> [UInt8] {
    var body: [UInt8] = []
    while true {
      let text = try await line().prefix { $0 != ";" }
      guard let count = Int(text.trimmingBlanks, radix: 16), 0...Self.drainLimit ~= count else {
        throw MalformedRequest(status: 400, problem: "a chunk's size cannot be read")
      }
      if count == 0 { break }
      body += try await bytes(count, keeping: limit - min(limit, body.count))
      guard try await line().isEmpty else {
        throw MalformedRequest(status: 400, problem: "a chunk does not end where it says")
      }
    }
    while try await !line().isEmpty {}
    return body
  }

  private mutating func line() async throws -> String {
    var line: [UInt8] = []
    while true {
      if start == buffer.count, try await !fill() { throw SocketError.disconnected }
      let byte = buffer[start]
      start += 1
      if byte == 10 { break }
      line.append(byte)
      guard line.count < 8_192 else {
        throw MalformedRequest(status: 400, problem: "a line of the body's framing is over 8 kB")
      }
    }
    if line.last == 13 { line.removeLast() }
    return String(decoding: line, as: UTF8.self)
  }
}
