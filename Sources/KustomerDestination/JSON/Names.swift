/// Names of members and what they mean: finding one takes a comparison of numbers per name.
struct Names<Meaning: Sendable>: Sendable {
  private let entries: [(signature: UInt64, name: StaticString, meaning: Meaning)]

  init(_ names: [(StaticString, Meaning)]) {
    entries = names.map { name, meaning in
      let signature = name.withUTF8Buffer { $0.signature(at: 0, length: $0.count) }
      return (signature, name, meaning)
    }
  }

  /// What a member's key means, nil for a name that is not here.
  @inline(__always)
  func meaning(of key: Int, in document: JSONView) -> Meaning? {
    let node = document.nodes[key]
    if node.isEscaped { return meaning(ofEscaped: key, in: document) }
    let signature = document.bytes.signature(at: Int(node.start), length: Int(node.length))
    for entry in entries
    where entry.signature == signature && document.text(key, equals: entry.name) {
      return entry.meaning
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
