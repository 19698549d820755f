/// The key of a meta member, whose ending tells Kustomer the type of its value.
struct MetaKey {
  enum Suffix: Sendable {
    case number, boolean, dateTime, text

    var word: StaticString {
      switch self {
      case .number: "Num"
      case .boolean: "Bool"
      case .dateTime: "At"
      case .text: "Str"
      }
    }

    /// Characters that a base has at least.
    var shortestBase: Int {
      switch self {
      case .number, .boolean, .dateTime: MetaKey.shortest
      case .text: 1
      }
    }

    /// Characters that a base has at most, a number that tells it from another of its name counted.
    var longestBase: Int {
      switch self {
      case .number, .boolean, .dateTime: MetaKey.longest
      case .text: MetaKey.longest - word.utf8CodeUnitCount
      }
    }
  }

  /// Characters of a base, and of a whole `Str` key.
  ///
  /// Source: `^[a-zA-Z][a-zA-Z0-9-_]{2,32}`, Kustomer's former pattern of meta keys and the only
  /// public one; a key that is refused would cost the event.
  private static let longest = 33
  /// Characters of a base before any other suffix.
  private static let shortest = 3

  /// The key without its suffix.
  private(set) var base: String
  let suffix: Suffix
  /// Whether `p-` stands before a name that is too short by itself.
  private(set) var isPadded = false

  var text: String { base + suffix.word.description }

  private init(base: String, suffix: Suffix) {
    self.base = base
    self.suffix = suffix
  }

  /// A key for a value of that type; a nested property's name has its parents' before it.
  init(_ name: String, suffix: Suffix) {
    self.suffix = suffix
    var base = Self.cleaned(name)
    let length = suffix.word.utf8CodeUnitCount
    if base.hasSuffix(suffix.word.description), base.utf8.count > length {
      base.removeLast(length)
    }
    if base.utf8.count < suffix.shortestBase {
      base = "p-" + base
      isPadded = true
    }
    self.base = String(base.prefix(suffix.longestBase))
  }

  /// How many first bytes of a key are its base; nil when it has to be changed.
  static func lengthOfBase(_ document: JSONView, _ key: Int, _ suffix: Suffix) -> Int? {
    guard !document.nodes[key].isEscaped else { return nil }
    let name = document.raw(key)
    guard isClean(name) else { return nil }
    let rest = name.count - suffix.word.utf8CodeUnitCount
    let endsInSuffix =
      rest > 0 && UnsafeBufferPointer(rebasing: name[rest...]).starts(with: suffix.word)
    let length = endsInSuffix ? rest : name.count
    return length < suffix.shortestBase ? nil : min(length, suffix.longestBase)
  }

  /// Of the event's name as it was before it was adapted.
  static let originalName = MetaKey(base: "originalName", suffix: .text)
  /// Of the call's own time.
  static let ownTime = MetaKey(base: "occurred", suffix: .dateTime)

  /// The same with a number before the suffix, for the second, third… key of one name.
  func numbered(_ number: Int) -> MetaKey {
    var key = self
    let digits = String(number)
    key.base = String(base.prefix(suffix.longestBase - digits.utf8.count)) + digits
    return key
  }

  /// The name of a nested property: the child's first letter becomes upper case.
  static func joined(_ parent: String, _ child: String) -> String {
    guard let first = child.first else { return parent }
    return parent + first.uppercased() + child.dropFirst()
  }

  private static func cleaned(_ name: String) -> String {
    if isClean(name.utf8) { return name }
    var bytes: [UInt8] = []
    var isInRun = false
    for byte in name.utf8 {
      if isAllowed(byte) {
        bytes.append(byte)
        isInRun = false
      } else if !isInRun {
        bytes.append(UInt8(ascii: "-"))
        isInRun = true
      }
    }
    let kept = String(decoding: bytes.trimming { $0 == UInt8(ascii: "-") }, as: UTF8.self)
    guard let first = kept.utf8.first else { return "key-" + FNV1a.hex(FNV1a.hash32(name.utf8)) }
    return first.isASCIILetter ? kept : "p-" + kept
  }

  private static func isClean(_ name: some BidirectionalCollection<UInt8>) -> Bool {
    guard let first = name.first, first.isASCIILetter, name.last != UInt8(ascii: "-") else {
      return false
    }
    return name.allSatisfy(isAllowed)
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "_")
  }
}
