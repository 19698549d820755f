internal import CCurl
internal import Glibc

/// Reads a failed transfer: what happened, told apart by what libcurl knows.
struct CurlFailure {
  let request: HTTPRequest
  let easy: UnsafeMutableRawPointer
  let result: CURLcode
  let isWritten: Bool

  func failure(milliseconds: Int) -> TransportFailure {
    let (kind, message) = refusalOfProxy ?? meaning
    return TransportFailure(
      kind, wasWritten: isWritten, message, milliseconds: milliseconds)
  }

  /// The proxy answered, but not with a way through.
  private var refusalOfProxy: (TransportFailure.Kind, String)? {
    let status = ccurl_get_long(easy, CURLINFO_HTTP_CONNECTCODE)
    guard status >= 300 else { return nil }
    return (
      .couldNotConnect,
      "the proxy answered \(status) instead of connecting to \(place); check the proxy setting"
    )
  }

  private var meaning: (TransportFailure.Kind, String) {
    switch result {
    case CURLE_COULDNT_RESOLVE_HOST:
      (.couldNotResolve, "cannot find \(place); check the org pod and the network")
    case CURLE_COULDNT_RESOLVE_PROXY:
      (.couldNotResolve, "cannot find the proxy for \(place); check the proxy setting")
    case CURLE_COULDNT_CONNECT:
      (.couldNotConnect, "cannot reach \(place) (\(systemReason))")
    case CURLE_PROXY: (.couldNotConnect, "the proxy refuses to connect to \(place)")
    case CURLE_OPERATION_TIMEDOUT: timeOut
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
      CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
      (.tls, "no trusted connection to \(place) (\(curlReason))")
    case CURLE_SSL_CACERT_BADFILE:
      (.local, "the certificate authorities cannot be read (\(curlReason)); check the CA setting")
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_HTTP2, CURLE_HTTP2_STREAM,
      CURLE_BAD_CONTENT_ENCODING:
      (.notHTTP, "what \(place) answered is not HTTP")
    case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_SEND_FAIL_REWIND,
      CURLE_PARTIAL_FILE:
      (.cut, "\(place) cut the connection before it answered")
    default: (.local, "the request to \(place) failed (\(curlReason))")
    }
  }

  private var timeOut: (TransportFailure.Kind, String) {
    if ccurl_get_offset(easy, CURLINFO_PRETRANSFER_TIME_T) == 0 {
      return (.connectTimedOut, "no connection to \(place) in time")
    }
    return isWritten
      ? (.readTimedOut, "\(place) did not answer in time")
      : (.writeTimedOut, "\(place) did not take the request in time")
  }

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
    String(cString: curl_easy_strerror(result)).lowercasedFirst
  }
}

extension String {
  fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
