internal import Console
internal import KustomerDestination
internal import Testing

private func form(_ text: String, begun: Timestamp? = nil) throws -> Form {
  let object = try #require(try JSON(parsing: text).objectValue)
  return try Form(filling: object, type: .track, begun: begun)
}

@Suite struct FormTests {
  @Test(arguments: SampleCall.seed) func `a form sends the call that filled it`(
    sample: SampleCall
  ) throws {
    let filled = try Form(filling: sample.call, type: .page, begun: nil)
    let reading = filled.reading
    #expect(reading.problems.isEmpty)
    let now = Timestamp(milliseconds: 0)
    let wanted = Destination().plan(
      for: try Call(parsing: JSON.object(sample.call).compact), at: now)
    let planned = Destination().plan(for: try Call(parsing: reading.call.compact), at: now)
    #expect(planned.requests == wanted.requests)
    #expect(planned.session == wanted.session)
  }

  @Test(arguments: [
    #"{"type":"track","userId":5,"event":"E"}"#,
    #"{"type":"track","userId":"u","event":"E","messageId":"m","integrations":{"All":false}}"#,
    #"{"type":"page","userId":"u","context":{"ip":"1.1.1.1","locale":"en"},"properties":{"a":null}}"#,
    #"{"type":"identify","userId":"u","traits":{"address":{"city":"Bern"},"n":1.0,"t":true}}"#,
    #"{"type":"track","userId":"u","event":"E","properties":{"kustomer_session_id":7}}"#,
    #"{"type":"track","userId":"u","event":"E","timestamp":1704067200}"#,
    #"{"type":"track","userId":"u","event":"E","timestamp":"1704067200","context":{"locale":7}}"#,
    #"{"type":"page","userId":["u"],"anonymousId":true,"name":{"a":1},"timestamp":"soon"}"#,
    #"{"type":"track","userId":"","event":null,"properties":[1]}"#,
    #"{"type":"track","userId":"u","event":"E","properties":{"text":"two\nlines"}}"#,
  ])
  func `nothing of a pasted call is changed or lost`(text: String) throws {
    let sent = try form(text).reading.call
    let given = try JSON(parsing: text)
    let members = try #require(given.objectValue)
    #expect(sent.objectValue?.members.count == members.members.count)
    for member in members.members where member.key != "properties" && member.key != "context" {
      #expect(sent[member.key] == member.value, "\(member.key)")
    }
    for member in given["properties"]?.objectValue?.members ?? [] {
      #expect(sent["properties"]?[member.key] == member.value, "\(member.key)")
    }
    for member in given["context"]?.objectValue?.members ?? [] {
      #expect(sent["context"]?[member.key] == member.value, "\(member.key)")
    }
  }

  @Test func `a number pasted as an id stands in its field`() throws {
    let filled = try form(#"{"type":"track","userId":12345,"event":"E"}"#)
    #expect(filled.userId.text == "12345")
    #expect(!filled.fields.contains(.other(0)))
  }

  @Test func `what is typed replaces a pasted id of the wrong kind`() throws {
    var typed = try form(#"{"type":"track","userId":12345,"event":"E"}"#)
    typed.edit(.userId) { $0.insert("6") }
    #expect(typed.reading.call["userId"] == "123456")
    typed.edit(.userId) { $0 = TextField() }
    #expect(typed.reading.call["userId"] == nil)
  }

  @Test func `a typed field wins over a kept member of its name`() {
    var typed = Form()
    typed.userId = TextField("u1")
    typed.others = [OtherMember(isInContext: false, key: "userId", value: .number("12345"))]
    #expect(typed.reading.call["userId"] == "u1")
  }

  @Test(arguments: [
    (ValueKind.string, "a", JSON.string("a")), (.string, "", .string("")),
    (.number, "1.0", .number("1.0")), (.number, "-1e9", .number("-1e9")),
    (.bool, "true", .bool(true)), (.bool, "False", .bool(false)), (.null, "x", .null),
    (.list, "[1, 2]", JSON.array([1, 2])),
    (.object, #"{"a":{}}"#, .object(JSONObject([.init("a", .object(JSONObject()))]))),
    (.dateTime, "2024-01-24T09:30:00Z", .string("2024-01-24T09:30:00Z")),
    (.escaped, #""a\nb""#, .string("a\nb")),
  ])
  func `a value is read as its kind`(kind: ValueKind, text: String, value: JSON) {
    var form = Form()
    form.properties = [FormRow(key: TextField("k"), value: TextField(text), kind: kind)]
    #expect(form.reading.problems.isEmpty)
    #expect(form.reading.call["properties"]?["k"] == value)
  }

  @Test(arguments: [
    (ValueKind.number, "1x", "\"1x\" is no number; write 19.9"), (.number, "", "needs a number"),
    (.bool, "maybe", "\"maybe\" is neither true nor false"),
    (.list, "{}", "\"{}\" is no list; write [1, 2]"),
    (.list, "[1,", "column 4: the text ends too early"),
    (.object, "", "needs an object, written as JSON"),
    (.dateTime, "soon", "\"soon\" is no date-time; write 2024-01-24T09:30:00Z"),
  ])
  func `a value that is not of its kind has one sentence`(
    kind: ValueKind, text: String, sentence: String
  ) {
    var form = Form()
    form.properties = [FormRow(key: TextField("k"), value: TextField(text), kind: kind)]
    let problem = form.reading.problems.first
    #expect(problem?.path == "properties.k")
    #expect(problem?.sentence == sentence)
    #expect(form.reading.call["properties"] == nil)
  }

  @Test func `a name that stands twice is a problem`() {
    var form = Form()
    let row = FormRow(key: TextField("k"), value: TextField("v"))
    form.properties = [row, row]
    #expect(form.reading.problems.first?.field == .rowKey(1))
  }

  @Test func `a blank row is no part of the call`() {
    var form = Form()
    form.properties = [FormRow()]
    #expect(form.reading.problems.isEmpty)
    #expect(form.reading.call["properties"] == nil)
  }

  @Test func `a draft keeps everything, readable or not`() throws {
    var typed = try form(
      #"{"type":"page","anonymousId":"v","properties":{"a":1},"messageId":"m","context":{"x":1}}"#,
      begun: Timestamp(milliseconds: 1_706_092_922_123))
    typed.traits = [FormRow(key: TextField("t"), value: TextField("1x"), kind: .number)]
    typed.event = TextField("of another type")
    #expect(Form(draft: typed.draft) == typed)
  }

  @Test func `a call of another type is refused by name`() {
    #expect(
      throws: FillError(
        sentence: "a call of type group is not one of page, screen, identify, track")
    ) {
      try form(#"{"type":"group","userId":"u"}"#)
    }
  }
}
