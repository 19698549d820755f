internal import Audit
internal import Console
internal import KustomerDestination

/// An audit for people: as a table on a terminal, and as a report in Markdown.
struct AuditText {
  private let audit: Audit
  private let findings: [AuditFinding]
  /// Whether events and findings are told; else what a baseline has otherwise alone.
  private let isWhole: Bool

  init(_ audit: Audit, _ findings: [AuditFinding], isWhole: Bool) {
    self.audit = audit
    self.findings = findings
    self.isWhole = isWhole
  }

  /// Lines of at most so many columns.
  func table(width: Int) -> [String] {
    var lines: [String] = []
    if isWhole {
      let rows = events.map { name, event in
        [name, "\(event.count.calls)", "\(event.sent)", "\(event.fields.count)"]
      }
      let head = ["event", "calls", "sent", "fields"]
      lines += alignedRows(([head] + rows).map { $0.map(displaySafe) }, in: width) + [""]
    }
    for finding in findings {
      lines.append(
        fitted("\(finding.level.rawValue)  \(finding.code.rawValue)  \(place(finding))", to: width))
      for line in wrapped("\(sentence(finding)). \(advice(finding)).", to: max(20, width - 4)) {
        lines.append("    " + line)
      }
    }
    let verdict = isWhole ? "nothing is wrong with it" : "it is as the baseline has it"
    if findings.isEmpty { lines.append("\(audit.calls) calls: \(verdict)") }
    return lines.map(displaySafe)
  }

  /// The report.
  var markdown: String {
    var lines = ["# Audit of \(audit.calls) calls", ""]
    if isWhole {
      lines += ["| Event | Calls | Sent | Fields |", "|---|---:|---:|---:|"]
      lines += events.map { name, event in
        "| \(escaped(name)) | \(event.count.calls) | \(event.sent) | \(event.fields.count) |"
      }
      lines.append("")
    }
    lines += ["## Findings", ""]
    if findings.isEmpty { lines.append("None.") }
    for finding in findings {
      let text = "\(sentence(finding)). \(advice(finding))."
      lines.append(
        "* **\(finding.code.rawValue)** (\(finding.level.rawValue)) \(escaped(place(finding))): \(escaped(text))"
      )
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var events: [(String, EventTally)] {
    audit.events.sorted {
      $0.value.count.calls != $1.value.count.calls
        ? $0.value.count.calls > $1.value.count.calls : $0.key < $1.key
    }
  }

  private func place(_ finding: AuditFinding) -> String {
    [finding.event, finding.path].compactMap(\.self).joined(separator: ", ")
  }

  private func sentence(_ finding: AuditFinding) -> String {
    let calls = finding.count == 1 ? "1 call" : "\(finding.count) calls"
    let line = finding.line.map { ", as line \($0)" } ?? ""
    return "\(calls)\(line): \(finding.message)"
  }

  private func advice(_ finding: AuditFinding) -> String {
    finding.advice.prefix(1).uppercased() + finding.advice.dropFirst()
  }

  /// Text from outside neither ends a cell nor acts as HTML.
  private func escaped(_ text: String) -> String {
    displaySafe(text).replacing("\\", with: "\\\\").replacing("|", with: "\\|")
      .replacing("<", with: "&lt;").replacing("*", with: "\\*")
  }
}
