package import Console

/// What `--color` says.
package enum ColorChoice: String, CaseIterable, Hashable, Sendable {
  /// As many colours as the terminal has, none if `NO_COLOR` is set.
  case auto
  /// Attributes only.
  case never
  /// At most 16.
  case sixteen = "16"
  /// At most 256.
  case indexed = "256"
  /// 24 bits, if the terminal's entry has them.
  case truecolor

  /// The depth to draw with on a terminal that has so many colours, 0 being none.
  ///
  /// An empty `NO_COLOR` counts as absent.
  package func depth(colors: Int, noColor: String?) -> ColorDepth {
    let terminal = ColorDepth(colors: colors)
    return switch self {
    case .auto: noColor?.isEmpty ?? true ? terminal : .mono
    case .never: .mono
    case .sixteen: min(.sixteen, terminal)
    case .indexed: min(.indexed, terminal)
    case .truecolor: terminal
    }
  }
}

extension ColorDepth {
  fileprivate init(colors: Int) {
    switch colors {
    case ..<8: self = .mono
    case ..<16: self = .eight
    case ..<256: self = .sixteen
    case ..<(1 << 24): self = .indexed
    default: self = .truecolor
    }
  }
}

extension Terminal.Options {
  /// So many colours, and what decided that: `256, as TERM says`.
  func words(for depth: ColorDepth) -> String {
    let says = environment["COLORTERM"] ?? ""
    let reason =
      if colors != .auto {
        "--color \(colors.rawValue)"
      } else if environment["NO_COLOR"]?.isEmpty == false {
        "NO_COLOR is set"
      } else if depth == .truecolor, !says.isEmpty {
        "COLORTERM=\(displaySafe(says))"
      } else {
        "as TERM says"
      }
    return "\(depth.words): \(reason)"
  }
}

extension ColorDepth {
  fileprivate var words: String {
    switch self {
    case .mono: "none"
    case .eight: "8"
    case .sixteen: "16"
    case .indexed: "256"
    case .truecolor: "24 bits"
    }
  }
}
