internal import Foundation
internal import Testing

/// The sandbox of the program itself, told by keys to fail.
@Suite struct SandboxPanelTests {
  @Test func `a fault that is switched on strikes, and its end lets the call through`()
    async throws
  {
    let pane = try await Pane(columns: 80, rows: 24)
    try pane.run("$K")
    try await pane.wait(for: "Registered")
    try pane.press("M-s")
    try await pane.wait(for: "UTC  runs")
    try pane.press("Down", "Down", "Down", "Down", "Space")
    try await pane.wait(for: "[x] 503, unavailable")
    // Sent at once, the two would be one key with Alt.
    try pane.press("Escape")
    try await pane.wait("no panel", { !$0.contains("503, unavailable") })
    try pane.press("C-r")
    try await pane.wait("another try", { $0.contains(/try \d of \d/) })
    try pane.press("M-s")
    try await pane.wait(for: "[x] 503, unavailable")
    try pane.press("x")
    try await pane.wait("no fault", { !$0.contains("[x]") })
    try pane.press("Escape")
    try await pane.wait(for: "delivered: event 1 of session abc123 (201")
    try pane.press("M-3")
    try await pane.wait(for: "503 Service Unavailable")
  }

  @Test func `a call is pinned and exported by keys`() async throws {
    let pane = try await Pane(columns: 80, rows: 24)
    try pane.run("$K")
    try await pane.wait(for: "Registered")
    try pane.press("C-r")
    try await pane.wait(for: "delivered: event 1 of session abc123 (201")
    try pane.press("M-3", "*")
    try await pane.wait(for: "#1 is pinned")
    try pane.press("x")
    try await pane.wait(for: "Export 1 call to a file")
    try pane.type("calls.ndjson")
    try pane.press("Enter")
    try await pane.wait(for: "1 call in calls.ndjson")
    let text = try String(contentsOfFile: pane.folder + "/calls.ndjson", encoding: .utf8)
    #expect(text.contains(#""pinned":true"#))
    #expect(text.contains("/v1/tracking/identityEvent"))
    #expect(!text.contains("sandbox-key"))
    try pane.press("x")
    try await pane.wait(for: "Export 1 call to a file")
    try pane.type("calls.ndjson")
    try pane.press("Enter")
    try await pane.wait(for: "calls.ndjson exists already")
  }

  @Test func `a broken JSON text is there again after a kill`() async throws {
    let pane = try await Pane(columns: 80, rows: 24)
    try pane.run("$K")
    try await pane.wait(for: "Registered")
    try pane.press("M-j", "Down", "Down")
    try pane.type("oops")
    try await pane.wait(for: "line 3, column 1")
    try await pane.wait("the draft on disk", { _ in try pane.hasKept("oops") })
    try pane.signal(SIGKILL)
    try await pane.recover()
    try pane.run("$K")
    try await pane.wait(for: "oops")
    try await pane.wait(for: "✗ line 3, column 1")
  }
}
