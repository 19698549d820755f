extension String {
  /// Without control characters and line ends, at most 120 characters.
  package var asOneLine: String {
    let scalars = unicodeScalars.prefix(120).map { scalar -> Unicode.Scalar in
      scalar.properties.generalCategory == .control ? " " : scalar
    }
    return String(String.UnicodeScalarView(scalars))
  }
}
