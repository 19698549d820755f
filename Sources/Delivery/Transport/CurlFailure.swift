internal import CCurl
internal import Foundation
internal import Glibc

/// Reads a failed transfer: what happened, where, and what to do, told apart by what libcurl knows.
struct CurlFailure {
  let request: HTTPRequest
  let settings: TransportSettings
  let easy: UnsafeMutableRawPointer
  let result: CURLcode
  /// What libcurl says besides; may be empty.
  let text: String
  let isWritten: Bool

  func failure(milliseconds: Int) -> TransportFailure {
    let cause = refusalOfProxy ?? lackOfDescriptors ?? meaning
    return TransportFailure(
      cause.kind, wasWritten: isWritten, cause.message, hint: cause.hint,
      milliseconds: milliseconds)
  }

  private struct Cause {
    var kind: TransportFailure.Kind
    var message: String
    var hint: String

    init(_ kind: TransportFailure.Kind, _ message: String, _ hint: String) {
      self.kind = kind
      self.message = message
      self.hint = hint
    }
  }

  private static let network = "check the network and the base URL"

  /// The proxy answered, but not with a way through.
  private var refusalOfProxy: Cause? {
    let status = ccurl_get_long(easy, CURLINFO_HTTP_CONNECTCODE)
    guard status >= 300 else { return nil }
    let hint =
      status == 407
      ? "it wants a user and a password, as http://user:password@host" : "check \(proxySetting)"
    return Cause(
      .couldNotConnect,
      "\(proxyWords ?? "the proxy") answered \(status) instead of connecting to \(place)", hint)
  }

  private var lackOfDescriptors: Cause? {
    let number = Int32(truncatingIfNeeded: ccurl_get_long(easy, CURLINFO_OS_ERRNO))
    guard number == EMFILE || number == ENFILE else { return nil }
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    return Cause(
      .local,
      "no file descriptor is left for a connection to \(place): the limit is "
        + "\(limit.rlim_cur)", "raise it with ulimit -n")
  }

  private var meaning: Cause {
    switch result {
    case CURLE_COULDNT_RESOLVE_HOST:
      Cause(.couldNotResolve, "cannot find \(place)", "check the org pod and the network")
    case CURLE_COULDNT_RESOLVE_PROXY:
      Cause(
        .couldNotResolve, "cannot find \(proxyWords ?? "the proxy")", "check \(proxySetting)")
    case CURLE_COULDNT_CONNECT:
      if let proxyWords {
        Cause(
          .couldNotConnect, "cannot reach \(proxyWords) on the way to \(place) (\(systemReason))",
          "check \(proxySetting)")
      } else {
        Cause(.couldNotConnect, "cannot reach \(place) (\(systemReason))", Self.network)
      }
    case CURLE_PROXY:
      Cause(
        .couldNotConnect, "\(proxyWords ?? "the proxy") refuses to connect to \(place)",
        "check \(proxySetting)")
    case CURLE_OPERATION_TIMEDOUT: timeOut
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
      CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
      lackOfTrust
    case CURLE_SSL_CACERT_BADFILE:
      Cause(
        .local, "\(authorityWords) cannot be read as certificates", "name a PEM file there")
    case CURLE_HTTP2, CURLE_HTTP2_STREAM:
      Cause(.cut, "\(place) broke the HTTP/2 stream off before it answered", Self.network)
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING:
      Cause(
        .notHTTP, "what \(place) answered is not HTTP",
        "check host and port of the base URL, and the proxy if there is one")
    case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_SEND_FAIL_REWIND,
      CURLE_PARTIAL_FILE:
      Cause(.cut, "\(place) cut the connection before it answered", Self.network)
    default: Cause(.local, "the request to \(place) failed (\(curlReason))", Self.network)
    }
  }

  private var timeOut: Cause {
    if ccurl_get_offset(easy, CURLINFO_PRETRANSFER_TIME_T) == 0, !isWritten {
      let way = proxyWords.map { " through \($0)" } ?? ""
      return Cause(
        .connectTimedOut, "no connection to \(place)\(way) in time",
        proxyWords == nil ? Self.network : "check \(proxySetting)")
    }
    return isWritten
      ? Cause(.readTimedOut, "\(place) did not answer in time", Self.network)
      : Cause(.writeTimedOut, "\(place) did not take the request in time", Self.network)
  }
}

/// Certificates.
extension CurlFailure {
  /// OpenSSL's reasons (`X509_V_ERR_…`) that a person can act on.
  private var lackOfTrust: Cause {
    let ofProxy = ccurl_get_long(easy, CURLINFO_PROXY_SSL_VERIFYRESULT)
    let ofOrg = ccurl_get_long(easy, CURLINFO_SSL_VERIFYRESULT)
    let isOfProxy = ofProxy != 0 && ofOrg == 0
    let who = isOfProxy ? proxyWords ?? "the proxy" : place
    let (reason, hint): (String, String) =
      switch isOfProxy ? ofProxy : ofOrg {
      case 9: ("its certificate is not valid yet", "check this machine's clock")
      case 10: ("its certificate has expired", "have it renewed, or check this machine's clock")
      case 18:
        ("its certificate is of its own making", "if it is right, name it with ca_file")
      case 2, 19, 20, 21:
        (
          "nobody whom \(authorityWords) knows vouches for its certificate",
          "name the certificate authority's PEM file with ca_file"
        )
      case _ where text.contains("subject name") || text.contains("common name"):
        ("its certificate is for another name", "check the base URL")
      case 23: ("its certificate was revoked", "ask who runs it")
      default: (curlReason, "check the base URL and the proxy")
      }
    return Cause(.tls, "no trusted connection to \(who) (\(reason))", hint)
  }

  /// The certificate authorities that are trusted, and who names them.
  private var authorityWords: String {
    guard let file = request.route.authorities ?? settings.authorities else {
      return "this machine's store of certificate authorities"
    }
    return "\(file.path) (\(file.setting))"
  }
}

/// Proxies.
extension CurlFailure {
  private var proxy: (text: String, setting: String)? {
    guard !request.base.isLoopback else { return nil }
    if let own = request.route.proxy ?? settings.proxy { return (own, "the profile's proxy") }
    let environment = ProcessInfo.processInfo.environment
    let exceptions = ["no_proxy", "NO_PROXY"].lazy.compactMap { environment[$0] }.first ?? ""
    guard !Self.excepts(request.base.host, exceptions) else { return nil }
    return ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"].lazy
      .compactMap { name in environment[name].map { ($0, name) } }
      .first { !$0.0.isEmpty }
  }

  private static func excepts(_ host: String, _ exceptions: String) -> Bool {
    exceptions.split { $0 == "," || $0 == " " }.contains { entry in
      let name = entry.drop { $0 == "." }.lowercased()
      return name == "*" || host == name || host.hasSuffix("." + name)
    }
  }

  private var proxySetting: String { proxy?.setting ?? "the proxy" }

  /// Without user and password; nil when there is none.
  private var proxyWords: String? {
    proxy.map { proxy in
      let rest = proxy.text.split(separator: "@").last.map(String.init) ?? ""
      let scheme = proxy.text.firstRange(of: "://").map { proxy.text[..<$0.upperBound] } ?? ""
      let isScheme = rest.contains("://")
      return "the proxy \(isScheme ? "" : String(scheme))\(rest) (\(proxy.setting))"
    }
  }
}

extension CurlFailure {
  /// Host and port, without scheme and path.
  private var place: String {
    let rest = request.base.text.drop { $0 != "/" }.dropFirst(2)
    return String(rest.prefix { $0 != "/" })
  }

  private var systemReason: String {
    let number = ccurl_get_long(easy, CURLINFO_OS_ERRNO)
    guard number != 0, let text = strerror(Int32(truncatingIfNeeded: number)) else {
      return curlReason
    }
    return String(cString: text).lowercasedFirst
  }

  private var curlReason: String {
    (text.isEmpty ? String(cString: curl_easy_strerror(result)) : text).lowercasedFirst
  }
}

extension String {
  fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
