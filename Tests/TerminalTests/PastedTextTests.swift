import Testing

@testable import Terminal

struct PastedTextTests {
  private func pasted(_ pieces: [String]) -> (text: String, rest: String?) {
    var paste = PastedText()
    for piece in pieces {
      if let rest = paste.take(Array(piece.utf8)[...]) {
        return (paste.text, String(decoding: rest, as: UTF8.self))
      }
    }
    return (paste.text, nil)
  }

  @Test(arguments: [
    (["one\u{1B}[201~"], "one", ""),
    (["one\u{1B}[201~two"], "one", "two"),
    (["on", "e\u{1B}", "[20", "1~two"], "one", "two"),
    (["\u{1B}\u{1B}[201~"], "", ""),
    (["\u{1B}[20\u{1B}[201~"], "[20", ""),
    (["a\r\nb\rc\nd\n\re\u{1B}[201~"], "a\nb\nc\nd\n\ne", ""),
    (["\u{0}a\u{7}b\u{9}c\u{7F}\u{9B}d\u{1B}[201~"], "ab\tcd", ""),
  ])
  func `a paste ends at its code`(_ pieces: [String], _ text: String, _ rest: String) {
    let result = pasted(pieces)
    #expect(result.text == text)
    #expect(result.rest == rest)
  }

  @Test func `a character cut by two reads stays whole`() {
    var paste = PastedText()
    let bytes = Array("漢\u{1B}[201~".utf8)
    #expect(paste.take(bytes[..<2]) == nil)
    #expect(paste.take(bytes[2...]) == [])
    #expect(paste.text == "漢")
  }

  @Test func `bytes that are no text become replacement characters`() {
    var paste = PastedText()
    #expect(paste.take([0x61, 0xFF, 0x62]) == nil)
    #expect(paste.text == "a\u{FFFD}b")
  }

  @Test func `a huge paste is cut at its limit`() {
    var paste = PastedText()
    let block = [UInt8](repeating: 0x78, count: 1 << 20)
    for _ in 0..<6 { #expect(paste.take(block[...]) == nil) }
    #expect(paste.take(Array("\u{1B}[201~y".utf8)[...]) == [0x79])
    #expect(paste.text.utf8.count == PastedText.limit)
  }
}
