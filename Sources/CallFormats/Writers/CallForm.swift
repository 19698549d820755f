package import KustomerDestination

/// The forms in which a call can be copied; their names are those of `convert --as`.
package enum CallForm: String, Sendable, Hashable, CaseIterable {
  /// curl lines to Kustomer, with the key as `$KUSTOMER_API_KEY`.
  case curl
  /// A curl line to Segment's HTTP API, with the write key as `$SEGMENT_WRITE_KEY`.
  case http
  /// A call of analytics.js.
  case javascript
  /// A call of Segment's Swift library.
  case swift
  /// A message of Segment's Objective-C library.
  case objc
  /// Kustomer's requests, one line of JSON each.
  case kustomer
  /// A report: the call, what becomes of it and why.
  case markdown
  /// The call itself, indented.
  case segment
}

/// Writes a call in one of the forms.
///
/// What a form cannot say stands in it as a comment. Code reads back into the same call by
/// `CodeReader`, an HTTP line by `CallReader`.
package struct CallWriter: Sendable {
  /// In which form.
  package let form: CallForm
  /// Where curl lines to Kustomer go, without a slash at the end; nil for
  /// `$KUSTOMER_BASE_URL`, which whoever runs them must set.
  package let kustomerURL: String?
  /// Where curl lines to Segment go, without a slash at the end.
  package let segmentURL: String

  /// A writer of that form.
  package init(
    _ form: CallForm, kustomerURL: String? = "https://api.kustomerapp.com",
    segmentURL: String = "https://api.segment.io"
  ) {
    self.form = form
    self.kustomerURL = kustomerURL
    self.segmentURL = segmentURL
  }

  /// The call in the writer's form, without a line feed at the end; empty when it becomes no
  /// request of Kustomer's and the form is `kustomer`.
  ///
  /// - Parameters:
  ///   - call: what is written.
  ///   - plan: what becomes of that call.
  /// - Returns: one line or several.
  package func text(of call: Call, plan: Plan) -> String {
    switch form {
    case .curl: KustomerCurl(baseURL: kustomerURL).text(of: plan)
    case .http: SegmentCurl(baseURL: segmentURL).text(of: call.json)
    case .javascript: CodeWriter(.javaScript).text(of: call.json)
    case .swift: CodeWriter(.swift).text(of: call.json)
    case .objc: CodeWriter(.objectiveC).text(of: call.json)
    case .kustomer: plan.requests.map(\.json.compact).joined(separator: "\n")
    case .markdown: MarkdownReport(call: call.json, plan: plan).text
    case .segment: call.json.indented()
    }
  }
}

extension JSON {
  /// The value over several lines, two blanks deeper at each level.
  func indented(_ margin: String = "") -> String {
    let inner = margin + "  "
    switch self {
    case .array(let elements) where !elements.isEmpty:
      let lines = elements.map { inner + $0.indented(inner) }
      return "[\n" + lines.joined(separator: ",\n") + "\n\(margin)]"
    case .object(let object) where !object.isEmpty:
      let lines = object.members.map { member in
        "\(inner)\(JSON.string(member.key).compact): \(member.value.indented(inner))"
      }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(margin)}"
    default: return compact
    }
  }
}
