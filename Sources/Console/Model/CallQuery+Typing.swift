internal import Records

extension CallQuery {
  /// What is wrong with a filter, in one sentence without its end; nil when it is good.
  static func complaint(about text: String, among calls: Calls) -> String? {
    do throws(CallQueryError) {
      _ = try CallQuery(parsing: text, among: calls)
      return nil
    } catch {
      return "\(error)"
    }
  }
}

extension String {
  /// Whether a filter lets through nothing that another, which was typed before it, did not.
  func narrowsQuery(_ other: String) -> Bool {
    // Keys, quotes and exclusions may mean something else once they go on.
    !other.isEmpty && hasPrefix(other) && !contains { ":=\"-".contains($0) }
  }
}
