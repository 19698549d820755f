/// What a key has to be allowed to do, by what the program does with it.
///
/// Source: Kustomer's API reference; the second name of each pair is the legacy one.
enum Need: CaseIterable {
  case identify
  case track
  case readBack

  /// Any one of each group is enough.
  private var roles: [[String]] {
    switch self {
    case .identify:
      [
        ["org.tracking"],
        ["org.permission.customer.create", "org.user.customer.write"],
        ["org.permission.customer.read", "org.user.customer.read"],
        ["org.permission.customer.update", "org.user.customer.write"],
      ]
    case .track: [["org.tracking"]]
    case .readBack:
      [
        ["org.permission.customer.read", "org.user.customer.read"],
        ["org.permission.event.read", "org.user.event.read"],
      ]
    }
  }

  /// The current name of each role that is missing.
  func missing(from granted: [String]) -> [String] {
    roles.filter { !$0.contains { role in granted.contains { Self.grants($0, role) } } }
      .compactMap(\.first)
  }

  /// `org.user.customer` grants `org.user.customer.read` too.
  private static func grants(_ granted: String, _ role: String) -> Bool {
    role == granted || role.hasPrefix(granted + ".")
  }
}
