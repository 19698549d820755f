internal import ArgumentParser

extension ExpressibleByArgument {
  /// Reads the value of an option, or says how one is written.
  static func written(_ hint: String) -> @Sendable (String) throws -> Self {
    { argument in
      guard let value = Self(argument: argument) else { throw ValidationError(hint) }
      return value
    }
  }
}
