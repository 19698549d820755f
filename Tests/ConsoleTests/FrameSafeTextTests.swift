import Console
import Testing

struct FrameSafeTextTests {
  @Test(arguments: [
    ("plain ASCII ~", "plain ASCII ~"),
    ("", ""),
    ("\u{1B}[31mred", "␛[31mred"),
    ("\u{1B}]0;title\u{07}", "␛]0;title␇"),
    ("a\u{0}b", "a␀b"),
    ("a\nb", "a␊b"),
    ("a\r\nb", "a␍␊b"),
    ("a\rb", "a␍b"),
    ("a\tb", "a␉b"),
    ("a\u{8}b", "a␈b"),
    ("a\u{B}b\u{C}", "a␋b␌"),
    ("a\u{1F}b", "a␟b"),
    ("a\u{7F}b", "a␡b"),
    ("a\u{80}b", "a‹U+0080›b"),
    ("a\u{85}b", "a‹U+0085›b"),
    ("a\u{9B}31m", "a‹U+009B›31m"),
    ("a\u{9D}0;t\u{9C}", "a‹U+009D›0;t‹U+009C›"),
    ("user\u{202E}gpj.exe", "user‹U+202E›gpj.exe"),
    ("\u{202A}\u{202B}\u{202C}\u{202D}", "‹U+202A›‹U+202B›‹U+202C›‹U+202D›"),
    ("\u{2066}a\u{2067}b\u{2068}c\u{2069}", "‹U+2066›a‹U+2067›b‹U+2068›c‹U+2069›"),
    ("a\u{200E}b\u{200F}", "a‹U+200E›b‹U+200F›"),
    ("a\u{61C}b", "a‹U+061C›b"),
    ("a\u{200B}b", "a‹U+200B›b"),
    ("a\u{200C}b", "a‹U+200C›b"),
    ("a\u{200D}b", "a‹U+200D›b"),
    ("\u{FEFF}id", "‹U+FEFF›id"),
    ("a\u{AD}b", "a‹U+00AD›b"),
    ("a\u{2060}b\u{2064}", "a‹U+2060›b‹U+2064›"),
    ("a\u{34F}b", "a‹U+034F›b"),
    ("a\u{2028}b\u{2029}c", "a‹U+2028›b‹U+2029›c"),
    ("a\u{3164}b\u{115F}", "a‹U+3164›b‹U+115F›"),
    ("a\u{FE00}b", "a‹U+FE00›b"),
    ("a\u{FFF9}b\u{FFFB}", "a‹U+FFF9›b‹U+FFFB›"),
    ("a\u{FFFE}b\u{10FFFF}", "a‹U+FFFE›b‹U+10FFFF›"),
    ("🏴\u{E0067}\u{E0062}\u{E007F}", "🏴‹U+E0067›‹U+E0062›‹U+E007F›"),
    ("葛\u{E0100}", "葛‹U+E0100›"),
    ("\u{301}e", "◌\u{301}e"),
    ("e\u{301}", "e\u{301}"),
    (
      "e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}",
      "e\u{301}\u{302}\u{303}\u{304}‹U+0305›‹U+0306›"
    ),
    ("👩‍👩‍👧", "👩‍👩‍👧"),
    ("👍🏽 ❤️ 🇯🇵 1️⃣", "👍🏽 ❤️ 🇯🇵 1️⃣"),
    ("👩\u{200D}", "👩‹U+200D›"),
    ("1\u{200D}", "1‹U+200D›"),
    ("👩\u{200D}\u{200D}👩", "👩‹U+200D›‹U+200D›👩"),
    ("漢字 العربية हिन्दी 한국어", "漢字 العربية हिन्दी 한국어"),
    ("\u{FFFD}", "\u{FFFD}"),
    ("\u{13430}", "‹U+13430›"),
  ])
  func `a hostile text becomes one line that hides nothing`(_ text: String, _ safe: String) {
    #expect(Array(displaySafe(text).unicodeScalars) == Array(safe.unicodeScalars))
  }

  @Test func `what is safe is left as it is`() {
    for value in stride(from: UInt32(0), to: 0x11_0000, by: 7) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let once = displaySafe("a\(scalar)b")
      #expect(displaySafe(once).unicodeScalars.elementsEqual(once.unicodeScalars))
    }
  }

  @Test func `no control or invisible scalar is left`() {
    for value in UInt32(0)..<0x11_0000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let properties = scalar.properties
      let mustGo =
        properties.generalCategory == .control || properties.isDefaultIgnorableCodePoint
        || properties.isBidiControl
      guard mustGo else { continue }
      #expect(!displaySafe("a\(scalar)b").unicodeScalars.contains(scalar), "\(scalar.value)")
    }
  }

  @Test(arguments: [
    ("1\u{FE0F}\u{20E3}", #""1\ufe0f\u20e3""#), ("❤\u{FE0F}", #""❤\ufe0f""#),
    ("❤\u{FE0E}", #""❤\ufe0e""#), ("👍🏽", #""👍\ud83c\udffd""#), ("🏽", "\"🏽\""),
    ("👩\u{200D}👧", #""👩\u200d👧""#), ("🇨🇭", "\"🇨🇭\""), ("#\u{20E3}", "\"#\\u20e3\""),
    ("한국", "\"한국\""), ("\u{1112}\u{1161}\u{11AB}", #""\u1112\u1161\u11ab""#),
    ("e\u{301}", "\"e\u{301}\""), ("\u{301}e", #""\u0301e""#), ("5\u{301}", #""5\u0301""#),
    ("e\u{301}\u{301}\u{301}\u{301}\u{301}", "\"e\u{301}\u{301}\u{301}\u{301}\\u0301\""),
    ("a\u{180B}", #""a\u180b""#), ("a\u{E0100}", #""a\udb40\udd00""#), ("\u{E000}", #""\ue000""#),
    ("漢\u{3099}", "\"漢\u{3099}\""), ("Zoë", "\"Zoë\""),
  ])
  func `JSON that is shown says every scalar of a text`(_ text: String, _ shown: String) {
    #expect(Array(safeJSON(text).unicodeScalars) == Array(shown.unicodeScalars))
  }

  @Test func `where only ASCII shows, everything else is spelled out`() {
    Repertoire.$current.withValue(.ascii) {
      #expect(displaySafe("Zo\u{EB} 漢\u{1B}") == "Zo‹U+00EB› ‹U+6F22›‹U+001B›")
      #expect(displaySafe("a‹U+00EB›…") == "a‹U+00EB›…")
      #expect(safeJSON("Zo\u{EB} 👍…") == #""Zo\u00eb \ud83d\udc4d\u2026""#)
      #expect(cells(of: "ë") == 8)
    }
    #expect(displaySafe("Zoë") == "Zoë")
  }
}
