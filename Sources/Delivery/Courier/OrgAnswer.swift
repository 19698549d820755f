internal import KustomerDestination

/// An answer of the org as far as it can be read; a body that is no JSON has no errors and no data.
struct OrgAnswer: Sendable {
  /// One entry of `errors`, in either of Kustomer's two shapes.
  struct Complaint: Sendable, Hashable {
    var code: String?
    /// What Kustomer says, for people.
    var text: String?
    /// From `source.pointer` or `source.parameter`.
    var member: String?
  }

  var status: Int
  /// Nil for a body that was cut or is no JSON.
  var json: JSON?
  /// Whether a member stands twice in an object: then nobody can say which one counts.
  var isAmbiguous: Bool
  var complaints: [Complaint]

  init(_ response: HTTPResponse) {
    status = response.status
    let document = response.isComplete ? try? JSONDocument(parsing: response.body) : nil
    json = document?.value
    isAmbiguous = document?.duplicateKeys.isEmpty == false
    complaints = (json?["errors"]?.arrayValue ?? []).map(Complaint.init)
  }

  /// The resource, or the first of a list.
  var data: JSON? {
    guard let data = json?["data"] else { return nil }
    if case .array = data { return data[0] }
    return data.objectValue == nil ? nil : data
  }

  /// Whether it is a list without an element, as a search answers that finds nothing.
  var isEmptyList: Bool { json?["data"]?.arrayValue?.isEmpty == true }

  /// Id of the record; nil for one that no path and no body of ours may hold.
  var recordID: String? { isAmbiguous ? nil : data?["id"]?.stringValue.flatMap { Self.id($0) } }

  /// Id of the customer that the answer is about or names.
  var customer: String? {
    guard let data, !isAmbiguous else { return nil }
    if data["type"]?.stringValue == "customer" { return recordID }
    return data["relationships"]?["customer"]?["data"]?["id"]?.stringValue.flatMap { Self.id($0) }
  }

  private static func id(_ text: String) -> String? {
    text.wholeMatch(of: /[A-Za-z0-9_-]+/) != nil ? text : nil
  }

  /// What Kustomer says, in one line of bounded length; nil when it says nothing.
  var text: String? {
    let texts = complaints.compactMap { $0.text ?? $0.code }
    guard !texts.isEmpty else { return nil }
    return texts.joined(separator: "; ").oneLine
  }

  var member: String? { complaints.lazy.compactMap(\.member).first?.oneLine }

  /// The pod that the key belongs to, when the answer says that it came to the wrong one.
  var rightPod: String? {
    for complaint in complaints {
      guard let text = complaint.text?.lowercased(),
        let match = text.firstMatch(of: /associated with pod ([a-z0-9-]+)/)
      else { continue }
      return String(match.1)
    }
    return nil
  }
}

extension OrgAnswer.Complaint {
  init(_ json: JSON) {
    code = json["code"]?.stringValue
    let texts = ["message", "detail", "title"].compactMap { json[$0]?.stringValue }
    text = texts.first { !$0.isEmpty }
    let source = json["source"]
    member = source?["parameter"]?.stringValue ?? source?["pointer"]?.stringValue
  }
}

extension String {
  /// In one line of at most 300 characters: what comes from outside may be anything.
  var oneLine: String {
    let words = split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.unicodeScalars.count <= 300 ? words : String(words.prefix(299)) + "…"
  }
}
