package import KustomerDestination

/// How two JSON values differ, leaf by leaf.
package struct JSONDifference: Hashable, Sendable {
  /// A leaf of either value.
  package struct Leaf: Hashable, Sendable {
    /// Where it stands, as a trace names it.
    package var path: String
    /// What stood there; nil when it was added.
    package var old: JSON?
    /// What stands there; nil when it was removed.
    package var new: JSON?

    /// Whether both values have the same here.
    package var isSame: Bool { old == new }
  }

  /// In the order of the new value; what was removed stands where it was.
  package let leaves: [Leaf]

  /// Compares a value with the one before it.
  ///
  /// - Parameters:
  ///   - old: the former value; nil compares with nothing.
  ///   - new: the value now; nil compares with nothing.
  ///   - path: what the paths of the leaves begin with.
  package init(from old: JSON?, to new: JSON?, path: String = "") {
    let before = old.map { JSONLeaves(of: $0, path: path).leaves } ?? []
    let after = new.map { JSONLeaves(of: $0, path: path).leaves } ?? []
    var places: [String: Int] = [:]
    for (place, leaf) in before.enumerated() { places[leaf.key] = place }
    let kept = Set(after.map(\.key))
    var leaves: [Leaf] = []
    var next = 0
    func addRemoved(before end: Int) {
      while next < end {
        if !kept.contains(before[next].key) {
          leaves.append(Leaf(path: before[next].path, old: before[next].value))
        }
        next += 1
      }
    }
    for leaf in after {
      let place = places[leaf.key]
      if let place, place >= next { addRemoved(before: place + 1) }
      leaves.append(Leaf(path: leaf.path, old: place.map { before[$0].value }, new: leaf.value))
    }
    addRemoved(before: before.count)
    self.leaves = leaves
  }

  /// The leaves that are not the same.
  package var changes: [Leaf] { leaves.filter { !$0.isSame } }

  /// `2 added, 1 changed, 6 equal`; `all 9 fields equal` without a change.
  package var summary: String {
    let added = changes.count { $0.old == nil }
    let removed = changes.count { $0.new == nil }
    let changed = changes.count - added - removed
    let equal = leaves.count - changes.count
    if changes.isEmpty { return "all \(counted(equal, "field")) equal" }
    let parts = [(added, "added"), (removed, "removed"), (changed, "changed"), (equal, "equal")]
    return parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }

  /// The changes as lines: `+` added, `-` removed, `!` changed.
  func lines(_ columns: Int) -> [Line] {
    changes.flatMap { $0.lines(columns) }
  }
}

extension JSONDifference.Leaf {
  /// The sign in the first column.
  var sign: String { old == nil ? "+" : new == nil ? "-" : "!" }

  fileprivate func lines(_ columns: Int) -> [Line] {
    let role: Role = old == nil ? .diffAdd : new == nil ? .diffDel : .diffChange
    let values = [old, new].compactMap { $0.map(safeText) }.joined(
      separator: " \(Glyph.leadsTo.text) ")
    let line = Line("\(sign) \(path)  \(values)", role)
    if line.width <= columns { return [line] }
    return [Line(fitted("\(sign) \(path)", to: columns), role)]
      + Line("    " + values, role).wrapped(to: columns, indent: 4)
  }

  private func safeText(_ value: JSON) -> String {
    value.stringValue.map(safeJSON) ?? value.compact
  }
}

/// The leaves of a value with their places.
private struct JSONLeaves {
  struct Leaf {
    /// Different for different places, whatever the names.
    var key: String
    var path: String
    var value: JSON
  }

  private(set) var leaves: [Leaf] = []

  init(of value: JSON, path: String) {
    add(value, key: "", path: path)
  }

  private mutating func add(_ value: JSON, key: String, path: String) {
    switch value {
    case .object(let object) where !object.isEmpty:
      for member in object.members {
        add(
          member.value, key: key + "/\(member.key.utf8.count):" + member.key,
          path: path.isEmpty ? member.key : path + "." + member.key)
      }
    case .array(let elements) where !elements.isEmpty:
      for (at, element) in elements.enumerated() {
        add(element, key: key + "[\(at)]", path: path + "[\(at)]")
      }
    default: leaves.append(Leaf(key: key, path: path, value: value))
    }
  }
}
