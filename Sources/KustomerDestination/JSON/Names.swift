/// Names of members and what they mean, found by a number made of their length and beginning.
///
/// A class because a table is made once and asked at every key.
final class Names<Meaning: Sendable>: Sendable {
  private typealias Entry = (signature: UInt64, name: StaticString, meaning: Meaning)

  private let entries: [Entry]
  /// Where the search for a signature begins: positions in `entries` plus one, 0 for none.
  private let slots: [UInt8]

  private static var slotCount: Int { 128 }

  /// At most 100 names.
  init(_ names: [(StaticString, Meaning)]) {
    entries = names.map { name, meaning in
      (name.withUTF8Buffer { $0.signature(at: 0, length: $0.count) }, name, meaning)
    }
    var slots = [UInt8](repeating: 0, count: Self.slotCount)
    for (at, entry) in entries.enumerated() {
      var slot = Self.slot(of: entry.signature)
      while slots[slot] != 0 { slot = (slot + 1) % Self.slotCount }
      slots[slot] = UInt8(at + 1)
    }
    self.slots = slots
  }

  @inline(__always)
  private static func slot(of signature: UInt64) -> Int {
    Int(truncatingIfNeeded: (signature &* 0x9E37_79B9_7F4A_7C15) >> 57)
  }

  /// What a member's key means, nil for a name that is not here.
  @inline(__always)
  func meaning(of key: Int, in document: JSONView) -> Meaning? {
    let node = document.nodes[key]
    if node.isEscaped { return meaning(ofEscaped: key, in: document) }
    let signature = document.bytes.signature(at: Int(node.start), length: Int(node.length))
    var slot = Self.slot(of: signature)
    while slots[slot] != 0 {
      let entry = entries[Int(slots[slot]) - 1]
      if entry.signature == signature, document.text(key, equals: entry.name) {
        return entry.meaning
      }
      slot = (slot + 1) % Self.slotCount
    }
    return nil
  }

  private func meaning(ofEscaped key: Int, in document: JSONView) -> Meaning? {
    entries.first { document.text(key, equals: $0.name) }?.meaning
  }
}

/// Where those members of an object stand that mean something; nil for one that is missing.
struct KnownMembers<Field: RawRepresentable<Int> & CaseIterable & Sendable> {
  private var nodes: InlineArray<16, Int32>

  init() { nodes = InlineArray(repeating: 0) }

  /// Finds them among an object's members; of nil and of anything but an object all are missing.
  init(of object: Int?, in document: JSONView, by names: Names<Field>) {
    self.init()
    guard let object else { return }
    for (key, value) in document.members(of: object) {
      if let field = names.meaning(of: key, in: document) { self[field] = value }
    }
  }

  /// The value node.
  subscript(field: Field) -> Int? {
    get { nodes[field.rawValue] == 0 ? nil : Int(nodes[field.rawValue]) }
    set { nodes[field.rawValue] = Int32(truncatingIfNeeded: newValue ?? 0) }
  }
}
