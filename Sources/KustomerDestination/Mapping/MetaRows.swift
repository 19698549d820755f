/// The rows of an event's meta while they are collected: no key twice, at most 100 keys.
struct MetaRows {
  static let limit = 100

  private(set) var rows: [Row] = []
  private var keys: [String] = []
  /// Keys that properties may take; fewer than 100 when places are reserved.
  let room: Int

  init(room: Int) {
    self.room = room
    rows.reserveCapacity(16)
  }

  var isFull: Bool { keys.count >= room }

  func holds(_ key: String) -> Bool { keys.contains(key) }

  /// Adds a value under a key that is not taken yet.
  ///
  /// - Returns: the key, and whether it had to be numbered.
  mutating func add(
    _ node: Int, under key: MetaKey, value: JSON, rule: StaticString, _ provenance: Provenance
  ) -> (key: String, isNumbered: Bool) {
    var free = key.text
    var number = 1
    while keys.contains(free) {
      number += 1
      free = key.numbered(number).text
    }
    keys.append(free)
    rows.append(
      Row(node, to: Target(place: .eventMeta, name: free, value: value), rule: rule, provenance))
    return (free, number > 1)
  }
}
