import Foundation

/// The name of a tracking event as Kustomer takes it: `^[a-zA-Z][a-zA-Z0-9-_.]+$`, 2 to 255
/// characters.
///
/// Foundation is here for compatibility decomposition alone, which the standard library keeps to
/// itself.
struct EventName {
  /// What is sent.
  var text: String
  var change: Change

  /// How it differs from the original in more than white space and style.
  enum Change {
    case none
    /// In marks, signs, letters that are written out, or by a cut.
    case adapted
    /// A hash stands for letters or digits that were lost.
    case hashed
  }

  /// Whether the original goes into meta.
  var isAdapted: Bool { change != .none }

  static let limit = 255

  /// What surrounds a name.
  struct Frame {
    var prefix = ""
    var suffix = ""
    /// The whole name when there is none to surround.
    var nameless = ""

    init(_ style: EventNames, _ type: CallType) {
      switch (style, type) {
      case (_, .track), (_, .identify), (.plain, _):
        nameless = type == .screen ? "Screen" : "Page"
      case (.viewed, .page): (prefix, suffix, nameless) = ("Viewed-", "-Page", "Viewed-Page")
      case (.viewed, .screen):
        (prefix, suffix, nameless) = ("Viewed-", "-Screen", "Viewed-Screen")
      case (.prefixed, .page):
        (prefix, suffix, nameless) = ("Web-Page-Viewed-", "", "Web-Page-Viewed")
      case (.prefixed, .screen):
        (prefix, suffix, nameless) = ("Screen-Viewed-", "", "Screen-Viewed")
      }
    }
  }

  /// The name of a view or a track; `original` is nil for a page or screen without one.
  init(_ original: String?, style: EventNames, type: CallType) {
    let frame = Frame(style, type)
    guard let original else {
      self.init(text: frame.nameless, change: .none)
      return
    }
    var (name, hash, isAdapted) = Self.cleaned(original)
    var prefix = frame.prefix
    let first = prefix.isEmpty ? (name.isEmpty ? hash : name) : prefix
    if !Self.startsWithLetter(first) { prefix = "Event-" + prefix }
    var suffix = frame.suffix
    // The hash tells events apart, so a long name is cut before it.
    if !hash.isEmpty { suffix = (name.isEmpty ? "" : "-") + hash + suffix }
    if prefix.utf8.count + name.utf8.count + suffix.utf8.count == 1 { suffix = "-event" }
    let room = Self.limit - prefix.utf8.count - suffix.utf8.count
    if name.utf8.count > room {
      name = String(name.prefix(room))
      isAdapted = true
    }
    if !prefix.isEmpty { name = prefix + name }
    if !suffix.isEmpty { name += suffix }
    self.init(text: name, change: !hash.isEmpty ? .hashed : isAdapted ? .adapted : .none)
  }

  private init(text: String, change: Change) {
    self.text = text
    self.change = change
  }

  /// The name in the characters that Kustomer takes, and the hash of the original when letters or
  /// digits of it were lost or nothing is left.
  private static func cleaned(
    _ original: String
  ) -> (name: String, hash: String, isAdapted: Bool) {
    if let plain = plain(original) { return (plain, "", false) }
    let isASCII = original.utf8.allSatisfy { $0 < 0x80 }
    let decomposed = isASCII ? original : original.decomposedStringWithCompatibilityMapping
    var name: [UInt8] = []
    name.reserveCapacity(original.utf8.count)
    var isInRun = false
    var isLetterLost = false
    for scalar in decomposed.unicodeScalars where !scalar.isMark {
      if isAllowed(scalar) {
        name.append(UInt8(scalar.value))
        isInRun = false
      } else if !scalar.isASCII, let letters = writtenOut[scalar] {
        name += letters.utf8
        isInRun = false
      } else {
        if !isInRun { name.append(UInt8(ascii: "-")) }
        isInRun = true
        if scalar.isLetter || scalar.isNumber { isLetterLost = true }
      }
    }
    let kept = name.trimming(isMark)
    let hash = kept.isEmpty || isLetterLost ? FNV1a.hex(FNV1a.hash32(original.utf8)) : ""
    return (String(decoding: kept, as: UTF8.self), hash, losesMoreThanSpace(original))
  }

  /// Latin letters that do not decompose, as they are written without them.
  private static let writtenOut: [Unicode.Scalar: String] = [
    "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O",
    "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "þ": "th", "Þ": "TH", "ð": "d", "Ð": "D", "ı": "i",
  ]

  /// Words of letters and digits with single blanks or marks between, which is what most names
  /// are; nil for any other.
  private static func plain(_ original: String) -> String? {
    var original = original
    return original.withUTF8 { bytes in
      guard let first = bytes.first, let last = bytes.last, isAlphanumeric(first),
        isAlphanumeric(last)
      else { return nil }
      for at in 0..<bytes.count where !isAlphanumeric(bytes[at]) && !isMark(bytes[at]) {
        guard bytes[at] == 0x20, bytes[at + 1] != 0x20 else { return nil }
      }
      return String(unsafeUninitializedCapacity: bytes.count) { name in
        for at in 0..<bytes.count {
          name[at] = bytes[at] == 0x20 ? UInt8(ascii: "-") : bytes[at]
        }
        return bytes.count
      }
    }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit
  }

  /// Whether cleaning a name replaces or trims anything but white space.
  private static func losesMoreThanSpace(_ original: String) -> Bool {
    let trimmed = original.trimmed
    guard let first = trimmed.utf8.first, let last = trimmed.utf8.last else { return true }
    return isMark(first) || isMark(last)
      || trimmed.unicodeScalars.contains { !isAllowed($0) && !$0.isSpace }
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.isASCII else { return false }
    let byte = UInt8(scalar.value)
    return byte.isASCIILetter || byte.isASCIIDigit || isMark(byte)
  }

  private static func isMark(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
  }

  private static func startsWithLetter(_ name: String) -> Bool {
    name.utf8.first?.isASCIILetter ?? false
  }
}

extension Unicode.Scalar {
  fileprivate var isNumber: Bool {
    switch properties.generalCategory {
    case .decimalNumber, .letterNumber, .otherNumber: true
    default: false
    }
  }
}

extension UInt8 {
  /// `A`…`Z` or `a`…`z`.
  var isASCIILetter: Bool { 0x41...0x5A ~= self & 0xDF }

  /// `0`…`9`.
  var isASCIIDigit: Bool { 0x30...0x39 ~= self }
}

extension [UInt8] {
  /// Without the bytes at both ends that satisfy a predicate.
  func trimming(_ predicate: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    let rest = drop(while: predicate)
    guard let last = rest.lastIndex(where: { !predicate($0) }) else { return [] }
    return rest[...last]
  }
}
