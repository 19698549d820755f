internal import KustomerDestination

/// Text for a shell.
enum Shell {
  /// One word that the shell passes on as it is: in single quotes, each `'` as `'\''`.
  ///
  /// Looked through by bytes: a quote that carries a combining mark is a quote to the shell.
  static func quoted(_ text: String) -> String {
    var out = [UInt8(ascii: "'")]
    for byte in text.utf8 {
      if byte == UInt8(ascii: "'") { out += Array("'\\'".utf8) }
      out.append(byte)
    }
    return String(decoding: out + [UInt8(ascii: "'")], as: UTF8.self)
  }

  /// A comment of one line, whatever stands in the text.
  static func comment(_ text: String) -> String { "# " + text.onOneLine }
}

extension String {
  /// With blanks for line breaks and other controls.
  var onOneLine: String {
    var out = UnicodeScalarView()
    for scalar in unicodeScalars {
      let isControl = scalar.value < 0x20 || 0x7F...0x9F ~= scalar.value
      out.append(isControl || scalar.isTreacherous ? " " : scalar)
    }
    return String(out)
  }
}

extension Unicode.Scalar {
  /// Line separators, and marks that change the order in which text is shown: in code they make
  /// a reader see another thing than what runs.
  var isTreacherous: Bool {
    switch value {
    case 0x2028, 0x2029, 0x200E, 0x200F, 0x061C, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }
}

/// Curl lines that send a plan's requests to Kustomer.
struct KustomerCurl {
  let baseURL: String?

  func text(of plan: Plan) -> String {
    guard plan.verdict.isReady else {
      let why = plan.diagnostics.first.map { ", \($0.code.rawValue): \($0.message)" } ?? ""
      return Shell.comment("not sent: \(plan.verdict.rawValue)\(why)")
    }
    return plan.requests.flatMap(lines).joined(separator: "\n")
  }

  private func lines(of request: PlannedRequest) -> [String] {
    var lines: [String] = []
    switch request.condition {
    case .found: lines.append("# when the look-up finds a record: CUSTOMER_ID is its id")
    case .notFound: lines.append("# when the look-up answers 404")
    case nil: break
    }
    if !request.merges.isEmpty {
      let names = request.merges.joined(separator: ", ")
      lines.append(Shell.comment("put what the record already holds of \(names) before ours"))
    }
    lines.append(line(of: request))
    return lines
  }

  private func line(of request: PlannedRequest) -> String {
    var words = ["curl"]
    if request.method != .get { words += ["-X", request.method.rawValue] }
    words.append(address(request.path))
    words += ["-H", "\"Authorization: Bearer $KUSTOMER_API_KEY\""]
    if let body = request.body {
      words += ["-H", "'Content-Type: application/json'", "--data-raw", Shell.quoted(body.compact)]
    }
    return words.joined(separator: " ")
  }

  private func address(_ path: String) -> String {
    let parts = path.split(separator: "{id}", omittingEmptySubsequences: false).map(String.init)
    let start =
      baseURL.map { Shell.quoted($0 + parts[0]) }
      ?? "\"$KUSTOMER_BASE_URL\"" + Shell.quoted(parts[0])
    let rest = parts.dropFirst().map { $0.isEmpty ? "" : Shell.quoted($0) }
    return ([start] + rest).joined(separator: "\"$CUSTOMER_ID\"")
  }
}

/// A curl line that sends a call to Segment's HTTP API.
struct SegmentCurl {
  let baseURL: String

  func text(of call: JSON) -> String {
    let known = CallType.allCases.map(\.rawValue) + ["group", "alias"]
    guard var object = call.objectValue, let type = object.spokenType, known.contains(type) else {
      return Shell.comment("Segment's HTTP API has no such call: \(call.compact)")
    }
    object["type"] = nil
    let words = [
      "curl", Shell.quoted("\(baseURL)/v1/\(type)"), "-u", "\"$SEGMENT_WRITE_KEY:\"", "-H",
      "'Content-Type: application/json'", "--data-raw", Shell.quoted(JSON.object(object).compact),
    ]
    return words.joined(separator: " ")
  }
}

extension JSONObject {
  /// The type in lower case, or the one that the members imply; nil when there is none.
  var spokenType: String? {
    switch self["type"] {
    case .string(let type): return type.lowercased()
    case nil, .null:
      if self["event"] != nil { return CallType.track.rawValue }
      return self["traits"] != nil && self["groupId"] == nil ? CallType.identify.rawValue : nil
    default: return nil
    }
  }
}
