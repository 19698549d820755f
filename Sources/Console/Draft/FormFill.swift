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
    case ("properties", .object(let object)) where type != .identify:
      properties = try rows(of: object)
    case ("traits", .object(let object)) where type == .identify: traits = try rows(of: object)
    case ("context", .object(let object)):
      for inner in object.members { take(inner, isInContext: true) }
    default: take(member, isInContext: false)
    }
  }

  /// Puts a member into its field; one that the field alone would not send like this is kept too.
  private mutating func take(_ member: JSONObject.Member, isInContext: Bool) {
    let other = OtherMember(isInContext: isInContext, key: member.key, value: member.value)
    if let field = field(of: other), let text = other.fieldText {
      edit(field) { $0 = TextField(text) }
      if value(of: field) == member.value { return }
    }
    others.append(other)
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
        let text = member.value.stringValue, Self.isLine(text)
      {
        session = TextField(text)
      } else {
        let (kind, text) = ValueKind.of(member.value)
        rows.append(FormRow(key: TextField(member.key), value: TextField(text), kind: kind))
      }
    }
    return rows
  }
}
