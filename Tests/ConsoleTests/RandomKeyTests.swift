internal import Foundation
internal import KustomerDestination
internal import Records
internal import Testing

@testable internal import Console

/// Numbers that look drawn and are the same in every run.
struct Dice {
  private var seed: UInt64

  init(seed: UInt64) { self.seed = seed }

  mutating func roll(_ sides: Int) -> Int {
    seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(truncatingIfNeeded: seed >> 33) % sides
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[roll(elements.count)]
  }
}

@Suite struct RandomKeyTests {
  static let keys: [Key] =
    KeyTable.standard.bindings.flatMap(\.keys).filter { $0 != .control("c") }
    + "abcdefgx 019{}[]\":,.é漢👩‍👩‍👧".map { Key.character($0) }
    + [
      .paste(#"{"type":"page","anonymousId":"v","name":"Pricing","properties":{"a":[1,2]}}"#),
      .paste("two\nlines \u{1B}[31m and \u{202E}reversed"), .paste(#"{"a":1}"#), .paste(""),
      .insert, .controlSpace, .function(3), .alt("q"),
      .mouse(Mouse(.press, at: Position(column: 9, row: 5))),
      .mouse(Mouse(.press, at: Position(column: 43, row: 10))),
      .mouse(Mouse(.drag, at: Position(column: 70, row: 11))),
      .mouse(Mouse(.wheelDown, at: Position(column: 60, row: 8))),
      .mouse(Mouse(.wheelUp, at: Position(column: 400, row: 80))),
      .mouse(Mouse(.press, at: Position(column: 20, row: 23))),
    ]
  /// `RANDOM_KEYS` of `script/bench` makes it a long run, over all seeds.
  static let steps =
    ProcessInfo.processInfo.environment["RANDOM_KEYS"].flatMap { Int($0) }.map { $0 / 2 } ?? 1_000

  static let sizes = [
    (80, 24), (120, 40), (60, 18), (200, 60), (59, 18), (1, 1), (0, 0), (300, 20),
  ]

  static func message(_ dice: inout Dice, _ effects: [Effect]) -> Message {
    switch dice.roll(40) {
    case 0:
      let (columns, rows) = dice.pick(sizes)
      return .resized(Size(columns: columns, rows: rows))
    case 1: return .deliveryChanged(dice.pick(Journal.visit))
    case 2: return .profileSelected(Journal.contents())
    case 3: return .podResolved("acme", .refused("no"))
    case 4:
      return .connectionTested(ConnectionResult(profile: "acme", isGood: true, sentence: "ok"))
    case 5: return .failed("cannot reach 127.0.0.1:9")
    case 6: return .foundOut([FoundOut(dice.pick(Journal.cut), .notLanded)])
    case 7: return .readBackEnded(Journal.readBack)
    case 8: return .deliveryChanged(Journal.cut[4])
    case 9: return .edited(EditJob(.call, text: ""), dice.pick(["{", "[]", #"{"type":"page"}"#]))
    case 10: return .edited(EditJob(.field(.rowValue(0)), text: ""), "a\nb\n")
    default: return .keyPressed(dice.pick(keys))
    }
  }

  @Test(arguments: [1, 2] as [UInt64])
  func `a thousand random keys leave every screen whole`(seed: UInt64) {
    var dice = Dice(seed: seed)
    var keyboard = Keyboard(80, 24, contents: Journal.contents())
    for step in 0..<Self.steps {
      keyboard.receive(Self.message(&dice, keyboard.newEffects()))
      let pause = Milliseconds(Int64(dice.roll(100_000)))
      keyboard.now = keyboard.now + pause
      keyboard.uptime = keyboard.uptime + pause
      let problem = Self.problem(in: keyboard.state)
      #expect(problem == nil, "seed \(seed), step \(step)")
      if problem != nil { return }
    }
  }

  /// What must hold after every message; nil when it does.
  static func problem(in state: State) -> String? {
    let frame = view(state)
    if frame.size != state.size { return "the frame is not as large as the screen" }
    if frame.cells.count != state.size.columns * state.size.rows { return "cells are missing" }
    if let cursor = frame.cursor {
      let isInside = 0..<state.size.columns ~= cursor.column && 0..<state.size.rows ~= cursor.row
      if !isInside { return "the cursor is off the screen" }
      if !state.isTyping { return "a cursor shows and nothing is typed" }
    } else if state.isTyping, state.size.columns >= 80, state.size.rows >= 24 {
      return "something is typed in \(state.contexts) and no cursor shows:\n\(frame.text)"
    }
    if !state.contexts.isEmpty, !Context.stacks.contains(state.contexts) {
      return "\(state.contexts) is none of the stacks by which a key file is checked"
    }
    if view(state.withoutWhatIsKept).cells != frame.cells { return "what is kept is out of date" }
    if !state.compose.form.fields.contains(state.compose.focus) { return "the focus is nowhere" }
    let draft = state.compose.form.draft
    if Form(draft: draft).draft != draft { return "the draft is lossy" }
    return nil
  }
}

extension State {
  /// The same, with all to be made anew that is kept from frame to frame.
  fileprivate var withoutWhatIsKept: State {
    var state = self
    state.keysHere = KeysHere()
    state.timeline.basis = nil
    state.timeline.waterfall = nil
    state.isSettled = false
    return state
  }
}
