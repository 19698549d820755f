internal import CallFormats
internal import Foundation
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

  @Test func `control characters in a batch's array are no blanks`() throws {
    let text = """
      eyJiYXRjaCI6WyAgICAgIAoAAAAAAAAAICAgICAgICAgICAgICAKAgAAICAgIAoAAAAAAAAAICAgICAgICAg\
      ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICxodHRwczovL2V4YW1weyJ0eXBBqVIwAAAA\
      AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\
      AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAPz//xMU\
      FBQUFBQAAAAUFBQUFBQUFBQUFBQUFFkUFBQUFBQUFBRwczovL2V4YW1weyJ0eXBlIjoidHJhY2tiLCJldmVu\
      dCI6IkEiLCJ1c2VySWQiOiJ1IiwiY29uciQkJCQkJCQkJCQkJCQkJGl0ZUv/////////qmV5IjoiayJ9Clt7\
      InR5cGUiOiJwYWdlIn0s1mIAAAAAAABzOi8vZXgAAAAAAAAAfAAAAAAAAAAAAAAAAAAAAAAAAAAkAAAAAAAA\
      AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAACQ=
      """
    let bytes = Array(try #require(Data(base64Encoded: text)))
    let whole = try records(of: bytes, chunk: bytes.count)
    #expect(try records(of: bytes, chunk: 7) == whole)
  }
}
