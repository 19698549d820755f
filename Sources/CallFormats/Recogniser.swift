internal import KustomerDestination
package import Records

/// An API key that was pasted.
package struct PastedKey: Sendable, Hashable, CustomStringConvertible {
  /// The key.
  package let key: APIKey
  /// Whether nothing else looks like it: it is a JSON Web Token, or stands where keys do.
  ///
  /// Any long token may be a key, and the id of a person as well.
  package let isCertain: Bool

  /// The masked key.
  package var description: String { "\(key)" }
}

/// What a pasted text is.
package enum Recognised: Sendable {
  /// Calls, and records that are none; at least one is a call, or looked like one.
  case calls([CallRecord], InputFormat)
  /// An API key of Kustomer.
  case key(PastedKey)
  /// An org pod, or the name of an org, as the setting takes it.
  case pod(String)
  /// A longer text that holds a key and perhaps a pod: the settings page of the Segment app in
  /// Kustomer, or a command to Kustomer's API.
  case settings(PastedKey, pod: String?)
  /// Anything else, and why in one sentence.
  case nothing(String)
}

extension Recognised {
  /// For people, in one sentence: `one track call, from code`.
  package var summary: String {
    switch self {
    case .calls(let records, let format): Self.summary(of: records, format)
    case .key(let key): "an API key, \(key)"
    case .pod(let pod): "the org pod \(pod)"
    case .settings(let key, let pod):
      pod.map { "the org pod \($0) and an API key, \(key)" } ?? "an API key, \(key)"
    case .nothing(let reason): reason
    }
  }

  private static func summary(of records: [CallRecord], _ format: InputFormat) -> String {
    var types: [String] = []
    var broken: [RecordError] = []
    for record in records {
      switch record.call {
      case .success(let call): types.append(call.json["type"]?.stringValue?.lowercased() ?? "")
      case .failure(let error): broken.append(error)
      }
    }
    let source = " from \(format.words)"
    let errors = broken.first.map { first in
      let more = broken.count > 1 ? " and \(broken.count - 1) more" : ""
      return "\(first.message())\(more)"
    }
    switch (types.count, errors) {
    case (0, let errors?): return "no call could be read\(source): \(errors)"
    case (let count, let errors):
      let calls = count == 1 ? "one \(types[0]) call" : "\(count) calls"
      return calls.replacing("  ", with: " ") + source + (errors.map { "; not read: \($0)" } ?? "")
    }
  }
}

extension InputFormat {
  /// What people call it.
  package var words: String {
    switch self {
    case .json: "JSON"
    case .code: "code"
    case .curl: "a curl command"
    case .csv: "a table"
    }
  }
}

/// Says what a pasted text is, by its content alone.
///
/// - Parameter text: as it came from the clipboard; up to some mebibytes.
/// - Returns: calls when there is one, or code or a command that was to be one.
package func recognise(_ text: String) -> Recognised {
  let trimmed = text.trimmedOfSpace
  guard !trimmed.isEmpty else { return .nothing("there is nothing in it") }
  if let key = key(in: trimmed) { return .key(key) }
  if let pod = pod(in: trimmed) { return .pod(pod) }
  let calls = calls(in: text)
  if case .calls(let records, _) = calls, records.contains(where: \.isCall) { return calls }
  return settings(in: trimmed) ?? calls
}

private func calls(in text: String) -> Recognised {
  let bytes = Array(text.utf8)
  var reader = CallReader()
  bytes.withUnsafeBytes { reader.append($0) }
  reader.end()
  var records: [CallRecord] = []
  do throws(InputRefusal) {
    while let record = try reader.next() { records.append(record) }
  } catch {
    return .nothing(error.description)
  }
  let format = reader.format ?? .json
  let isMarked = bytes.first { $0 > 0x20 }.map { $0 == 0x7B || $0 == 0x5B } ?? false
  let hasCall = records.contains { $0.looksLikeCall }
  guard hasCall || (format != .json && !records.isEmpty) else {
    guard isMarked, case .failure(let error)? = records.first?.call,
      !error.reason.hasPrefix(JSONError.Reason.notAnObject.rawValue)
    else {
      return .nothing(isMarked ? "this JSON is no call" : "this is no call, key or org pod")
    }
    return .nothing("this is no JSON: \(error.message())")
  }
  return .calls(records, format)
}

extension CallRecord {
  /// Whether it holds a call of any shape.
  fileprivate var isCall: Bool {
    if case .success = call { true } else { false }
  }

  /// Whether this reads as a Segment call rather than as any object.
  fileprivate var looksLikeCall: Bool {
    guard case .success(let call) = call else { return false }
    return call.json.isSegmentCall
  }
}

/// A key: a JSON Web Token, or a long token of letters and digits, perhaps with what is around it
/// in headers and environment files.
private func key(in text: String) -> PastedKey? {
  var token = text[...]
  for prefix in ["export ", "KUSTOMER_API_KEY=", "Authorization:", "Bearer "] {
    if token.lowercased().hasPrefix(prefix.lowercased()) {
      token = token.dropFirst(prefix.count).drop(while: \.isWhitespace)
    }
  }
  if let quote = token.first, quote == "\"" || quote == "'", token.last == quote, token.count > 1 {
    token = token.dropFirst().dropLast()
  }
  let isToken = token.utf8.allSatisfy { byte in
    byte < 0x80 && (CodeText.isWord(byte) || "-.+/=~".utf8.contains(byte))
  }
  guard isToken, isWebToken(token) || isLongToken(token) else { return nil }
  guard let key = try? APIKey(String(token)) else { return nil }
  return PastedKey(key: key, isCertain: isWebToken(token) || token.count < text.count)
}

/// Three parts in base64url, the first of which begins with `{"`.
private func isWebToken(_ token: Substring) -> Bool {
  let parts = token.split(separator: ".", omittingEmptySubsequences: false)
  return parts.count == 3 && token.hasPrefix("eyJ") && parts.allSatisfy { !$0.isEmpty }
}

private func isLongToken(_ token: Substring) -> Bool {
  token.utf8.count >= 24 && token.contains(where: \.isNumber) && token.contains(where: \.isLetter)
    && !token.contains("/") && !token.contains("..")
}

/// Key and pod among other words, as on a settings page: told by their looks or by the words before
/// them; nil when there is no key.
private func settings(in text: String) -> Recognised? {
  guard text.utf8.count <= 1 << 16 else { return nil }
  let words = text.split { $0.isWhitespace || "\"'`,;=<>()".contains($0) }
    .map { $0.hasSuffix(":") ? $0.dropLast() : $0 }
  let named = words.indices.lazy.compactMap { place -> Substring? in
    let isNamed = words[..<place].suffix(2).map { $0.lowercased() } == ["api", "key"]
    return isNamed && isLongToken(words[place]) ? words[place] : nil
  }
  guard let token = words.first(where: isWebToken) ?? named.first,
    let found = key(in: String(token))
  else { return nil }
  let pods = words.indices.lazy.compactMap { place -> String? in
    let word = String(words[place])
    if word.contains(".kustomerapp.com") { return pod(in: word) }
    let isNamed = words[..<place].suffix(2).map { $0.lowercased() } == ["org", "pod"]
    return isNamed ? pod(in: word) ?? word.lowercased() : nil
  }
  return .settings(PastedKey(key: found.key, isCertain: true), pod: pods.first)
}

/// A pod by its name, or by an address of the org; the names of orgs alone are any word.
private func pod(in text: String) -> String? {
  guard !text.contains(where: \.isWhitespace) else { return nil }
  let lower = text.lowercased()
  if ["us", "eu", "in"].contains(lower) { return lower }
  if lower.hasPrefix("prod"), Int(lower.dropFirst(4)) != nil, lower.utf8.count <= 8 { return lower }
  let host = lower.split(separator: "://").last.map { $0.prefix { $0 != "/" && $0 != ":" } } ?? ""
  for suffix in [".api.kustomerapp.com", ".kustomerapp.com"] where host.hasSuffix(suffix) {
    let name = host.dropLast(suffix.count)
    if name == "api" || name == "www" { return name == "api" ? "prod1" : nil }
    if name.hasPrefix("api.") { return String(name.dropFirst(4)) }
    let isName = name.utf8.allSatisfy { byte in
      byte < 0x80 && CodeText.isWord(byte) || byte == UInt8(ascii: "-")
    }
    return isName && !name.isEmpty ? String(name) : nil
  }
  return nil
}

extension String {
  /// Without white space at both ends.
  fileprivate var trimmedOfSpace: String {
    let start = unicodeScalars.drop { $0.properties.isWhitespace }
    guard let last = start.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
