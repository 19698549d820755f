internal import Console
internal import KustomerDestination
internal import Testing

/// What the screens say of a draft that the journal does not take.
@Suite struct SavedTests {
  private static let reason = "there is no space left for the journal"

  private func keyboard() -> Keyboard {
    var keyboard = Keyboard()
    keyboard.type("!")
    keyboard.receive(.draftNotSaved(Self.reason))
    return keyboard
  }

  @Test func `a draft that cannot be written is not called saved`() {
    var keyboard = keyboard()
    #expect(keyboard.screen.contains("the draft is not saved: " + Self.reason))
    #expect(keyboard.screen.contains("draft not saved"))
    keyboard.press(.left)
    #expect(!keyboard.screen.contains("draft saved"))
    #expect(keyboard.screen.contains("draft not saved"))
  }

  @Test func `leaving with an unsaved draft asks as for a loss`() {
    var keyboard = keyboard()
    keyboard.press(.function(10))
    #expect(keyboard.screen.contains("The draft is not sent, and not saved:"))
    #expect(keyboard.screen.contains("Leaving loses it"))
    #expect(!keyboard.screen.contains("it is saved"))
    #expect(!keyboard.screen.contains("All of it is here at the next start"))
  }

  @Test func `^C does not promise what is not kept`() {
    var keyboard = keyboard()
    keyboard.press(.control("c"))
    #expect(keyboard.screen.contains("^C again quits; the draft is not saved"))
    #expect(!keyboard.screen.contains("nothing that you typed is lost"))
  }

  @Test func `the same reason is said once, and that it is saved again`() {
    var keyboard = keyboard()
    keyboard.press(.left)
    keyboard.receive(.draftNotSaved(Self.reason))
    #expect(!keyboard.screen.contains(Self.reason))
    keyboard.receive(.draftSaved)
    #expect(keyboard.screen.contains("the draft is saved again"))
    #expect(keyboard.screen.contains("─ draft saved") || keyboard.screen.contains(" draft saved "))
    keyboard.press(.function(10))
    #expect(keyboard.screen.contains("it is saved"))
  }

  @Test func `the drafts of other consoles are told of, and undo brings them`() throws {
    var contents = StartContents()
    func draft(_ event: String) -> JSON {
      var form = Form()
      form.event = TextField(event)
      return form.draft
    }
    contents.draft = draft("Mine")
    contents.draftsAside = [draft("Theirs")]
    var keyboard = Keyboard(120, 40, contents: contents)
    #expect(keyboard.screen.contains("another console left one, too: Alt-Z brings it"))
    #expect(keyboard.state.compose.form.event.text == "Mine")
    keyboard.press(.alt("z"))
    #expect(keyboard.state.compose.form.event.text == "Theirs")
    keyboard.receive(.otherDraftFound)
    #expect(keyboard.screen.contains("another console has a draft of its own"))
    contents.draftsAside = [draft("Older"), draft("Theirs")]
    keyboard = Keyboard(120, 40, contents: contents)
    #expect(keyboard.screen.contains("left 2 more: Alt-Z brings one after the other"))
    keyboard.press(.alt("z"), .alt("z"))
    #expect(keyboard.state.compose.form.event.text == "Older")
  }
}
