internal import CallFormats
internal import Foundation
internal import KustomerDestination
internal import Testing

@Suite struct CurlWriterTests {
  @Test func `every curl line passes the shell byte for byte`() throws {
    var random = SeededNumbers(seed: 7)
    var calls = (0..<150).map { _ in random.call() }
    calls += SeededNumbers.texts.map { text in
      [
        "type": "track", "userId": .string("u" + text), "event": .string("e" + text),
        "properties": ["k" + text: .string(text + text)],
      ]
    }
    var script = ""
    var expected: [[String]] = []
    for json in calls {
      let call = try Call(parsing: json.compactBytes)
      let plan = Destination().plan(
        for: call, at: Timestamp(milliseconds: 0), sessions: SessionBook())
      script += CallWriter(.curl).text(of: call, plan: plan) + "\n"
      expected += plan.requests.map { $0.words }
      script += CallWriter(.http).text(of: call, plan: plan) + "\n"
      expected.append(json.segmentWords)
    }
    #expect(try arguments(ofCurlsIn: script) == expected)
  }

  @Test func `a call that is not sent is a comment`() throws {
    let text = try written(
      ["type": "track\nid >&2", "userId": "u", "event": "a\nb"], as: .curl)
    #expect(text == "# not sent: unsupported, UNSUPPORTED_EVENT_TYPE: " + text.dropFirst(49))
    #expect(!text.contains("\n"))
  }

  @Test func `a look-up's record is named in the lines that need it`() throws {
    let text = try written(
      ["type": "identify", "userId": "u", "traits": ["email": "a@b.co"]], as: .curl)
    #expect(
      text == """
        curl 'https://api.kustomerapp.com/v1/customers/externalId=u' -H "Authorization: Bearer $KUSTOMER_API_KEY"
        # when the look-up finds a record: CUSTOMER_ID is its id
        # put what the record already holds of emails before ours
        curl -X PATCH 'https://api.kustomerapp.com/v1/customers/'"$CUSTOMER_ID" -H "Authorization: Bearer $KUSTOMER_API_KEY" -H 'Content-Type: application/json' --data-raw '{"emails":[{"email":"a@b.co"}]}'
        # when the look-up answers 404
        curl -X POST 'https://api.kustomerapp.com/v1/customers' -H "Authorization: Bearer $KUSTOMER_API_KEY" -H 'Content-Type: application/json' --data-raw '{"externalId":"u","emails":[{"email":"a@b.co"}]}'
        """)
  }

  @Test func `lines to Segment read back into the call`() throws {
    var random = SeededNumbers(seed: 8)
    for _ in 0..<300 {
      let call = random.call()
      let line = try written(call, as: .http)
      var reader = CallReader()
      Array(line.utf8).withUnsafeBytes { reader.append($0) }
      reader.end()
      let record = try #require(try reader.next())
      #expect(try record.call.get().json == call, "\(line)")
    }
  }
}

extension PlannedRequest {
  /// What curl must be given.
  fileprivate var words: [String] {
    let url = "https://api.kustomerapp.com" + path.replacing("{id}", with: "5f0c")
    let type = ["-H", "Content-Type: application/json", "--data-raw"]
    return (method == .get ? [] : ["-X", method.rawValue]) + [url]
      + ["-H", "Authorization: Bearer the-key"] + (body.map { type + [$0.compact] } ?? [])
  }
}

extension JSON {
  fileprivate var segmentWords: [String] {
    var object = objectValue ?? JSONObject()
    object["type"] = nil
    return [
      "https://api.segment.io/v1/\(self["type"]?.stringValue ?? "")", "-u", "write-key:", "-H",
      "Content-Type: application/json", "--data-raw", JSON.object(object).compact,
    ]
  }
}

/// Runs a script in which curl is a function that prints each of its arguments behind a NUL.
private func arguments(ofCurlsIn script: String) throws -> [[String]] {
  let folder = FileManager.default.temporaryDirectory.appending(component: UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let head = #"curl() { printf '\001'; for word; do printf '%s\000' "$word"; done; }"# + "\n"
  let file = folder.appending(component: "script")
  try Data((head + script).utf8).write(to: file)
  let out = folder.appending(component: "out")
  try Data().write(to: out)
  let process = Process()
  process.executableURL = URL(filePath: "/bin/sh")
  process.arguments = [file.path]
  process.environment = [
    "KUSTOMER_API_KEY": "the-key", "SEGMENT_WRITE_KEY": "write-key", "CUSTOMER_ID": "5f0c",
    "PATH": "/nowhere",
  ]
  process.standardOutput = try FileHandle(forWritingTo: out)
  try process.run()
  process.waitUntilExit()
  #expect(process.terminationStatus == 0)
  let bytes = try Data(contentsOf: out)
  return bytes.split(separator: 1, omittingEmptySubsequences: true).map { call in
    call.split(separator: 0, omittingEmptySubsequences: false).dropLast()
      .map { String(decoding: $0, as: UTF8.self) }
  }
}
