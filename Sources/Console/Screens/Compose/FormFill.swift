package import KustomerDestination

/// Why a pasted object does not fill the form, in one sentence.
package struct FillError: Error, Hashable {
  /// What was met and what to do.
  package var sentence: String

  /// A refusal.
  package init(sentence: String) { self.sentence = sentence }
}

extension Form {
  /// Whether an object looks like a Segment call rather than like a value.
  static func looksLikeCall(_ object: JSONObject) -> Bool {
    let names = ["type", "event", "userId", "anonymousId", "user_id", "traits", "properties"]
    return names.contains { object[$0] != nil }
  }

  /// The form that stands for a call; it sends the same call, members without a field included.
  ///
  /// - Parameters:
  ///   - call: as pasted or loaded.
  ///   - former: the type of a call that neither names nor implies one.
  ///   - begun: when the draft begins.
  /// - Throws: `FillError` for another type, and for a key that a line cannot hold.
  package init(
    filling call: JSONObject, type former: CallType, begun: Timestamp?
  ) throws(FillError) {
    self.init()
    self.begun = begun
    type = try Self.type(of: call, else: former)
    for member in call.members where member.key != "type" {
      try take(member)
    }
  }

  private static func type(
    of call: JSONObject, else former: CallType
  ) throws(FillError) -> CallType {
    guard let written = call["type"]?.stringValue else {
      if call["event"] != nil { return .track }
      if call["traits"] != nil { return .identify }
      return former
    }
    guard let type = CallType(rawValue: written.lowercased()) else {
      throw FillError(
        sentence: "a call of type \(written) is not one of page, screen, identify, track")
    }
    return type
  }

  private mutating func take(_ member: JSONObject.Member) throws(FillError) {
    switch (member.key, member.value) {
    case ("event", .string(let text)) where type == .track && isLine(text):
      event = TextField(text)
    case ("name", .string(let text)) where hasName && isLine(text): name = TextField(text)
    case ("category", .string(let text)) where hasName && isLine(text):
      category = TextField(text)
    case ("userId", .string(let text)) where isLine(text): userId = TextField(text)
    case ("anonymousId", .string(let text)) where isLine(text): anonymousId = TextField(text)
    case ("timestamp", .string(let text)) where isLine(text) && Timestamp(text) != nil:
      timestamp = TextField(text)
    case ("timestamp", .number(let literal)): timestamp = TextField(literal)
    case ("properties", .object(let object)) where type != .identify:
      properties = try rows(of: object)
    case ("traits", .object(let object)) where type == .identify: traits = try rows(of: object)
    case ("context", .object(let object)): takeContext(object)
    default: keep(member, inContext: false)
    }
  }

  private mutating func takeContext(_ context: JSONObject) {
    for member in context.members {
      if member.key == "locale", let text = member.value.stringValue, isLine(text) {
        locale = TextField(text)
      } else {
        keep(member, inContext: true)
      }
    }
  }

  private mutating func keep(_ member: JSONObject.Member, inContext: Bool) {
    others.append(OtherMember(isInContext: inContext, key: member.key, value: member.value))
  }

  private mutating func rows(of object: JSONObject) throws(FillError) -> [FormRow] {
    var rows: [FormRow] = []
    for member in object.members {
      guard !member.key.isEmpty, TextField(member.key).text.utf8.elementsEqual(member.key.utf8)
      else {
        throw FillError(
          sentence: "a key is empty or holds a line break; send such a call with the send command")
      }
      if member.key == "kustomer_session_id", type != .identify,
        let text = member.value.stringValue, isLine(text)
      {
        session = TextField(text)
      } else {
        let (kind, text) = ValueKind.of(member.value)
        rows.append(FormRow(key: TextField(member.key), value: TextField(text), kind: kind))
      }
    }
    return rows
  }

  private var hasName: Bool { type == .page || type == .screen }

  /// An empty text is left to `others`: a field that is empty leaves its member out.
  private func isLine(_ text: String) -> Bool {
    !text.isEmpty && TextField(text).text.utf8.elementsEqual(text.utf8)
  }
}
