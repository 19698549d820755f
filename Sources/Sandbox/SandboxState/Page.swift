/// Which part of a list is asked for.
struct Page {
  /// 1-based.
  var number: Int
  /// 1…100.
  var size: Int

  var offset: Int { (number - 1) * size }

  /// - Throws: a `Refusal` that names the parameter.
  init(query: [String: String]) throws {
    number = try Self.parameter("page", query, default: 1, limit: 1_000_000)
    size = try Self.parameter("pageSize", query, default: 100, limit: 100)
  }

  private static func parameter(
    _ name: String, _ query: [String: String], default standard: Int, limit: Int
  ) throws -> Int {
    guard let text = query[name] else { return standard }
    guard let value = Int(text), 1...limit ~= value else {
      throw Refusal.badParameter(name, "must be an integer from 1 to \(limit)")
    }
    return value
  }
}

/// One page of a list.
struct Listing<Element> {
  /// On all pages together.
  var total: Int
  var elements: [Element]
}
