package import LoopbackHTTP

/// Who may hand in calls: the programs of this machine, and pages in its browser as far as nothing
/// of theirs gets into an org.
package struct AccessRule: Sendable {
  private let names: LocalNames
  private let origins: [WebOrigin]?

  /// A rule.
  ///
  /// - Parameters:
  ///   - names: those of this machine.
  ///   - origins: the pages of other machines that may hand in calls; nil when any may.
  package init(names: LocalNames = LocalNames(), origins: [WebOrigin]? = nil) {
    self.names = names
    self.origins = origins
  }

  /// Why a request is not even looked at; nil when it is.
  func refusal(of request: WireRequest) -> ListenerRefusal? {
    guard request.headers["host"].map(names.has(host:)) ?? true else { return .foreignHost }
    guard let origins, let origin = request.headers["origin"], !names.has(origin: origin) else {
      return nil
    }
    return WebOrigin(origin).map(origins.contains) == true ? nil : .foreignOrigin(origin)
  }
}

/// The origin of a web page, as in `https://shop.example`; `null` stands for pages without one.
package struct WebOrigin: Sendable, Hashable, CustomStringConvertible {
  /// Lower case, without the port that the scheme has anyway.
  package let description: String

  /// Reads a scheme, a host and perhaps a port; nil for anything else.
  package init?(_ text: String) {
    let text = text.lowercased()
    guard text != "null" else {
      description = text
      return
    }
    guard let mark = text.firstRange(of: "://"), !text[..<mark.lowerBound].isEmpty else {
      return nil
    }
    let host = text[mark.upperBound...].trimmingSuffix("/")
    guard !host.isEmpty, host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
      !host.contains(where: { "/?#@\\".contains($0) })
    else { return nil }
    let usual = text.hasPrefix("https:") ? ":443" : text.hasPrefix("http:") ? ":80" : ""
    description = String(text[..<mark.upperBound] + host.trimmingSuffix(usual))
  }
}

extension Substring {
  fileprivate func trimmingSuffix(_ suffix: String) -> Substring {
    hasSuffix(suffix) ? dropLast(suffix.count) : self
  }
}
