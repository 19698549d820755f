import Testing

@testable import Terminal

struct LocaleTests {
  @Test(arguments: [
    ("en_US.UTF-8", true), ("de_CH.utf8", true), ("C.UTF-8", true), ("de_CH.UTF-8@euro", true),
    ("UTF-8", true), ("utf8", true), ("xx_XX.Utf-8", true), ("C.UTF8", true), ("UTF-16", false),
    ("en_US", false), ("POSIX", false), ("de_DE.ISO-8859-1", false),
  ])
  func `a locale says by its name whether it is UTF-8`(_ name: String, _ isUTF8: Bool) {
    #expect(TerminalLocale.saysUTF8(name) == isUTF8)
  }

  @Test func `the first of the three variables that is not empty counts`() {
    let environment = ["LC_ALL": "", "LC_CTYPE": "POSIX", "LANG": "C.UTF-8"]
    #expect(TerminalLocale.name(in: environment) == "POSIX")
    #expect(TerminalLocale.name(in: [:]) == nil)
  }
}
