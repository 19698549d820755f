internal import KustomerDestination

/// Writes a call as code; `CodeReader` reads it back.
///
/// What the library of the language has no place for stands in a comment before the call:
/// `// with: {…}` the members that are missing in it, `// call: {…}` a call that cannot be said.
struct CodeWriter {
  private let language: CodeLanguage
  private let literal: CodeLiteral

  init(_ language: CodeLanguage) {
    self.language = language
    literal = CodeLiteral(language: language)
  }

  func text(of call: JSON) -> String {
    guard call.depth <= CodeValues.deepest, let object = call.objectValue,
      var spoken = Spoken(object, in: language)
    else {
      return
        "// \(language.style.library) has no such call; as JSON it is\n// call: \(comment(call))"
    }
    spoken.leaveRest(of: object)
    var lines: [String] = []
    if !spoken.rest.isEmpty { lines.append("// with: \(comment(.object(spoken.rest)))") }
    if language == .javaScript {
      lines += call.numbersLosingDigits.map { digits in
        "// \(digits) loses digits as a number of JavaScript; a string would keep them"
      }
    }
    return (lines + [statement(spoken)]).joined(separator: "\n")
  }

  /// JSON on one line that ends no script and no comment.
  private func comment(_ value: JSON) -> String {
    var out = String.UnicodeScalarView()
    var last: Unicode.Scalar = " "
    for scalar in value.compact.unicodeScalars {
      if scalar.isTreacherous {
        let hex = String(scalar.value, radix: 16)
        out.append(
          contentsOf: ("\\u" + String(repeating: "0", count: 4 - hex.utf8.count) + hex)
            .unicodeScalars)
      } else if scalar == "/", last == "<" {
        out.append(contentsOf: "\\/".unicodeScalars)
      } else {
        out.append(scalar)
      }
      last = scalar
    }
    return String(out)
  }

  private func statement(_ spoken: Spoken) -> String {
    let type = spoken.type.rawValue
    return switch language {
    case .javaScript: "analytics.\(type)(\(places(spoken).joined(separator: ", ")));"
    case .swift: "analytics.\(type)(\(labels(spoken, firstName: nil).joined(separator: ", ")))"
    case .objectiveC:
      "[[SEGAnalytics sharedAnalytics] \(labels(spoken, firstName: type).joined(separator: " "))];"
    }
  }
}

extension CodeWriter {
  /// The arguments of analytics.js, each told by its place.
  private func places(_ spoken: Spoken) -> [String] {
    var arguments = [spoken.category, spoken.name, spoken.userId].compactMap { $0 }
      .map { literal.string($0) }
    let payload = spoken.payload.map { literal.text(.object($0)) }
    let needsId =
      spoken.type == .identify && (spoken.payload != nil || !spoken.options.isEmpty)
    // A lone object that holds ids or traits would be taken for a whole call.
    let looksWhole = ["userId", "anonymousId", "traits"].contains { spoken.payload?[$0] != nil }
    if arguments.isEmpty, needsId || looksWhole { arguments.append("null") }
    if let payload {
      arguments.append(payload)
    } else if !spoken.options.isEmpty {
      let isView = spoken.type == .page || spoken.type == .screen
      // Options of a view are the fourth argument where there are no properties.
      repeat { arguments.append("null") } while isView && arguments.count < 3
    }
    if !spoken.options.isEmpty { arguments.append(literal.text(.object(spoken.options))) }
    return arguments
  }

  /// The arguments of a library of Apple's, each under its name.
  ///
  /// `firstName` is Objective-C's method, which stands for the name of the first one.
  private func labels(_ spoken: Spoken, firstName: String?) -> [String] {
    let payload = spoken.payload.map { literal.text(.object($0)) }
    let nameLabel = spoken.type == .track ? "name" : "title"
    var named: [(String, String?)] = [
      (
        spoken.type == .identify ? "userId" : nameLabel,
        (spoken.userId ?? spoken.name).map(literal.string)
      ),
      ("category", spoken.category.map(literal.string)),
      (spoken.payloadName, payload),
    ]
    let blank = firstName == nil ? " " : ""
    if let firstName {
      named[0] = (firstName, named[0].1 ?? "nil")
      if !spoken.options.isEmpty {
        named[2].1 = payload ?? "nil"
        named.append(("options", literal.text(.object(spoken.options))))
      }
    }
    return named.compactMap { label, value in value.map { "\(label):\(blank)\($0)" } }
  }
}

/// What a library's arguments say of a call, and what is left.
private struct Spoken {
  let type: CallType
  private(set) var name: String?
  private(set) var category: String?
  private(set) var userId: String?
  private(set) var payload: JSONObject?
  private(set) var options = JSONObject()
  /// Members that have no place, for a comment.
  private(set) var rest = JSONObject()

  var payloadName: String { type == .identify ? "traits" : "properties" }

  /// Nil when the library has no such call.
  init?(_ call: JSONObject, in language: CodeLanguage) {
    guard let type = call.spokenType.flatMap(CallType.init(rawValue:)) else { return nil }
    self.type = type
    let nameMember = type == .track ? "event" : "name"
    if type != .identify { name = call[nameMember]?.stringValue }
    let isView = type == .page || type == .screen
    // Alone it would be read as the name.
    if isView, name != nil || language == .swift { category = call["category"]?.stringValue }
    if type == .identify { userId = call["userId"]?.stringValue }
    payload = call[payloadName]?.objectValue
    switch language {
    case .javaScript:
      guard type != .track || name != nil else { return nil }
      let said: Set = userId == nil ? [] : ["userId"]
      options = Self.options(
        of: call, ["userId", "anonymousId", "messageId", "timestamp", "context", "integrations"],
        without: said)
    case .objectiveC, .swift:
      guard type != .page, type == .identify || name != nil else { return nil }
      if language == .objectiveC {
        options = Self.options(of: call, ["anonymousId", "context", "integrations"], without: [])
      }
    }
  }

  private static func options(
    of call: JSONObject, _ names: [String], without said: Set<String>
  ) -> JSONObject {
    JSONObject(
      names.compactMap { name in
        said.contains(name) ? nil : call[name].map { JSONObject.Member(name, $0) }
      })
  }

  /// Finds what was not said.
  mutating func leaveRest(of call: JSONObject) {
    let said: [String: JSON?] = [
      "type": .string(type.rawValue), type == .track ? "event" : "name": name.map(JSON.string),
      "category": category.map(JSON.string),
      "userId": userId.map(JSON.string) ?? options["userId"],
      payloadName: payload.map(JSON.object),
    ]
    rest = JSONObject(
      call.members.filter { member in
        let spoken = said[member.key] ?? options[member.key]
        return spoken != member.value
      })
  }
}

extension JSON {
  /// Arrays and objects inside one another, this one counted.
  var depth: Int {
    switch self {
    case .array(let elements): 1 + (elements.map(\.depth).max() ?? 0)
    case .object(let object): 1 + (object.members.map(\.value.depth).max() ?? 0)
    case .null, .bool, .number, .string: 0
    }
  }

  /// In order, each once.
  var numbersLosingDigits: [String] {
    switch self {
    case .number(let digits): digits.isInexactDouble ? [digits] : []
    case .array(let elements): elements.flatMap(\.numbersLosingDigits).uniqued
    case .object(let object): object.members.flatMap(\.value.numbersLosingDigits).uniqued
    case .null, .bool, .string: []
    }
  }
}

extension String {
  /// JavaScript knows doubles alone.
  fileprivate var isInexactDouble: Bool {
    losesDigits || (Int64(self).map { Double(exactly: $0) == nil } ?? false)
  }
}

extension [String] {
  fileprivate var uniqued: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
