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
      let line = Line(String(text), .text)
      guard text.contains("kustomer_session_id") else {
        return line.wrapped(to: columns, indent: 4)
      }
      let mark = Line("  <====", .diffAdd)
      return line.width + mark.width <= columns
        ? [line + mark] : line.wrapped(to: columns, indent: 4) + [mark]
    }
    guard let time = call["timestamp"]?.stringValue.flatMap({ Timestamp($0) }) else { return lines }
    return lines + [Line(), Line("it happened at \(time.shortClock)", .muted)]
  }
}
