import Console
import KustomerDestination
import Testing

@Suite struct EditorTests {
  private func begin(_ keyboard: inout Keyboard) -> EditJob? {
    keyboard.effects = []
    keyboard.press(.function(4))
    for case .edit(let job) in keyboard.newEffects() { return job }
    return nil
  }

  @Test func `F4 in a field edits that field`() throws {
    var keyboard = Keyboard()
    let job = try #require(begin(&keyboard))
    #expect(job == EditJob(.field(.event), text: "Registered"))
    keyboard.receive(.edited(job, "Order Done\n"))
    #expect(keyboard.state.compose.form.event.text == "Order Done")
    keyboard.press(.alt("z"))
    #expect(keyboard.state.compose.form.event.text == "Registered")
  }

  @Test func `a value of several lines keeps them`() throws {
    var keyboard = Keyboard()
    keyboard.press(.control("n"))
    keyboard.type("note")
    keyboard.press(.tab)
    let job = try #require(begin(&keyboard))
    keyboard.receive(.edited(job, "one\ntwo\n"))
    let call = keyboard.state.outcome.reading.call
    #expect(call["properties"]?["note"] == .string("one\ntwo"))
    let again = try #require(begin(&keyboard))
    #expect(again.text == "one\ntwo")
  }

  @Test func `F4 beside the fields edits the whole call`() throws {
    var keyboard = Keyboard()
    keyboard.press(.escape)
    let job = try #require(begin(&keyboard))
    #expect(job.purpose == .call)
    #expect(try JSON(parsing: job.text) == keyboard.state.outcome.reading.call)
    keyboard.receive(.edited(job, #"{"type":"page","anonymousId":"v","name":"Pricing"}"#))
    #expect(keyboard.state.compose.form.name.text == "Pricing")
    keyboard.press(.alt("z"))
    #expect(keyboard.state.compose.form.event.text == "Registered")
  }

  @Test func `what cannot be read is not taken and not lost`() throws {
    var keyboard = Keyboard()
    keyboard.press(.escape)
    let job = try #require(begin(&keyboard))
    keyboard.receive(.edited(job, "{\"type\":\n"))
    #expect(keyboard.state.compose.form.event.text == "Registered")
    #expect(keyboard.screen.contains("not taken: line"))
    #expect(try #require(begin(&keyboard)).text == "{\"type\":\n")
  }

  @Test func `what the editor saved before it failed is kept for its field alone`() throws {
    var keyboard = Keyboard()
    let job = try #require(begin(&keyboard))
    keyboard.receive(.editKept(job, "Order Done", because: "vi ended with status 1"))
    #expect(keyboard.state.compose.form.event.text == "Registered")
    #expect(keyboard.screen.contains("vi ended with status 1; what it saved is kept"))
    keyboard.press(.escape)
    #expect(try #require(begin(&keyboard)).text.hasPrefix("{"))
    keyboard.press(.enter)
    let again = try #require(begin(&keyboard))
    #expect(again == EditJob(.field(.event), text: "Order Done"))
    keyboard.receive(.edited(again, "Order Done"))
    #expect(keyboard.state.compose.form.event.text == "Order Done")
    #expect(try #require(begin(&keyboard)).text == "Order Done")
  }

  @Test func `F3 shows the pane in the pager`() {
    var keyboard = Keyboard()
    keyboard.press(.function(6), .function(3))
    let paged = keyboard.newEffects().contains {
      if case .page(let text) = $0 { text.contains("\"planStr\": \"Pro Annual\"") } else { false }
    }
    #expect(paged)
  }
}
