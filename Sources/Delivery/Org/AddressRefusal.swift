/// Why an org pod or a base URL is not used: the API key would go to that host.
package enum AddressRefusal: Error, Sendable, Hashable, CustomStringConvertible {
  /// Neither a pod nor an org name.
  case pod(String)
  /// A base URL with a blank, a control character or something outside ASCII.
  case unprintable(String)
  /// A base URL that is not `https://` or `http://`.
  case scheme(String)
  /// `http://` to another machine.
  case plainText(String)
  /// No host, or none that a DNS name or plain address can be.
  case host(String)
  /// `user:password@`; not repeated, since it may be a secret.
  case userInfo
  /// No number from 1 to 65535.
  case port(String)
  /// A query, a fragment, an escape, or a path with `..` or empty parts.
  case path(String)

  /// One line for people: what is wrong, where, and what to do.
  package var description: String {
    switch self {
    case .pod(let text):
      "org pod \(quoted(text)) is neither a pod (prod1, prod2, prod4, us, eu, in) nor an org name;"
        + " set org_pod to the value of Kustomer's Segment settings page"
    case .unprintable(let text):
      "base URL \(quoted(text)) holds a blank or a character that no URL has; write it in ASCII"
    case .scheme(let text):
      "base URL \(quoted(text)) does not start with https://; set base_url to https://<host>"
    case .plainText(let text):
      "base URL \(quoted(text)) would send the API key in plain text; use https://,"
        + " http:// is for loopback addresses alone"
    case .host(let text):
      "base URL \(quoted(text)) has no usable host; set base_url to https://<host>[:port]"
    case .userInfo:
      "the base URL carries a user or password before an @; remove it, the API key is enough"
    case .port(let text):
      "base URL \(quoted(text)) has a port that is no number from 1 to 65535; correct base_url"
    case .path(let text):
      "base URL \(quoted(text)) has more than host and plain path; remove query, fragment and .."
    }
  }

  private func quoted(_ text: String) -> String {
    let scalars = text.unicodeScalars.prefix(80).map { $0.escaped(asASCII: true) }
    return "\"" + scalars.joined() + (text.unicodeScalars.count > 80 ? "…" : "") + "\""
  }
}
