internal import Glibc

/// The character set that ncurses is told; without this every UTF-8 byte would be drawn by itself.
enum TerminalLocale {
  /// Takes the locale from the environment and says whether it is UTF-8.
  ///
  /// Where the environment names none, as in a bare container, UTF-8 is taken. Only characters
  /// follow the locale, so that numbers keep their point.
  static func adopt(_ environment: [String: String]) -> Bool {
    setlocale(LC_CTYPE, "")
    let isNamed = ["LC_ALL", "LC_CTYPE", "LANG"].contains { environment[$0]?.isEmpty == false }
    if !isUTF8, !isNamed { setlocale(LC_CTYPE, "C.UTF-8") }
    return isUTF8
  }

  private static var isUTF8: Bool {
    nl_langinfo(nl_item(CODESET)).map { String(cString: $0) } == "UTF-8"
  }
}
