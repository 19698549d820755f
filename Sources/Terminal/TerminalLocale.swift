internal import CNcurses
internal import Glibc

/// The character set that ncurses is told; without this every UTF-8 byte would be drawn by itself.
enum TerminalLocale {
  /// Takes the locale from the environment and says whether it is UTF-8.
  ///
  /// Where the environment names none, as in a bare container, or one for UTF-8 that this machine
  /// lacks, as after ssh from another one, UTF-8 is taken. Only characters follow the locale, so
  /// that numbers keep their point.
  static func adopt(_ environment: [String: String]) -> Bool {
    let isKnown = setlocale(LC_CTYPE, "") != nil
    let name = name(in: environment)
    if name == nil && !isUTF8 || !isKnown && name.map(saysUTF8) ?? true {
      setlocale(LC_CTYPE, "C.UTF-8")
    }
    return isUTF8
  }

  /// The locale that counts for characters; nil when none is named.
  static func name(in environment: [String: String]) -> String? {
    ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
  }

  /// Whether a name asks for UTF-8, as `en_US.UTF-8`, `de_CH.utf8@euro` or the bare `UTF-8` that
  /// macOS sends along with ssh.
  static func saysUTF8(_ name: String) -> Bool {
    let name = name.lowercased()
    let codeset = name.split(separator: ".", maxSplits: 1).last?.prefix { $0 != "@" } ?? ""
    return codeset.filter(\.isLetter) == "utf" && codeset.filter(\.isNumber) == "8"
  }

  /// What a byte that is not UTF-8 means in a locale with another character set; nil for none.
  static func character(_ byte: UInt8) -> Unicode.Scalar? {
    // The C library passes every byte in the C locale, where such a byte means nothing.
    guard !isUTF8, codeset != "ANSI_X3.4-1968" else { return nil }
    let value = btowc(Int32(byte))
    return value < 0xA0 ? nil : Unicode.Scalar(value)
  }

  private static var isUTF8: Bool { codeset == "UTF-8" }

  private static var codeset: String {
    nl_langinfo(nl_item(CODESET)).map { String(cString: $0) } ?? ""
  }
}
