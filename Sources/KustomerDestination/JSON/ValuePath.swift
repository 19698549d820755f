/// How traces and diagnostics name a value: `properties.plan`.
///
/// A name that has a dot or a bracket of its own stands in brackets, `properties[a.b]`, so that no
/// two values of a call bear one path.
extension String {
  /// The path of a member of the object with this path; the outermost one has an empty path.
  package func path(toMember name: String) -> String {
    if name.utf8.contains(where: \.separatesSteps) { return "\(self)[\(name)]" }
    return isEmpty ? name : self + "." + name
  }
}

extension UInt8 {
  /// Whether it would be read as the end of a step of a path.
  var separatesSteps: Bool {
    self == UInt8(ascii: ".") || self == UInt8(ascii: "[") || self == UInt8(ascii: "]")
  }
}
