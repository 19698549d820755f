/// Turns bytes into the nodes of a `JSONDocument`: one pass, no recursion, nothing allocated but
/// the nodes.
///
/// The nodes are written into an unsafe buffer, because appending to an array asks at each node
/// whether the array is shared.
struct JSONParser {
  struct Parsed {
    var nodes: [JSONDocument.Node]
    var hasDuplicateKeys: Bool
    /// Bytes from the first to the last of the value, white space inside counted.
    var extent: Int

    /// Lends the parsed bytes for reading.
    func withView<Result>(of bytes: [UInt8], _ body: (JSONView) -> Result) -> Result {
      bytes.withUnsafeBufferPointer { bytes in
        nodes.withUnsafeBufferPointer { body(JSONView(bytes: bytes, nodes: $0)) }
      }
    }
  }

  static let deepest = 512

  private let bytes: UnsafeBufferPointer<UInt8>
  private var at = 0
  private let nodes: UnsafeMutableBufferPointer<JSONDocument.Node>
  private var count = 0
  /// Whether the nodes did not fit.
  private var isFull = false
  /// The innermost open container; its `link` is the one around it while it is open.
  private var container = none
  private var depth = 0
  private var hasDuplicateKeys = false

  private static let none = Int(UInt32.max)

  static func parse(_ bytes: [UInt8]) throws(JSONError) -> Parsed {
    // Room for what calls look like, else for the most nodes that so many bytes can hold.
    if let parsed = parse(bytes, room: bytes.count / 8 + 32) { return try parsed.get() }
    guard let parsed = parse(bytes, room: bytes.count / 2 + deepest + 8) else {
      throw bytes.withUnsafeBufferPointer { $0.failure(.tooLong, 0) }
    }
    return try parsed.get()
  }

  /// Nil when there are more nodes than room.
  private static func parse(_ bytes: [UInt8], room: Int) -> Result<Parsed, JSONError>? {
    var failure: JSONError?
    var parsed = Parsed(nodes: [], hasDuplicateKeys: false, extent: 0)
    var isFull = false
    let nodes = [JSONDocument.Node](unsafeUninitializedCapacity: room) { nodes, count in
      bytes.withUnsafeBufferPointer { bytes in
        var parser = JSONParser(bytes, nodes)
        do throws(JSONError) {
          parsed.extent = try parser.document()
        } catch {
          failure = error
        }
        count = parser.count
        isFull = parser.isFull
        parsed.hasDuplicateKeys = parser.hasDuplicateKeys
      }
    }
    if isFull { return nil }
    if let failure { return .failure(failure) }
    parsed.nodes = nodes
    return .success(parsed)
  }

  private init(
    _ bytes: UnsafeBufferPointer<UInt8>, _ nodes: UnsafeMutableBufferPointer<JSONDocument.Node>
  ) {
    self.bytes = bytes
    self.nodes = nodes
  }

  /// Reads the whole text; gives its extent.
  @inline(__always)
  private mutating func document() throws(JSONError) -> Int {
    guard bytes.count < UInt32.max else { throw bytes.failure(.tooLong, at) }
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { at = 3 }
    at = bytes.skipSpace(at)
    let first = at
    try value()
    while container != Self.none { try next() }
    let extent = at - first
    at = bytes.skipSpace(at)
    guard at == bytes.count else { throw bytes.failure(.trailingCharacters, at) }
    return extent
  }

  /// Goes on inside a container: closes it, or reads its next element or member.
  @inline(__always)
  private mutating func next() throws(JSONError) {
    at = bytes.skipSpace(at)
    let isObject = nodes[container].kind == .object
    let isEmpty = nodes[container].length == 0
    switch bytes.peek(at) {
    case UInt8(ascii: ",") where !isEmpty: at = bytes.skipSpace(at + 1)
    case UInt8(ascii: "}") where isObject, UInt8(ascii: "]") where !isObject:
      at += 1
      close(isObject: isObject)
      return
    default:
      guard isEmpty else { throw bytes.unexpected(at) }
    }
    nodes[container].length += 1
    if isObject { try key() }
    try value()
  }

  @inline(__always)
  private mutating func close(isObject: Bool) {
    let closed = container
    container = Int(nodes[closed].link)
    depth -= 1
    nodes[closed].link = UInt32(truncatingIfNeeded: count)
    guard isObject, nodes[closed].length > 1, !hasDuplicateKeys else { return }
    hasDuplicateKeys = keys(of: closed).repeatOne
  }

  private func keys(of object: Int) -> JSONKeys {
    JSONKeys(bytes: bytes, nodes: nodes, object: object, end: count)
  }

  @inline(__always)
  private mutating func key() throws(JSONError) {
    guard bytes.peek(at) == UInt8(ascii: "\"") else { throw bytes.unexpected(at) }
    try string(as: .key, link: UInt32(truncatingIfNeeded: container))
    at = bytes.skipSpace(at)
    guard bytes.peek(at) == UInt8(ascii: ":") else { throw bytes.unexpected(at) }
    at = bytes.skipSpace(at + 1)
  }

  @inline(__always)
  private mutating func value() throws(JSONError) {
    switch bytes.peek(at) {
    case UInt8(ascii: "\""): try string(as: .string, link: 0)
    case UInt8(ascii: "{"): try begin(.object)
    case UInt8(ascii: "["): try begin(.array)
    case UInt8(ascii: "t"): try scalar(.yes, end: try bytes.skip("true", at))
    case UInt8(ascii: "f"): try scalar(.no, end: try bytes.skip("false", at))
    case UInt8(ascii: "n"): try scalar(.null, end: try bytes.skip("null", at))
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      try scalar(.number, end: try bytes.skipNumber(at))
    default: throw bytes.unexpected(at)
    }
  }

  @inline(__always)
  private mutating func begin(_ kind: JSONDocument.Kind) throws(JSONError) {
    guard depth < Self.deepest else { throw bytes.failure(.tooDeep, at) }
    try append(kind, start: at, length: 0, link: UInt32(truncatingIfNeeded: container))
    container = count - 1
    depth += 1
    at += 1
  }

  @inline(__always)
  private mutating func scalar(_ kind: JSONDocument.Kind, end: Int) throws(JSONError) {
    try append(kind, start: at, length: end - at)
    at = end
  }

  /// At the opening quote.
  @inline(__always)
  private mutating func string(as kind: JSONDocument.Kind, link: UInt32) throws(JSONError) {
    let start = at + 1
    var end = bytes.skipPlainASCII(start)
    var isEscaped = false
    if bytes.peek(end) != UInt8(ascii: "\"") { (end, isEscaped) = try bytes.skipText(end) }
    try append(kind, start: start, length: end - start, link: link, isEscaped: isEscaped)
    at = end + 1
  }

  @inline(__always)
  private mutating func append(
    _ kind: JSONDocument.Kind, start: Int, length: Int, link: UInt32 = 0, isEscaped: Bool = false
  ) throws(JSONError) {
    guard count < nodes.count else {
      isFull = true
      throw bytes.failure(.tooLong, at)
    }
    nodes.initializeElement(
      at: count,
      to: JSONDocument.Node(
        start: UInt32(truncatingIfNeeded: start), length: UInt32(truncatingIfNeeded: length),
        link: link, kind: kind, isEscaped: isEscaped))
    count += 1
  }
}
