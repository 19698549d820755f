package import KustomerDestination

/// One field as it was predicted, beside what the org shows.
package struct FieldComparison: Sendable, Hashable {
  /// What is the matter with it.
  package enum State: String, Sendable, Hashable, CaseIterable {
    /// As predicted.
    case same
    /// There, with another value.
    case other
    /// Predicted, but not there.
    case absent
    /// There, but not predicted.
    case extra
  }

  /// `name`, `sessionId`, `meta.planStr`; of a customer the attribute's name.
  package var path: String
  /// Nil when nothing was predicted.
  package var predicted: JSON?
  /// Nil when it is not there.
  package var actual: JSON?

  /// What is the matter; numbers count by value, moments by the instant that they name.
  package var state: State {
    guard let predicted else { return .extra }
    guard let actual else { return .absent }
    return predicted.holds(in: actual) ? .same : .other
  }

  /// `{"path","predicted","actual","state"}`, null for what is missing.
  package var json: JSON {
    [
      "path": .string(path), "predicted": predicted ?? .null, "actual": actual ?? .null,
      "state": .string(state.rawValue),
    ]
  }

  /// Lays the members of two objects side by side: the predicted ones first, then the others.
  static func members(
    _ predicted: JSON?, _ actual: JSON?, under path: String
  ) -> [FieldComparison] {
    let (ours, theirs) = (predicted?.objectValue, actual?.objectValue)
    let known = (ours?.members ?? []).map { member in
      FieldComparison(
        path: path + member.key, predicted: member.value, actual: theirs?[member.key])
    }
    let others = (theirs?.members ?? []).filter { ours?[$0.key] == nil }.map { member in
      FieldComparison(path: path + member.key, predicted: nil, actual: member.value)
    }
    return known + others
  }
}

extension JSON {
  /// Whether another value says at least as much: members and elements may have come along.
  fileprivate func holds(in other: JSON) -> Bool {
    switch (self, other) {
    case (.object(let ours), .object(let theirs)):
      ours.members.allSatisfy { member in theirs[member.key].map(member.value.holds) ?? false }
    case (.array(let ours), .array(let theirs)):
      ours.allSatisfy { element in theirs.contains(where: element.holds) }
    case (.string(let ours), .string(let theirs)):
      ours == theirs || Timestamp(ours).map { $0 == Timestamp(theirs) } ?? false
    case (.null, _), (.bool, _), (.number, _), (.string, _), (.array, _), (.object, _):
      sorted == other.sorted
    }
  }
}

extension SentEvent.Shape {
  /// The event's fields beside those that the org has of it.
  ///
  /// - Parameters:
  ///   - event: as the org has it.
  ///   - actual: its session there.
  /// - Returns: the name, the session when one was sent, and all of meta.
  func fields(
    beside event: ReadTimeline.Event, in actual: String
  ) -> [FieldComparison] {
    var fields = [
      FieldComparison(path: "name", predicted: .string(name), actual: .string(event.name))
    ]
    if let session {
      fields.append(
        FieldComparison(
          path: "sessionId", predicted: .string(session), actual: .string(actual)))
    }
    return fields + FieldComparison.members(meta, event.meta, under: "meta.")
  }
}
