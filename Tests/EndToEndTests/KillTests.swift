internal import Foundation
internal import Glibc
internal import Sandbox
internal import Testing

/// What `kill -9` leaves behind.
@Suite struct KillTests {
  @Test func `killed while typing, the draft is there again`() async throws {
    let pane = try await Pane(columns: 80, rows: 24)
    try pane.run("$K")
    try await pane.wait(for: "Registered")
    try pane.press("End")
    try pane.type(" Twice")
    try await pane.wait(for: "Registered Twice")
    try await pane.wait("the draft on disk", { _ in try pane.hasKept("Registered Twice") })
    try pane.signal(SIGKILL)
    try await pane.recover()
    try pane.run("$K")
    try await pane.wait(for: "your draft is as you left it")
    #expect(try pane.screen().contains("Registered Twice"))
    #expect(try pane.screen().contains(#""name": "Registered-Twice""#))
  }

  @Test func `killed while sending, nothing is lost or sent again by itself`() async throws {
    let slow = try SandboxFault(parsing: "latency=60s@POST /v1/tracking/")
    let sandbox = try SandboxServer(SandboxOptions(faults: [slow]))
    let url = "http://127.0.0.1:\(try await sandbox.start())"
    let pane = try await Pane(columns: 80, rows: 24)
    try pane.run("$K --base-url \(url)")
    try await pane.wait(for: "Registered")
    try pane.press("C-r")
    // The sandbox logs what it has processed before it waits to answer.
    try await pane.wait("the call's arrival", { _ in try arrivals(sandbox) == 1 })
    try pane.signal(SIGKILL)
    try await pane.recover()
    try pane.run("$K --base-url \(url)")
    try await pane.wait(for: "Registered")
    try pane.press("M-3")
    let screen = try await pane.wait(for: "Sent calls")
    #expect(screen.contains("1 of 1"))
    #expect(screen.contains("1 uncertain"))
    #expect(try arrivals(sandbox) == 1)
    await sandbox.stop()
  }

  @Test func `what waits at the next start is shown and sent only on a key`() async throws {
    let pane = try await Pane(columns: 80, rows: 24)
    try pane.run("mkdir -p config/kustomer-console; cat > config/kustomer-console/config.toml")
    try pane.type("[delivery]\ntries = 1\nconnect_timeout = \"1s\"\n")
    try pane.press("C-d")
    try await pane.wait(for: "ready>")
    // A port at which nobody listens until the sandbox comes back.
    let former = try SandboxServer(SandboxOptions())
    let port = try await former.start()
    await former.stop()
    let url = "http://127.0.0.1:\(port)"
    try pane.run("clear; $K --base-url \(url)")
    try await pane.wait(for: "Registered")
    try pane.press("C-r")
    try await pane.wait(for: "cannot reach 127.0.0.1:\(port)")
    try pane.press("C-c", "C-c")
    try await pane.wait(for: "1 call waits in the outbox")
    try pane.press("Enter")
    try await pane.wait(for: "ready>")
    try pane.run("clear; $K --base-url http://127.0.0.1:9")
    try await pane.wait(for: "from before, 1 call waits")
    try pane.press("M-3")
    try await pane.wait(for: "Sent calls")
    try pane.press("w")
    try await pane.wait(for: "Send what waits?")
    try pane.press("Enter")
    try await pane.wait(for: "what was taken in for \(url) is not sent to")
    try pane.press("C-c", "C-c")
    try await pane.wait(for: "in the outbox")
    try pane.press("Enter")
    try await pane.wait(for: "ready>")
    let sandbox = try SandboxServer(SandboxOptions(port: port))
    _ = try await sandbox.start()
    try pane.run("clear; $K --base-url \(url)")
    try await pane.wait(for: "from before, 1 call waits")
    #expect(try arrivals(sandbox) == 0)
    try pane.press("M-3")
    try await pane.wait(for: "Sent calls")
    try pane.press("w")
    try await pane.wait(for: "Send what waits?")
    try pane.press("Enter")
    try await pane.wait(for: "sent 201")
    #expect(try arrivals(sandbox) == 1)
    await sandbox.stop()
  }

  /// Tracking calls that the sandbox has taken, by its own log.
  private func arrivals(_ sandbox: SandboxServer) throws -> Int {
    try sandbox.kustomer.state.arrivals(path: "/v1/tracking/").count
  }
}
