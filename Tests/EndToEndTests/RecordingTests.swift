internal import Foundation
internal import KustomerDestination
internal import Testing

/// What is kept of a presentation and of a composed call, seen with the real binary.
@Suite struct RecordingTests {
  @Test func `a recording that is replayed ends with the same screen`() async throws {
    let pane = try await Pane(columns: 100, rows: 30)
    try pane.run("$K --now 2024-01-24T10:42:02Z --record demo.cast")
    try await pane.wait(for: "Registered")
    try pane.press("F9")
    try await pane.wait(for: "Space plays the first step.")
    for step in 1...3 {
      try pane.press("Space")
      try await pane.wait(for: "step \(step) of 5")
    }
    try pane.press("c")
    let shown = try await pane.wait(for: "The same without it")
    try pane.press("F9")
    try await pane.wait(for: "KUSTOMER")

    let lines = try String(contentsOfFile: pane.folder + "/demo.cast", encoding: .utf8)
      .split(separator: "\n").map { try JSON(parsing: String($0)) }
    #expect(lines[0]["version"]?.integerValue == 2)
    #expect(lines[0]["width"]?.integerValue == 100)
    #expect(lines[0]["height"]?.integerValue == 30)
    let output = lines.dropFirst().compactMap { $0[1] == "o" ? $0[2]?.stringValue : nil }
    #expect(!output.joined().contains("KUSTOMER"))
    let replay = try await Pane(columns: 100, rows: 30)
    try Data(output.joined().utf8).write(to: URL(filePath: replay.folder + "/output"))
    try replay.run("cat output; read wait")
    try await replay.wait("the same screen", { $0 == shown })
  }

  @Test func `a recording without a presentation says so`() async throws {
    let pane = try await Pane(columns: 100, rows: 30)
    try pane.run("$K --record demo.cast")
    try await pane.wait(for: "Registered")
    try pane.press("C-r")
    try await pane.wait(for: "delivered")
    try pane.press("F10")
    try await pane.wait(for: "nothing was presented")
  }

  @Test func `the composed call becomes a step, and comments stay`() async throws {
    let pane = try await Pane(columns: 100, rows: 30)
    let folder = pane.folder + "/data/kustomer-console/scenarios"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let text = "schema = 1 # mine\nname = \"n\"\n[[step]]\ncaption = \"a\" # said first\n"
    try Data(text.utf8).write(to: URL(filePath: folder + "/my-demo.toml"))
    try pane.run("$K --now 2024-01-24T10:42:02Z")
    try await pane.wait(for: "Registered")
    try pane.press("C-s")
    try await pane.wait(for: "Add the composed call")
    try pane.press("Enter")
    try await pane.wait(for: "step 2 of my-demo is written to")
    let saved = try String(contentsOfFile: folder + "/my-demo.toml", encoding: .utf8)
    #expect(saved.hasPrefix(text))
    #expect(saved.contains("\n[[step]]\ncaption = \"\"\ncall = { type = \"track\", "))
  }

  @Test func `from the first screen to the second step in five keys`() async throws {
    let pane = try await Pane(columns: 80, rows: 24)
    try pane.run("$K --now 2024-01-24T10:42:02Z")
    try await pane.wait(for: "Esc, then 1-")
    try pane.press("Escape")
    try await pane.wait("a form at rest", { !$0.contains(": typing") })
    try pane.press("4")
    try await pane.wait(for: "Enter opens the story")
    try pane.press("Enter")
    try await pane.wait(for: "Space plays the first step.")
    try pane.press("Space")
    try await pane.wait(for: "step 1 of 5")
    try pane.press("Space")
    try await pane.wait(for: "step 2 of 5")
  }
}
