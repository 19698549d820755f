internal import CallFormats
internal import KustomerDestination
internal import Testing

@Suite struct CodeRoundTripTests {
  @Test(arguments: [CallForm.javascript, .swift, .objc])
  func `calls written as code read back as they were`(_ form: CallForm) throws {
    var random = SeededNumbers(seed: 5)
    for number in 0..<1_500 {
      let call = random.call()
      let code = try written(call, as: form)
      let read = try CodeReader.records(of: Array(code.utf8))
      #expect(read.count == 1, "call \(number): \(code)")
      guard case .success(let again)? = read.first?.call else {
        Issue.record("call \(number) does not read back: \(read) from \(code)")
        return
      }
      #expect(comparable(again.json) == comparable(call), "call \(number): \(code)")
    }
  }

  @Test func `many calls in one text read back in order`() throws {
    var random = SeededNumbers(seed: 6)
    for form in [CallForm.javascript, .swift, .objc] {
      let calls = (0..<200).map { _ in random.call() }
      let code = try calls.map { try written($0, as: form) }.joined(separator: "\n\n")
      let read = try CodeReader.records(of: Array(code.utf8))
      #expect(
        read.compactMap { try? $0.call.get() }.count == calls.count)
      for (record, call) in zip(read, calls) {
        let object = try #require(record.call.get().json.objectValue)
        // What one browser has is given to its calls.
        let given = Set(record.diagnostics.map(\.path))
        let own = (call.objectValue ?? JSONObject()).members.filter { !given.contains($0.key) }
        let kept = object.members.filter { !given.contains($0.key) }
        #expect(comparable(.object(JSONObject(kept))) == comparable(.object(JSONObject(own))))
      }
    }
  }

  @Test(
    arguments: [
      (
        CallForm.javascript,
        #"{"type":"track","userId":"u","event":"A","properties":{"a":1,"b":[true,null]}}"#,
        """
        analytics.track("A", {
          a: 1,
          b: [true, null]
        }, {
          userId: "u"
        });
        """
      ),
      (
        .javascript,
        #"{"type":"identify","userId":"u","anonymousId":"v","traits":{"a b":12345678901234567890},"sentAt":1}"#,
        """
        // with: {"sentAt":1}
        // 12345678901234567890 loses digits as a number of JavaScript; a string would keep them
        analytics.identify("u", {
          "a b": 12345678901234567890
        }, {
          anonymousId: "v"
        });
        """
      ),
      (
        .swift,
        #"{"type":"screen","anonymousId":"v","name":"A","category":"B","properties":{"n":null,"o":{}}}"#,
        """
        // with: {"anonymousId":"v"}
        analytics.screen(title: "A", category: "B", properties: [
          "n": NSNull(),
          "o": [:]
        ])
        """
      ),
      (
        .objc,
        #"{"type":"screen","anonymousId":"v","name":"Home","properties":{"kustomer_session_id":"abc123","n":1.50}}"#,
        """
        [[SEGAnalytics sharedAnalytics] screen:@"Home" properties:@{
          @"kustomer_session_id": @"abc123",
          @"n": @1.50
        } options:@{
          @"anonymousId": @"v"
        }];
        """
      ),
      (
        .objc, #"{"type":"page","name":"A"}"#,
        """
        // Segment's Objective-C library has no such call; as JSON it is
        // call: {"type":"page","name":"A"}
        """
      ),
    ] as [(CallForm, String, String)])
  func `code is written as people write it`(_ form: CallForm, _ call: String, _ code: String) throws
  {
    #expect(try written(JSON(parsing: call), as: form) == code)
  }

  @Test func `no text ends a string, a comment or a script`() throws {
    for text in SeededNumbers.texts {
      let hostile = "x\(text)\u{2028}</script>\n\u{202E}alert(1)"
      let call: JSON = [
        "type": "track", "event": .string(hostile), "properties": [hostile: .string(hostile)],
        "other": .string(hostile),
      ]
      for form in [CallForm.javascript, .swift, .objc] {
        let code = try written(call, as: form)
        #expect(
          !code.unicodeScalars.contains {
            "\u{2028}\u{202E}\u{FEFF}\r\u{0}".unicodeScalars.contains($0)
          })
        #expect(form != .javascript || !code.contains("</"))
      }
    }
  }
}

func written(_ json: JSON, as form: CallForm) throws -> String {
  let call = try Call(parsing: json.compactBytes)
  let plan = Destination().plan(for: call, at: Timestamp(milliseconds: 0), sessions: SessionBook())
  return CallWriter(form).text(of: call, plan: plan)
}

/// Members by name: code says them in the order of arguments.
///
/// A view without name and properties
/// that carries ids is written with empty properties, which hold their place.
func comparable(_ call: JSON) -> [String] {
  let members = call.objectValue?.members ?? []
  return members.filter { !($0.key == "properties" && $0.value == [:] as JSON) }
    .map { "\(JSON.string($0.key).compact): \($0.value.compact)" }.sorted()
}
