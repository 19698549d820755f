extension UnsafeBufferPointer<UInt8> {
  private static var ones: UInt64 { 0x0101_0101_0101_0101 }
  private static var tops: UInt64 { 0x8080_8080_8080_8080 }

  /// The first line feed at or after a position, eight bytes a step.
  func newline(from start: Int) -> Int? {
    var at = start
    while at + 8 <= count {
      let found = Self.zeroBytes(word(at: at) ^ (Self.ones &* 0x0A))
      guard found == 0 else { return at + found.trailingZeroBitCount >> 3 }
      at += 8
    }
    while at < count {
      if self[at] == 0x0A { return at }
      at += 1
    }
    return nil
  }

  /// The first quote, backslash or line feed at or after a position, else `count`: what a string
  /// is looked through for.
  func endOfPlainString(from start: Int) -> Int {
    var at = start
    while at + 8 <= count {
      let word = word(at: at)
      let found =
        Self.zeroBytes(word ^ (Self.ones &* 0x22)) | Self.zeroBytes(word ^ (Self.ones &* 0x5C))
        | Self.zeroBytes(word ^ (Self.ones &* 0x0A))
      guard found == 0 else { return at + found.trailingZeroBitCount >> 3 }
      at += 8
    }
    while at < count, self[at] != 0x22, self[at] != 0x5C, self[at] != 0x0A { at += 1 }
    return at
  }

  /// Whether that ASCII text stands at a position.
  func stands(_ text: StaticString, at start: Int) -> Bool {
    guard start + text.utf8CodeUnitCount <= count else { return false }
    for offset in 0..<text.utf8CodeUnitCount
    where self[start + offset] != text.utf8Start[offset] {
      return false
    }
    return true
  }

  @inline(__always)
  private func word(at start: Int) -> UInt64 {
    guard let base = baseAddress else { return 0 }
    return UInt64(littleEndian: UnsafeRawPointer(base + start).loadUnaligned(as: UInt64.self))
  }

  /// The top bit of each byte that is zero; above the lowest one it may also mark others.
  @inline(__always)
  private static func zeroBytes(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & tops }
}

extension String.UTF8View {
  /// Whether that text stands anywhere in this one.
  func contains(_ word: String) -> Bool {
    guard let first = word.utf8.first else { return true }
    var rest = self[...]
    while let start = rest.firstIndex(of: first) {
      rest = rest[start...]
      if rest.starts(with: word.utf8) { return true }
      rest = rest.dropFirst()
    }
    return false
  }
}
