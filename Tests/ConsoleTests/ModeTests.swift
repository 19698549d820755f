internal import KustomerDestination
internal import Records
internal import Testing

@testable internal import Console

/// One rule for when a letter is text, and when it is a key.
@Suite struct ModeTests {
  private static let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

  private static func atRest() -> Keyboard {
    var keyboard = Keyboard(80, 24, contents: Journal.contents())
    keyboard.press(.escape)
    _ = keyboard.newEffects()
    return keyboard
  }

  @Test func `every letter that is pressed in the form at rest begins to type`() {
    for letter in Self.letters {
      var keyboard = Self.atRest()
      keyboard.press(.character(letter))
      #expect(keyboard.state.compose.form.event.text == "Registered\(letter)")
      #expect(keyboard.state.isTyping && keyboard.state.screen == .compose)
    }
  }

  @Test func `no letter in Compose opens a program, leaves or sends`() {
    for letter in Self.letters {
      for presses in [[Key.escape], [.escape, .function(6)], [.backTab]] {
        var keyboard = Keyboard(80, 24, contents: Journal.contents())
        for key in presses { keyboard.press(key) }
        _ = keyboard.newEffects()
        keyboard.press(.character(letter))
        #expect(keyboard.state.screen == .compose)
        #expect(keyboard.state.overlay == nil)
        #expect(
          keyboard.newEffects().allSatisfy { if case .saveDraft = $0 { true } else { false } })
      }
    }
  }

  @Test func `Esc leaves the pane for the form, and never begins to type`() {
    var keyboard = Self.atRest()
    for _ in 0..<2 {
      keyboard.press(.function(6), .escape)
      #expect(keyboard.state.compose.pane == .form)
      #expect(!keyboard.state.isTyping)
    }
    keyboard.press(.character("3"))
    #expect(keyboard.state.screen == .history)
  }

  @Test(arguments: Screen.allCases.filter { $0 != .compose })
  func `entering Compose types, as at the start`(from screen: Screen) {
    var keyboard = Self.atRest()
    keyboard.press(.character(Character("\(screen.rawValue)")), .character("1"))
    keyboard.type("Order")
    #expect(keyboard.state.compose.form.event.text == "RegisteredOrder")
  }

  @Test func `elsewhere no letter sends, deletes or quits without a question`() {
    for screen in Screen.allCases where screen != .compose {
      for letter in Self.letters {
        var keyboard = Keyboard(80, 24, contents: Journal.contents(Journal.cut + [Self.waiting]))
        keyboard.press(.alt(Character("\(screen.rawValue)")))
        _ = keyboard.newEffects()
        keyboard.press(.character(letter))
        for effect in keyboard.newEffects() {
          switch effect {
          case .quit, .send, .resend, .sendAgain, .drop, .deliverWaiting, .sendBatch:
            Issue.record("\(letter) on \(screen): \(effect)")
          default: break
          }
        }
      }
    }
  }

  private static let waiting = HistoryEntry(
    id: .init(9), profile: "sandbox", call: Journal.visit[0].call, moment: Journal.start,
    status: .waiting, session: nil)

  @Test func `a letter begins to type in the form of a profile, too`() {
    var keyboard = Keyboard(contents: Journal.contents())
    keyboard.press(.alt("5"), .character("n"), .escape, .character("e"))
    #expect(keyboard.state.setup.form.name.text == "e")
  }

  @Test func `Alt-N empties the form, and undo brings the call back`() {
    var keyboard = Keyboard()
    #expect(keyboard.screen.contains("Alt-N empties the form"))
    let form = keyboard.state.compose.form
    keyboard.press(.alt("n"))
    #expect(keyboard.state.compose.form.event.isEmpty)
    keyboard.press(.alt("z"))
    #expect(keyboard.state.compose.form == form)
  }
}
