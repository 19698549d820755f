/// The steps that undo takes back and redo does again: what is typed into one place is one step.
struct UndoSteps<Step: Sendable, Place: Hashable & Sendable>: Sendable {
  private static var longest: Int { 200 }

  private var past: [Step] = []
  private var future: [Step] = []
  private var typedIn: Place?

  /// Whether there is something to undo.
  var canUndo: Bool { !past.isEmpty }
  /// Whether there is something to redo.
  var canRedo: Bool { !future.isEmpty }

  /// Keeps what was there before a change, unless typing just goes on in the same place.
  mutating func remember(_ step: Step, typedIn place: Place? = nil) {
    defer { typedIn = place }
    if let place, place == typedIn { return }
    past.append(step)
    if past.count > Self.longest { past.removeFirst() }
    future = []
  }

  /// What is typed next is another step, also in the same place.
  mutating func endTyping() { typedIn = nil }

  /// What was there before the last change; nil when there is nothing to undo.
  mutating func undo(from current: Step) -> Step? {
    guard let former = past.popLast() else { return nil }
    future.append(current)
    typedIn = nil
    return former
  }

  /// What the last undo took back; nil when there is nothing to redo.
  mutating func redo(from current: Step) -> Step? {
    guard let later = future.popLast() else { return nil }
    past.append(current)
    typedIn = nil
    return later
  }
}
