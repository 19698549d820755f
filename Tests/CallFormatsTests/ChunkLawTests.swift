internal import CallFormats
internal import Testing

/// Laws of the reader over broken texts, made from a seed: the same each time.
@Suite struct ChunkLawTests {
  private static let texts = [
    "{\"type\":\"page\",\"a\":[1,2]}\n{\"b\":{\"c\":\"ä\\\"\"}}\n\n{\"d\":null}\n",
    "{\n  \"batch\": [\n    {\"type\": \"page\"},\n    {\"writeKey\":\"k\"}\n  ],\n \"context\":{\"x\":1}\n}\n",
    "[\n {\"a\": \"]\"},\n {\"b\": {}}\n]\n{\"c\":1}\n",
    "{ \"batch\": [\n,{\"a\":1}\n,{\"b\":2}\n],\"context\":{\"x\":1}}\n{\"c\":3}\n",
    "user_id,event,a\nu,\"A\"\"B\",1\nu,\"two\nlines\",2\n\nu,C,3\n",
    "[[SEGAnalytics sharedAnalytics] track:@\"A\"];\nanalytics.track('B', {c: 1})\n",
    "curl https://api.segment.io/v1/track -d '{\"event\":\n\"A\"}'\n",
  ]

  @Test(arguments: 0..<40)
  func `the size of the chunks changes nothing`(_ seed: UInt64) throws {
    var random = SeededNumbers(seed: seed)
    for text in Self.texts {
      var bytes = Array(text.utf8)
      for _ in 0..<random.next(below: 4) { random.damage(&bytes) }
      let whole = try found(in: bytes, chunk: bytes.count + 1)
      for chunk in [1, 2, 3, 7, 16] {
        #expect(
          try found(in: bytes, chunk: chunk) == whole,
          "chunks of \(chunk) in \(String(decoding: bytes, as: UTF8.self).debugDescription)")
      }
    }
  }

  private func found(in bytes: [UInt8], chunk: Int) throws -> [String] {
    do {
      return try records(of: bytes, chunk: chunk)
    } catch let refusal as InputRefusal {
      return ["refused: \(refusal)"]
    }
  }
}
