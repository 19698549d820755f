package import KustomerDestination
internal import Tools

/// Why a variable cannot be filled in.
struct VariableProblem: Error, Hashable {
  /// What is wrong and what to do.
  let message: String
}

/// What stands for `{{run}}`, `{{person}}` and `{{now}}` in the strings of a scenario.
///
/// `{{run}}` is another text in every run and `{{person}}` a userId made of it, so that two runs in
/// one org do not meet; `{{now}}` is the moment of the step, also `{{now-40m}}` and `{{now+5s}}`.
package struct Variables: Sendable, Hashable {
  /// Different in every run; letters, digits and `-`.
  package var run: String
  /// The moment of the step.
  package var now: Timestamp

  static let names = ["run", "person", "now"]

  /// Variables of a step.
  package init(run: String, now: Timestamp) {
    self.run = run
    self.now = now
  }

  /// A run's id, derived from the moment at which it begins: base 36.
  package static func run(at moment: Timestamp) -> String {
    String(moment.milliseconds, radix: 36)
  }

  /// Fills in every string, those that are names of members too.
  ///
  /// Names of variables were checked when the scenario was read.
  func fill(_ json: JSON) -> JSON {
    switch json {
    case .null, .bool, .number: json
    case .string(let text): .string(fill(text))
    case .array(let elements): .array(elements.map(fill))
    case .object(let object):
      .object(JSONObject(object.members.map { .init(fill($0.key), fill($0.value)) }))
    }
  }

  /// A text with its variables filled in; what is none stays as it is.
  func fill(_ text: String) -> String {
    Self.parts(of: text).map { part in
      switch part {
      case .text(let text): String(text)
      case .variable(let name): (try? value(of: name)) ?? "{{\(name)}}"
      }
    }.joined()
  }

  /// Refuses a variable that there is not.
  static func check(_ json: JSON) throws(VariableProblem) {
    let sample = Variables(run: "", now: Timestamp(milliseconds: 0))
    switch json {
    case .null, .bool, .number: break
    case .string(let text):
      for case .variable(let name) in parts(of: text) { _ = try sample.value(of: name) }
    case .array(let elements): for element in elements { try check(element) }
    case .object(let object):
      for member in object.members {
        try check(.string(member.key))
        try check(member.value)
      }
    }
  }

  private func value(of name: String) throws(VariableProblem) -> String {
    switch name {
    case "run": return run
    case "person": return "demo-" + run
    case "now": return now.rfc3339
    default: break
    }
    guard name.hasPrefix("now"), let length = Milliseconds(String(name.dropFirst(4))) else {
      let hint = suggestionOrChoice(for: name, among: Self.names)
      throw VariableProblem(message: "unknown variable \"{{\(name.asOneLine)}}\"\(hint)")
    }
    switch name.dropFirst(3).first {
    case "-": return (now - length).rfc3339
    case "+": return (now + length).rfc3339
    default:
      throw VariableProblem(
        message: "\"{{\(name.asOneLine)}}\" is no moment; write {{now-40m}} or {{now+40m}}")
    }
  }
}

extension Variables {
  private enum Part {
    case text(Substring)
    case variable(String)
  }

  /// Texts and what stands in double braces, in order.
  private static func parts(of text: String) -> [Part] {
    var parts: [Part] = []
    var rest = text[...]
    while let open = rest.firstRange(of: "{{"),
      let close = rest[open.upperBound...].firstRange(of: "}}")
    {
      parts.append(.text(rest[..<open.lowerBound]))
      let name = rest[open.upperBound..<close.lowerBound]
      parts.append(.variable(String(name.filter { $0 != " " })))
      rest = rest[close.upperBound...]
    }
    parts.append(.text(rest))
    return parts
  }
}
