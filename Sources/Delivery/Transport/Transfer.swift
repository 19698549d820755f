internal import CCurl
internal import Foundation
internal import KustomerDestination
internal import Records

/// One request under way, owned by the transport's thread.
///
/// A class because libcurl's callbacks are handed its address.
final class Transfer {
  let easy: UnsafeMutableRawPointer
  private let id: UInt64
  private let request: HTTPRequest
  private let continuation: CheckedContinuation<Exchange, Never>
  private var headerList: UnsafeMutablePointer<curl_slist>?
  private var readOffset = 0
  private var answer = ReceivedAnswer()
  /// Whether the last byte of the body was given to libcurl, which may start anew by itself and
  /// then counts from 0 again (curl issues 11357, 18417).
  private var isHandedOver = false
  private let settings: TransportSettings
  /// Where libcurl writes what it has to say.
  private let words = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

  init(
    _ id: UInt64, _ request: HTTPRequest, _ settings: TransportSettings,
    easy: UnsafeMutableRawPointer,
    continuation: CheckedContinuation<Exchange, Never>
  ) {
    self.id = id
    self.request = request
    self.settings = settings
    self.easy = easy
    self.continuation = continuation
    words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
  }

  deinit {
    curl_easy_cleanup(easy)
    curl_slist_free_all(headerList)
    words.deallocate()
  }

  func prepare() {
    ccurl_set_pointer(easy, CURLOPT_ERRORBUFFER, words)
    ccurl_set_string(easy, CURLOPT_URL, request.base.text + request.path)
    ccurl_set_long(easy, CURLOPT_PATH_AS_IS, 1)
    // Many a server closes a connection that has idled for five seconds, just when it is used.
    ccurl_set_long(easy, CURLOPT_MAXAGE_CONN, 4)
    ccurl_set_string(easy, CURLOPT_PROTOCOLS_STR, "http,https")
    ccurl_set_long(easy, CURLOPT_FOLLOWLOCATION, 0)
    ccurl_set_long(easy, CURLOPT_SSL_VERIFYPEER, 1)
    ccurl_set_long(easy, CURLOPT_SSL_VERIFYHOST, 2)
    ccurl_set_long(easy, CURLOPT_NOSIGNAL, 1)
    ccurl_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, Int(settings.connectTimeout.count))
    ccurl_set_long(easy, CURLOPT_TIMEOUT_MS, Int(settings.timeout.count))
    ccurl_set_string(easy, CURLOPT_ACCEPT_ENCODING, "")
    ccurl_set_string(easy, CURLOPT_USERAGENT, "kustomer-console")
    prepareRoute()
    prepareMethod()
    prepareHeaders()
    ccurl_set_writers(easy, Self.onHeader, Self.onBody, address)
  }

  /// Takes the transfer off libcurl and tells the caller what came of it.
  func finish(on multi: UnsafeMutableRawPointer, _ result: CURLcode) {
    let milliseconds = Int(ccurl_get_offset(easy, CURLINFO_TOTAL_TIME_T) / 1_000)
    let exchange: Exchange
    if let response = answer.response(isComplete: result == CURLE_OK, milliseconds) {
      exchange = .answered(request.key?.redacting(response) ?? response)
    } else {
      exchange = .failed(
        CurlFailure(
          request: request, settings: settings, easy: easy, result: result,
          text: String(cString: words), isWritten: isWritten(result)
        ).failure(milliseconds: milliseconds))
    }
    curl_multi_remove_handle(multi, easy)
    continuation.resume(returning: exchange)
  }

  func cancel(on multi: UnsafeMutableRawPointer) {
    let failure = TransportFailure(
      .cancelled, wasWritten: isWritten(CURLE_ABORTED_BY_CALLBACK),
      "the request to \(request.base.host) was cancelled")
    curl_multi_remove_handle(multi, easy)
    continuation.resume(returning: .failed(failure))
  }

  func give(up failure: TransportFailure) {
    continuation.resume(returning: .failed(failure))
  }
}

extension Transfer {
  private var address: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

  private func prepareRoute() {
    if request.base.isLoopback {
      // A proxy would see the request to this machine's sandbox, key included.
      ccurl_set_string(easy, CURLOPT_NOPROXY, "*")
    } else if let proxy = request.route.proxy ?? settings.proxy {
      ccurl_set_string(easy, CURLOPT_PROXY, proxy)
      // The environment's exceptions are from the environment's proxy.
      ccurl_set_string(easy, CURLOPT_NOPROXY, "")
    }
    ccurl_set_long(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    if let file = request.route.authorities ?? settings.authorities {
      ccurl_set_string(easy, CURLOPT_CAINFO, file.path)
    }
  }

  private func prepareMethod() {
    guard let body = request.body else {
      ccurl_set_long(easy, CURLOPT_HTTPGET, 1)
      return
    }
    ccurl_set_long(easy, CURLOPT_POST, 1)
    ccurl_set_string(easy, CURLOPT_CUSTOMREQUEST, request.method.rawValue)
    ccurl_set_reader(easy, Self.onRead, Self.onRewind, address, curl_off_t(body.count))
  }

  private func prepareHeaders() {
    var lines = ["Accept: application/json", "Expect:"]
    if request.body != nil { lines.append("Content-Type: application/json") }
    if let key = request.key {
      lines.append(
        "Authorization: " + (request.isBasic ? "Basic \(key.basic)" : "Bearer \(key.text)"))
    }
    for line in lines { headerList = curl_slist_append(headerList, line) }
    ccurl_set_pointer(easy, CURLOPT_HTTPHEADER, headerList)
  }

  /// Whether all of the request has left for the network; half a body cannot be carried out.
  private func isWritten(_ result: CURLcode) -> Bool {
    // Asked to rewind, libcurl had sent the request on a kept connection that then was cut.
    if isHandedOver || result == CURLE_SEND_FAIL_REWIND { return true }
    guard let body = request.body, !body.isEmpty else {
      return ccurl_get_offset(easy, CURLINFO_PRETRANSFER_TIME_T) > 0
        && ccurl_get_long(easy, CURLINFO_REQUEST_SIZE) > 0
    }
    return ccurl_get_offset(easy, CURLINFO_SIZE_UPLOAD_T) >= curl_off_t(body.count)
  }

  private static func transfer(at context: UnsafeMutableRawPointer?) -> Transfer? {
    context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
  }

  private typealias Receive =
    @convention(c) (UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?) -> Int

  private static let onHeader: Receive = { bytes, size, count, context in
    guard let transfer = transfer(at: context) else { return 0 }
    transfer.answer.read(header: UnsafeRawBufferPointer(start: bytes, count: size * count))
    return size * count
  }

  private static let onBody: Receive = { bytes, size, count, context in
    guard let transfer = transfer(at: context) else { return 0 }
    let chunk = UnsafeRawBufferPointer(start: bytes, count: size * count)
    return transfer.answer.read(body: chunk) ? chunk.count : 0
  }

  private static let onRead: Receive = { buffer, size, count, context in
    guard let transfer = transfer(at: context), let buffer, let body = transfer.request.body
    else { return 0 }
    let chunk = body[transfer.readOffset...].prefix(size * count)
    UnsafeMutableRawBufferPointer(start: buffer, count: size * count).copyBytes(from: chunk)
    transfer.readOffset += chunk.count
    transfer.isHandedOver = transfer.readOffset == body.count
    return chunk.count
  }

  /// Refuses: libcurl rewinds to send a request again by itself when a kept connection turns out
  /// to be cut, and nobody can know whether the first one was carried out.
  private static let onRewind:
    @convention(c) (UnsafeMutableRawPointer?, curl_off_t, Int32) -> Int32 = { _, _, _ in
      CURL_SEEKFUNC_FAIL
    }
}
