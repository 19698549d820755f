import Console
import Testing

@testable import Terminal

/// Bytes become characters, keys and answers, whole or not at all.
struct InputDecoderTests {
  private func units(_ bytes: [UInt8], _ decoder: InputDecoder = InputDecoder()) -> [InputUnit] {
    var rest = bytes[...]
    var units: [InputUnit] = []
    while !rest.isEmpty, let (unit, length) = decoder.next(of: rest, isLate: true) {
      units.append(unit)
      rest = rest.dropFirst(length)
    }
    #expect(rest.isEmpty)
    return units
  }

  private func keys(_ text: String) -> [Key] {
    units(Array(text.utf8)).compactMap { unit in
      switch unit {
      case .key(let key): key
      case .scalar(let scalar): .character(Character(scalar))
      case .pasteBegins, .background, .schemeChanged, .cursor, .nothing: nil
      }
    }
  }

  @Test(
    arguments: [
      ([0x5A, 0x6F, 0xFF, 0xFE, 0x20, 0x4D], "Zo\u{FFFD}\u{FFFD} M"),
      ([0x5A, 0xC3, 0x28], "Z\u{FFFD}("), ([0xE6, 0xBC, 0x41], "\u{FFFD}\u{FFFD}A"),
      ([0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}"), ([0xC3], "\u{FFFD}"),
      ([0xC0, 0x80, 0x61], "\u{FFFD}\u{FFFD}a"), ([0xF0, 0x9F, 0x98], "\u{FFFD}\u{FFFD}\u{FFFD}"),
    ] as [([UInt8], String)])
  func `a byte that is no text costs itself alone`(_ bytes: [UInt8], _ text: String) {
    #expect(units(bytes) == text.unicodeScalars.map { .scalar($0) })
  }

  @Test func `a byte that is not UTF-8 is what the locale's own character set says`() {
    let latin = InputDecoder { Unicode.Scalar($0) }
    #expect(units([0x5A, 0xFC, 0x72], latin) == [.scalar("Z"), .scalar("ü"), .scalar("r")])
    #expect(units(Array("Zoë".utf8), latin) == [.scalar("Z"), .scalar("o"), .scalar("ë")])
  }

  @Test func `a character is waited for until it is whole`() {
    let bytes = Array("漢".utf8)
    #expect(InputDecoder().next(of: bytes[..<2]) == nil)
    #expect(InputDecoder().next(of: bytes[...])?.unit == .scalar("漢"))
  }

  @Test func `the number pad in application mode types what stands on it`() {
    let pad = "pqrstuvwxynmkjolX".map { "\u{1B}O\($0)" }.joined()
    #expect(keys(pad) == "0123456789.-+*/,=".map { .character($0) })
    #expect(keys("\u{1B}OM\u{1B}OI") == [.enter, .tab])
  }

  @Test(arguments: [
    ("\u{1B}\u{7F}", Key.altBackspace), ("\u{1B}\u{8}", .altBackspace),
    ("\u{1B}[127;3u", .altBackspace), ("\u{1B}[127;5u", .altBackspace),
    ("\u{1B}\u{1B}[D", .controlLeft), ("\u{1B}\u{1B}OC", .controlRight),
    ("\u{1B}[1;5D", .controlLeft), ("\u{1B}[5D", .controlLeft), ("\u{1B}O5C", .controlRight),
    ("\u{1B}Od", .controlLeft), ("\u{1B}[1;3C", .controlRight), ("\u{1B}[1;2D", .left),
    ("\u{1B}[d", .left), ("\u{1B}\u{1B}[3~", .delete), ("\u{1B}[3^", .delete),
    ("\u{1B}[7$", .home), ("\u{1B}[8@", .end), ("\u{1B}[[A", .function(1)),
    ("\u{1B}[25~", .shiftFunction(1)), ("\u{1B}[34~", .shiftFunction(8)),
    ("\u{1B}[1;2R", .shiftFunction(3)), ("\u{1B}[13;2~", .shiftFunction(3)),
  ])
  func `a key is the same from whatever terminal`(_ typed: String, _ key: Key) {
    #expect(keys(typed + "x") == [key, .character("x")])
  }

  @Test(arguments: [
    ("97u", [Key.character("a")]), ("97;2u", [.character("A")]), ("97:65;2u", [.character("A")]),
    ("97;5u", [.control("a")]), ("1089:1057:99;5u", [.control("c")]), ("97;3u", [.alt("a")]),
    ("97;5:3u", []), ("97;9u", []), ("246;1;246u", [.character("ö")]),
    ("97;65u", [.character("a")]),
    ("27u", [.escape]), ("13u", [.enter]), ("13;2u", [.enter]), ("13;5u", []), ("9;2u", [.backTab]),
    ("105;5u", [.tab]), ("32;5u", [.controlSpace]), ("57399u", [.character("0")]),
    ("57413u", [.character("+")]), ("57417u", [.left]), ("57358u", []), ("57441;2u", []),
    ("1;1:1A", [.up]), ("1;1:3A", []), ("15;1:3~", []), ("27;5;97~", [.control("a")]),
    ("27;5;13~", []), ("99999999999999999999u", []), ("u", []), ("57344;5:2u", [.escape]),
  ])
  func `reports of the keyboard are keys, or nothing`(_ report: String, _ expected: [Key]) {
    #expect(keys("\u{1B}[\(report)x") == expected + [.character("x")])
  }

  @Test(arguments: [
    "\u{1B}[I", "\u{1B}[O", "\u{1B}[?62;22c", "\u{1B}[?1u", "\u{1B}[?2026;2$y", "\u{1B}[2;1$y",
    "\u{1B}P>|term(1)\u{1B}\\", "\u{1B}_Gi=1;OK\u{1B}\\", "\u{1B}]10;rgb:0/0/0\u{7}",
    "\u{1B}[M !!", "\u{1B}[32;5;6M", "\u{1B}[8;24;80t", "\u{1B}[200;1;32_", "\u{1B}[E", "\u{1B}[G",
    "\u{1B}[201~", "\u{1B}[>0;276;0c",
  ])
  func `what is no key is swallowed whole`(_ report: String) {
    #expect(keys(report + "x") == [.character("x")])
  }

  @Test func `an answer is waited for until it is whole`() {
    let answer = Array("\u{1B}]11;rgb:1a1a/1b1b/2626\u{1B}\\".utf8)
    for length in 1..<answer.count {
      #expect(InputDecoder().next(of: answer[..<length]) == nil, "after \(length) bytes")
    }
    #expect(units(answer) == [.background(RGB(red: 0x1A, green: 0x1B, blue: 0x26))])
  }

  @Test func `a sequence that a key breaks off is swallowed, the key is not`() {
    #expect(keys("\u{1B}]11;rgb\r") == [.enter])
    #expect(keys("\u{1B}[12\u{3}") == [.control("c")])
    #expect(keys("\u{1B}]11;rgb\u{1B}[A") == [.up])
    #expect(keys("\u{1B}P1\u{1B}") == [.escape])
  }

  @Test func `every cut of every report leaves no letter behind once it is late`() {
    for report in ["\u{1B}[97;5u", "\u{1B}[1;5D", "\u{1B}]11;rgb:1/2/3\u{7}", "\u{1B}[<0;1;1M"] {
      for length in 3..<report.utf8.count {
        #expect(units(Array(report.utf8.prefix(length))) == [.nothing], "\(length) of \(report)")
      }
    }
  }

  @Test func `light and dark and the cursor's place are understood`() {
    #expect(units(Array("\u{1B}[?997;1n\u{1B}[?997;2n".utf8)) == [.schemeChanged, .schemeChanged])
    #expect(units(Array("\u{1B}[2;3R".utf8)) == [.cursor(row: 2, column: 3)])
  }

  @Test func `a key of the terminal's own entry is known`() {
    let decoder = InputDecoder(entry: [Array("\u{1B}[224z".utf8): .function(1)])
    #expect(units(Array("\u{1B}[224z".utf8), decoder) == [.key(.function(1))])
    #expect(units(Array("\u{1B}[225z".utf8), decoder) == [.nothing])
  }
}
