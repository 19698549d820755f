internal import CZlib
internal import CallFormats
internal import Testing

@Suite struct InputFormatTests {
  @Test(arguments: [1, 3, 4_096])
  func `gzip of several members reads as one text`(_ chunk: Int) throws {
    let packed =
      try gzip("{\"a\":1}\n{\"a\"") + gzip(":2}\n") + [0, 0] + gzip("") + gzip("[{\"a\":3}]")
    #expect(
      try records(of: packed, chunk: chunk) == ["1 {\"a\":1}", "2 {\"a\":2}", "3.1 {\"a\":3}"])
  }

  @Test func `gzip that is cut gives what is there and says where it ends`() throws {
    let line = "{\"a\":\"\(String(repeating: "0123456789", count: 20_000))\"}\n"
    let packed = try gzip(line + line)
    #expect(
      try records(of: Array(packed.dropLast(9)), chunk: 4_096).last
        == "3! line 3, column 1: the gzip data ends too early; what follows is missing")
  }

  @Test func `damaged gzip says where it is damaged`() throws {
    var packed = try gzip("{\"a\":1}\n")
    packed[packed.count - 6] ^= 0xFF
    #expect(
      try records(of: packed, chunk: 4_096)
        == [
          "1 {\"a\":1}",
          "2! line 2, column 1: the gzip data is damaged here; what follows is not read",
        ])
    for more in [Array("more".utf8), [0x1F, 0x8C, 8, 0], [0x1F]] {
      #expect(
        try records(of: gzip("{\"a\":1}\n") + more, chunk: 4_096).last
          == "2! line 2, column 1: something that is no gzip follows; it is not read")
    }
  }

  @Test(arguments: [1, 7, 4_096])
  func `gzip of which no call can be read is refused as a whole`(_ chunk: Int) throws {
    let packed = try gzip("{\"type\":\"track\",\"userId\":\"u\",\"event\":\"Registered\"}\n")
    var damaged = packed
    for place in 10..<16 { damaged[place] ^= 0xFF }
    let inputs = [
      Array(packed.prefix(10)), Array(packed.prefix(24)), damaged,
      try gzip("") + Array("more".utf8),
    ]
    for input in inputs {
      #expect(throws: InputRefusal.damaged) { try records(of: input, chunk: chunk) }
    }
  }

  @Test(arguments: [1, 7, 4_096])
  func `bytes that are no text are refused as a whole`(_ chunk: Int) throws {
    let inputs: [[UInt8]] = [
      [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0, 0x0A, 0x7B, 0x7D], [0x89, 0x0A, 0x0A, 0x1A, 0xC3, 0x28],
      Array(repeating: 0, count: 700), try gzip(Array(repeating: 3, count: 9)),
    ]
    for input in inputs {
      #expect(throws: InputRefusal.binary) { try records(of: input, chunk: chunk) }
    }
    #expect(try records(of: "words\n{\"a\":1}\n", chunk: chunk).last == "2 {\"a\":1}")
    #expect(try records(of: "{\"a\":\u{1}}\n{\"a\":1}\n", chunk: chunk).last == "2 {\"a\":1}")
  }

  @Test func `gzip inside gzip is refused`() throws {
    let packed = try gzip(gzip("{\"a\":1}\n"))
    #expect(throws: InputRefusal.packedTwice) { try records(of: packed, chunk: 4_096) }
  }

  @Test func `a gzip bomb is refused without growing, and what follows is read`() throws {
    // 72 MiB of blanks inside one string.
    let zeros = [UInt8](repeating: 0x20, count: 1 << 20)
    let packed = try gzip(
      [Array("{\"a\":\"".utf8)] + Array(repeating: zeros, count: 72) + [
        Array("\"}\n{\"a\":2}".utf8)
      ]
    )
    #expect(packed.count < 1 << 20)
    #expect(
      try records(of: packed, chunk: 4_096)
        == ["1! line 1, column 1: a record over 64 MiB is not read", "2 {\"a\":2}"])
  }

  @Test(arguments: [
    Input(
      "whole",
      "{ \"batch\": [\n{\"a\":1}\n,{\"a\":2}\n],\"sentAt\":\"2024-01-02T00:00:00Z\",\"writeKey\":\"k\"}",
      ["2.1 {\"a\":1}", "3.2 {\"a\":2}"]),
    Input(
      "without the closing line", "{ \"batch\": [\n{\"a\":1}\n,{\"a\":2}\n",
      ["2.1 {\"a\":1}", "3.2 {\"a\":2}"]),
    Input("on one line", "{\"batch\":[{\"a\":1},{\"a\":2}", ["1.1 {\"a\":1}", "1.2 {\"a\":2}"]),
    Input(
      "with a comma before the first",
      "{ \"batch\": [\n,{\"a\":1,\"writeKey\":\"k\"}\n,{\"a\":2}\n]}",
      ["2.1 {\"a\":1}", "3.2 {\"a\":2}"]),
    Input(
      "with a comma before the first, on one line",
      "{\"batch\":[,{\"a\":1}],\"context\":{\"c\":1}}",
      ["1.1 {\"a\":1,\"context\":{\"c\":1}}"]),
    Input(
      "cut inside an element", "{ \"batch\": [\n{\"a\":1}\n,{\"a\":",
      ["2.1 {\"a\":1}", "3.2! line 3, column 7: the text ends too early"]),
    Input("cut before the first", "{ \"batch\": [\n", []),
  ])
  func `a mobile library's batch file is read, whole or not`(_ input: Input) throws {
    for size in [1, 7, 65_536] {
      #expect(try records(of: input.text, chunk: size) == input.records, "chunks of \(size)")
    }
  }

  @Test func `a broken batch does not take the lines behind it`() throws {
    #expect(
      try records(of: "{\"batch\":[{\"a\":1}\n{\"b\":2}\n{\"c\":3}", chunk: 7) == [
        "1! line 1, column 18: the text ends too early", "2 {\"b\":2}", "3 {\"c\":3}",
      ])
  }

  @Test(arguments: [
    (#"{"identity":{"externalId":"u"},"event":{"name":"A"}}"#, InputRefusal.eventDelivery),
    (#"{"request":{"body":{}},"response":{"status":400}}"#, .eventDelivery),
    (#"{"errors":[{"status":400}]}"#, .eventDelivery),
  ])
  func `a copy from Event Delivery is refused`(_ text: String, _ refusal: InputRefusal) {
    #expect(throws: refusal) { try records(of: text, chunk: 65_536) }
  }

  @Test func `each refusal says what to use instead`() {
    let refusals: [InputRefusal] = [
      .parquet, .packedTwice, .eventDelivery, .notUTF8, .binary, .damaged, .namelessTable,
      .foreign("Go code"), .unknown,
    ]
    for refusal in refusals {
      #expect(refusal.description.hasPrefix("this is "))
      #expect(refusal.description.contains(";"))
    }
  }

  @Test func `code is recognised in a stream`() throws {
    let code = "// what the shop sends\n[[SEGAnalytics sharedAnalytics] track:@\"A\"];\n"
    for text in [code, "\u{FEFF}" + code, String(code.drop { $0 != "[" })] {
      for size in [1, 7, 65_536] {
        #expect(
          try records(of: text, chunk: size).map { $0.drop { $0 != " " } }
            == [#" {"type":"track","event":"A"}"#])
      }
    }
  }

  @Test func `code over its limit is refused`() throws {
    let code = "analytics.track('A');" + String(repeating: " ", count: CodeReader.longest)
    #expect(
      try records(of: code, chunk: 65_536)
        == ["1! line 1, column 1: code over 1 MiB; paste the calls alone"])
  }
}

/// The text as one gzip member.
func gzip(_ text: String) throws -> [UInt8] { try gzip([Array(text.utf8)]) }

func gzip(_ bytes: [UInt8]) throws -> [UInt8] { try gzip([bytes]) }

private func gzip(_ parts: [[UInt8]]) throws -> [UInt8] {
  var stream = z_stream()
  try #require(czlib_begin_gzip(&stream) == Z_OK)
  defer { deflateEnd(&stream) }
  var packed: [UInt8] = []
  for (index, part) in parts.enumerated() {
    var part = part
    let count = part.count
    part.withUnsafeMutableBufferPointer { stream.next_in = $0.baseAddress }
    try part.withUnsafeMutableBufferPointer { part in
      stream.next_in = part.baseAddress
      stream.avail_in = UInt32(count)
      var status = Z_OK
      repeat {
        let piece = [UInt8](unsafeUninitializedCapacity: 1 << 16) { piece, filled in
          stream.next_out = piece.baseAddress
          stream.avail_out = UInt32(piece.count)
          status = deflate(&stream, index == parts.count - 1 ? Z_FINISH : Z_NO_FLUSH)
          filled = piece.count - Int(stream.avail_out)
        }
        packed += piece
      } while stream.avail_out == 0
      try #require(status == Z_OK || status == Z_STREAM_END)
    }
  }
  return packed
}
