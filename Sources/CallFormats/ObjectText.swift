/// The members of an object by their place in its text, so that one can be taken out or read
/// without touching the others, and a list without parsing what is between its elements.
///
/// The text need be no JSON: only brackets, quotes, colons and commas are looked at.
struct ObjectText {
  /// One member.
  struct Member {
    /// Of the key without its quotes, as written.
    var key: Range<Int>
    /// From the key's quote to the end of the value.
    var whole: Range<Int>
    /// Of the value; of one that does not end, all that follows.
    var value: Range<Int>
  }

  let bytes: UnsafeBufferPointer<UInt8>
  private(set) var members: [Member] = []
  /// Whether the object's bracket closes and nothing but blanks follows.
  private(set) var isClosed = false

  /// Looks through a text; nil when it does not begin as an object.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    let start = bytes.firstNonBlank(from: 0)
    guard bytes.stands("{", at: start) else { return nil }
    var at = bytes.firstNonBlank(from: start + 1)
    while bytes.stands("\"", at: at), let keyEnd = bytes.end(ofValueAt: at) {
      let colon = bytes.firstNonBlank(from: keyEnd)
      guard bytes.stands(":", at: colon) else { return }
      let value = bytes.firstNonBlank(from: colon + 1)
      let end = bytes.end(ofValueAt: value)
      let stop = end ?? bytes.count
      members.append(Member(key: at + 1..<keyEnd - 1, whole: at..<stop, value: value..<stop))
      guard end != nil else { return }
      at = bytes.firstNonBlank(from: stop)
      if bytes.stands(",", at: at) { at = bytes.firstNonBlank(from: at + 1) }
    }
    isClosed = bytes.stands("}", at: at) && bytes.firstNonBlank(from: at + 1) == bytes.count
  }

  /// The last member of that name, which is the one that counts.
  func member(_ name: StaticString) -> Member? { members.last { isNamed(name, $0) } }

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

/// The elements of an array by their place in a text that need be no JSON.
struct ArrayText {
  /// One that does not end holds all that follows.
  private(set) var elements: [Range<Int>] = []
  /// Whether the last element does not end.
  private(set) var isCut = false
  /// Whether a comma stands before the first element.
  private(set) var hasLeadingComma = false
  /// Whether something else than a comma or the close stands between elements.
  private(set) var isMixedUp = false

  /// Looks through the array that begins at the start of a range of a text.
  init(_ array: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) {
    var isBehindComma = true
    var at = bytes.firstNonBlank(from: array.lowerBound + 1)
    hasLeadingComma = bytes.stands(",", at: at)
    while at < array.upperBound, bytes[at] != UInt8(ascii: "]") {
      if bytes[at] == UInt8(ascii: ",") {
        isBehindComma = true
        at = bytes.firstNonBlank(from: at + 1)
        continue
      }
      isMixedUp = isMixedUp || !isBehindComma || bytes[at] == UInt8(ascii: "}")
      isBehindComma = false
      guard let end = bytes.end(ofValueAt: at) else {
        elements.append(at..<array.upperBound)
        isCut = true
        return
      }
      elements.append(at..<end)
      at = bytes.firstNonBlank(from: end)
    }
  }
}
