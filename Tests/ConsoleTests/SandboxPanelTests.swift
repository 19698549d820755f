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
}
