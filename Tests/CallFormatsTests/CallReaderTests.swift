internal import CallFormats
internal import KustomerDestination
internal import Testing

@Suite struct CallReaderTests {
  @Test(arguments: [
    Input("nothing", "", []),
    Input("blank lines", "\n \r\n\t\n", []),
    Input("one call a line", "{\"a\":1}\n{\"a\":2}\n", ["1 {\"a\":1}", "2 {\"a\":2}"]),
    Input("no line feed at the end", "{\"a\":1}\n{\"a\":2}", ["1 {\"a\":1}", "2 {\"a\":2}"]),
    Input(
      "CRLF and blank lines", "\r\n{\"a\":1}\r\n\r\n{\"a\":2}\r\n", ["2 {\"a\":1}", "4 {\"a\":2}"]),
    Input("a byte order mark", "\u{FEFF}{\"a\":1}\n", ["1 {\"a\":1}"]),
    Input(
      "one object over many lines", "{\n  \"a\": {\n    \"b\": 1\n  }\n}\n", ["1 {\"a\":{\"b\":1}}"]
    ),
    Input(
      "objects over many lines", "{\n\"a\": 1\n}\n{\n\"a\": 2\n}\n{\"a\":3}\n",
      ["1 {\"a\":1}", "4 {\"a\":2}", "7 {\"a\":3}"]),
    Input("an array", "[{\"a\":1},{\"a\":2}]", ["1.1 {\"a\":1}", "1.2 {\"a\":2}"]),
    Input(
      "an array over lines", "\n[\n  {\"a\": \"]}\\\"\"},\n  {\"a\":\n 2}\n]\n",
      ["3.1 {\"a\":\"]}\\\"\"}", "4.2 {\"a\":2}"]),
    Input("an empty array", "[ ]\n", []),
    Input(
      "arrays and objects, line by line", "[{\"a\":1}]\n{\"a\":2}\n[{\"a\":3}]",
      ["1.1 {\"a\":1}", "2 {\"a\":2}", "3.1 {\"a\":3}"]),
    Input("an empty batch", "{\"batch\":[]}", []),
    Input("a batch that is no array", "{\"batch\":1}", ["1 {\"batch\":1}"]),
    Input(
      "several on a line, as Firehose writes them", "{\"a\":1}{\"a\":2} {\"a\":\"}{\"}\n{\"a\":4}",
      ["1.1 {\"a\":1}", "1.2 {\"a\":2}", "1.3 {\"a\":\"}{\"}", "2 {\"a\":4}"]),
    Input(
      "lines that end in a comma", "{\"a\":1},\n{\"a\":2} , \r\n{\n\"a\":3\n},\n{\"a\":4},",
      ["1 {\"a\":1}", "2 {\"a\":2}", "3 {\"a\":3}", "6 {\"a\":4}"]),
    Input(
      "batches on a line", "{\"batch\":[{\"a\":1}]}{\"batch\":[{\"a\":2}]}\n",
      ["1.1 {\"a\":1}", "1.1 {\"a\":2}"]),
    Input(
      "a list of calls under a name", "{\"data\":[{\"type\":\"page\"},{\"event\":\"A\"}],\"n\":2}",
      ["1.1 {\"type\":\"page\"}", "1.2 {\"event\":\"A\"}"]),
  ])
  func `each form gives its calls with their lines`(_ input: Input) throws {
    for size in [1, 7, 65_536] {
      #expect(try records(of: input.text, chunk: size) == input.records, "chunks of \(size)")
    }
  }

  @Test(arguments: [
    Input(
      "a word", "{\"a\":1}\nhello\n{\"a\":2}\n",
      ["1 {\"a\":1}", "2! line 2, column 1: unexpected character", "3 {\"a\":2}"]),
    Input(
      "a missing value", "{\"a\":}\n{\"a\":2}\n",
      ["1! line 1, column 6: unexpected character", "2 {\"a\":2}"]),
    Input(
      "a line that ends too early", "{\"a\":1\n{\"a\":2}\n{\"a\":3}\n",
      ["1! line 1, column 7: the text ends too early", "2 {\"a\":2}", "3 {\"a\":3}"]),
    Input(
      "a line that ends before a value", "{\"a\":\n{\"a\":2}\n",
      ["1! line 1, column 6: the text ends too early", "2 {\"a\":2}"]),
    Input(
      "a line that ends before a value, before many", "{\"a\":1}\n{\"b\":\n{\"a\":3}\n{\"a\":4}\n",
      [
        "1 {\"a\":1}", "2! line 2, column 6: the text ends too early", "3 {\"a\":3}",
        "4 {\"a\":4}",
      ]),
    Input(
      "an open string", "{\"a\":\"x\n{\"a\":2}\n",
      ["1! line 1, column 8: the text ends too early", "2 {\"a\":2}"]),
    Input(
      "an open array", "{\"a\":[\n{\"a\":2}\n{\"a\":3}\n",
      ["1! line 1, column 7: the text ends too early", "2 {\"a\":2}", "3 {\"a\":3}"]),
    Input(
      "two broken lines", "{\"a\":1,\nhello\n{\"a\":3}",
      [
        "1! line 1, column 8: the text ends too early",
        "2! line 2, column 1: unexpected character", "3 {\"a\":3}",
      ]),
    Input(
      "a last line that ends too early", "{\"a\":1}\n{\"a\":",
      ["1 {\"a\":1}", "2! line 2, column 6: the text ends too early"]),
    Input(
      "a last line that ends too early, and a line feed", "{\"a\":1}\n{\"a\":\n\n",
      ["1 {\"a\":1}", "2! line 2, column 6: the text ends too early"]),
    Input(
      "an object over lines with a comma missing", "{\n  \"a\": 1\n  \"b\": 2\n}\n{\"a\":2}\n",
      ["1! line 3, column 3: unexpected character", "5 {\"a\":2}"]),
    Input(
      "an object over lines with a name that is not quoted", "{\n  x: 1\n}\n{\"a\":2}\n",
      ["1! line 2, column 3: unexpected character: the key x needs double quotes", "4 {\"a\":2}"]),
    Input(
      "an object over lines with a comma too many", "{\"a\":1,\n}\n{\"a\":2}\n",
      [
        "1! line 2, column 1: unexpected character: a comma stands before it; take that out",
        "3 {\"a\":2}",
      ]),
    Input(
      "an object over lines that ends too early", "{\n  \"a\": 1,\n  \"b\": 2\n",
      ["1! line 3, column 9: the text ends too early"]),
    Input(
      "a broken element", "[{\"a\":1},\n {\"a\":x},\n {\"a\":3}]",
      ["1.1 {\"a\":1}", "2.2! line 2, column 7: unexpected character", "3.3 {\"a\":3}"]),
    Input(
      "an array that does not end", "[{\"a\":1},\n",
      ["1.1 {\"a\":1}", "2.2! line 2, column 1: the text ends too early"]),
    Input(
      "a comma too many", "[{\"a\":1},]\n{\"a\":2}\n",
      ["1.1 {\"a\":1}", "1.2! line 1, column 10: unexpected character", "2 {\"a\":2}"]),
    Input(
      "a broken item of a batch",
      "{\"batch\":[{\"a\":1},{\"a\":NaN},{\"a\":3}],\"context\":{\"c\":1}}\n{\"b\":1}\n",
      [
        "1.1 {\"a\":1,\"context\":{\"c\":1}}",
        "1.2! line 1, column 24: unexpected character: NaN is no JSON value; write null",
        "1.3 {\"a\":3,\"context\":{\"c\":1}}", "2 {\"b\":1}",
      ]),
    Input(
      "a broken item of a batch over lines",
      "{ \"batch\": [\n{\"a\":1},\n{\"a\":'x'},\n{\"a\":3}\n] }\n{\"b\":1}\n",
      [
        "2.1 {\"a\":1}",
        "3.2! line 3, column 6: unexpected character: JSON has no single quotes; write \"",
        "4.3 {\"a\":3}", "6 {\"b\":1}",
      ]),
    Input(
      "an item of an array whose string does not close",
      "[{\"a\":1},{\"a\":\"x},{\"a\":3}]\n{\"b\":1}\n",
      [
        "1.1 {\"a\":1}",
        "1.2! line 1, column 21: unexpected character; from here on nothing is read up to a line that begins with { or [",
        "2 {\"b\":1}",
      ]),
    Input(
      "an item of an array whose bracket does not close",
      "[{\"a\":1},{\"a\":[1,2},{\"a\":3}]\n{\"b\":1}\n",
      [
        "1.1 {\"a\":1}",
        "1.2! line 1, column 19: unexpected character; from here on nothing is read up to a line that begins with { or [",
        "2 {\"b\":1}",
      ]),
    Input(
      "an item of an array that does not end", "[{\"a\":1},\n{\"a\":[1,\n{\"a\":3}\n",
      [
        "1.1 {\"a\":1}",
        "2.2! line 2, column 1: the record that begins here does not end; what follows is not read",
      ]),
    Input(
      "a word behind a record", "{\"a\":1} x\n{\"a\":2}\n",
      ["1 {\"a\":1}", "1! line 1, column 9: something stands after the value", "2 {\"a\":2}"]),
    Input(
      "comments", "{\"a\":1, // one\n\"b\":2}\n{\"a\":2}\n",
      [
        "1! line 1, column 9: unexpected character: JSON has no comments; take them out",
        "2! line 2, column 4: something stands after the value", "3 {\"a\":2}",
      ]),
    Input(
      "columns in scalars", "{\"ä\":\"世界\",x}",
      ["1! line 1, column 11: unexpected character"]),
  ])
  func `a broken record names its place`(_ input: Input) throws {
    for size in [1, 7, 65_536] {
      #expect(try records(of: input.text, chunk: size) == input.records, "chunks of \(size)")
    }
  }

  @Test func `a batch's context stands under that of each item`() throws {
    let text = """
      {"batch":[
        {"type":"page","context":{"locale":"de","app":{"name":"own"}}},
        {"type":"track"}
      ],"context":{"locale":"en","app":{"name":"shared","build":1}},"integrations":{"All":false}}
      """
    #expect(
      try records(of: text, chunk: 7) == [
        #"2.1 {"type":"page","context":{"locale":"de","app":{"name":"own","build":1}},"integrations":{"All":false}}"#,
        #"3.2 {"type":"track","context":{"locale":"en","app":{"name":"shared","build":1}},"integrations":{"All":false}}"#,
      ])
  }

  @Test(arguments: [
    (
      #"{"id":"m","anonymous_id":"a","user_id":"u","event":"order_completed","event_text":"Order Completed","plan":"pro","revenue":25.5,"note":null}"#,
      #"1 {"type":"track","messageId":"m","anonymousId":"a","userId":"u","event":"Order Completed","properties":{"plan":"pro","revenue":25.5}}"#
    ),
    (
      #"{"type":"identify","user_id":42,"email":"a@b.c","context_locale":"de","context":{"ip":"::1"},"integrations":{"All":false}}"#,
      #"1 {"type":"identify","userId":42,"traits":{"email":"a@b.c"},"context":{"locale":"de","ip":"::1"},"integrations":{"All":false}}"#
    ),
    (
      #"{"type":"page","anonymous_id":"a","name":"Home","url":"https://a.b","timestamp":5,"channel":"web"}"#,
      #"1 {"type":"page","anonymousId":"a","timestamp":5,"name":"Home","properties":{"url":"https://a.b"},"channel":"web"}"#
    ),
    (
      #"{"type":"track","user_id":"u","event":"A","properties":{"a":1},"plan":1}"#,
      #"1 {"type":"track","user_id":"u","event":"A","properties":{"a":1},"plan":1}"#
    ),
    (
      #"{"type":"track","user_id":"u","event":"A"}"#,
      #"1 {"type":"track","user_id":"u","event":"A"}"#
    ),
    (
      #"{"batch":[{"user_id":"u","event":"A","plan":1}]}"#,
      #"1.1 {"type":"track","userId":"u","event":"A","properties":{"plan":1}}"#
    ),
  ])
  func `a flat row of a warehouse reads as a table's row does`(
    _ text: String, _ expected: String
  ) throws {
    for size in [1, 65_536] {
      #expect(try records(of: text, chunk: size) == [expected], "chunks of \(size)")
    }
  }

  @Test func `the requests of a HAR file and of a Postman collection are read`() throws {
    let har =
      #"{"log":{"entries":[{"request":{"url":"https://a.b/x","postData":{"text":"{}"}}},"#
      + #"{"request":{"url":"https://api.segment.io/v1/t","postData":{"text":"{\"event\":\"A\"}"}}},"#
      + #"{"request":{"url":"https://api.segment.io/v1/p","postData":{"text":"{x}"}}}]}}"#
    #expect(
      try records(of: har, chunk: 7) == [
        #"1.1 {"type":"track","event":"A"}"#,
        "1.2! line 1, column 1: the body for https://api.segment.io/v1/p is no call: unexpected character",
      ])
    let postman =
      #"{"info":{"name":"x"},"item":[{"item":[{"request":{"url":{"raw":"{{host}}/v1/batch"},"#
      + #""body":{"raw":"{\"batch\":[{\"type\":\"page\"},{\"type\":\"screen\"}]}"}}}]}]}"#
    #expect(
      try records(of: postman, chunk: 7) == [
        #"1.1 {"type":"page"}"#, #"1.2 {"type":"screen"}"#,
      ])
    #expect(
      try records(of: #"{"info":{},"item":[]}"#, chunk: 7) == [
        "1! line 1, column 1: this is a Postman collection in which no request goes to Segment's HTTP API, as …/v1/track"
      ])
  }

  @Test func `given ids fill calls that have neither`() throws {
    let text = """
      {"type":"page"}
      {"type":"track","event":"A","userId":" ","anonymousId":null}
      {"type":"track","event":"A","anonymousId":"v"}
      {"batch":[{"type":"page"}],"context":{"a":1}}
      """
    let expected = [
      #"1 {"type":"page","userId":"u","anonymousId":"a"}"#,
      #"2 {"type":"track","event":"A","userId":"u","anonymousId":"a"}"#,
      #"3 {"type":"track","event":"A","anonymousId":"v"}"#,
      #"4.1 {"type":"page","context":{"a":1},"userId":"u","anonymousId":"a"}"#,
    ]
    let ids = GivenIDs(userId: "u", anonymousId: "a")
    #expect(try records(of: Array(text.utf8), chunk: 7, ids: ids) == expected)
    #expect(
      try records(of: Array("event\tplan\nA\tp\n".utf8), chunk: 7, ids: GivenIDs(userId: "u"))
        == [#"2 {"type":"track","userId":"u","event":"A","properties":{"plan":"p"}}"#])
  }

  @Test(arguments: [
    (#"{"writeKey":"secret","a":1}"#, [#"1 {"a":1}"#]),
    (#"{"a":1,"writeKey":"secret"}"#, [#"1 {"a":1}"#]),
    (#"{"write_key":"secret","a":1,"writeKey":"secret"}"#, [#"1 {"a":1}"#]),
    (
      #"[{"a":1,"writeKey":"secret","b":{"writeKey":"data"}}]"#,
      [#"1.1 {"a":1,"b":{"writeKey":"data"}}"#]
    ),
    (#"{"writeKey":"secret","batch":[{"writeKey":"secret","a":1}]}"#, [#"1.1 {"a":1}"#]),
  ])
  func `a write key is dropped`(_ text: String, _ expected: [String]) throws {
    #expect(try records(of: text, chunk: 65_536) == expected)
  }

  @Test(
    arguments: [
      ([0x50, 0x41, 0x52, 0x31, 0x15], InputRefusal.parquet),
      ([0xFF, 0xFE, 0x7B, 0x00], InputRefusal.notUTF8),
    ] as [([UInt8], InputRefusal)])
  func `what is no JSON text is refused`(_ bytes: [UInt8], _ refusal: InputRefusal) {
    var reader = CallReader()
    for byte in bytes { withUnsafeBytes(of: byte) { reader.append($0) } }
    reader.end()
    #expect(throws: refusal) { try reader.next() }
  }

  @Test func `a record is given as soon as its line is there`() throws {
    var reader = CallReader()
    feed(&reader, "{\"a\":1}\n{\"a\":")
    #expect(try reader.next()?.line == 1)
    #expect(try reader.next() == nil)
    feed(&reader, "2}\n")
    #expect(try reader.next()?.line == 2)
  }

  @Test func `a broken line holds the next one back no longer than its line feed`() throws {
    var reader = CallReader()
    feed(&reader, "{\"a\":1,\n{\"a\":2}\n")
    #expect(try reader.next()?.line == 1)
    #expect(try reader.next()?.line == 2)
  }
}

struct Input: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let text: String
  let records: [String]

  init(_ name: String, _ text: String, _ records: [String]) {
    testDescription = name
    self.text = text
    self.records = records
  }
}

/// `LINE[.ITEM] JSON` or `LINE[.ITEM]! MESSAGE` for each record.
func records(of text: String, chunk: Int) throws -> [String] {
  try records(of: Array(text.utf8), chunk: chunk)
}

func records(
  of bytes: [UInt8], chunk: Int, ids: GivenIDs = GivenIDs()
) throws -> [String] {
  var reader = CallReader(ids: ids)
  var found: [String] = []
  for start in stride(from: 0, to: bytes.count, by: chunk) {
    bytes[start..<min(start + chunk, bytes.count)].withUnsafeBytes { reader.append($0) }
    while let record = try reader.next() { found.append(described(record)) }
  }
  reader.end()
  while let record = try reader.next() { found.append(described(record)) }
  return found
}

func described(_ record: CallRecord) -> String {
  let place = "\(record.line)" + (record.item.map { ".\($0)" } ?? "")
  switch record.call {
  case .success(let call):
    let said = record.notes + record.diagnostics.map(\.code.rawValue)
    return ([place + " " + call.json.compact] + said).joined(separator: " ! ")
  case .failure(let error): return place + "! " + error.message()
  }
}

private func feed(_ reader: inout CallReader, _ text: String) {
  Array(text.utf8).withUnsafeBytes { reader.append($0) }
}
