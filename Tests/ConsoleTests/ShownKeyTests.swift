internal import KustomerDestination
internal import Records
internal import Testing

@testable internal import Console

/// What messages, borders and lines say of keys: only what works in that moment, as it is pressed.
@Suite struct ShownKeyTests {
  @Test(arguments: [6, 7, 8, 9] as [UInt64])
  func `no frame of a random walk names a key that does not work then`(seed: UInt64) {
    var dice = Dice(seed: seed)
    var keyboard = Keyboard(80, 24, contents: Journal.contents())
    for step in 0..<RandomKeyTests.steps {
      keyboard.receive(RandomKeyTests.message(&dice, keyboard.newEffects()))
      let unbound = keyboard.state.unboundKeys(in: view(keyboard.state).text)
      #expect(unbound.isEmpty, "seed \(seed), step \(step): \(unbound)\n\(keyboard.screen)")
      if !unbound.isEmpty { return }
    }
  }

  @Test func `a key of one's own stands in every text that names it`() {
    let keys = KeyTable.reading(#"send = ["F11"]"# + "\n" + #"show-setup = ["F12"]"#, file: "k")
    let keyboard = Keyboard(120, 40, keys: keys.table)
    #expect(keyboard.screen.contains("F12 connects an org"))
    #expect(!keyboard.screen.contains("^R"))
    #expect(keyboard.screen.contains("F11 Send"))
  }

  @Test func `an action without a key is named as the palette has it`() {
    let keys = KeyTable.reading("new-draft = []", file: "k")
    #expect(Keyboard(120, 40, keys: keys.table).screen.contains("^P New empties the form"))
  }

  @Test func `what waits is sent by the keys that the message names`() {
    let entry = HistoryEntry(
      id: .init(1), profile: "sandbox", call: .object(SampleCall.opening.call),
      moment: Journal.start, status: .waiting, session: nil)
    var keyboard = Keyboard(120, 40, contents: Journal.contents([entry]))
    #expect(keyboard.screen.contains("1 call waits: Alt-3, then w, sends"))
    keyboard.press(.alt("3"), .character("w"), .enter)
    #expect(keyboard.effects.contains(.deliverWaiting))
  }
}

extension State {
  /// The keys that a screen names and that do nothing now.
  ///
  /// Behind something else only the message and the footer are asked about, and what names keys of
  /// other places as such is left out: the help, the palette, the log.
  func unboundKeys(in screen: String) -> [String] {
    guard !size.isTooSmall else { return [] }
    let lines = screen.split(separator: "\n", omittingEmptySubsequences: false)
    let shown = overlay == nil ? lines : lines.suffix(2)
    let bound = Set(
      keys.bindings(in: contexts + (overlay == nil ? [] : [.everywhere]))
        .flatMap(\.keys).map(\.name))
    return Set(shown.flatMap { Self.keys(in: String($0)) }).subtracting(bound).sorted()
  }

  /// What can be nothing but the name of a key: `^R`, `Alt-5`, `F6`, and the `t` of "t tests it";
  /// not that of another place, as in "Alt-3, then w, sends".
  private static func keys(in line: String) -> [String] {
    // What was said at that time, in the log beside a screen.
    let end = line.firstMatch(of: /\d\d:\d\d:\d\d {2}/)?.range.lowerBound ?? line.endIndex
    let words = line[..<end].split { " ,;:()[]|│┃\"".contains($0) }.map(String.init)
    return words.indices.filter { place in
      let word = words[place]
      if word.wholeMatch(of: /\^[A-Z]|Alt-[A-Z0-9]|(S-)?F[1-9][0-2]?/) != nil { return true }
      guard word.wholeMatch(of: /[a-zA-Z]/) != nil, place + 1 < words.count,
        verbs.contains(words[place + 1])
      else { return false }
      return place == 0 || words[place - 1] != "then"
    }.map { words[$0] }
  }

  private static let verbs: Set<String> = [
    "sends", "shows", "tests", "connects", "changes", "edits", "opens", "starts", "stops", "quits",
    "reads", "drops", "takes", "goes", "begins", "finds", "leaves", "filters", "empties", "imports",
    "searches", "forwards", "types", "copies", "switches", "undoes", "brings", "works", "adds",
    "plays", "loads", "says",
  ]
}
