/// The members of an object by their place in its text, so that one can be taken out or read
/// without touching the others.
struct ObjectText {
  /// One member.
  struct Member {
    /// Of the key without its quotes, as written.
    var key: Range<Int>
    /// From the key's quote to the end of the value.
    var whole: Range<Int>
    /// Of the value.
    var value: Range<Int>
  }

  let bytes: UnsafeBufferPointer<UInt8>
  let members: [Member]

  /// Looks through a text that has been parsed; nil when it is no object.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    var at = Self.firstNonBlank(bytes, 0)
    guard at < bytes.count, bytes[at] == UInt8(ascii: "{") else { return nil }
    at = Self.firstNonBlank(bytes, at + 1)
    var members: [Member] = []
    while at < bytes.count, bytes[at] == UInt8(ascii: "\"") {
      let keyEnd = Self.end(ofValueAt: at, in: bytes)
      let colon = Self.firstNonBlank(bytes, keyEnd)
      let value = Self.firstNonBlank(bytes, colon + 1)
      let end = Self.end(ofValueAt: value, in: bytes)
      guard value < end else { return nil }
      members.append(
        Member(key: at + 1..<keyEnd - 1, whole: at..<end, value: value..<end))
      at = Self.firstNonBlank(bytes, end)
      if at < bytes.count, bytes[at] == UInt8(ascii: ",") { at = Self.firstNonBlank(bytes, at + 1) }
    }
    self.bytes = bytes
    self.members = members
  }

  /// Whether a write key is there.
  var holdsWriteKey: Bool { WriteKey.names.contains { member($0) != nil } }

  /// The last member of that name, which is the one that counts.
  func member(_ name: StaticString) -> Member? {
    members.last { isNamed(name, $0) }
  }

  /// The object's text without the members of those names, and with others behind the rest.
  func text(without names: [StaticString], adding added: [(String, [UInt8])] = []) -> [UInt8] {
    var out: [UInt8] = [UInt8(ascii: "{")]
    for member in members where !names.contains(where: { isNamed($0, member) }) {
      if out.count > 1 { out.append(UInt8(ascii: ",")) }
      out.append(contentsOf: slice(member.whole))
    }
    for (name, value) in added {
      if out.count > 1 { out.append(UInt8(ascii: ",")) }
      out.append(contentsOf: Array("\"\(name)\":".utf8))
      out.append(contentsOf: value)
    }
    out.append(UInt8(ascii: "}"))
    return out
  }

  /// The bytes of a part.
  func slice(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[range])
  }

  private func isNamed(_ name: StaticString, _ member: Member) -> Bool {
    member.key.count == name.utf8CodeUnitCount && bytes.stands(name, at: member.key.lowerBound)
  }
}

extension ObjectText {
  /// The places of an array's elements, of a text that has been parsed.
  static func elements(
    of array: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>
  ) -> [Range<Int>] {
    var elements: [Range<Int>] = []
    var at = firstNonBlank(bytes, array.lowerBound + 1)
    while at < array.upperBound - 1 {
      let end = end(ofValueAt: at, in: bytes)
      guard end > at else { break }
      elements.append(at..<end)
      at = firstNonBlank(bytes, end)
      if at < array.upperBound, bytes[at] == UInt8(ascii: ",") { at = firstNonBlank(bytes, at + 1) }
    }
    return elements
  }

  private static func firstNonBlank(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var at = start
    while at < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) { at += 1 }
    return at
  }

  private static func end(
    ofValueAt start: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Int {
    guard start < bytes.count else { return start }
    var scanner = ValueScanner()
    switch scanner.scan(UnsafeBufferPointer(rebasing: bytes[start...])) {
    case .end(let length): return start + length
    case .brokenString, .open: return bytes.count
    }
  }
}
