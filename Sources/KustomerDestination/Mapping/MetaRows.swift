/// The rows and findings of an event's meta while they are collected: no key twice, at most 100
/// keys.
struct MetaRows {
  static let limit = 100
  /// Characters of a text.
  static let longest = 1_024

  /// What a taken key is told from others by.
  struct Entry {
    var signature: UInt64
    var suffix: MetaKey.Suffix
    /// Where the base can be read: a node and its first bytes, or a text.
    var base: Base

    enum Base {
      case key(Int, length: Int)
      case text(String)
    }

    init(of key: Int, length: Int, _ suffix: MetaKey.Suffix, in document: JSONView) {
      signature = document.bytes.signature(at: Int(document.nodes[key].start), length: length)
      self.suffix = suffix
      base = .key(key, length: length)
    }

    init(of key: MetaKey) {
      var text = key.base
      signature = text.withUTF8 { $0.signature(at: 0, length: $0.count) }
      suffix = key.suffix
      base = .text(key.base)
    }

    /// Hands over the bytes of the base.
    func withBytes(
      in document: JSONView, _ body: (UnsafeBufferPointer<UInt8>) -> Bool
    ) -> Bool {
      switch base {
      case .key(let key, let length):
        return body(UnsafeBufferPointer(rebasing: document.raw(key).prefix(length)))
      case .text(var text): return text.withUTF8(body)
      }
    }
  }

  private(set) var rows: [Row] = []
  /// They follow those on the event's name, session and time, which are known later.
  var findings: [Finding] = []
  var hasLoss = false
  private var taken: [Entry] = []
  /// Keys of our own whose places are kept; a property of the same key takes its place.
  private let reserved: [Entry]
  /// Properties that have taken a reserved place.
  private var reservedTaken = 0

  /// Of a key that stood more than once, the number that was given last: all below are taken.
  var numbers: [String: Int] = [:]

  init(reserving keys: [MetaKey]) {
    reserved = keys.map { Entry(of: $0) }
    rows.reserveCapacity(16)
    taken.reserveCapacity(16)
  }

  /// Places that are not kept for our own keys.
  private var free: Int { Self.limit - reserved.count - (taken.count - reservedTaken) }

  /// Whether no key at all can be added.
  var isFull: Bool { free == 0 && reservedTaken == reserved.count }

  /// Whether a key can still be added.
  func hasRoom(for entry: Entry, _ document: JSONView) -> Bool {
    free > 0 || isReserved(entry, document)
  }

  private func isReserved(_ entry: Entry, _ document: JSONView) -> Bool {
    reserved.contains { Self.isSame($0, entry, document) }
  }

  private static func isSame(_ one: Entry, _ other: Entry, _ document: JSONView) -> Bool {
    one.signature == other.signature && one.suffix == other.suffix
      && one.withBytes(in: document) { own in other.withBytes(in: document, own.equals) }
  }

  /// Whether a key is taken.
  func holds(_ entry: Entry, _ document: JSONView) -> Bool {
    taken.contains { Self.isSame($0, entry, document) }
  }

  /// Adds the row of a key that is not taken yet.
  mutating func add(_ row: Row, _ entry: Entry, _ document: JSONView) {
    if isReserved(entry, document) { reservedTaken += 1 }
    rows.append(row)
    taken.append(entry)
  }

  /// Drops a value, says so, and counts it as a loss unless it is none.
  mutating func drop(_ node: Int, _ code: Code, _ message: String, isLoss: Bool = true) {
    rows.append(Row(node, dropped: code, isLoss: isLoss))
    findings.append(
      Finding(severity: .warning, code: code, path: .node(node), message: message))
    if isLoss { hasLoss = true }
  }

  /// Leaves a value out that says what is sent anyway.
  mutating func leaveOut(_ node: Int, rule: StaticString) {
    rows.append(Row(node, dropped: .alreadyUsed, rule: rule))
  }
}
