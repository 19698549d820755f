internal import CallFormats
internal import KustomerDestination

/// The call of a step as the app's code says it, as lines.
struct SentCode {
  private let call: JSON

  init(_ call: JSON, isMasked: Bool) { self.call = isMasked ? Masking.call(call) : call }

  func lines(columns: Int) -> [Line] {
    guard let parsed = try? Call(parsing: call.compact) else { return [] }
    let plan = Destination().plan(for: parsed, at: Timestamp(milliseconds: 0))
    let code = CallWriter(.javascript).text(of: parsed, plan: plan)
    // What analytics.js keeps by itself, who it is above all, is told in words below.
    let statement = code.split(separator: "\n").filter { !$0.hasPrefix("// with:") }
    let lines = statement.flatMap { text -> [Line] in
      // The member that a session is made of is what such a story is about.
      let isStrong = text.contains("kustomer_session_id")
      let line = isStrong ? Line(String(text), .title) : Self.colored(text)
      return line.wrapped(to: columns, indent: 4)
    }
    guard let time = call["timestamp"]?.stringValue.flatMap({ Timestamp($0) }) else { return lines }
    return lines + [Line(), Line("it happened at \(time.shortClock)", .muted)]
  }

  /// A line of JavaScript in the colours of JSON: texts, numbers, names, and quiet punctuation.
  private static func colored(_ code: Substring) -> Line {
    var line = Line(roomFor: code.utf8.count)
    var rest = code
    while let first = rest.first {
      let end = rest.index(after: rest.startIndex)
      let token: Substring
      let role: Role
      if first == "\"" {
        token = text(at: rest)
        role = .jsonString
      } else if first.isLetter || first == "_" {
        token = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
        role =
          ["true", "false"].contains(token) ? .jsonBool : token == "null" ? .jsonNull : .jsonKey
      } else if first.isNumber {
        token = rest.prefix { $0.isNumber || $0 == "." }
        role = .jsonNumber
      } else {
        token = rest[..<end]
        role = .jsonPunct
      }
      line.append(String(token), role)
      rest = rest[token.endIndex...]
    }
    return line
  }

  /// The text in quotes that begins there, with both of them.
  private static func text(at code: Substring) -> Substring {
    var isEscaped = false
    for place in code.indices.dropFirst() {
      if code[place] == "\"", !isEscaped { return code[...place] }
      isEscaped = code[place] == "\\" && !isEscaped
    }
    return code
  }
}
