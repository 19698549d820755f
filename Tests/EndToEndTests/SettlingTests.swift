internal import Foundation
internal import Sandbox
internal import Testing

/// A call whose answer was cut, settled by keys, and the timeline read back.
@Suite struct SettlingTests {
  /// Sends a call that is cut after it has landed, and shows it in the History.
  private func start(
    cuts: Int, port: UInt16 = 0, _ pane: Pane
  ) async throws -> SandboxServer {
    let cut = try SandboxFault(parsing: "cut-after:\(cuts)@POST /v1/tracking/")
    let sandbox = try SandboxServer(SandboxOptions(port: port, faults: [cut]))
    try pane.run("clear; $K --base-url http://127.0.0.1:\(try await sandbox.start())")
    try await pane.wait(for: "Registered")
    try pane.press("C-r")
    try await pane.wait(for: "may have arrived")
    try pane.press("M-3")
    try await pane.wait(for: "f finds out, a sends, Del drops it")
    return sandbox
  }

  private func arrivals(_ sandbox: SandboxServer) throws -> Int {
    try sandbox.kustomer.state.arrivals(path: "/v1/tracking/").count
  }

  @Test func `what has landed is found out by a key`() async throws {
    let pane = try await Pane(columns: 120, rows: 40)
    let sandbox = try await start(cuts: 1, pane)
    try pane.press("f")
    let screen = try await pane.wait(for: "#1 has landed: it is delivered")
    #expect(!screen.contains("uncertain"))
    try pane.press("M-2")
    try await pane.wait(for: "Sessions and events")
    try pane.press("v")
    let timeline = try await pane.wait(for: "userId123 read back: 1 same")
    #expect(timeline.contains("In Kustomer, read "))
    try pane.press("Down")
    try await pane.wait(for: "Kustomer has it in this session")
    #expect(try arrivals(sandbox) == 1)
    await sandbox.stop()
  }

  @Test func `what has not landed waits, and goes out on a key`() async throws {
    let pane = try await Pane(columns: 80, rows: 24)
    try pane.run("mkdir -p config/kustomer-console; cat > config/kustomer-console/config.toml")
    try pane.type("[delivery]\nsettle_after = \"1ms\"\n")
    try pane.press("C-d")
    try await pane.wait(for: "ready>")
    let free = try SandboxServer(SandboxOptions())
    let port = try await free.start()
    await free.stop()
    let landed = try await start(cuts: 1, port: port, pane)
    try pane.press("F10")
    try await pane.wait(for: "ready>")
    await landed.stop()
    // The same org, which has the customer and nothing of the call.
    let sandbox = try SandboxServer(SandboxOptions(port: port))
    let url = "http://127.0.0.1:\(try await sandbox.start())"
    let identify = #"{"type":"identify","userId":"userId123","traits":{"email":"jo@example.com"}}"#
    try pane.run("clear; echo '\(identify)' | $K send --base-url \(url) > sent; echo end $?")
    try await pane.wait(for: "end 0")
    try pane.run("clear; $K --base-url \(url)")
    try await pane.wait(for: "Registered")
    try pane.press("M-3")
    try await pane.wait(for: "Sent calls")
    // The identify is the newer one.
    try pane.press("Down")
    try await pane.wait(for: "f finds out")
    try pane.press("f")
    try await pane.wait(for: "#1 has not landed: it waits, w sends it")
    #expect(try arrivals(sandbox) == 0)
    try pane.press("w")
    try await pane.wait(for: "Send what waits?")
    try pane.press("Enter")
    try await pane.wait("the call", { _ in try arrivals(sandbox) == 1 })
    await sandbox.stop()
  }

  @Test func `an uncertain call is sent again or dropped by keys`() async throws {
    let pane = try await Pane(columns: 80, rows: 24)
    let sandbox = try await start(cuts: 2, pane)
    try pane.press("a")
    try await pane.wait(for: "may have arrived")
    #expect(try arrivals(sandbox) == 2)
    try pane.press("DC")
    try await pane.wait(for: "Drop #1?")
    try pane.press("Enter")
    try await pane.wait(for: "dropped by hand")
    #expect(try arrivals(sandbox) == 2)
    await sandbox.stop()
  }
}
