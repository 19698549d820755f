/// Keeps each person's deliveries in order while those of other persons go on.
///
/// A delivery stands in the lane of every id it carries, so a visitor's events, the identify that
/// names the visitor and the events of that user never overtake one another.
struct Lanes: Sendable {
  private var lanes: [String: [Int64]] = [:]
  private var keysByDelivery: [Int64: [String]] = [:]

  /// How many deliveries stand in lanes.
  var count: Int { keysByDelivery.count }

  /// Puts a delivery behind all others of its keys.
  mutating func add(_ id: Int64, keys: [String]) {
    keysByDelivery[id] = keys
    for key in keys { lanes[key, default: []].append(id) }
  }

  /// Whether nothing stands before it.
  func isFirst(_ id: Int64) -> Bool {
    keysByDelivery[id, default: []].allSatisfy { lanes[$0]?.first == id }
  }

  /// Takes a delivery out.
  ///
  /// - Returns: the deliveries that have become first by it.
  mutating func remove(_ id: Int64) -> [Int64] {
    var heads: [Int64] = []
    for key in keysByDelivery.removeValue(forKey: id) ?? [] {
      guard lanes[key]?.first == id else {
        lanes[key]?.removeAll { $0 == id }
        continue
      }
      lanes[key]?.removeFirst()
      if let head = lanes[key]?.first { heads.append(head) } else { lanes[key] = nil }
    }
    return Set(heads).filter(isFirst).sorted()
  }
}
