internal import Foundation
internal import Testing

/// The seed's four calls, composed by keys, previewed, sent, and seen on the timeline.
@Suite struct SeedCallTests {
  struct Composed: Sendable {
    var type: String
    var fields: [(label: String, text: String)]
    var rows: [(key: String, value: String)]
    /// Lines of the preview's JSON, without indentation.
    var json: [String]
    var answer: String
  }

  static let calls = [
    Composed(
      type: "page",
      fields: [("Name", "Pricing"), ("anon", "visitor-1"), ("session", "abc123")],
      rows: [("title", "Segment Pricing"), ("url", "https://segment.com/pricing")],
      json: [
        #""trackingId": "visitor-1","#, #""name": "Viewed-Pricing-Page","#,
        #""sessionId": "abc123","#, #""titleStr": "Segment Pricing","#,
        #""urlStr": "https://segment.com/pricing""#,
      ], answer: "204"),
    Composed(
      type: "screen",
      fields: [("Name", "Home"), ("anon", "visitor-1"), ("session", "abc123")], rows: [],
      json: [
        #""trackingId": "visitor-1","#, #""name": "Viewed-Home-Screen","#,
        #""sessionId": "abc123""#,
      ], answer: "204"),
    Composed(
      type: "identify",
      fields: [("userId", "userId123"), ("anon", "visitor-1"), ("locale", "en-US")],
      rows: [("email", "john.doe@example.com")],
      json: [
        #""externalId": "userId123","#, #""locale": "en-US","#,
        #""email": "john.doe@example.com""#, #""trackingId": "visitor-1","#,
      ], answer: "201"),
    Composed(
      type: "track",
      fields: [("Event", "Registered"), ("userId", "userId123"), ("session", "abc123")],
      rows: [("plan", "Pro Annual"), ("accountType", "Facebook")],
      json: [
        #""externalId": "userId123""#, #""name": "Registered","#, #""sessionId": "abc123","#,
        #""planStr": "Pro Annual","#, #""accountTypeStr": "Facebook""#,
      ], answer: "201"),
  ]

  @Test(arguments: [(80, 24), (120, 40)])
  func `composed by keys they become one session of three events`(columns: Int, rows: Int)
    async throws
  {
    let pane = try await Pane(columns: columns, rows: rows)
    try pane.run("$K --now 2024-01-02T12:00:00Z")
    try await pane.wait(for: "Registered")
    for call in Self.calls { try await composeAndSend(call, pane) }
    try await checkHistory(pane)
    try await checkTimeline(pane)
  }

  private func composeAndSend(_ call: Composed, _ pane: Pane) async throws {
    try pane.press("C-p")
    try pane.type("empty the form")
    try await pane.wait(for: "▌ Compose: empty")
    try pane.press("Enter")
    try await pane.wait("an empty form", { !$0.contains("Palette ━") && !$0.contains("abc123 ") })
    try await choose(type: call.type, pane)
    for field in call.fields {
      try await go(to: field.label, pane)
      try pane.type(field.text)
    }
    for row in call.rows {
      try pane.press("C-n")
      try pane.type(row.key)
      try pane.press("Tab")
      try pane.type(row.value)
    }
    try await checkPreview(call, pane)
    try pane.press("C-r")
    try await pane.wait(
      "the answer", { $0.contains("(\(call.answer), ") && $0.contains("delivered: ") })
  }

  private func choose(type: String, _ pane: Pane) async throws {
    for _ in 0..<4 {
      let before = typeLine(of: try pane.screen())
      if before.contains("‹ \(type) ›") { return }
      try pane.press("F2")
      try await pane.wait("another type", { typeLine(of: $0) != before })
    }
    try await pane.wait(for: "‹ \(type) ›")
  }

  private func go(to label: String, _ pane: Pane) async throws {
    for _ in 0..<12 {
      let before = focusedLabel(of: try pane.screen())
      if before.hasPrefix(label) { return }
      try pane.press("Tab")
      // Not any change: the echo of what was typed may come first, and a second Tab too many.
      try await pane.wait("the next field", { focusedLabel(of: $0) != before })
    }
    Issue.record("no field \(label) on\n\(try pane.screen())")
  }

  private func typeLine(of screen: String) -> Substring {
    screen.split(separator: "\n").first { $0.contains("Type  ") } ?? ""
  }

  private func focusedLabel(of screen: String) -> String {
    let line = screen.split(separator: "\n").first { $0.contains("┃▸") }
    return line?.split(separator: "┃▸").last?.split(separator: " ").first.map(String.init) ?? ""
  }

  /// The whole preview, page by page, with the pane alone on the screen.
  private func checkPreview(_ call: Composed, _ pane: Pane) async throws {
    try pane.press("F6", "F8")
    var missing = Set(call.json)
    var seen = try await pane.wait(for: "━ Kustomer")
    while true {
      missing = missing.filter { !seen.contains($0) }
      if missing.isEmpty { break }
      try pane.press("PageDown")
      seen = try await pane.wait("\(missing) below", { $0 != seen })
    }
    try pane.press("F8", "F6")
    try await pane.wait(for: "Segment call")
  }

  private func checkHistory(_ pane: Pane) async throws {
    try pane.press("M-3")
    let screen = try await pane.wait(for: "Sent calls")
    #expect(screen.components(separatedBy: "sent 204").count == 3)
    #expect(screen.components(separatedBy: "sent 201").count == 3)
  }

  private func checkTimeline(_ pane: Pane) async throws {
    try pane.press("M-2")
    let screen = try await pane.wait(for: "Sessions and events")
    #expect(screen.contains("userId123"))
    let session = try #require(screen.split(separator: "\n").first { $0.contains("▾ abc123") })
    #expect(session.contains("explicit"))
    #expect(session.contains("3 events"))
    for event in ["Pricing", "Home", "Registered"] { #expect(screen.contains(event)) }
  }
}
