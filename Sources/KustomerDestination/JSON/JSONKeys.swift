/// The keys of an object that has just been closed, looked through for one that stands twice.
struct JSONKeys {
  private static let few = 16

  let bytes: UnsafeBufferPointer<UInt8>
  let nodes: UnsafeMutableBufferPointer<JSONDocument.Node>
  /// The object's node, and the one behind its last descendant.
  let object: Int
  let end: Int

  /// Whether a key stands twice.
  var repeatOne: Bool {
    let count = Int(nodes[object].length)
    guard count <= Self.few ? mayRepeatOfFew : mayRepeatOfMany else { return false }
    return Set(texts).count < count
  }

  /// Whether two signatures are the same, or a key is escaped.
  private var mayRepeatOfFew: Bool {
    // One bit per seen signature rules most comparisons out.
    var seen: UInt64 = 0
    var key = object + 1
    while key < end {
      if nodes[key].isEscaped { return true }
      let signature = signature(of: key)
      let bit: UInt64 = 1 << ((signature &* 0x9E37_79B9_7F4A_7C15) >> 58)
      if seen & bit != 0, standsBefore(key, signature) { return true }
      seen |= bit
      key = next(key)
    }
    return false
  }

  private func standsBefore(_ last: Int, _ signature: UInt64) -> Bool {
    var key = object + 1
    while key < last {
      if self.signature(of: key) == signature { return true }
      key = next(key)
    }
    return false
  }

  private var mayRepeatOfMany: Bool {
    var signatures: Set<UInt64> = []
    var key = object + 1
    while key < end {
      if nodes[key].isEscaped || !signatures.insert(signature(of: key)).inserted { return true }
      key = next(key)
    }
    return false
  }

  private var texts: [[UInt8]] {
    var texts: [[UInt8]] = []
    var key = object + 1
    while key < end {
      let start = Int(nodes[key].start)
      let raw = UnsafeBufferPointer(rebasing: bytes[start..<start + Int(nodes[key].length)])
      texts.append(nodes[key].isEscaped ? Array(JSONDocument.unescaped(raw).utf8) : Array(raw))
      key = next(key)
    }
    return texts
  }

  @inline(__always)
  private func signature(of key: Int) -> UInt64 {
    bytes.signature(at: Int(nodes[key].start), length: Int(nodes[key].length))
  }

  @inline(__always)
  private func next(_ key: Int) -> Int {
    switch nodes[key + 1].kind {
    case .array, .object: Int(nodes[key + 1].link)
    default: key + 2
    }
  }
}
