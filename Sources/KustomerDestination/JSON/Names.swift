/// Names of members and what they mean, found by a number made of their length and beginning.
///
/// A class because a table is made once and asked at every key.
final class Names<Meaning: Sendable>: Sendable {
  private typealias Entry = (signature: UInt64, name: StaticString, meaning: Meaning)

  private let entries: [Entry]
  /// Where the search for a signature begins: positions in `entries` plus one, 0 for none.
  ///
  /// At least twice as many as there are names, and a power of two.
  private let slots: [UInt16]
  /// Bits of a signature's product that are not the number of a slot.
  private let shift: UInt64
  /// Bytes of the longest name.
  let longest: Int

  /// Of a name that stands twice the first meaning counts.
  init(_ names: [(StaticString, Meaning)]) {
    precondition(names.count < UInt16.max, "more names than a slot can number")
    entries = names.map { name, meaning in
      (name.withUTF8Buffer { $0.signature(at: 0, length: $0.count) }, name, meaning)
    }
    longest = names.map(\.0.utf8CodeUnitCount).max() ?? 0
    var bits: UInt64 = 7
    while 1 << bits < names.count * 2 { bits += 1 }
    shift = 64 - bits
    var slots = [UInt16](repeating: 0, count: 1 << bits)
    for (at, entry) in entries.enumerated() {
      var slot = Self.slot(of: entry.signature, shift)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt16(at + 1)
    }
    self.slots = slots
  }

  @inline(__always)
  private static func slot(of signature: UInt64, _ shift: UInt64) -> Int {
    Int(truncatingIfNeeded: (signature &* 0x9E37_79B9_7F4A_7C15) >> shift)
  }

  /// What a member's key means, nil for a name that is not here.
  @inline(__always)
  func meaning(of key: Int, in document: JSONView) -> Meaning? {
    let node = document.nodes[key]
    if node.isEscaped { return document.withText(key, meaning(of:)) }
    let length = Int(node.length)
    let signature = document.bytes.signature(at: Int(node.start), length: length)
    return find(signature) {
      $0.utf8CodeUnitCount == length && document.raw(key).starts(with: $0)
    }
  }

  /// What a name means, nil for one that is not here.
  func meaning(of name: UnsafeBufferPointer<UInt8>) -> Meaning? {
    find(name.signature(at: 0, length: name.count)) {
      $0.utf8CodeUnitCount == name.count && name.starts(with: $0)
    }
  }

  /// What a member's key means when letter case, `_`, `-` and blanks are left out of it; the names
  /// here have none of those.
  func meaning(ofFolded key: Int, in document: JSONView) -> Meaning? {
    // Marks may stand between all letters; a longer key is no spelling but a sentence.
    guard document.count(key) <= longest * 2 + 8 else { return nil }
    return document.withText(key) { text in
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.count) { folded in
        meaning(of: UnsafeBufferPointer(rebasing: folded[..<text.fold(into: folded)]))
      }
    }
  }

  @inline(__always)
  private func find(_ signature: UInt64, _ isSame: (StaticString) -> Bool) -> Meaning? {
    var slot = Self.slot(of: signature, shift)
    while slots[slot] != 0 {
      let entry = entries[Int(slots[slot]) - 1]
      if entry.signature == signature, isSame(entry.name) { return entry.meaning }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Writes the text in lower case, without `_`, `-` and blanks; gives how many bytes that are.
  fileprivate func fold(into folded: UnsafeMutableBufferPointer<UInt8>) -> Int {
    var count = 0
    for byte in self {
      switch byte {
      case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: " "), 0x09...0x0D: continue
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): folded[count] = byte | 0x20
      default: folded[count] = byte
      }
      count += 1
    }
    return count
  }
}

/// Where those members of an object stand that mean something; nil for one that is missing.
struct KnownMembers<Field: RawRepresentable<Int> & CaseIterable & Sendable> {
  /// 0 for one that is missing; without elements when all are.
  private var nodes: [Int32] = []

  init() {}

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
    get {
      field.rawValue < nodes.count && nodes[field.rawValue] != 0
        ? Int(nodes[field.rawValue]) : nil
    }
    set {
      if nodes.isEmpty { nodes = Array(repeating: 0, count: Field.allCases.count) }
      nodes[field.rawValue] = Int32(truncatingIfNeeded: newValue ?? 0)
    }
  }
}
