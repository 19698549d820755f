/// A fault that the panel offers.
struct SandboxFaultOffer {
  /// In the notation of `sandbox --fault`, as the sandbox prints it.
  let text: String
  /// What happens, in no more columns than the smallest screen has for it.
  let title: String

  /// The kinds that `sandbox --fault` knows, the everyday ones.
  static let all = [
    SandboxFaultOffer(text: "latency=2000ms", title: "the answer comes 2 s late"),
    SandboxFaultOffer(text: "slow=20ms", title: "the answer, byte by byte"),
    SandboxFaultOffer(text: "429=5000ms", title: "429, too many, for 5 s"),
    SandboxFaultOffer(text: "500-json", title: "500, trouble at Kustomer"),
    SandboxFaultOffer(text: "503-json", title: "503, unavailable"),
    SandboxFaultOffer(text: "cut-before", title: "cut before it is read"),
    SandboxFaultOffer(text: "cut-after", title: "taken, then cut: uncertain"),
    SandboxFaultOffer(text: "502-html", title: "a web page instead of JSON"),
    SandboxFaultOffer(text: "wrong-pod=prod2", title: "401, the key is of prod2"),
  ]
}

/// A fault in force, of a kind that the panel offers.
struct SandboxFaultInForce {
  private let kind: String
  /// As `:20%`; empty for every request.
  private let shareText: String
  /// As `@POST /v1/`; empty for every path.
  private let target: String

  /// Reads a fault as the sandbox prints it; nil for one of another kind.
  init?(_ text: String, of offer: SandboxFaultOffer) {
    let rest = text.dropFirst(offer.text.count)
    guard text.hasPrefix(offer.text), rest.first.map({ ":@".contains($0) }) ?? true else {
      return nil
    }
    kind = offer.text
    let path = rest.firstIndex(of: "@") ?? rest.endIndex
    shareText = String(rest[..<path])
    target = String(rest[path...])
  }

  /// As the sandbox prints it.
  var text: String { kind + shareText + target }

  /// How often it strikes; nil for a share that the panel does not offer.
  var share: SandboxPanel.Share? { SandboxPanel.Share.allCases.first { $0.text == shareText } }

  /// How often and where it strikes.
  var shareWords: String {
    (share?.rawValue ?? shareText) + (target.isEmpty ? "" : " " + target)
  }

  /// The same fault with another share.
  func text(with share: SandboxPanel.Share) -> String { kind + share.text + target }
}
