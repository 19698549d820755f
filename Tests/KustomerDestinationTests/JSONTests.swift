import KustomerDestination
import Testing

@Test(arguments: [
  #"{"a":1.0,"b":12345678901234567890,"c":1e5,"d":-0.0}"#, #"["é","e\u0301x"]"#, "null", "true",
  #""\u001f\"\\\b\f\n\r\t""#, #"[]"#, #"{}"#, #"[[],{"":{}}]"#, #""😀""#, #"{"z":1,"a":2}"#,
])
func `compact JSON comes back as it was written`(text: String) throws {
  let printed = try JSON(parsing: text).compact
  #expect(printed.utf8.elementsEqual(text.replacing(#"\u0301"#, with: "\u{301}").utf8))
}

@Test func `escapes are decoded and only the needed ones written`() throws {
  let text = #""\u00e9\ud83d\ude00\/\u007f\u0000\u000A""#
  #expect(try JSON(parsing: text).compact == "\"é😀/\u{7F}\\u0000\\n\"")
}

@Test func `half of a surrogate pair is read as U+FFFD, and its place is known`() throws {
  let document = try JSONDocument(
    parsing:
      #"{"a":"x\ud83d","b":["\udc00",{"c":"\ud83d\ude00"}],"\ud800k":1,"d":"\ufffd","e":"\ud83d\u0041"}"#
  )
  #expect(
    document.value.compact
      == "{\"a\":\"x\u{FFFD}\",\"b\":[\"\u{FFFD}\",{\"c\":\"😀\"}],\"\u{FFFD}k\":1,"
      + "\"d\":\"\u{FFFD}\",\"e\":\"\u{FFFD}A\"}")
  #expect(document.loneSurrogates == ["a", "b[0]", "\u{FFFD}k", "e"])
}

@Test func `keys that differ only in normal form are two keys`() throws {
  let value = try JSON(parsing: "{\"\u{E9}\":1,\"e\u{301}\":2}")
  #expect(value.objectValue?.members.count == 2)
  #expect(value["\u{E9}"] == 1)
  #expect(value["e\u{301}"] == 2)
}

@Test func `of duplicate keys the last wins in the first's place`() throws {
  let document = try JSONDocument(
    parsing: #"{"a":1,"b":{"x":1,"\u0078":2},"a":3}"#)
  #expect(document.value.compact == #"{"a":3,"b":{"x":2}}"#)
  #expect(document.duplicateKeys == ["b.x", "a"])
  let nested = try JSONDocument(parsing: #"{"p":{"x":[[],{"q":1,"q":2}]}}"#)
  #expect(nested.duplicateKeys == ["p.x[1].q"])
}

@Test func `duplicates among many keys are found`() throws {
  let members = (0..<500).map { #""key-with-a-common-start-\#($0)":\#($0)"# }
  let text = "{" + (members + [#""key-with-a-common-start-250":true"#]).joined(separator: ",") + "}"
  let document = try JSONDocument(parsing: text)
  #expect(document.duplicateKeys == ["key-with-a-common-start-250"])
  #expect(document.value.objectValue?.members.count == 500)
  #expect(document.value["key-with-a-common-start-250"] == true)
}

@Test(arguments: [
  ("", 1, 1, JSONError.Reason.unexpectedEnd), ("{", 1, 2, .unexpectedEnd),
  ("{\n \"a\":tru}", 2, 9, .unexpectedCharacter), (#"{"a":1,}"#, 1, 8, .unexpectedCharacter),
  ("[1,]", 1, 4, .unexpectedCharacter), ("[1 2]", 1, 4, .unexpectedCharacter),
  ("01", 1, 2, .trailingCharacters), ("1.", 1, 3, .unexpectedEnd), ("-", 1, 2, .unexpectedEnd),
  ("1.x", 1, 3, .badNumber), ("+1", 1, 1, .unexpectedCharacter),
  ("NaN", 1, 1, .unexpectedCharacter),
  (#""\x""#, 1, 3, .badEscape), (#""\ud80""#, 1, 7, .badEscape),
  (#""\u12g4""#, 1, 6, .badEscape), ("\"a\u{1}\"", 1, 3, .controlCharacter),
  ("\"abc", 1, 5, .unexpectedEnd), ("{} x", 1, 4, .trailingCharacters),
  ("\u{FEFF}{\"é\":x}", 1, 6, .unexpectedCharacter), ("{\"a\"}", 1, 5, .unexpectedCharacter),
  ("{1:2}", 1, 2, .unexpectedCharacter), ("]", 1, 1, .unexpectedCharacter),
])
func `a text that is no JSON is refused with its place`(
  text: String, line: Int, column: Int, reason: JSONError.Reason
) {
  #expect {
    _ = try JSON(parsing: text)
  } throws: { error in
    guard let error = error as? JSONError else { return false }
    #expect([error.line, error.column] == [line, column])
    #expect(error.reason == reason)
    return true
  }
}

@Test(
  arguments: [
    [0x22, 0x80, 0x22], [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xE0, 0x80, 0x80, 0x22],
    [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0x22, 0xE2, 0x82],
    [0x22, 0xFF, 0x22], [0x22, 0xF0, 0x9F, 0x98, 0x22],
  ] as [[UInt8]])
func `bytes that are no UTF-8 are refused`(bytes: [UInt8]) {
  #expect(throws: JSONError.self) { _ = try JSON(parsing: bytes) }
}

@Test func `512 levels are read, 513 are refused politely`() throws {
  func nested(_ depth: Int) -> String {
    String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
  }
  #expect(try JSON(parsing: nested(512)).compact == nested(512))
  #expect {
    _ = try JSON(parsing: nested(100_000))
  } throws: {
    ($0 as? JSONError)?.reason == .tooDeep && ($0 as? JSONError)?.column == 513
  }
}

@Test(arguments: [
  ("1970-01-01", 0), ("2000-02-29T00:00:00Z", 951_782_400_000), ("1969-12-31T23:59:59.999Z", -1),
  ("0000-01-01", -62_167_219_200_000), ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
  ("2016-12-31T23:59:60Z", 1_483_228_800_000), ("2024-01-01T00:00:00+0100", 1_704_063_600_000),
  ("2024-01-01T00:00:00-05", 1_704_085_200_000), ("2024-01-01T00:00:00,5Z", 1_704_067_200_500),
  ("2024-01-01 00:00:00 UTC", 1_704_067_200_000), ("2024-01-01 00:00 GMT", 1_704_067_200_000),
  ("2024-01-01 00:00:00 Z", 1_704_067_200_000), ("2024-01-01T00:00:00Z[UTC]", 1_704_067_200_000),
  ("2024-01-01 00:00:00 +0100", 1_704_063_600_000), ("2024-01-01 00:00:00 +01", 1_704_063_600_000),
  ("2024-01-01 00:00:00.5 +0000 UTC", 1_704_067_200_500),
  ("2024-01-01 00:00:00 -0500 EST", 1_704_085_200_000),
  ("2024-01-01T00:00:00+01:00[Europe/Paris]", 1_704_063_600_000),
])
func `ISO-8601 is read to the millisecond`(text: String, milliseconds: Int64) {
  #expect(Timestamp(text)?.milliseconds == milliseconds)
}

@Test(arguments: [
  "2023-02-29", "2024-13-01", "2024-00-01", "2024-01-00", "2024-01-01T24:00:00Z", "2024-1-1",
  "2024-01-01T10:60:00Z", "2024-01-01T10:00:00.Z", "2024-01-01T10:00:00+24:00", "20240101",
  "2024-01-01T", "2024-01-01T10", "2024-01-01T10:00:00Zx", "2024-01-01T10:00:00 ",
  "2024-01-01T10:00:00 CET", "2024-01-01 10:00:00 +0000 ", "2024-01-01T10:00:00Z[]",
  "2024-01-01T10:00:00Z[UTC", "2024-01-01T10:00:00 UTC+1", "9999-12-31T23:59:59-01:00", "today",
])
func `a moment that does not exist is not read`(text: String) {
  #expect(Timestamp(text) == nil)
}

@Test func `dates round trip through every day of four centuries`() {
  for day in stride(from: Int64(-146_097), to: 146_097, by: 1) {
    let moment = Timestamp(milliseconds: day * 86_400_000 + 1)
    #expect(Timestamp(moment.rfc3339) == moment)
  }
}
