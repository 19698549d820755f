internal import Console

/// Takes the bytes of a terminal apart: characters, keys and answers, each of them whole.
///
/// The grammar is that of ECMA-48 (a control sequence is `ESC [`, parameters, a final byte; a string
/// is `ESC ]` or `ESC P` … up to BEL or `ESC \`), so what is not known is skipped whole, never read
/// as typing. Text is UTF-8 whatever the locale is called.
struct InputDecoder {
  /// Keys that only the entry of the terminal's type knows, by their bytes.
  var entry: [[UInt8]: Key] = [:]
  /// What a byte that is not UTF-8 means in a locale of another character set; nil in most.
  var character: (UInt8) -> Unicode.Scalar? = { _ in nil }

  /// The first unit of the bytes and how many of them it takes; nil if more must come to tell.
  ///
  /// When it `isLate`, nothing more comes: then there always is an answer. Bytes must not be empty.
  func next(
    of bytes: ArraySlice<UInt8>, isLate: Bool = false
  ) -> (unit: InputUnit, length: Int)? {
    guard let first = bytes.first else { return nil }
    switch first {
    case 0x1B: return escaped(bytes, isLate)
    case 0..<0x20, 0x7F: return (control(first).map(InputUnit.key) ?? .nothing, 1)
    default: return text(bytes, isLate)
    }
  }

  /// What a control character is as a key; nil for those that no key of ours sends.
  private func control(_ byte: UInt8) -> Key? {
    switch byte {
    case 0: .controlSpace
    case 8, 127: .backspace
    case 9: .tab
    case 10, 13: .enter
    case 1...26: .control(Character(Unicode.Scalar(0x60 + byte)))
    default: nil
    }
  }

  /// A byte that is no text costs itself alone.
  private func text(_ bytes: ArraySlice<UInt8>, _ isLate: Bool) -> (InputUnit, Int)? {
    let first = bytes[bytes.startIndex]
    let length =
      switch first {
      case ..<0x80: 1
      case 0xC2...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: 0
      }
    let begun = bytes.prefix(length)
    if let scalar = String(validating: begun, as: UTF8.self)?.unicodeScalars.first {
      // C1 controls are no text.
      return (0x80..<0xA0 ~= scalar.value ? .nothing : .scalar(scalar), length)
    }
    let isBegun = begun.count < length && begun.dropFirst().allSatisfy { $0 & 0xC0 == 0x80 }
    if isBegun, !isLate { return nil }
    return (.scalar(character(first) ?? "\u{FFFD}"), 1)
  }
}

extension InputDecoder {
  /// Esc itself, Alt with a key, or a sequence.
  private func escaped(_ bytes: ArraySlice<UInt8>, _ isLate: Bool) -> (InputUnit, Int)? {
    let rest = bytes.dropFirst()
    guard let second = rest.first else { return isLate ? (.key(.escape), 1) : nil }
    switch second {
    case UInt8(ascii: "["): return controlSequence(bytes, isLate)
    case UInt8(ascii: "O"): return singleShift(bytes, isLate)
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"),
      UInt8(ascii: "X"):
      return string(bytes, isLate)
    case 0x1B: return escapedTwice(bytes, isLate)
    case 0x7F, 8: return (.key(.altBackspace), 2)
    case 13: return (.key(.alt("\r")), 2)
    case 0..<0x20: return (.nothing, 2)
    default:
      if let key = entry[Array(bytes.prefix(2))] { return (.key(key), 2) }
      guard let (unit, length) = text(rest, isLate) else { return nil }
      guard case .scalar(let scalar) = unit else { return (.nothing, 1 + length) }
      return (.key(.alt(Character(scalar))), 1 + length)
    }
  }

  /// Esc before the sequence of a key: some terminals send Alt with that key so.
  private func escapedTwice(_ bytes: ArraySlice<UInt8>, _ isLate: Bool) -> (InputUnit, Int)? {
    let rest = bytes.dropFirst()
    guard rest.count > 1 else { return isLate ? (.key(.escape), 1) : nil }
    let third = rest[rest.startIndex + 1]
    guard third == UInt8(ascii: "[") || third == UInt8(ascii: "O") else {
      return (.key(.escape), 1)
    }
    guard let (unit, length) = escaped(rest, isLate) else { return nil }
    guard case .key(let key) = unit, let alt = KeyModifiers.alt.applied(to: key), length > 2 else {
      return (.key(.escape), 1)
    }
    return (.key(alt), 1 + length)
  }

  /// `ESC O` and a letter: cursor keys, F1…F4 and the number pad in its application mode.
  private func singleShift(_ bytes: ArraySlice<UInt8>, _ isLate: Bool) -> (InputUnit, Int)? {
    let body = bytes.dropFirst(2)
    let digits = body.prefix { 0x30...0x39 ~= $0 }
    guard let final = body.dropFirst(digits.count).first else {
      return isLate ? (.nothing, bytes.count) : nil
    }
    guard 0x20..<0x7F ~= final else { return (.nothing, 2 + digits.count) }
    let length = 3 + digits.count
    let modifiers = KeyModifiers(parameter: Int(String(decoding: digits, as: UTF8.self)) ?? 1)
    let known = KeySequences.singleShifted(final).flatMap { modifiers.applied(to: $0) }
    let key = known ?? entry[Array(bytes.prefix(length))]
    return (key.map(InputUnit.key) ?? .nothing, length)
  }

  /// An answer or a report that is a string: only that to the background counts, however late.
  private func string(_ bytes: ArraySlice<UInt8>, _ isLate: Bool) -> (InputUnit, Int)? {
    let body = bytes.dropFirst(2).prefix { $0 >= 0x20 }
    let end = bytes[body.endIndex...]
    guard let final = end.first, final != 0x1B || end.count > 1 else {
      guard isLate else { return nil }
      let isAlt = body.isEmpty && end.isEmpty
      let character = Character(Unicode.Scalar(bytes[bytes.startIndex + 1]))
      return (isAlt ? .key(.alt(character)) : .nothing, 2 + body.count)
    }
    let length = 2 + body.count
    let background = RGB(answer: String(decoding: body.prefix(64), as: UTF8.self))
    let unit = background.map(InputUnit.background) ?? .nothing
    switch final {
    case 7: return (unit, length + 1)
    case 0x1B where end.dropFirst().first == UInt8(ascii: "\\"): return (unit, length + 2)
    // Broken off by a key, which stays.
    default: return (.nothing, length)
    }
  }
}

extension InputDecoder {
  /// `ESC [`, parameters and a final byte.
  private func controlSequence(
    _ bytes: ArraySlice<UInt8>, _ isLate: Bool
  ) -> (InputUnit, Int)? {
    let body = bytes.dropFirst(2)
    let parameters = body.prefix { 0x20..<0x40 ~= $0 }
    let rest = body.dropFirst(parameters.count)
    // Shift with a key as rxvt sends it: `$` would be no final byte elsewhere.
    let isShifted =
      parameters.count > 1 && parameters.last == UInt8(ascii: "$")
      && parameters.dropLast().allSatisfy { 0x30...0x39 ~= $0 }
    if isShifted {
      return unit(of: bytes.prefix(2 + parameters.count))
    }
    guard let final = rest.first else { return isLate ? (.nothing, bytes.count) : nil }
    let length = 2 + parameters.count
    // Broken off by a key, which stays.
    guard 0x40...0x7E ~= final else { return (.nothing, length) }
    if parameters.isEmpty, final == UInt8(ascii: "M") || final == UInt8(ascii: "[") {
      // A report of the mouse in its oldest form, or F1…F5 of the Linux console: text follows.
      let following = final == UInt8(ascii: "M") ? 3 : 1
      let end = rest.dropFirst().prefix(following).prefix { $0 >= 0x20 }
      let isWhole = end.count == following || rest.count > 1 + end.count
      guard isWhole || isLate else { return nil }
      let whole = bytes.prefix(length + 1 + end.count)
      return (KeySequences.linuxFunction(whole).map(InputUnit.key) ?? .nothing, whole.count)
    }
    return unit(of: bytes.prefix(length + 1))
  }

  private func unit(of sequence: ArraySlice<UInt8>) -> (InputUnit, Int) {
    let unit = ControlSequence(sequence)?.unit ?? .nothing
    guard unit == .nothing, let key = entry[Array(sequence)] else { return (unit, sequence.count) }
    return (.key(key), sequence.count)
  }
}
