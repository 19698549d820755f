internal import KustomerDestination

/// A call, what becomes of it and why, as Markdown: for an issue or a message to a colleague.
struct MarkdownReport {
  let call: JSON
  let plan: Plan

  var text: String {
    [heading, facts, requests, findings, fields].filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private var heading: String {
    let name = [call["event"], call["name"], call["userId"]].compactMap { $0?.stringValue }.first
    let title = [plan.type ?? "call without a type"] + (name.map { [Self.code($0)] } ?? [])
    return "## \(title.joined(separator: " ").onOneLine)\n\n" + Self.block(call.indented())
  }

  private var facts: String {
    var facts = ["- verdict: **\(plan.verdict.rawValue)**"]
    if let person = plan.person { facts.append("- person: \(Self.code(person.key))") }
    if let session = plan.session {
      facts.append("- session: \(Self.code(session.id)) (\(session.source.rawValue))")
    }
    return facts.joined(separator: "\n")
  }

  private var requests: String {
    guard !plan.requests.isEmpty else { return "### Requests\n\nNone." }
    let parts = plan.requests.map { request in
      let condition = request.condition.map { ", when \($0.rawValue)" } ?? ""
      let line = Self.code("\(request.method.rawValue) \(request.path)") + condition
      return [line, request.body.map { Self.block($0.indented()) }].compactMap { $0 }
        .joined(separator: "\n\n")
    }
    return "### Requests\n\n" + parts.joined(separator: "\n\n")
  }

  private var findings: String {
    guard !plan.diagnostics.isEmpty else { return "" }
    let lines = plan.diagnostics.map { found in
      let path = found.path.isEmpty ? "" : " \(Self.code(found.path)):"
      let message = Self.escaped(found.message)
      return "- \(found.severity.rawValue) \(Self.code(found.code.rawValue)):\(path) \(message)"
    }
    return "### Findings\n\n" + lines.joined(separator: "\n")
  }

  private var fields: String {
    guard !plan.trace.isEmpty else { return "" }
    let rows = plan.trace.map { row in
      let targets = row.targets.map(Self.cell).joined(separator: ", ")
      let cells = [
        row.source.map(Self.cell) ?? "", Self.cell(row.value.compact),
        targets.isEmpty ? row.reason.map { "dropped: \(Self.cell($0.rawValue))" } ?? "" : targets,
        Self.escaped(row.rule), row.provenance?.rawValue ?? "",
      ]
      return "| " + cells.joined(separator: " | ") + " |"
    }
    let head = ["| from | value | to | rule | ground |", "|---|---|---|---|---|"]
    return "### Fields\n\n" + (head + rows).joined(separator: "\n")
  }
}

extension MarkdownReport {
  /// A code span on one line, whatever stands in the text.
  private static func code(_ text: String) -> String {
    let fence = fence(around: text, atLeast: 1)
    let pad = text.utf8.contains(UInt8(ascii: "`")) || text.isEmpty ? " " : ""
    return fence + pad + text.onOneLine + pad + fence
  }

  /// A code span in a table, where a bar would end the cell.
  private static func cell(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in code(text).unicodeScalars {
      if scalar == "|" { out.append("\\") }
      out.append(scalar)
    }
    return String(out)
  }

  private static func block(_ text: String) -> String {
    let fence = fence(around: text, atLeast: 3)
    return "\(fence)json\n\(text)\n\(fence)"
  }

  /// Plain words, in which nothing is markup.
  private static func escaped(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.onOneLine.unicodeScalars {
      if "\\`*_[]<>|#".unicodeScalars.contains(scalar) { out.append("\\") }
      out.append(scalar)
    }
    return String(out)
  }

  /// Back-ticks, one more than stand in a row in the text.
  private static func fence(around text: String, atLeast least: Int) -> String {
    var longest = 0
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    return String(repeating: "`", count: max(least, longest + 1))
  }
}
