import Console
import KustomerDestination
import Records
import Testing

@Suite struct PlainConsoleTests {
  private static let now = Timestamp(milliseconds: 1_706_092_922_000)

  private func started(_ contents: StartContents = StartContents()) -> PlainConsole {
    var console = PlainConsole(now: Self.now)
    _ = console.receive(.started(contents), at: Self.now)
    return console
  }

  @Test func `a call is composed field by field and sent`() {
    var console = started()
    for line in ["new", "type track", "set event Order Done", "set userId u1", "set total 12.5"] {
      #expect(!console.enter(line, at: Self.now).lines.isEmpty, "\(line)")
    }
    let form = console.enter("compose", at: Self.now).lines
    #expect(form.contains("event: Order Done"))
    #expect(form.contains("properties.total: 12.5 (a number)"))
    let preview = console.enter("preview", at: Self.now).lines
    #expect(preview.contains { $0.contains("\"totalNum\": 12.5") })
    let answer = console.enter("send", at: Self.now)
    let call: JSON = [
      "type": "track", "userId": "u1", "event": "Order Done",
      "properties": ["total": .number("12.5")],
    ]
    let isSent = answer.effects.contains {
      if case .send(let sent) = $0 { sent.source == call.compact } else { false }
    }
    #expect(isSent)
    #expect(console.isBusy)
    #expect(!console.hasFailed)
    // The end of a run before it does not let the next line in: the call is not committed yet.
    _ = console.receive(.runEnded([.delivered: 1]), at: Self.now)
    #expect(console.isBusy)
  }

  @Test func `a profile that asks is asked by name, and only yes sends`() {
    let acme = Journal.acme
    var console = started(StartContents(profiles: [.sandbox, acme], profile: acme.name))
    let question = console.enter("send", at: Self.now)
    #expect(question.effects.isEmpty)
    #expect(question.lines.first == "Send to \(acme.name)?")
    #expect(question.lines.last == "yes or no?")
    #expect(console.enter("no", at: Self.now).effects.isEmpty)
    #expect(console.enter("yes", at: Self.now).lines == ["nothing is asked"])
    _ = console.enter("send", at: Self.now)
    let isSent = console.enter("yes", at: Self.now).effects.contains {
      if case .send = $0 { true } else { false }
    }
    #expect(isSent)
  }

  @Test func `an unknown word names the nearest command`() {
    var console = started()
    #expect(
      console.enter("timelin x", at: Self.now).lines.first?.contains("nothing is known of x")
        == true)
    #expect(
      console.enter("previw", at: Self.now).lines == [
        "there is no command \"previw\"; did you mean \"preview\"?"
      ])
    #expect(console.hasFailed)
  }

  @Test func `a whole call fills the draft, and undo brings the former back`() {
    var console = started()
    let line = #"{"type":"page","anonymousId":"v","name":"Pricing","properties":{"a":1}}"#
    #expect(console.enter(line, at: Self.now).lines.first?.hasPrefix("ok: ") == true)
    #expect(console.enter("compose", at: Self.now).lines.contains("name: Pricing"))
    _ = console.enter("set a 2", at: Self.now)
    _ = console.enter("undo", at: Self.now)
    #expect(console.enter("compose", at: Self.now).lines.contains("properties.a: 1 (a number)"))
    _ = console.enter("unset properties.a", at: Self.now)
    #expect(!console.enter("compose", at: Self.now).lines.contains { $0.contains("properties.a") })
  }

  @Test func `timeline, history and scenarios are read as lines`() {
    var console = started(Journal.contents())
    #expect(console.enter("history", at: Self.now).lines.count > 2)
    #expect(
      console.enter("history status:bogus", at: Self.now).lines.last?.hasPrefix(
        "status:bogus is none of") == true)
    #expect(console.enter("open 1", at: Self.now).lines.contains { $0.contains("POST") })
    #expect(console.enter("timeline", at: Self.now).lines.contains { $0.contains("explicit") })
    #expect(console.enter("scenarios", at: Self.now).lines.count == SampleCall.seed.count)
    #expect(console.enter("load 1", at: Self.now).effects.contains { $0.isDraft })
  }

  @Test func `help names every command once`() {
    var console = started()
    let lines = console.enter("help", at: Self.now).lines
    let words = lines.map { $0.prefix { $0 != " " && $0 != ":" } }
    #expect(Set(words).count == words.count)
    for word in ["compose", "set", "preview", "send", "timeline", "history", "scenarios", "quit"] {
      #expect(words.contains { $0 == word })
    }
    #expect(console.enter("quit", at: Self.now).effects == [.quit])
  }
}

extension Effect {
  fileprivate var isDraft: Bool { if case .saveDraft = self { true } else { false } }
}
