internal import Console
internal import KustomerDestination
internal import Records
internal import Testing

/// Which way composed calls go: straight to Kustomer, or through Segment.
@Suite struct RouteTests {
  private func keyboard(_ segmentHost: String?, kept: SendRoute? = nil) -> Keyboard {
    var contents = Journal.contents([])
    contents.profiles[1].segmentHost = segmentHost
    contents.profile = "acme"
    contents.routes["acme"] = kept
    return Keyboard(120, 40, contents: contents)
  }

  @Test func `the route is chosen by a key, kept, and shown wherever the host is`() {
    var keyboard = keyboard("api.segment.io")
    #expect(keyboard.screen.contains("acme  api.kustomerapp.com"))
    keyboard.press(.alt("v"))
    #expect(keyboard.effects.contains(.saveRoute(profile: "acme", .segment)))
    #expect(keyboard.screen.contains("acme  through Segment, api.segment.io"))
    #expect(keyboard.screen.contains("READY  through Segment, api.segment.io"))
    keyboard.press(.control("r"))
    #expect(keyboard.screen.contains("through Segment, api.segment.io, profile acme"))
    keyboard.press(.character("s"))
    let sent = keyboard.effects.compactMap {
      if case .send(let call) = $0 { call.via } else { nil }
    }
    #expect(sent == [.segment])
  }

  @Test func `the route that was kept is in use at the next start`() {
    var kept = keyboard("api.segment.io", kept: .segment)
    kept.press(.down)
    #expect(kept.screen.contains("^R sends the call through Segment, api.segment.io"))
    // A source that was taken out of the settings leads nowhere.
    #expect(!keyboard(nil, kept: .segment).screen.contains("through Segment"))
  }

  @Test func `a profile without a source in Segment says what is missing`() {
    var keyboard = keyboard(nil)
    keyboard.press(.alt("v"))
    #expect(keyboard.effects.isEmpty)
    #expect(keyboard.screen.contains("profile acme has no source in Segment"))
  }

  @Test func `what Segment took is accepted, never delivered`() {
    var entry = HistoryEntry(
      id: .init(1), profile: "acme", call: .object(SampleCall.opening.call), moment: Journal.start,
      status: .accepted, session: nil,
      exchanges: [
        Exchange(
          method: "POST", path: "/v1/track", body: "{}", status: 200, answer: "{}",
          begun: Journal.start, milliseconds: 4)
      ])
    entry.via = .segment
    entry.exchanges[0].kind = .segmentCall
    var contents = Journal.contents([entry])
    contents.profiles[1].segmentHost = "api.segment.io"
    contents.profile = "acme"
    var keyboard = Keyboard(120, 40, contents: contents)
    keyboard.press(.alt("3"))
    #expect(keyboard.screen.contains("accepted"))
    #expect(!keyboard.screen.contains("elivered"))
    #expect(keyboard.screen.contains("Segment has taken it"))
    #expect(keyboard.screen.contains("[To Segment] Call"))
    keyboard.press(.character("r"))
    #expect(keyboard.screen.contains("through Segment, api.segment.io, profile acme"))
  }
}
