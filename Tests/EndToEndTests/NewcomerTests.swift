internal import Foundation
internal import ProofHarness
internal import Sandbox
internal import Testing

/// The three uses of the product, by the keys that the screens name, with the frames on the way;
/// what is pressed is counted, but not the letters of names and what is pasted.
@Suite struct NewcomerTests {
  /// A person who presses keys at a real terminal.
  private struct Person {
    let pane: Pane
    private(set) var presses = 0

    init(_ size: (Int, Int), _ options: String = "") async throws {
      pane = try await Pane(columns: size.0, rows: size.1)
      try pane.run("$K --now 2024-01-24T10:42:02Z \(options)")
      try await pane.wait(for: "Alt-N empties the form")
    }

    mutating func press(_ keys: String...) throws {
      presses += keys.count
      for key in keys { try pane.press(key) }
    }

    /// Reads a sentence on the screen, whatever lines it stands on.
    func read(_ words: String...) async throws {
      for words in words {
        try await pane.wait("\(words)", { Self.words(of: $0).contains(words) })
      }
    }

    /// Waits until the screen is the frame that a reviewer has read, but for times, ports and ids.
    func see(_ name: String) async throws {
      let file = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Frames/\(name)-\(pane.columns)x\(pane.rows).txt")
      guard ProcessInfo.processInfo.environment["RECORD_FRAMES"] != "1" else {
        // It stands still when two looks, some frames apart, see the same.
        var last = ""
        try await pane.wait(
          "a still screen",
          { screen in
            defer { last = screen }
            return Self.masked(screen) == Self.masked(last)
          })
        try Data(Self.masked(pane.screen()).utf8).write(to: file)
        Issue.record("recorded \(name); read it, then run without RECORD_FRAMES")
        return
      }
      let golden = try String(contentsOf: file, encoding: .utf8)
      try await pane.wait("the frame \(name)\n\(golden)", { Self.masked($0) == golden })
    }

    /// A screen without what is different in each run.
    private static func masked(_ screen: String) -> String {
      screen.components(separatedBy: "\n").map { line in
        let timeless = line.replacing(
          #/\d+ ms|127\.0\.0\.1:\d+|10:42:\d\d(\.\d+)?|[0-9a-f]{24}/#, with: "~")
        let masked = timeless.replacing(#/auto-20240124T[0-9A-Za-z-]*/#, with: "auto-~")
        // What is masked may have had any width.
        return masked == line ? line : masked.replacing(#/[ ─━]+/#, with: " ")
      }.joined(separator: "\n")
    }

    /// The words of a screen, pane by pane where two stand side by side.
    private static func words(of screen: String) -> String {
      var panes: [Int: String] = [:]
      for line in screen.split(separator: "\n") {
        let cells = line.split(omittingEmptySubsequences: false) { "│┃".contains($0) }
        for (place, cell) in cells.enumerated() { panes[place, default: ""] += " " + cell }
      }
      return panes.sorted { $0.key < $1.key }.flatMap { $0.value.split(separator: " ") }
        .joined(separator: " ")
    }
  }

  @Test(arguments: [(80, 24), (120, 40)])
  func `an org is connected, tested and in use in nine keys`(columns: Int, rows: Int) async throws {
    let org = try SandboxServer(SandboxOptions())
    var person = try await Person(
      (columns, rows), "--base-url http://127.0.0.1:\(try await org.start())")
    try await person.read("Alt-5 connects an org")
    try person.press("M-5")
    try await person.read("n connects your own org")
    try person.press("n")
    try await person.read("click the large green button Enable with Segment")
    try person.pane.type("acme")
    try person.press("Tab", "Tab")
    try person.pane.type("prod1")
    try person.press("Tab")
    try person.pane.type("k-0123456789")
    try await person.read("^S saves")
    try person.press("C-s")
    try await person.read("profile acme is saved", "Onboarding of acme", "t tests it")
    try await person.see("onboard-saved")
    try person.press("t")
    try await person.read("6 Test connection")
    try await person.read("Esc Leave")
    try person.press("Escape")
    try await person.read("Enter works with it")
    try person.press("Enter")
    try await person.read("KUSTOMER acme")
    try await person.see("onboard-in-use")
    #expect(person.presses <= 9)
    await org.stop()
  }

  @Test(arguments: [(80, 24), (120, 40)])
  func `a call of three properties takes eight keys, to send and read the answer two`(
    columns: Int, rows: Int
  ) async throws {
    var person = try await Person((columns, rows))
    try person.press("M-n")
    try await person.read("an empty track")
    try person.pane.type("Order Completed")
    try person.press("Tab")
    try person.pane.type("u1")
    for (name, value) in [("plan", "Pro"), ("price", "19.9"), ("gift", "true")] {
      try await person.read("^N")
      try person.press("C-n")
      try person.pane.type(name)
      try person.press("Tab")
      try person.pane.type(value)
    }
    #expect(person.presses <= 8)
    try await person.read("gift is sent as text (giftStr); ^T sends true or false (giftBool)")
    try await person.read("^R Send")
    try await person.see("debug-typed")
    try person.press("C-r")
    try await person.read(
      "DELIVERED 201 Created", "Kustomer created or found the customer",
      "delivered: event 1 of session auto 10:42", "Alt-2 timeline")
    try await person.see("debug-answered")
    try person.press("M-2")
    try await person.read("Order Completed")
    try await person.see("debug-timeline")
  }

  @Test(arguments: [(80, 24), (120, 40)])
  func `sessions are shown by the keys that the screen names`(columns: Int, rows: Int) async throws
  {
    var person = try await Person((columns, rows))
    try await person.read("Alt-1 to Alt-6")
    try person.press("M-4")
    try await person.read("Enter opens")
    try person.press("Enter")
    try await person.read("F9 Present")
    try person.press("F9")
    for step in 1...5 {
      try person.press("Space")
      try await person.read("step \(step) of 5")
      if step == 4 { try await person.see("demo-step") }
    }
    try await person.read("c Compare")
    try person.press("c")
    try await person.see("demo-compared")
    #expect(person.presses <= 9)
  }

  @Test func `Getting Started is read from the screens, sentence by sentence`() async throws {
    var person = try await Person((80, 24))
    try person.press("M-5", "n")
    try await person.read("Catalog, search for Kustomer, select it, choose your source")
    try person.pane.type("acme")
    try person.press("Tab", "Tab")
    try person.pane.type("prod1")
    try person.press("Tab")
    try person.pane.type("k-0123456789")
    try person.press("C-s")
    try await person.read(
      "In the Segment web app click Catalog, search for Kustomer, select it, and choose which of"
        + " your sources to connect it to.")
    try person.press("Down")
    try await person.read(
      "The first time only: in your Kustomer account go to Settings > Apps Directory and install"
        + " the Segment App.")
    try person.press("Down")
    try await person.read(
      "Go to the Segment App's settings page, directly underneath the Apps Directory page, and"
        + " click the large green button Enable with Segment.")
    try person.press("Down")
    try await person.read(
      "Copy the API Key of the Segment settings page within your Kustomer account")
    try person.press("Down")
    try await person.read("Copy the Org Pod of the same page, as prod1")
  }
}
