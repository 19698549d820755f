internal import Foundation
internal import Glibc
internal import Sandbox
internal import Testing

/// Every way out gives the terminal back as it was.
@Suite struct ExitTests {
  enum Way: String, CaseIterable {
    case quitKey, doubleControlC, terminate, hangUp, quit, illegalInstruction, segmentationFault

    var status: Int {
      switch self {
      case .quitKey, .doubleControlC: 0
      case .terminate: 143
      case .hangUp: 129
      case .quit: 131
      case .illegalInstruction: 132
      case .segmentationFault: 139
      }
    }

    var signal: Int32? {
      switch self {
      case .quitKey, .doubleControlC: nil
      case .terminate: SIGTERM
      case .hangUp: SIGHUP
      case .quit: SIGQUIT
      case .illegalInstruction: SIGILL
      case .segmentationFault: SIGSEGV
      }
    }
  }

  @Test(arguments: Way.allCases)
  func `the terminal is as it was before`(way: Way) async throws {
    let pane = try await Pane(columns: 80, rows: 24)
    try pane.run("stty -a > before; $K; echo status $?; stty -a > after; echo d''one")
    try await pane.wait(for: "Registered")
    try await pane.wait(for: "Registered")
    #expect(try pane.value("#{alternate_on}") == "1")
    try await leave(pane, way)
    try await pane.wait(for: "done")
    #expect(try pane.screen().contains("status \(way.status)"))
    #expect(try pane.value("#{alternate_on} #{cursor_flag} #{mouse_any_flag}") == "0 1 0")
    #expect(try text("before", pane) == text("after", pane))
  }

  @Test func `leaving while a call hangs says so, and need not be waited for`() async throws {
    let pane = try await Pane(columns: 100, rows: 24)
    let sandbox = try SandboxServer(
      SandboxOptions(faults: [SandboxFault(parsing: "latency=60s@POST /v1/tracking/")]))
    try pane.run("$K --base-url http://127.0.0.1:\(try await sandbox.start()); echo left")
    try await pane.wait(for: "Registered")
    try pane.press("C-r")
    try await pane.wait(for: "sending")
    try pane.press("F10")
    try await pane.wait("the question", { $0.contains("y ") })
    try pane.press("y")
    try await pane.wait(for: "finishing one request, at most 20s")
    try pane.press("C-c")
    try await pane.wait(for: "left")
    await sandbox.stop()
  }

  private func leave(_ pane: Pane, _ way: Way) async throws {
    if let signal = way.signal {
      try pane.signal(signal)
    } else if way == .quitKey {
      try pane.press("F10")
    } else {
      try pane.press("C-c", "C-c")
    }
  }

  private func text(_ name: String, _ pane: Pane) throws -> String {
    try String(contentsOfFile: pane.folder + "/" + name, encoding: .utf8)
  }
}
