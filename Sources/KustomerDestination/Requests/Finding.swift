/// Something found in a call, whose path is written out only when somebody reads it.
struct Finding: Sendable {
  enum Path: Sendable {
    /// Of a value of the call.
    case node(Int)
    case text(String)
  }

  var severity: Diagnostic.Severity
  var code: Code
  var path: Path
  var message: String

  func diagnostic(in document: JSONView) -> Diagnostic {
    let path =
      switch path {
      case .node(let node): document.path(toValueOf: node - 1)
      case .text(let text): text
      }
    return Diagnostic(severity, code, path: path, message)
  }
}

/// The findings of a plan, or what somebody put in their place.
enum Findings: Sendable {
  case found([Finding])
  case given([Diagnostic])

  var count: Int {
    switch self {
    case .found(let findings): findings.count
    case .given(let diagnostics): diagnostics.count
    }
  }

  func diagnostics(of call: MappedCall) -> [Diagnostic] {
    switch self {
    case .given(let diagnostics): diagnostics
    case .found(let findings):
      call.document.withView { document in findings.map { $0.diagnostic(in: document) } }
    }
  }
}
