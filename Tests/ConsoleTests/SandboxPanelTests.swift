internal import Console
internal import KustomerDestination
internal import Testing

@Suite struct SandboxPanelTests {
  private func keyboard() -> Keyboard {
    var keyboard = Keyboard(contents: Journal.contents())
    keyboard.press(.alt("s"))
    keyboard.receive(.sandboxChanged(SandboxFacts(clock: keyboard.now)))
    _ = keyboard.newEffects()
    return keyboard
  }

  @Test func `Space switches the selected fault on and off`() {
    var keyboard = keyboard()
    keyboard.press(.down, .down, .down, .character(" "))
    #expect(keyboard.newEffects() == [.orderSandbox(.setFaults(["500-json"]))])
    keyboard.receive(
      .sandboxChanged(SandboxFacts(faults: ["500-json"], clock: keyboard.now)))
    #expect(keyboard.screen.contains("[x] 500, trouble at Kustomer"))
    keyboard.press(.enter)
    #expect(keyboard.newEffects() == [.orderSandbox(.setFaults([]))])
  }

  @Test func `a share says how often a fault strikes`() {
    var keyboard = keyboard()
    keyboard.press(.right, .character(" "))
    #expect(keyboard.newEffects() == [.orderSandbox(.setFaults(["latency=2000ms:1"]))])
    keyboard.press(.right, .character(" "))
    #expect(keyboard.newEffects() == [.orderSandbox(.setFaults(["latency=2000ms:20%"]))])
  }

  @Test func `faults from elsewhere show and stay`() {
    var keyboard = keyboard()
    keyboard.receive(
      .sandboxChanged(SandboxFacts(faults: ["418-json@/v1/"], clock: keyboard.now)))
    #expect(keyboard.screen.contains("[x] 418-json@/v1/"))
    keyboard.press(.character(" "))
    #expect(
      keyboard.newEffects() == [.orderSandbox(.setFaults(["418-json@/v1/", "latency=2000ms"]))])
    keyboard.press(.character("x"))
    #expect(keyboard.newEffects() == [.orderSandbox(.setFaults([]))])
  }

  @Test func `the clock is put forward, set, stopped and given back`() {
    var keyboard = keyboard()
    keyboard.press(.character("a"), .enter)
    #expect(keyboard.newEffects() == [.orderSandbox(.advance(.minutes(35)))])
    keyboard.press(.character("a"), .control("u"))
    keyboard.type("soon")
    keyboard.press(.enter)
    #expect(keyboard.newEffects().isEmpty)
    #expect(keyboard.screen.contains("this is no duration"))
    keyboard.press(.escape, .character("s"), .control("u"))
    keyboard.type("2024-02-01T00:00:00Z")
    keyboard.press(.enter)
    #expect(
      keyboard.newEffects()
        == [.orderSandbox(.setClock(Timestamp(milliseconds: 1_706_745_600_000)))])
    keyboard.press(.character("f"), .character("t"))
    #expect(
      keyboard.newEffects() == [.orderSandbox(.freeze(true)), .orderSandbox(.setClock(nil))])
  }

  @Test func `a running clock goes on in the panel`() {
    var keyboard = keyboard()
    keyboard.wait(.seconds(3))
    #expect(keyboard.screen.contains("10:42:05 UTC  runs"))
  }

  @Test func `a real org cannot be told to fail`() {
    var contents = Journal.contents()
    contents.profile = "acme"
    var keyboard = Keyboard(contents: contents)
    keyboard.press(.alt("s"))
    #expect(keyboard.state.overlay == nil)
    #expect(keyboard.screen.contains("only the sandbox can be told to fail"))
  }

  @Test func `the share of a fault that is on is changed, and that of no other`() {
    var keyboard = keyboard()
    keyboard.press(.down, .down, .down)
    keyboard.receive(
      .sandboxChanged(SandboxFacts(faults: ["cut-after:1", "500-json"], clock: keyboard.now)))
    #expect(keyboard.screen.contains("It strikes < every request >"))
    keyboard.press(.right)
    #expect(
      keyboard.newEffects() == [.orderSandbox(.setFaults(["cut-after:1", "500-json:1"]))])
    keyboard.receive(
      .sandboxChanged(SandboxFacts(faults: ["cut-after:1", "500-json:1"], clock: keyboard.now)))
    #expect(keyboard.screen.contains("It strikes < the next request >"))
    keyboard.press(.left)
    #expect(keyboard.newEffects() == [.orderSandbox(.setFaults(["cut-after:1", "500-json"]))])
    keyboard.press(.up)
    #expect(keyboard.screen.contains("Switched on, it strikes <"))
  }

  @Test func `a share from elsewhere shows as it is and keeps its path`() {
    var keyboard = keyboard()
    keyboard.receive(
      .sandboxChanged(
        SandboxFacts(faults: ["latency=2000ms:7@POST /v1/"], clock: keyboard.now)))
    #expect(keyboard.screen.contains("It strikes < :7 @POST /v1/ >"))
    keyboard.press(.right)
    #expect(
      keyboard.newEffects() == [.orderSandbox(.setFaults(["latency=2000ms@POST /v1/"]))])
  }

  @Test func `nothing of the panel is cut on the smallest screen`() {
    var keyboard = Keyboard(60, 18, contents: Journal.contents())
    keyboard.press(.alt("s"))
    keyboard.receive(.sandboxChanged(SandboxFacts(clock: keyboard.now)))
    for words in ["uncertain", "f stop/go", "t system", "x no faults", "10:42:02 UTC  runs"] {
      #expect(keyboard.screen.contains(words))
    }
    let faults = ["418-json@/v1/", "unlink-company:20%"]
    keyboard.receive(.sandboxChanged(SandboxFacts(faults: faults, clock: keyboard.now)))
    for words in faults + ["uncertain", "x no faults", "10:42:02 UTC, runs"] {
      #expect(keyboard.screen.contains(words))
    }
    #expect(!keyboard.screen.contains("…"))
  }
}
