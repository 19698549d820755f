internal import CallFormats
internal import Testing

/// Inputs on which the fuzzer once stopped.
@Suite struct FuzzerFindingTests {
  @Test func `bytes that are no text in a comment have a place inside the text`() throws {
    let bytes =
      Array("analytics.page('x') // with: {\"".utf8) + [UInt8](repeating: 0xFF, count: 50)
    var reader = CallReader()
    bytes.withUnsafeBytes { reader.append($0) }
    reader.end()
    var messages: [String] = []
    while let record = try reader.next() {
      if case .failure(let error) = record.call { messages.append(error.message()) }
    }
    #expect(messages.count == 1)
    #expect(messages.first?.hasPrefix("line 1, column ") == true, "\(messages)")
  }
}
